"""What an item asks once the revision's limits are known: requirement, classes, lot tests. Pure."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from checklists.designs.characteristics import Characteristic, QualityClass, Scope, by_code
from checklists.requirements.model import Choice, Limits, Requirement
from checklists.templates.model import Item, OncePer


def requirement(item: Item, characteristics: tuple[Characteristic, ...]) -> Requirement:
    """The item as the judge wants it: limits of the revision, made stricter where the item says so.

    Raises KeyError when the item names an unknown characteristic (a release refuses that).
    """
    known = by_code(characteristics)
    rows = tuple(_limits(item, known[code]) for code in item.characteristics)
    if not rows and (item.lsl is not None or item.usl is not None or item.unit is not None):
        rows = (Limits(None, item.unit, item.lsl, item.usl),)
    return Requirement(
        code=item.code,
        kind=item.type,
        limits=rows,
        choices=tuple(Choice(each.code, each.passes) for each in item.options),
        photos_min=item.photos_min,
        photo_on_fail=item.photo_on_fail,
    )


def class_of(
    item: Item, code: str | None, characteristics: tuple[Characteristic, ...]
) -> QualityClass:
    """The class in which a failure counts: the characteristic's, or the item's where there is none."""
    found = by_code(characteristics).get(code) if code is not None else None
    return found.class_ if found else item.class_


def classes_of(item: Item, characteristics: tuple[Characteristic, ...]) -> frozenset[QualityClass]:
    """All classes an item speaks to; it is due on a unit drawn for any of them."""
    codes: Iterable[str | None] = item.characteristics or (None,)
    return frozenset(class_of(item, code, characteristics) for code in codes)


def lot_tests(
    items: tuple[Item, ...], characteristics: tuple[Characteristic, ...]
) -> Mapping[str, int]:
    """Characteristics with a plan of their own (break tests): code to the pieces taken, none may fail."""
    asked = {code for each in items for code in each.characteristics}
    return {
        each.code: each.n_fixed
        for each in characteristics
        if each.scope is Scope.LOT and each.n_fixed is not None and each.code in asked
    }


def lot_test_of(item: Item, characteristics: tuple[Characteristic, ...]) -> str | None:
    """The lot test an item belongs to: asked only on the units drawn for that test."""
    known = by_code(characteristics)
    return next(
        (code for code in item.characteristics if code in known and known[code].scope is Scope.LOT),
        None,
    )


def is_asked(
    item: Item,
    characteristics: tuple[Characteristic, ...],
    *,
    drawn_for: AbstractSet[str],
) -> bool:
    """Whether an item is asked on a unit drawn for these classes ("A" ...) and lot tests ("break").

    Items once per lot are asked apart from units; a `when` condition still comes on top.
    """
    if item.once_per is OncePer.LOT:
        return False
    test = lot_test_of(item, characteristics)
    if test is not None:
        return test in drawn_for
    if item.every_unit:
        return True
    return any(each.value in drawn_for for each in classes_of(item, characteristics))


def _limits(item: Item, found: Characteristic) -> Limits:
    lows = [each for each in (found.lsl, item.lsl) if each is not None]
    highs = [each for each in (found.usl, item.usl) if each is not None]
    return Limits(
        characteristic=found.code,
        unit=found.unit,
        lsl=max(lows) if lows else None,
        usl=min(highs) if highs else None,
    )
