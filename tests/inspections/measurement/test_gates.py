"""A photo that must not be measured is refused with the reason that helps; a good one is not."""

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from inspections.measurement.arrays import Codes
from inspections.measurement.measure import Measurement, measure_photo, quick_check
from inspections.measurement.outline import Outline
from inspections.measurement.refusal import Refused
from inspections.measurement.sheets import MeasuredBars
from inspections.measurement.task import Measured, PhotoTask
from inspections.printed_sheets.designs import Backing, design
from tests.inspections.measurement.conftest import LEGS, Shown, outline_of
from tests.scene import camera_of
from tests.scene.shapes import circle, rectangle


def _codes(photo: bytes) -> Codes:
    return np.asarray(Image.open(io.BytesIO(photo)), np.uint8)


def _jpeg(codes: Codes, **how: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(codes).save(out, "JPEG", quality=92, **how)
    return out.getvalue()


def _refused(photo: bytes, task: PhotoTask) -> Refused:
    found = measure_photo(photo, task=task, profile=None)
    assert isinstance(found, Refused)
    return found


def test_a_good_photo_passes_every_gate_and_says_what_each_saw(good: Shown) -> None:
    found = measure_photo(good.photo, task=good.task, profile=None)
    assert isinstance(found, Measurement)
    assert all(gate.ok for gate in found.gates)
    assert {"marker_blur_px", "marker_share", "tilt_deg", "ring_residual_mm", "outline_fit",
            "edges_on_face_mm", "edges_beside_mm", "blown_out_share", "sides_seen"} <= {g.code for g in found.gates}  # fmt: skip


@pytest.mark.parametrize("kernel", ["out of focus", "moved"])
def test_blur_in_all_directions_and_in_one_is_refused(good: Shown, kernel: str) -> None:
    codes = _codes(good.photo)
    streak = np.eye(9, dtype=np.float32) / 9
    seen = (
        cv2.GaussianBlur(codes, (0, 0), 2.2)
        if kernel != "moved"
        else cv2.filter2D(codes, -1, streak)
    )
    found = _refused(_jpeg(np.asarray(seen, np.uint8)), good.task)
    assert found.code == "blurred"
    assert found.advice == "hold_still_and_focus"


def test_hidden_marks_are_refused(good: Shown) -> None:
    codes = _codes(good.photo).copy()
    codes[:, : codes.shape[1] // 3] = 128
    assert _refused(_jpeg(codes), good.task).code == "few_markers"


def test_a_reflection_over_an_edge_is_refused(good: Shown) -> None:
    at = camera_of(good.scene).project(np.array([[75.0, 31.5, 4.0]]))[0]
    codes = _codes(good.photo).copy()
    cv2.circle(codes, (round(at[0]), round(at[1])), 40, (255, 255, 255), -1)
    codes = np.asarray(cv2.GaussianBlur(codes, (0, 0), 0.5), np.uint8)
    assert _refused(_jpeg(codes), good.task).code in ("glare", "wrong_part")


def test_an_empty_window_holds_no_part(bare: Shown) -> None:
    assert _refused(bare.photo, bare.task).code == "no_part"


def test_a_second_part_is_refused(two: Shown) -> None:
    assert _refused(two.photo, two.task).code == "several_parts"


def test_a_part_of_another_outline_is_refused(good: Shown) -> None:
    other = outline_of(rectangle((25.0, 15.0), 50.0, 30.0, 3.0), (circle((25.0, 15.0), 6.0),))
    assert _refused(good.photo, replace(good.task, outline=other)).code == "wrong_part"


def test_the_same_outer_shape_with_other_holes_is_another_part(good: Shown) -> None:
    moved = (circle((7.0, 18.0), 2.5), circle((25.0, 7.0), 2.0))
    found = _refused(good.photo, replace(good.task, outline=outline_of(LEGS, moved)))
    assert found.code == "wrong_part"
    assert found.detail in ("edges_on_face_mm", "holes_missing")


def test_a_part_lying_face_down_is_told_as_such(good: Shown) -> None:
    flip = np.array([-1.0, 1.0])
    ours = good.task.outline
    back = Outline((ours.outer_mm * flip)[::-1], tuple((r * flip)[::-1] for r in ours.holes_mm))
    found = _refused(good.photo, replace(good.task, outline=back))
    assert (found.code, found.detail) == ("wrong_part", "mirrored")


def test_a_sheet_of_which_one_side_is_not_seen_is_refused(good: Shown) -> None:
    """Three quarters of the marks show, but none beyond the part."""
    right = min(
        np.asarray(m.corners_mm)[:, 0].min()
        for m in good.scene.sheet.markers
        if np.mean(m.corners_mm, axis=0)[0] > good.scene.sheet.window_mm[0]
    )
    edge = camera_of(good.scene).project(np.array([[right, 46.0, 0.0]]))[0, 0]
    codes = np.ascontiguousarray(_codes(good.photo)[:, : round(edge) + 30])
    found = _refused(_jpeg(codes), good.task)
    assert (found.code, found.detail, found.value) == ("few_markers", "sides_seen", 3)
    assert found.advice == "show_the_whole_sheet"
    looked = quick_check(_jpeg(codes), sheet=good.task.sheet, bars=good.task.bars)
    assert looked.refused == found


def test_a_part_with_other_holes_is_said_to_cover_marks_first(good: Shown) -> None:
    """Where it lies over marks, what is on its face may be the sheet: it is moved first."""
    codes = _codes(good.photo).copy()
    holes = replace(
        good.task, outline=outline_of(LEGS, (circle((25.0, 7.0), 4.5), circle((7.0, 26.0), 4.0)))
    )
    assert _refused(_jpeg(codes), holes).code == "wrong_part"
    marker = np.asarray(good.scene.sheet.markers[3].corners_mm)
    corners = camera_of(good.scene).project(np.column_stack([marker, np.zeros(4)]))
    cv2.fillConvexPoly(codes, np.round(corners).astype(np.int32), (190, 60, 20))
    found = _refused(_jpeg(codes), holes)
    assert found.code == "overlaps_markers"
    assert found.advice == "put_the_part_in_the_window"


def test_face_down_is_told_even_where_a_mark_is_covered(good: Shown) -> None:
    flip = np.array([-1.0, 1.0])
    ours = good.task.outline
    back = Outline((ours.outer_mm * flip)[::-1], tuple((r * flip)[::-1] for r in ours.holes_mm))
    marker = np.asarray(good.task.sheet.markers[1].corners_mm)
    at = camera_of(good.scene).project(np.column_stack([marker, np.zeros(4)])).reshape(-1, 2)
    codes = _codes(good.photo).copy()
    cv2.fillPoly(codes, [np.round(at).astype(np.int32)], (200, 200, 200))
    found = _refused(_jpeg(codes), replace(good.task, outline=back))
    assert (found.code, found.detail) == ("wrong_part", "mirrored")


def test_another_sheet_another_revision_and_another_print_are_told(good: Shown) -> None:
    black = replace(good.task, sheet=design("A5", Backing.BLACK))
    assert _refused(good.photo, black).code == "wrong_sheet"
    newer = replace(good.task, sheet=replace(good.task.sheet, revision=7))
    assert _refused(good.photo, newer).detail.startswith("another_revision")
    assert _refused(good.photo, replace(good.task, sheet_serial="S-2")).code == "wrong_sheet"


def test_a_print_fitted_to_the_page_is_refused(good: Shown) -> None:
    found = _refused(good.photo, replace(good.task, bars=MeasuredBars(96.5, 77.2, 0.02)))
    assert (found.code, found.detail) == ("wrong_sheet", "print_scale_error")


@pytest.mark.parametrize(
    ("read", "detail", "advice"),
    [
        (MeasuredBars(80.0, 100.0, 0.02), "bars_exchanged", "exchange_the_bars"),
        (MeasuredBars(101.3, 80.0, 0.02), "print_axes_apart", "measure_the_bars_again"),
    ],
)
def test_bars_that_no_printer_makes_give_no_size(
    good: Shown, read: MeasuredBars, detail: str, advice: str
) -> None:
    found = _refused(good.photo, replace(good.task, bars=read))
    assert (found.code, found.detail, found.advice) == ("wrong_sheet", detail, advice)


def test_a_part_that_leaves_the_picture_is_refused(good: Shown) -> None:
    right = camera_of(good.scene).project(np.array([[88.0, 46.0, 4.0]]))[0, 0]
    codes = _codes(good.photo)[:, : round(right)]
    assert _refused(_jpeg(np.ascontiguousarray(codes)), good.task).code in (
        "part_outside",
        "few_markers",
    )


def test_formats_and_flags_change_nothing_or_are_refused(good: Shown) -> None:
    """PNG, a wrong orientation flag, no EXIF at all: the same length to 0.02 mm. Greyscale: without the
    help of colour, within the uncertainty.
    """
    codes = _codes(good.photo)
    grey = np.asarray(Image.fromarray(codes).convert("L"), np.uint8)
    png = io.BytesIO()
    Image.fromarray(codes).save(png, "PNG", compress_level=1)
    exif = Image.Exif()
    exif[0x0112] = 6
    sizes = []
    for photo in (good.photo, _jpeg(codes), png.getvalue(), _jpeg(codes, exif=exif), _jpeg(grey)):
        found = measure_photo(photo, task=good.task, profile=None)
        assert isinstance(found, Measurement)
        (size,) = found.features
        assert isinstance(size, Measured)
        sizes.append(size)
    assert np.ptp([each.value for each in sizes[:-1]]) < 0.02
    assert abs(sizes[-1].value - sizes[0].value) < sizes[-1].U95
    assert _refused(good.photo[: len(good.photo) // 2], good.task).code == "unreadable"
    assert _refused(b"", good.task).code == "unreadable"
    assert _refused(b"%PDF-1.7 no picture", good.task).code == "unreadable"


def test_a_mirrored_picture_is_told_as_such(bare: Shown) -> None:
    found = _refused(_jpeg(np.ascontiguousarray(_codes(bare.photo)[:, ::-1])), bare.task)
    assert found.reason == "unreadable: mirrored_picture"
    assert found.advice == "use_the_main_camera"


def test_a_messenger_copy_is_measured_or_asked_for_nearer(good: Shown) -> None:
    """2 megapixels show enough of a sheet that fills them, 0.8 do not: the reason says what to do."""
    lengths = []
    for width, quality in ((2600, 92), (1800, 75)):
        out = io.BytesIO()
        small = Image.fromarray(_codes(good.photo)).resize((width, width * 3 // 4))
        small.save(out, "JPEG", quality=quality)
        found = measure_photo(out.getvalue(), task=good.task, profile=None)
        assert isinstance(found, Measurement), found
        (size,) = found.features
        assert isinstance(size, Measured)
        assert abs(size.value - 50.0) < size.U95
        lengths.append(size.value)
    assert np.ptp(lengths) < 0.1
    out = io.BytesIO()
    Image.fromarray(_codes(good.photo)).resize((1040, 780)).save(out, "JPEG", quality=75)
    far = _refused(out.getvalue(), good.task)
    assert (far.detail, far.advice) == ("pixels_a_mm", "go_nearer")


def test_the_quick_check_needs_no_part(bare: Shown) -> None:
    looked = quick_check(bare.photo, sheet=bare.task.sheet, bars=bare.task.bars)
    assert looked.refused is None
    assert looked.gates
    assert all(gate.ok for gate in looked.gates)
