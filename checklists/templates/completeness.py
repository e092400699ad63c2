"""What must hold in a checklist: as a draft, and before a release. Pure; faults as in designs."""

from collections import Counter
from collections.abc import Iterator, Mapping

from checklists.designs.characteristics import Characteristic, QualityClass, by_code
from checklists.designs.completeness import Fault
from checklists.requirements.judging import KINDS
from checklists.sampling.model import BadPlan
from checklists.sampling.plans import check_rule
from checklists.templates.asking import requirement
from checklists.templates.model import ChecklistContent, Item


def contradictions(
    content: ChecklistContent, characteristics: tuple[Characteristic, ...]
) -> Iterator[Fault]:
    """What cannot be kept even as a draft, the first fault first."""
    for code, count in Counter(each.code for each in content.items).items():
        if count > 1:
            yield Fault("item.code_twice", {"item": code})
    for rule in (content.sampling.A, content.sampling.B, content.sampling.C):
        try:
            check_rule(rule)
        except BadPlan as fault:
            yield Fault(fault.code, dict(fault.details))
    known = by_code(characteristics)
    codes = {each.code for each in content.items}
    for item in content.items:
        yield from _faults_of(item, known, codes)


def missing(
    content: ChecklistContent, characteristics: tuple[Characteristic, ...]
) -> Iterator[Fault]:
    """What a release needs and does not find, the first fault first."""
    found = tuple(contradictions(content, characteristics))
    yield from found
    if found:
        return  # limits cannot be looked up while names are wrong
    for item in content.items:
        if KINDS[item.type].needs_limits:
            yield from _unlimited(item, characteristics)
    asked = {code for item in content.items for code in item.characteristics}
    for each in characteristics:
        if each.class_ is QualityClass.A and each.code not in asked:
            yield Fault("checklist.characteristic_not_asked", {"characteristic": each.code})


def _faults_of(item: Item, known: Mapping[str, Characteristic], codes: set[str]) -> Iterator[Fault]:
    if item.type not in KINDS:
        yield Fault("item.unknown_type", {"item": item.code, "type": item.type})
        return
    for code in item.characteristics:
        if code not in known:
            yield Fault("item.unknown_characteristic", {"item": item.code, "characteristic": code})
            return
    if item.type == "choice" and not item.options:
        yield Fault("item.without_options", {"item": item.code})
    if item.when is not None and item.when.item is not None and item.when.item not in codes:
        yield Fault("item.unknown_item", {"item": item.code, "named": item.when.item})
    yield from _loosened(item, known)


def _unlimited(item: Item, characteristics: tuple[Characteristic, ...]) -> Iterator[Fault]:
    rows = requirement(item, characteristics).limits
    if not rows:
        yield Fault("item.without_limit", {"item": item.code, "characteristic": None})
    for each in rows:
        if each.lsl is None and each.usl is None:
            details = {"item": item.code, "characteristic": each.characteristic}
            yield Fault("item.without_limit", {**details})


def _loosened(item: Item, known: Mapping[str, Characteristic]) -> Iterator[Fault]:
    if item.lsl is not None and item.usl is not None and item.lsl > item.usl:
        yield Fault("item.limits_upside_down", {"item": item.code})
    for each in (known[code] for code in item.characteristics):
        below = item.lsl is not None and each.lsl is not None and item.lsl < each.lsl
        above = item.usl is not None and each.usl is not None and item.usl > each.usl
        if below or above:
            details = {"item": item.code, "characteristic": each.code}
            yield Fault("item.wider_than_design", {**details})
