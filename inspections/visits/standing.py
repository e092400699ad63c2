"""Where a visit stands: which items are open, and what the plan says. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from checklists.designs.characteristics import Characteristic, QualityClass, by_code
from checklists.requirements.model import Outcome
from checklists.templates.asking import class_of, is_asked, lot_test_of
from checklists.templates.conditions import Facts, holds
from checklists.templates.model import Item, OncePer
from inspections.verdicts.lot import LotVerdict, judge_lot
from inspections.verdicts.unit import Check, worst_failed
from inspections.visits.model import Sample

INSTRUCTION = "instruction"
Codes = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One current result: unit (None: the lot), item, characteristic (None: the item), outcome.

    Until its photo `is_measured` the item is answered, and nobody knows yet what follows from it.
    """

    unit_id: str | None
    item: str
    characteristic: str | None
    outcome: Outcome
    is_measured: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """What does not change during a visit."""

    items: tuple[Item, ...]
    characteristics: tuple[Characteristic, ...]
    sample: Sample
    process: Mapping[str, str]
    materials: frozenset[str]


@dataclass(frozen=True, slots=True)
class UnitFailure:
    """A unit that failed: its worst class and the checks it failed."""

    unit_id: UUID
    class_: str
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Open items (unit or None, item code), the verdict so far and what failed."""

    open_items: tuple[tuple[str | None, str], ...]
    verdict: LotVerdict
    failures: tuple[UnitFailure, ...]


def standing(ground: Ground, found: Sequence[Found], *, measuring: int = 0) -> Standing:
    """Fold all current results; `measuring` photos that are not measured yet count as open."""
    open_items = tuple(_open_items(ground, found))
    checks = {unit: _unit_checks(ground, found, unit) for unit in ground.sample.units}
    verdict = judge_lot(
        ground.sample.plans,
        checks=checks,
        lot_checks=_lot_checks(ground, found),
        open_count=len(open_items) + measuring,
    )
    return Standing(open_items, verdict, tuple(_failures(checks)))


def _failures(checks: Mapping[str, Sequence[Check]]) -> Iterator[UnitFailure]:
    for unit, found in checks.items():
        class_ = worst_failed(found)
        if class_ is not None:
            codes = tuple(each.code for each in found if each.outcome is Outcome.FAIL)
            yield UnitFailure(UUID(unit), class_.value, codes)


def asked_items(ground: Ground, found: Sequence[Found], unit_id: str | None) -> Iterator[Item]:
    """The items asked now of a unit, or of the lot (None)."""
    drawn = ground.sample.drawn_for(unit_id) if unit_id is not None else frozenset[str]()
    facts = Facts(
        outcomes={
            (f.item, f.characteristic): f.outcome
            for f in found
            if f.unit_id == unit_id and f.is_measured
        },
        process=ground.process,
        materials=ground.materials,
        drawn_for=drawn,
    )
    for item in ground.items:
        if unit_id is None:
            is_due = item.once_per is OncePer.LOT
        else:
            is_due = is_asked(item, ground.characteristics, drawn_for=drawn)
        if is_due and holds(item.when, facts) and _applies(item, ground):
            yield item


def unasked_failures(ground: Ground, found: Sequence[Found], unit_id: str | None) -> Iterator[Item]:
    """Items that failed and that nothing asks of this unit (None: the lot) any more.

    They count all the same and may be corrected: else a new photo that passes would take away the
    fail of the calliper that was asked because of the photo before it.
    """
    asked = {each.code for each in asked_items(ground, found, unit_id)}
    for item in ground.items:
        if item.code not in asked and _failed_codes(item, found, unit_id):
            yield item


def _failed_codes(item: Item, found: Sequence[Found], unit_id: str | None) -> Codes:
    failed = {
        each.characteristic
        for each in found
        if (each.unit_id, each.item) == (unit_id, item.code) and each.outcome is Outcome.FAIL
    }
    return tuple(code for code in _codes(item) if failed & {code, None})


def _applies(item: Item, ground: Ground) -> bool:
    """Characteristics may be for some materials only; an item without any left is not asked."""
    known = by_code(ground.characteristics)
    named = [known[code] for code in item.characteristics if code in known]
    if not named:
        return True
    return any(not c.applies_to or ground.materials & set(c.applies_to) for c in named)


def _open_items(ground: Ground, found: Sequence[Found]) -> Iterator[tuple[str | None, str]]:
    answered = {(each.unit_id, each.item) for each in found}
    for unit in (None, *ground.sample.units):
        for item in asked_items(ground, found, unit):
            if item.type != INSTRUCTION and (unit, item.code) not in answered:
                yield unit, item.code


def _unit_checks(ground: Ground, found: Sequence[Found], unit: str) -> list[Check]:
    sizes = {each.code for each in ground.characteristics if each.has_limit}
    outcomes: dict[tuple[str, QualityClass], list[Outcome]] = {}
    for item in asked_items(ground, found, unit):
        if item.type == INSTRUCTION or lot_test_of(item, ground.characteristics):
            continue
        for code in _codes(item):
            key = (code or item.code, class_of(item, code, ground.characteristics))
            outcomes.setdefault(key, []).extend(
                _applied(each.outcome) if code in sizes else each.outcome
                for each in found
                if each.unit_id == unit
                and each.item == item.code
                and each.characteristic in (code, None)
            )
    # a fail stays a fail, also where another answer brought it about that nobody asks any more
    for item in unasked_failures(ground, found, unit):
        if lot_test_of(item, ground.characteristics) is None:
            for code in _failed_codes(item, found, unit):
                key = (code or item.code, class_of(item, code, ground.characteristics))
                outcomes.setdefault(key, []).append(Outcome.FAIL)
    return [Check(code, class_, tuple(rows)) for (code, class_), rows in outcomes.items()]


def _applied(outcome: Outcome) -> Outcome:
    """A size applies to every unit; answers of older versions may say that it does not."""
    return Outcome.NOT_MEASURABLE if outcome is Outcome.NOT_APPLICABLE else outcome


def _lot_checks(ground: Ground, found: Sequence[Found]) -> list[Check]:
    checks = []
    for item in asked_items(ground, found, None):
        if item.type != INSTRUCTION:
            rows = [f.outcome for f in found if f.unit_id is None and f.item == item.code]
            class_ = class_of(item, (_codes(item))[0], ground.characteristics)
            checks.append(Check(item.code, class_, tuple(rows)))
    for item in unasked_failures(ground, found, None):
        class_ = class_of(item, (_codes(item))[0], ground.characteristics)
        checks.append(Check(item.code, class_, (Outcome.FAIL,)))
    for test, units in ground.sample.lot_tests.items():
        for item in ground.items:
            if lot_test_of(item, ground.characteristics) == test:
                checks += [_test_check(ground, found, item, unit) for unit in units]
    return checks


def _test_check(ground: Ground, found: Sequence[Found], item: Item, unit: str) -> Check:
    rows = [f.outcome for f in found if f.unit_id == unit and f.item == item.code]
    return Check(item.code, class_of(item, _codes(item)[0], ground.characteristics), tuple(rows))


def _codes(item: Item) -> Codes:
    return item.characteristics or (None,)
