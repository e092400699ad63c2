"""Saddles of the checkers against the camera that made the photo, and what hides them."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from inspections.measurement import measure
from inspections.measurement.arrays import Codes, Floats
from inspections.measurement.corners import find_markers, paired, well_fitted, white_of
from inspections.measurement.exif import taken_with
from inspections.measurement.lens import claimed_focal
from inspections.measurement.measure import Looked, look, profile_from_photos
from inspections.measurement.pose import BOW, Seen, View, solve_view
from inspections.measurement.refusal import Refused
from inspections.measurement.saddles import find_saddles
from inspections.measurement.sheets import (
    MeasuredBars,
    Sheet,
    designed_corners,
    print_scale,
    saddles_of,
    true_corners,
)
from inspections.printed_sheets.designs import Wanted, design
from tests.inspections.measurement.conftest import SHEET, Shown
from tests.inspections.printed import jpeg
from tests.scene import camera_of, photo
from tests.scene.render import bow
from tests.variants import thorough

RMS_PX, BIAS_PX = 0.03, 0.01  # with the noise and the JPEG of a phone
OLD = design(Wanted("A5", revision=1))
BARS = MeasuredBars(100.0, 80.0, 0.02)


def grey_of(content: bytes) -> Codes:
    return np.asarray(
        cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8
    )


def by_marks(grey: Codes, sheet: Sheet = SHEET) -> View:
    """The view that markers alone give."""
    found = find_markers(grey, sheet.dictionary)
    corners = true_corners(sheet, print_scale(sheet, BARS))
    view = solve_view(
        Seen(*paired(found, corners, well_fitted(found))), grey.shape[1], grey.shape[0], None
    )
    assert view is not None
    return view


def saddles(grey: Codes, sheet: Sheet = SHEET, view: View | None = None) -> Seen:
    white = white_of(grey, find_markers(grey, sheet.dictionary))
    scale = print_scale(sheet, BARS)
    return find_saddles(grey, view or by_marks(grey, sheet), sheet, scale, white)


def misses(found: Seen, shown: Shown) -> Floats:
    flat = np.column_stack([found.points_mm, np.zeros(len(found.points_mm))])
    return found.points_px - camera_of(shown.scene).project(flat)


def looked(content: bytes, sheet: Sheet) -> Looked:
    found = look(content, sheet=sheet, bars=BARS, serial=None, profile=None)
    assert not isinstance(found, Refused), found
    return found


@pytest.mark.parametrize(
    ("sharpen", "gain_mm"),
    [(0.25, 0.025), *thorough((0.0, 0.0), (0.25, 0.0), (0.5, 0.0), (0.25, -0.02))],
)
def test_rendered_saddles_lie_where_the_camera_put_them(
    bare: Shown, sharpen: float, gain_mm: float
) -> None:
    phone = replace(bare.scene.phone, sharpen=sharpen)
    printed = replace(bare.scene.printed, jitter_mm=0.0, gain_mm=gain_mm)
    grey = grey_of(photo(replace(bare.scene, phone=phone, printed=printed)))
    found = saddles(grey)
    assert len(found.points_mm) == len(saddles_of(SHEET))
    error = misses(found, bare)
    assert np.sqrt((error**2).mean()) < RMS_PX
    assert np.abs(error.mean(axis=0)).max() < BIAS_PX


@pytest.mark.parametrize("shade", [0, 90, 250])
def test_hidden_saddles_are_dropped_and_the_view_stays_right(bare: Shown, shade: int) -> None:
    grey = grey_of(bare.photo)
    whole = saddles(grey)
    hidden = grey.copy()
    middle = whole.points_px[20]
    cv2.circle(hidden, np.round(middle).astype(int).tolist(), 60, (shade,), -1)
    far = np.linalg.norm(whole.points_px - middle, axis=1) > 60 + 40
    found = saddles(hidden, view=by_marks(grey))
    kept = {tuple(each) for each in found.points_mm.tolist()}
    assert {tuple(each) for each in whole.points_mm[far].tolist()} <= kept
    assert tuple(whole.points_mm[20].tolist()) not in kept
    assert np.abs(misses(found, bare)).max() < 0.5
    content = jpeg(hidden, 97)
    flat = np.column_stack([whole.points_mm, np.zeros(len(whole.points_mm))])
    away = looked(content, SHEET).view.project(flat) - camera_of(bare.scene).project(flat)
    assert np.sqrt((away**2).mean()) < 0.1


def test_a_picture_that_ends_at_a_checker_costs_only_what_is_cut_off(bare: Shown) -> None:
    grey, view = grey_of(bare.photo), by_marks(grey_of(bare.photo))
    whole = saddles(grey, view=view)
    right = float(np.sort(whole.points_px[:, 0])[-12])
    cut = np.ascontiguousarray(grey[:, : round(right) + 2])
    found = saddles(cut, view=view)
    assert len(whole.points_px) - 24 <= len(found.points_px) <= len(whole.points_px) - 12
    assert np.abs(misses(found, bare)).max() < 0.3


@pytest.mark.parametrize("wrong", ["paper", "other_way"])
def test_where_no_saddle_is_printed_none_is_found(bare: Shown, wrong: str) -> None:
    """White paper, or dark where light should be."""
    checkers = tuple(
        replace(c, lower_left_mm=(c.lower_left_mm[0], c.lower_left_mm[1] - c.cell_mm))
        for c in SHEET.checkers
    )
    printed = OLD if wrong == "paper" else replace(SHEET, checkers=checkers)
    grey = grey_of(photo(replace(bare.scene, sheet=printed)))
    found = saddles(grey)
    assert len(found.points_mm) == 0
    assert len(looked(jpeg(grey, 97), replace(SHEET, code=None)).view.points_mm) == 80


def test_a_sheet_without_checkers_is_seen_as_ever(
    bare: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> Seen:
        raise AssertionError("no checker, no look")

    monkeypatch.setattr(measure, "find_saddles", never)
    content = photo(replace(bare.scene, sheet=OLD))
    grey = grey_of(content)
    found = looked(content, OLD)
    found_marks = find_markers(grey, OLD.dictionary, designed_corners(OLD))
    corners = true_corners(OLD, print_scale(OLD, BARS))
    alone = solve_view(
        Seen(*paired(found_marks, corners, well_fitted(found_marks))),
        grey.shape[1], grey.shape[0], None, claimed_focal(taken_with(content), *grey.shape[::-1]),
    )  # fmt: skip
    assert alone is not None
    assert len(saddles(grey, OLD, alone).points_mm) == 0
    assert np.array_equal(found.view.terms, alone.terms)
    assert np.array_equal(found.view.covariance, alone.covariance)
    assert found.code is not None
    assert found.code.revision == 1


def test_saddles_make_the_view_surer(bare: Shown) -> None:
    old = looked(photo(replace(bare.scene, sheet=OLD)), OLD).view
    new = looked(bare.photo, SHEET).view
    ends = np.array([[20.0, 20.0], [120.0, 20.0], [120.0, 60.0], [20.0, 60.0]])
    assert new.distance_u_share(ends, 3.0) < 0.97 * old.distance_u_share(ends, 3.0)
    assert len(new.points_mm) == len(new.residuals_px) == 80 + len(saddles_of(SHEET))


@pytest.mark.parametrize(("printed", "asked"), [(OLD, SHEET), *thorough((SHEET, OLD))])
def test_another_revision_of_the_same_ring_is_refused(
    bare: Shown, printed: Sheet, asked: Sheet
) -> None:
    content = photo(replace(bare.scene, sheet=printed))
    found = look(content, sheet=asked, bars=BARS, serial=None, profile=None)
    assert isinstance(found, Refused)
    assert found.reason.startswith(f"wrong_sheet: another_revision:A5.{printed.revision}")


def test_a_camera_profile_is_made_from_saddles_too(bare: Shown) -> None:
    stands = [(4.0, 0.0, 0.0), (20.0, 90.0, 3.0), (20.0, 210.0, 90.0), (18.0, 330.0, -4.0)]
    scenes = [
        replace(bare.scene, stand=replace(bare.scene.stand, distance_mm=235.0, tilt_deg=t, azimuth_deg=a, roll_deg=r))
        for t, a, r in stands
    ]  # fmt: skip
    photos = [photo(each) for each in scenes]
    made = profile_from_photos(photos, sheet=SHEET, bars=BARS)
    alone = profile_from_photos(photos, sheet=replace(SHEET, checkers=()), bars=BARS)
    assert not isinstance(made, Refused)
    assert not isinstance(alone, Refused)
    assert made.covariance[0, 0] < alone.covariance[0, 0]
    assert abs(made.mean[0] - bare.scene.phone.f_px) < 4 * made.covariance[0, 0] ** 0.5


def test_saddles_are_looked_for_on_the_paper_as_it_is_bowed(bare: Shown) -> None:
    bowed = replace(
        bare.scene,
        printed=replace(bare.scene.printed, bow_mm=(1.0, -0.8, 0.5)),
        stand=replace(bare.scene.stand, tilt_deg=25.0),
    )
    grey = grey_of(photo(bowed))
    view = by_marks(grey)
    found = saddles(grey, view=view)
    assert len(found.points_mm) == len(saddles_of(SHEET))
    height = bow(bowed, *found.points_mm.T)
    true = camera_of(bowed).project(np.column_stack([found.points_mm, height]))
    assert np.sqrt(((found.points_px - true) ** 2).mean()) < 0.05
    flat = view.terms.copy()
    flat[BOW] = 0.0
    assert len(saddles(grey, view=replace(view, terms=flat)).points_mm) < len(found.points_mm)


def test_a_mark_that_its_detector_misled_is_fitted_anew_and_the_others_stay(
    bare: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    grey = grey_of(bare.photo)
    right = find_markers(grey, SHEET.dictionary)
    corners = right.corners_px.copy()
    corners[5, 2] += (2.4, -1.8)  # one corner drags both of its sides along
    misled = replace(right, corners_px=corners)
    monkeypatch.setattr(measure, "find_markers", lambda *_: misled)
    view = looked(bare.photo, SHEET).view
    count = 4 * len(right.ids)
    flat = view.points_mm[:count]
    shown = view.project(np.column_stack([flat, view.bow_mm(flat)])) - view.residuals_px[:count]
    away = np.abs(shown.reshape(-1, 4, 2) - right.corners_px).max(axis=(1, 2))
    assert away[5] < 0.05
    assert np.delete(away, 5).max() < 1e-6


def test_a_checker_that_lies_elsewhere_and_one_that_is_crumpled_are_dropped(bare: Shown) -> None:
    first, *others = SHEET.checkers
    x, y = first.lower_left_mm
    moved = replace(SHEET, checkers=(replace(first, lower_left_mm=(x + 0.2, y + 0.15)), *others))
    grey = grey_of(photo(replace(bare.scene, sheet=moved)))
    low, high = (
        edge(saddles(grey).points_px[-8:], axis=0).astype(int) + margin
        for edge, margin in ((np.min, -25), (np.max, 25))
    )
    rows, columns = np.mgrid[low[1] : high[1], low[0] : high[0]].astype(np.float32)
    wave = 2.0 * np.sin(columns + 2.3 * rows) * np.sin(1.7 * columns - 0.9 * rows)
    grey[low[1] : high[1], low[0] : high[0]] = cv2.remap(
        grey, columns + wave, rows - wave, cv2.INTER_LINEAR
    )
    found = saddles(grey)
    away = {(round(a, 2), round(b, 2)) for a, b in found.points_mm.tolist()}
    assert away == {
        (round(each.place_mm[0], 2), round(each.place_mm[1], 2))
        for each in saddles_of(replace(SHEET, checkers=tuple(others[:-1])))
    }
