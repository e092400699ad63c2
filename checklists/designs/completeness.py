"""What must hold in a draft, and what more before a release. Pure; each fault is a code with details."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checklists.designs.characteristics import Characteristic, Method, QualityClass, Scope
from checklists.designs.content import Content, DesignFile, FileRole


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong or missing."""

    code: str
    details: dict[str, str | int | float | None]


def contradictions(content: Content) -> Iterator[Fault]:
    """What cannot be kept even as a draft."""
    for code, count in Counter(each.code for each in content.characteristics).items():
        if count > 1:
            yield Fault("characteristic.code_twice", {"characteristic": code})
    for code, count in Counter(each.code for each in content.process_fields).items():
        if count > 1:
            yield Fault("process_field.code_twice", {"field": code})
    for each in content.characteristics:
        if each.lsl is not None and each.usl is not None and each.lsl > each.usl:
            yield Fault(
                "characteristic.limits_upside_down",
                {"characteristic": each.code, "lsl": each.lsl, "usl": each.usl},
            )
        if each.scope is Scope.LOT and each.n_fixed is None:
            yield Fault("characteristic.lot_without_n", {"characteristic": each.code})
    for field in content.process_fields:
        if field.min is not None and field.max is not None and field.min > field.max:
            yield Fault("process_field.limits_upside_down", {"field": field.code})


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


def _missing_in(each: Characteristic) -> Iterator[Fault]:
    if each.is_numeric and not each.has_limit:
        yield Fault("characteristic.without_limit", {"characteristic": each.code})
    if each.is_numeric and each.unit is None:
        yield Fault("characteristic.without_unit", {"characteristic": each.code})
    if each.method is Method.PHOTO_DIMENSION and (each.refs is None or each.refs.is_empty):
        yield Fault("characteristic.without_place", {"characteristic": each.code})
