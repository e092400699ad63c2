"""What a sheet of labels must say. All lengths in millimetres, from the upper left corner of the page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A page of equal cells. `inset_mm` keeps print away from the cell's edge.

    `text_pt`: largest size of text; `articles`: numbers under which shops sell it; `has_cut_marks`:
    plain paper that is cut by hand. How large the code becomes follows from the cell (fit.py).
    """

    name: str
    title: str
    page_mm: tuple[float, float]
    columns: int
    rows: int
    cell_mm: tuple[float, float]
    origin_mm: tuple[float, float]
    pitch_mm: tuple[float, float]
    has_datamatrix: bool
    inset_mm: float
    text_pt: float
    articles: tuple[str, ...] = ()
    has_cut_marks: bool = False

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
