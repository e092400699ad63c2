"""What somebody asks for when they print the labels of a batch. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import TypeAdapter

from certificates.labels.drawing import SHEETS
from certificates.labels.model import PrintFault, PrintOptions
from certificates.labels.own import OwnSheet, own_sheet
from certificates.labels.sheets._kind import LabelSheet
from qa_service.audit.model import canonical

DEFAULT_SHEET = "a4_65"
OWN = "own"
MOST_CELLS = 20_000


class Form(StrEnum):
    """What is sent to the printer."""

    PDF = "pdf"
    ZPL = "zpl"


@dataclass(frozen=True, slots=True)
class Run:
    """One print. `serials` names some labels, empty means all that may be printed.

    `is_again`: what was printed of these serials is spoiled and printed again, under the same serials.
    """

    sheet: str = DEFAULT_SHEET
    own: OwnSheet | None = None
    start_cell: int = 1
    copies: int = 1
    offset_mm: tuple[float, float] = (0.0, 0.0)
    cut_marks: bool | None = None
    has_test_cell: bool = False
    form: Form = Form.PDF
    serials: tuple[str, ...] = ()
    is_again: bool = False

    def options(self) -> PrintOptions:
        """How it is printed. Raises PrintFault."""
        return PrintOptions(
            self.start_cell, self.copies, self.offset_mm, self.cut_marks, self.has_test_cell
        )

    def label_sheet(self) -> LabelSheet:
        """The sheet by name, or the own one. Raises PrintFault."""
        if self.sheet == OWN:
            if self.own is None:
                raise PrintFault("own_sheet_missing")
            return own_sheet(self.own)
        if self.sheet not in SHEETS:
            raise PrintFault("sheet_unknown", sheet=self.sheet[:40], known=", ".join(SHEETS))
        return SHEETS[self.sheet]

    def canonical(self) -> str:
        """One text for one request, by which a repeat is known."""
        return canonical(RUN.dump_python(self, mode="json"))


RUN: Final = TypeAdapter(Run)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a print will need: labels, cells, sheets; how the code comes out; where a label is stuck."""

    labels: int
    cells: int
    sheets: int
    sheet: LabelSheet
    modules: int
    version: int
    module_mm: float
    is_long_host: bool
    printed: int
    spoiled: int
    pack_of: int
    where: dict[str, str]
