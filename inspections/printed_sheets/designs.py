"""The geometry of the sheets that we print. Pure.

A ring of markers stands round a clear window, as far out as printers reach. Every size and backing
has marker numbers of its own, so that a photo alone names the ring; a ring that ever moves takes new
numbers. Between window and markers lie two check bars that a calliper reads; in one gap of the ring
a code names sheet, revision and print, in another lie flat tones. Since revision 2 checkers fill the
other gaps of the two long rows; those of the columns stay bare paper, where the grid of a screen shows.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise

from inspections.measurement.sheet_code import fingerprint
from inspections.measurement.sheets import (
    Area,
    CheckBar,
    Checker,
    CodePlace,
    Corners,
    Marker,
    Patch,
    Pocket,
    Sheet,
)
from inspections.printed_sheets.pockets import MOST_POCKETS, pockets_in

REVISION, WITHOUT_CHECKERS = 2, 1
REVISIONS = (WITHOUT_CHECKERS, REVISION)
GAP_MM = 5.0
DICTIONARY = "DICT_5X5_1000"
FIRST_DICTIONARY = "DICT_5X5_100"
CODE_MM = 10.0
BAR_START_X_MM, BAR_START_Y_MM = 10.0, 5.0
PATCH_MM = (3.0, 9.0)
INKS = (1.0, 0.5, 0.0)
LEAST_CELL_MM = 3.0
MODULES = 7  # of a marker's side, border and all


class Backing(StrEnum):
    """What lies in the window: white for dark parts, black for light ones, or nothing: cut out."""

    WHITE = "white"
    BLACK = "black"
    CUT_OUT = "cutout"


@dataclass(frozen=True, slots=True)
class _Paper:
    """Paper, marker side and margin in mm; markers across and down; check bars in mm; first marker."""

    size_mm: tuple[float, float]
    marker_mm: float
    margin_mm: float
    across: int
    down: int
    bars_mm: tuple[float, float]
    first: int


# A5 and A4 on white keep the numbers of the first sheets that were ever printed.
PAPERS = {
    "A6": _Paper((148.0, 105.0), 9.0, 6.0, 6, 5, (70.0, 50.0), 100),
    "A5": _Paper((210.0, 148.0), 16.0, 7.0, 7, 5, (100.0, 80.0), 0),
    "A4": _Paper((297.0, 210.0), 18.0, 8.0, 9, 6, (100.0, 100.0), 24),
    "Letter": _Paper((279.4, 215.9), 18.0, 8.0, 8, 6, (100.0, 100.0), 130),
}
BACKING_OFFSET = {Backing.WHITE: 0, Backing.BLACK: 200, Backing.CUT_OUT: 400}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sheet: paper, backing, 0 pockets for one part in the whole window, places for tags; older
    revisions are not printed any more.
    """

    size: str
    backing: Backing = Backing.WHITE
    pockets: int = 0
    has_tags: bool = False
    revision: int = REVISION

    @property
    def name(self) -> str:
        """Short enough for the code: A5, A5-B, LETTER-C-12T."""
        backing = "" if self.backing is Backing.WHITE else f"-{self.backing.value[0].upper()}"
        count = max(self.pockets, 1) if self.has_tags else self.pockets
        pockets = f"-{count}{'T' if self.has_tags else ''}" if count else ""
        return f"{self.size}{backing}{pockets}"


def design(wanted: Wanted | str, backing: Backing = Backing.WHITE) -> Sheet:
    """The sheet as designed; a size alone means the sheet for one part. Raises KeyError for a size or a
    revision that we do not have, ValueError when the pockets would be too small for any part.
    """
    if isinstance(wanted, str):
        wanted = Wanted(wanted, backing)
    if wanted.revision not in REVISIONS:
        raise KeyError(f"revision {wanted.revision}")
    paper = PAPERS[wanted.size]
    inner = paper.margin_mm + paper.marker_mm + GAP_MM
    window = (round(paper.size_mm[0] - 2 * inner, 1), round(paper.size_mm[1] - 2 * inner, 1))
    first = paper.first + BACKING_OFFSET[wanted.backing]
    last = first + 2 * (paper.across + paper.down) - 5
    corners = _ring(paper, window)
    return Sheet(
        name=wanted.name,
        paper_mm=paper.size_mm,
        paper_lower_left_mm=(-inner, -inner),
        dictionary=FIRST_DICTIONARY if last < 100 else DICTIONARY,
        window_mm=window,
        window_fill=wanted.backing.value,
        markers=tuple(Marker(first + k, each) for k, each in enumerate(corners)),
        bars=(
            _bar("x", (BAR_START_X_MM, -GAP_MM / 2), (paper.bars_mm[0], 0.0)),
            _bar("y", (-GAP_MM / 2, BAR_START_Y_MM), (0.0, paper.bars_mm[1])),
        ),
        code=_code(paper, corners),
        revision=wanted.revision,
        pockets=_pockets(wanted, window),
        patches=_patches(paper, corners),
        checkers=() if wanted.revision == WITHOUT_CHECKERS else _checkers(paper, corners),
    )


def every_design() -> Iterator[Wanted]:
    """All sheets that we print."""
    for size in PAPERS:
        for backing in Backing:
            for count in (0, *range(2, MOST_POCKETS + 1)):
                for has_tags in (False, True):
                    yield Wanted(size, backing, count, has_tags)


@cache
def by_fingerprint() -> dict[str, Wanted]:
    """Our sheets by the fingerprint of their geometry, as their codes say it: of all revisions, because
    prints of older ones are in use.
    """
    found = {}
    every = (replace(each, revision=r) for each in every_design() for r in REVISIONS)
    for wanted in every:
        try:
            found[fingerprint(design(wanted))] = wanted
        except ValueError:  # pockets too small on this paper: never printed
            continue
    return found


def _pockets(wanted: Wanted, window: tuple[float, float]) -> tuple[Pocket, ...]:
    if not wanted.pockets and not wanted.has_tags:
        return ()
    return pockets_in(window, max(wanted.pockets, 1), has_tags=wanted.has_tags)


def _ring(paper: _Paper, window: tuple[float, float]) -> list[Corners]:
    """Marker corners clockwise from the upper left; corners of each from its upper left, clockwise."""
    side = paper.marker_mm
    low = -GAP_MM - side
    far_x, far_y = window[0] + GAP_MM, window[1] + GAP_MM
    xs = [low + k * (far_x - low) / (paper.across - 1) for k in range(paper.across)]
    ys = [far_y - k * (far_y - low) / (paper.down - 1) for k in range(paper.down)]
    places = [(x, far_y) for x in xs] + [(far_x, y) for y in ys[1:]]
    places += [(x, low) for x in xs[-2::-1]] + [(low, y) for y in ys[-2:0:-1]]
    return [_square(round(x, 1), round(y, 1), side) for x, y in places]


def _square(x: float, y: float, side: float) -> Corners:
    return ((x, y + side), (x + side, y + side), (x + side, y), (x, y))


def _bar(name: str, start: tuple[float, float], along: tuple[float, float]) -> CheckBar:
    end = (start[0] + along[0], start[1] + along[1])
    return CheckBar(name, start, end, max(along))


def _code(paper: _Paper, corners: list[Corners]) -> CodePlace:
    """In the gap after the first marker of the upper row."""
    x, y = _gap_middle(paper, corners[0], corners[1])
    return CodePlace((round(x - CODE_MM / 2, 4), round(y - CODE_MM / 2, 4)), CODE_MM)


def _patches(paper: _Paper, corners: list[Corners]) -> tuple[Patch, ...]:
    """Black, a middle tone and paper side by side in the gap before the last marker of the lower row."""
    right, left = corners[paper.across + paper.down - 2], corners[paper.across + paper.down - 1]
    x, y = _gap_middle(paper, left, right)
    width, height = PATCH_MM
    low = (x - width * len(INKS) / 2, round(y - height / 2, 4))
    return tuple(
        Patch(Area((round(low[0] + k * width, 4), low[1]), PATCH_MM), ink)
        for k, ink in enumerate(INKS)
    )


def _checkers(paper: _Paper, corners: list[Corners]) -> tuple[Checker, ...]:
    """In the gaps of the upper row after that of the code, and of the lower row before that of the tones."""
    upper = corners[: paper.across]
    lower = corners[paper.across + paper.down - 2 :][: paper.across][::-1]
    gaps = [*pairwise(upper[1:]), *pairwise(lower[:-1])]
    return tuple(_checker(paper, left, right) for left, right in gaps)


def _checker(paper: _Paper, left: Corners, right: Corners) -> Checker:
    """As many cells as fit beside the markers' quiet zones and in the height of the row."""
    room = right[0][0] - left[1][0] - 2 * paper.marker_mm / MODULES
    columns, rows = int(room / LEAST_CELL_MM), int(paper.marker_mm / LEAST_CELL_MM)
    cell = math.floor(10 * min(room / columns, paper.marker_mm / rows)) / 10
    x, y = _gap_middle(paper, left, right)
    place = (round(x - columns * cell / 2, 4), round(y - rows * cell / 2, 4))
    return Checker(place, columns, rows, cell)


def _gap_middle(paper: _Paper, left: Corners, right: Corners) -> tuple[float, float]:
    return (left[1][0] + right[0][0]) / 2, left[3][1] + paper.marker_mm / 2
