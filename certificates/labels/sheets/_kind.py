"""What a sheet of labels must say. All lengths in millimetres, from the upper left corner of the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A page of equal cells. `inset_mm` keeps print away from the cell's edge.

    `module_dots`: dots of a 300 dpi printer a QR module; `text_pt`: largest size of text.
    """

    name: str
    title: str
    page_mm: tuple[float, float]
    columns: int
    rows: int
    cell_mm: tuple[float, float]
    origin_mm: tuple[float, float]
    pitch_mm: tuple[float, float]
    module_dots: int
    has_datamatrix: bool
    inset_mm: float
    text_pt: float

    @property
    def cells(self) -> int:
        """Labels on a page."""
        return self.columns * self.rows

    def place_mm(self, cell: int) -> tuple[float, float]:
        """Upper left corner of a cell, counted row by row from 0."""
        row, column = divmod(cell, self.columns)
        return (
            self.origin_mm[0] + column * self.pitch_mm[0],
            self.origin_mm[1] + row * self.pitch_mm[1],
        )
