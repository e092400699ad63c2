"""Corners of rendered markers against the camera that made them: also the one pixel convention."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from inspections.measurement.corners import find_markers
from tests.inspections.measurement.conftest import SHEET, Shown
from tests.scene import camera_of, photo
from tests.variants import thorough

RMS_PX, BIAS_PX = 0.03, 0.02  # with the noise and the JPEG of a phone


@pytest.mark.parametrize("sharpen", [0.25, *thorough(0.0, 0.5)])
def test_rendered_corners_lie_where_the_camera_put_them(bare: Shown, sharpen: float) -> None:
    phone = replace(bare.scene.phone, sharpen=sharpen)
    exact = replace(bare.scene, phone=phone, printed=replace(bare.scene.printed, jitter_mm=0.0))
    codes = np.asarray(
        cv2.imdecode(np.frombuffer(photo(exact), np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8
    )
    found = find_markers(codes, SHEET.dictionary)
    designed = {each.id: np.asarray(each.corners_mm) for each in SHEET.markers}
    assert set(found.ids) == set(designed)
    camera = camera_of(exact)
    true = np.stack(
        [camera.project(np.column_stack([designed[i], np.zeros(4)])) for i in found.ids]
    )
    error = found.corners_px - true
    assert np.sqrt((error**2).mean()) < RMS_PX
    assert np.abs(error.reshape(-1, 2).mean(axis=0)).max() < BIAS_PX


def test_marks_beyond_the_picture_and_hidden_ones_cost_no_other_mark(bare: Shown) -> None:
    codes = np.asarray(
        cv2.imdecode(np.frombuffer(bare.photo, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8
    )
    designed = {each.id: np.asarray(each.corners_mm) for each in SHEET.markers}
    whole = find_markers(codes, SHEET.dictionary, designed)
    assert set(whole.ids) == set(designed)
    left = float(np.sort(whole.corners_px[..., 0].min(axis=1))[3])
    cut = np.ascontiguousarray(codes[:, round(left) - 5 :])
    hidden = codes.copy()
    low, high = whole.corners_px[7].min(axis=0).astype(int), whole.corners_px[7].max(axis=0)
    hidden[low[1] : int(high[1]), low[0] : int(high[0])] = 120
    for picture in (cut, hidden):
        found = find_markers(picture, SHEET.dictionary, designed)
        assert found.ids == find_markers(picture, SHEET.dictionary).ids
        assert 0 < len(designed) - len(found.ids) < 8


def test_marks_of_another_sheet_are_told_as_what_they_are(bare: Shown) -> None:
    codes = np.asarray(
        cv2.imdecode(np.frombuffer(bare.photo, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8
    )
    designed = {each.id: np.asarray(each.corners_mm) for each in SHEET.markers}
    # marks are first compared with those of the sheet asked for, and these are none of them
    other = {i + 500: corners for i, corners in designed.items()}
    for asked in (other, {0: designed[0], **other}):
        assert set(find_markers(codes, SHEET.dictionary, asked).ids) == set(designed)
