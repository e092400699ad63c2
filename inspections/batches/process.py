"""Process values and materials against what the revision asks for. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from checklists.designs.content import Content, FieldType, Per, ProcessField
from checklists.requirements.model import BadAnswer
from checklists.requirements.reading import number

ProcessValue = str | float
BY_RECORD = frozenset({FieldType.REF, FieldType.REF_LIST})
MACHINE, OPERATOR = "machine", "operator"


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing or wrong, by a stable code."""

    code: str
    field: str
    given: str = ""


def lacks(
    content: Content,
    *,
    values: Mapping[str, ProcessValue],
    machines: Sequence[str],
    operators: Sequence[str],
    materials: Sequence[str],
) -> Iterator[Lack]:
    """Everything that keeps a batch from being inspected, in the order of the revision's fields."""
    filled = {MACHINE: ", ".join(machines), OPERATOR: ", ".join(operators)}
    for each in content.process_fields:
        if each.per is Per.UNIT:
            continue
        if each.code.startswith("material"):
            if each.required and not materials:
                yield Lack("material_lot_missing", each.code)
            continue
        value = values.get(each.code, filled.get(each.code) or None)
        if value is None or value == "":
            if each.required:
                yield Lack("process_value_missing", each.code)
        elif fault := _fault(each, value):
            yield Lack(fault, each.code, str(value))
    yield from _material_lacks(content, materials)


def read_values(content: Content, given: Mapping[str, object]) -> dict[str, ProcessValue]:
    """Typed values of the fields that the revision knows. Raises BadAnswer."""
    known = {each.code: each for each in content.process_fields}
    read: dict[str, ProcessValue] = {}
    for code, value in given.items():
        if code not in known:
            raise BadAnswer("batch.unknown_process_field", field=code[:60])
        if value is None or value == "":
            continue
        if known[code].type is FieldType.NUMBER:
            read[code] = number(value)
        else:
            read[code] = str(value)[:200]
    return read


def _fault(asked: ProcessField, value: ProcessValue) -> str:
    if asked.type is FieldType.NUMBER:
        try:
            read = number(value)
        except BadAnswer:
            return "process_value_not_a_number"
        too_low = asked.min is not None and read < asked.min
        too_high = asked.max is not None and read > asked.max
        return "process_value_outside" if too_low or too_high else ""
    if asked.options and value not in asked.options:
        return "process_value_unknown"
    return "process_value_not_allowed" if asked.must_be not in (None, value) else ""


def _material_lacks(content: Content, materials: Sequence[str]) -> Iterator[Lack]:
    forbidden = {each.code for each in content.materials_forbidden}
    for material in sorted(set(materials)):
        if material in forbidden:
            yield Lack("material_forbidden", "material_lot", material)
        elif content.materials_allowed and material not in content.materials_allowed:
            yield Lack("material_not_allowed", "material_lot", material)
    if len(set(materials) & set(content.materials_allowed)) > 1 and len(content.components) == 0:
        yield Lack("materials_mixed", "material_lot", ", ".join(sorted(set(materials))))
