"""Memory for pictures serves the next photo only when nothing looks at the one before any more."""

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from inspections.measurement import kept_memory
from inspections.measurement.arrays import Codes
from inspections.measurement.images import decode_both
from inspections.measurement.kept_memory import MOST_KEPT, memory_for
from inspections.measurement.refusal import Refused

SHAPE = (1200, 1600)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept_memory._kept.clear()


def decoded(photo: bytes) -> tuple[Codes, Codes]:
    both = decode_both(photo)
    assert not isinstance(both, Refused)
    return both


def test_the_next_picture_takes_the_memory_of_one_that_is_gone() -> None:
    first = memory_for(*SHAPE)
    place = first.ctypes.data
    del first
    assert memory_for(*SHAPE).ctypes.data == place


@pytest.mark.parametrize("part", [np.s_[5:9], np.s_[::2, ::2], np.s_[3, 7:8], np.s_[:, :, None]])
def test_while_a_part_is_looked_at_none_other_is_laid_over_it(part: tuple[slice, ...]) -> None:
    first = memory_for(*SHAPE)
    first[...] = 7
    seen = first[part]
    del first
    others = [memory_for(*SHAPE) for _ in range(3)]
    for each in others:
        each[...] = 9
        assert not np.shares_memory(each, seen)
    assert (seen == 7).all()


def test_other_sizes_and_many_pictures_at_once_leave_no_more_than_one_photo_needs() -> None:
    many = [memory_for(*SHAPE) for _ in range(5)]
    del many
    assert len(kept_memory._kept) == MOST_KEPT
    other = memory_for(3000, 4000)
    assert not kept_memory._kept
    del other
    assert len(kept_memory._kept) == 1


def photo(k: int) -> bytes:
    """Stripes of one's own, in colour as phones keep it."""
    x, y = np.meshgrid(np.arange(SHAPE[1]), np.arange(SHAPE[0]))
    hues = np.stack([x // (3 + k), y // (5 + k), (x + y) // 7 + 40 * k], axis=-1) % 256
    out = io.BytesIO()
    Image.fromarray(hues.astype(np.uint8)).save(out, "JPEG", quality=90, subsampling="4:2:0")
    return out.getvalue()


def test_a_later_photo_never_shows_in_an_earlier_one() -> None:
    photos = [photo(k) for k in range(4)]
    alone = [tuple(each.copy() for each in decoded(one)) for one in photos]

    def is_whole(both: tuple[Codes, Codes], k: int) -> bool:
        return all(np.array_equal(*each) for each in zip(both, alone[k], strict=True))

    kept = [decoded(each) for each in photos]
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda k: is_whole(decoded(photos[k % 4]), k % 4), range(24)))
    assert all(again)
    assert all(is_whole(each, k) for k, each in enumerate(kept))
