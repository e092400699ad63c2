"""Copies of a picture are known again; other photos of the same scene are not taken for copies."""

from itertools import combinations

import cv2
import numpy as np
import pytest

from certificates.demo.evidence import drawn
from inspections.photos.copies import make_copies
from inspections.photos.likeness import Print, agreement, copies_among, print_of
from tests.inspections.photo_lot import copy_of, photo


def screen(content: bytes) -> bytes:
    """The copy that the service keeps to look at."""
    return make_copies(content)[0]


def is_same_picture(one: bytes, other: bytes) -> bool:
    """As a new photo is held against one before it."""
    start = agreement(print_of(one), print_of(other))
    return start is not None and copies_among(one, [(other, start[0])]) == [True]


@pytest.mark.parametrize(
    ("quality", "crop", "brightness", "longest_px"),
    [(40, 0.0, 1.0, 1600), (85, 0.1, 1.0, 4000), (70, 0.08, 0.7, 1200), (60, 0.0, 1.15, 2000)],
)
def test_a_copy_sent_on_by_messenger_cut_or_brightened_is_known_again(
    quality: int, crop: float, brightness: float, longest_px: int
) -> None:
    for name in ("x01", "x07"):
        sent_on = copy_of(
            photo(name), quality=quality, crop=crop, brightness=brightness, longest_px=longest_px
        )
        assert is_same_picture(screen(photo(name)), screen(sent_on)), name


def test_other_photos_of_the_same_design_on_the_same_sheet_are_no_copies() -> None:
    shots = [screen(photo(f"x0{number}")) for number in (1, 2, 3, 4, 5)]
    for one, other in combinations(shots, 2):
        assert not is_same_picture(one, other)


def _scene(shift_px: int, *, seed: int) -> bytes:
    """A camera on a tripod: the sheet stays, a part lies on it, the sensor makes new noise."""
    still = np.random.default_rng(7)
    picture = np.full((1200, 1600), 225.0)
    for y in range(40, 1160, 90):
        for x in range(40, 1560, 90):
            if 300 < x < 1200 and 250 < y < 880:
                continue
            picture[y : y + 60, x : x + 60] = still.integers(0, 2, (6, 6)).repeat(10, 0).repeat(
                10, 1
            ) * 200 + 20  # fmt: skip
    left, top = 500 + shift_px, 420 + shift_px // 2
    picture[top : top + 340, left : left + 520] = 70
    picture[top + 60 : top + 110, left + 60 : left + 460] = 222
    picture += np.random.default_rng(seed).normal(0, 2.0, picture.shape)
    clipped = picture.clip(0, 255).astype(np.uint8)
    return bytes(cv2.imencode(".jpg", clipped, [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes())


def test_the_next_piece_under_a_fixed_camera_is_another_photo() -> None:
    first = screen(_scene(0, seed=1))
    assert is_same_picture(first, screen(copy_of(_scene(0, seed=1), quality=70)))
    assert not is_same_picture(first, screen(_scene(4, seed=2)))  # 0.5 mm on an A5 sheet


def test_the_same_plate_with_another_number_is_another_picture() -> None:
    plates = [screen(drawn("Pull with 300 N", "lot 1", f"unit 00{n}", "picture 1")) for n in (1, 2)]
    assert not is_same_picture(*plates)
    assert is_same_picture(plates[0], screen(copy_of(plates[0], quality=50)))


def test_a_picture_that_shows_nothing_is_like_no_other() -> None:
    blank = cv2.imencode(".jpg", np.full((300, 400), 128, np.uint8))[1].tobytes()
    empty = print_of(blank)
    assert empty.pack() == b""
    assert agreement(empty, Print.unpack(print_of(photo("x01")).pack())) is None
    assert not is_same_picture(blank, blank)
