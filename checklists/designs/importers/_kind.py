"""The contract of an outline importer, and the units a drawing may be in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from checklists.designs.outline import BadOutline, Outline

MM_PER_UNIT: Final[Mapping[str, float]] = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4}
LARGEST_BYTES: Final = 5 * 1024 * 1024
MOST_ELEMENTS: Final = 20_000
DEVIATION_MM: Final = 0.004
"""How far a straight piece may lie from the curve it stands for: under a tenth of what a photo resolves."""

Reader = Callable[[bytes, str | None], Outline]
SectionReader = Callable[[bytes, str | None, float], Outline]


@dataclass(frozen=True, slots=True)
class OutlineImporter:
    """Reads one kind of file by its `suffix` (".dxf").

    `unit` ("mm" ...) is used only when the file names none, and refused when the file names another.
    `example` is a whole small file for the shared tests. `parse_section` cuts a body at a height in mm.
    """

    name: str
    suffix: str
    parse: Reader
    example: bytes
    parse_section: SectionReader | None = None

    def read(self, content: bytes, unit: str | None, section_mm: float | None = None) -> Outline:
        """The outline; raises BadOutline. A method, so that it crosses to the limited process.

        Parsers fail in many ways on strangers' bytes: each is told as "unreadable", and none of
        them leaves anything half done.
        """
        if len(content) > LARGEST_BYTES:
            raise BadOutline("outline.too_large", size_bytes=len(content), largest=LARGEST_BYTES)
        if section_mm is not None and self.parse_section is None:
            raise BadOutline("outline.no_section", kind=self.name)
        try:
            if section_mm is not None and self.parse_section is not None:
                return self.parse_section(content, unit, section_mm)
            return self.parse(content, unit)
        except (BadOutline, MemoryError):
            raise
        except Exception as fault:
            raise BadOutline("outline.unreadable", kind=self.name) from fault


def scale_of(told: float | None, unit: str | None) -> float:
    """Millimetres per drawing unit from what the file tells and what the author says."""
    said = None if unit is None else MM_PER_UNIT.get(unit)
    if unit is not None and said is None:
        raise BadOutline("outline.unknown_unit", unit=unit[:20])
    if told is None and said is None:
        raise BadOutline("outline.without_units")
    if told is not None and said is not None and abs(told - said) > 1e-9 * told:
        raise BadOutline("outline.units_differ", unit=unit or "")
    return told if told is not None else said or 1.0
