"""The profile of a task file's device is used only for photos of its own camera, lens and picture size."""

import io

import numpy as np
import pytest
from PIL import Image

from inspections.measurement.camera import CameraProfile
from inspections.measurement.exif import Taken, taken_with
from inspections.measurement.measure import profile_from_photos
from inspections.measurement.refusal import Refused
from inspections.measurement.sheets import MeasuredBars
from inspections.measurement_commands.profiling import Profiled, profile_for, profiled
from tests.inspections.measurement.conftest import SHEET

BARS = MeasuredBars(100.0, 80.0, 0.05)
MODEL, SUB_IFD, FOCAL = 0x0110, 0x8769, 0x920A


def shot(model: str, focal_mm: float = 4.4, size: tuple[int, int] = (800, 600)) -> bytes:
    exif = Image.Exif()
    if model:
        exif[MODEL] = model
        exif.get_ifd(SUB_IFD)[FOCAL] = focal_mm
    kept = io.BytesIO()
    Image.new("RGB", size).save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def known(camera: Taken) -> Profiled:
    return Profiled(CameraProfile(800, 600, np.zeros(7), np.eye(7), 8, 0.1), camera)


@pytest.mark.parametrize(
    ("photo", "why"),
    [
        (shot("P1"), ""),
        (shot(""), ""),  # nothing is said against it
        (shot("P2"), "taken with P2"),
        (shot("P1", 8.8), "taken with P1"),
        (shot("P1", size=(600, 800)), "600 x 800"),
    ],
    ids=["own", "silent", "other phone", "other lens", "other size"],
)
def test_a_profile_serves_its_own_camera_alone(photo: bytes, why: str) -> None:
    made = known(taken_with(shot("P1")))
    profile, said = profile_for(photo, made)
    assert (profile is made.profile) == (why == "")
    assert why in said


def test_a_profile_whose_photos_do_not_name_their_camera_serves_by_its_name() -> None:
    assert profile_for(shot("P1"), known(Taken()))[1] == ""
    assert profile_for(shot("P1"), None) == (None, "")


def test_photos_of_two_cameras_make_no_profile() -> None:
    found = profiled([shot("P1"), shot("P1"), shot("P2")], SHEET, BARS)
    assert isinstance(found, Refused)
    assert found.detail == "several_cameras"


def test_bars_that_no_print_has_make_no_profile() -> None:
    found = profile_from_photos([shot("P1")], sheet=SHEET, bars=MeasuredBars(101.5, 80.0, 0.05))
    assert isinstance(found, Refused)
    assert found.detail == "print_axes_apart"
