"""Which pocket of a sheet a task file names and which unit lies where, checked against the sheet. A name that
the sheet has no place for would be passed over in silence, and the wrong unit measured; a pocket whose unit was
forgotten would be measured for nobody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspections.measurement.sheets import Sheet
from inspections.measurement.tags import UnitName
from qa_service.errors import Invalid


@dataclass(frozen=True, slots=True)
class Asked:
    """What one photo of the task file says; `unit` is about the one pocket, `units` by number of pocket, None
    for one that is not measured.
    """

    pocket: int | None
    unit: UnitName | None
    units: Mapping[int, UnitName | None]

    @property
    def named(self) -> dict[int, UnitName]:
        """The units of the pockets that are measured."""
        return {number: unit for number, unit in self.units.items() if unit is not None}


def checked(asked: Asked, sheet: Sheet, where: str) -> Asked:
    """The same, with `unit` as `units` says it where one pocket is asked. Raises Invalid with the place.

    A pocket that a sheet with pockets does not have is left to the measurement: the photo may be of
    another sheet (`wrong_sheet`).
    """
    numbers = [each.number for each in sheet.pockets]
    known = f"a pocket of sheet {sheet.name}: it has {', '.join(map(str, numbers)) or 'none'}"
    if asked.pocket is not None and not numbers:
        raise Invalid("task.field", where=f"{where}.pocket", expected=known)
    for number in asked.units:
        if number not in numbers:
            raise Invalid("task.field", where=f"{where}.units.{number}", expected=known)
    if len(set(asked.named.values())) < len(asked.named):
        raise Invalid("task.field", where=f"{where}.units", expected="another unit in each pocket")
    only = asked.pocket if len(numbers) != 1 else numbers[0]
    if only is not None:
        return Asked(asked.pocket, _unit_of(only, asked, where), asked.units)
    if asked.unit is not None and numbers:
        raise Invalid("task.field", where=f"{where}.unit", expected="told beside a pocket")
    if asked.units:
        _require_each(numbers, asked, where)
    return asked


def _require_each(numbers: Sequence[int], asked: Asked, where: str) -> None:
    """A pocket whose unit was forgotten is told; one that is left out on purpose says so."""
    forgotten = [str(number) for number in numbers if number not in asked.units]
    if forgotten:
        raise Invalid("task.pocket_without_unit", where=f"{where}.units", pockets=forgotten)
    if not asked.named:
        raise Invalid("task.field", where=f"{where}.units", expected="a unit in any pocket")


def _unit_of(pocket: int, asked: Asked, where: str) -> UnitName | None:
    """The unit of the one pocket that is asked; both places may say it, not differently."""
    if not asked.units:
        return asked.unit
    said = asked.units.get(pocket)
    if said is None:
        raise Invalid("task.pocket_without_unit", where=f"{where}.units", pockets=[str(pocket)])
    if asked.unit not in (None, said):
        raise Invalid("task.field", where=f"{where}.unit", expected=f"the unit of units.{pocket}")
    return said
