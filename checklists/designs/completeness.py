"""What must hold in a draft, and what more before a release. Pure; each fault is a code with details."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checklists.designs.characteristics import Characteristic, Method, QualityClass, Scope
from checklists.designs.content import Content, DesignFile, FileRole, LabelRule
from checklists.designs.model import is_gtin14

PHOTO_UNITS = ("mm", "deg", "1")
"""What a photo tells sizes in: lengths, angles, counts."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong or missing."""

    code: str
    details: dict[str, str | int | float | None]


def contradictions(content: Content) -> Iterator[Fault]:
    """What cannot be kept even as a draft."""
    for code in _twice(each.code for each in content.characteristics):
        yield Fault("characteristic.code_twice", {"characteristic": code})
    for code in _twice(each.code for each in content.process_fields):
        yield Fault("process_field.code_twice", {"field": code})
    forbidden = {each.code for each in content.materials_forbidden}
    for code in sorted(forbidden.intersection(content.materials_allowed)):
        yield Fault("material.allowed_and_forbidden", {"material": code})
    for each in content.characteristics:
        if _upside_down(each.lsl, each.usl):
            details = {"characteristic": each.code, "lsl": each.lsl, "usl": each.usl}
            yield Fault("characteristic.limits_upside_down", {**details})
        if each.scope is Scope.LOT and each.n_fixed is None:
            yield Fault("characteristic.lot_without_n", {"characteristic": each.code})
    for field in content.process_fields:
        if _upside_down(field.min, field.max):
            yield Fault("process_field.limits_upside_down", {"field": field.code})
    yield from _contradictions_of_label(content.label_rule)


def missing(content: Content, files: tuple[DesignFile, ...]) -> Iterator[Fault]:
    """What a release needs and does not find, the first fault first."""
    yield from contradictions(content)
    if not content.characteristics:
        yield Fault("revision.no_characteristic", {})
    has_class_a = any(each.class_ is QualityClass.A for each in content.characteristics)
    if not has_class_a and not (content.no_class_a_reason or "").strip():
        yield Fault("revision.no_class_a", {})
    for each in content.characteristics:
        yield from _missing_in(each)
    if any(each.method is Method.PHOTO_DIMENSION for each in content.characteristics):
        if not any(each.role is FileRole.OUTLINE for each in files):
            yield Fault("revision.no_outline", {})
        if content.geometry is None:
            yield Fault("revision.no_height", {})


def _contradictions_of_label(rule: LabelRule) -> Iterator[Fault]:
    """A pack has a size and a number of its own; a piece has neither."""
    is_pack = rule.labels == "pack"
    if is_pack and (rule.pack_of is None or rule.gtin is None):
        yield Fault("label_rule.pack_incomplete", {})
    if not is_pack and (rule.pack_of is not None or rule.gtin is not None):
        yield Fault("label_rule.piece_with_pack", {})
    if rule.gtin is not None and not is_gtin14(rule.gtin):
        yield Fault("design.gtin_check_digit", {"gtin": rule.gtin})


def _missing_in(each: Characteristic) -> Iterator[Fault]:
    if each.is_numeric and not each.has_limit:
        yield Fault("characteristic.without_limit", {"characteristic": each.code})
    if each.is_numeric and each.unit is None:
        yield Fault("characteristic.without_unit", {"characteristic": each.code})
    if each.method is Method.PHOTO_DIMENSION and each.unit not in (None, *PHOTO_UNITS):
        details = {"characteristic": each.code, "unit": each.unit, "known": ", ".join(PHOTO_UNITS)}
        yield Fault("characteristic.unit_of_photo", {**details})
    if each.method is Method.PHOTO_DIMENSION and (each.refs is None or each.refs.is_empty):
        yield Fault("characteristic.without_place", {"characteristic": each.code})


def _twice(codes: Iterable[str]) -> list[str]:
    return [code for code, count in Counter(codes).items() if count > 1]


def _upside_down(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and low > high
