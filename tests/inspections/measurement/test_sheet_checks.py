"""The very sheet, of this revision, on paper: or refused, also where the code cannot be read."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from inspections.measurement.measure import QuickLook, quick_check
from inspections.measurement.screens import LEAST_PATCHES, SIDE_PX, bare_gaps
from inspections.measurement.sheets import MeasuredBars, Sheet
from inspections.printed_sheets.designs import design, every_design
from inspections.printed_sheets.drawing import draw_sheets
from tests.inspections.measurement.conftest import Shown
from tests.inspections.printed import Print, Ring, box, jpeg
from tests.scene import Screen, photo

SHEET = design("A5")
BARS = MeasuredBars(100.0, 80.0, 0.05)
ENDS = {
    "x0": box(8.5, -4.5, 3.0, 4.0), "x1": box(108.0, -4.5, 4.0, 4.0),
    "y0": box(-4.5, 3.5, 4.0, 3.0), "y1": box(-4.5, 83.0, 4.0, 4.0),
}  # fmt: skip


def code() -> Ring:
    assert SHEET.code is not None
    x, y = SHEET.code.lower_left_mm
    return box(x - 1, y - 1, SHEET.code.side_mm + 2, SHEET.code.side_mm + 2)


def seen(printed: Sheet, *hidden: Ring, grey: int = 250, asked: Sheet = SHEET) -> QuickLook:
    """A photo of a print on which some places are pasted over."""
    pdf = draw_sheets(printed, ["ONE"], Words())
    made = Print(printed, pdf)
    for ring in hidden:
        made.lay(ring, grey)
    return quick_check(jpeg(made.photo(size_px=(2592, 1944))), sheet=asked, bars=BARS)


class Words(dict[str, str]):
    """Any word: what is said on a print does not matter here."""

    def __missing__(self, key: str) -> str:
        return key


def moved(share: float) -> Sheet:
    """Another revision: the same markers, a little farther out."""
    markers = []
    for each in SHEET.markers:
        a, b, c, d = ((x * share, y * share) for x, y in each.corners_mm)
        markers.append(replace(each, corners_mm=(a, b, c, d)))
    return replace(SHEET, markers=tuple(markers), revision=SHEET.revision + 1)


def test_a_print_without_a_readable_code_is_known_by_its_bars() -> None:
    found = seen(SHEET, code())
    assert found.refused is None
    assert found.code is None
    assert {"check_bars_misplaced_mm", "revision_seen", "screen_waves"} <= {
        each.code for each in found.gates
    }


@pytest.mark.parametrize("share", [1.005, 0.99])
def test_another_revision_is_refused_when_its_code_cannot_be_read(share: float) -> None:
    found = seen(moved(share), code())
    assert found.refused is not None
    assert (found.refused.code, found.refused.detail) == (
        "wrong_sheet", "check_bars_misplaced_mm",
    )  # fmt: skip
    assert found.refused.value == pytest.approx(abs(100 * (share - 1)), rel=0.35)


def test_a_revision_that_nothing_confirms_is_refused_with_what_to_do() -> None:
    found = seen(SHEET, code(), ENDS["x1"], ENDS["y0"])
    assert found.refused is not None
    assert found.refused.reason.startswith("wrong_sheet: revision_seen")
    assert found.refused.advice == "show_the_code"


def test_one_whole_bar_is_enough_and_a_covered_end_is_no_other_revision() -> None:
    for grey in (20, 120, 250):
        assert seen(SHEET, code(), ENDS["x0"], grey=grey).refused is None
        assert seen(SHEET, ENDS["x0"], ENDS["x1"], ENDS["y0"], grey=grey).refused is None


def test_a_sheet_that_has_no_code_is_measured_as_before() -> None:
    bare = replace(SHEET, code=None)
    assert seen(SHEET, *ENDS.values(), asked=bare).refused is None


def test_a_sheet_on_a_screen_is_refused_and_paper_is_not(bare: Shown) -> None:
    def looked(content: bytes) -> QuickLook:
        return quick_check(content, sheet=bare.task.sheet, bars=bare.task.bars)

    shown = looked(photo(replace(bare.scene, screen=Screen(0.18, 3.0))))
    assert shown.refused is not None
    assert shown.refused.reason.startswith("wrong_sheet: screen_waves")
    assert shown.refused.advice == "print_the_sheet"
    assert looked(bare.photo).refused is None
    image = Image.open(io.BytesIO(bare.photo))
    for quality in (40, 75):  # the blocks of a strongly compressed copy are no screen
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality)
        found = looked(out.getvalue())
        waves = next(each for each in found.gates if each.code == "screen_waves")
        assert waves.value < waves.limit / 2


def test_every_sheet_has_bare_paper_to_look_at() -> None:
    """At 10 pixels a mm; on A6 and smaller gaps the phone stands nearer."""
    for wanted in every_design():
        if wanted.pockets == 0:
            gaps = np.array([gap for _, gap in bare_gaps(design(wanted))])
            assert (gaps * 10 > SIDE_PX).sum() >= LEAST_PATCHES, wanted
