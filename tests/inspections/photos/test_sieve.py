"""Of many prints those of the same picture stay, and each is told by its own points."""

import numpy as np

from inspections.photos.likeness import Print, print_of
from inspections.photos.sieve import AT_ONCE, LEAST_NEAR, MOST, NEAR_BITS, likeliest
from tests.inspections.photo_lot import copy_of, photo
from tests.inspections.photos.test_likeness import screen

CHANGED_SHARE = 0.06  # of bits: as photos of one sheet differ


def _changed(print_: Print, chance: np.random.Generator) -> Print:
    flipped = np.packbits(chance.random((len(print_.bits), 256)) < CHANGED_SHARE, axis=1)
    return Print(print_.at, print_.bits ^ flipped)


def test_a_copy_stays_among_many_photos_of_the_same_sheets() -> None:
    chance = np.random.default_rng(5)
    shots = {name: print_of(screen(photo(name))) for name in ("x01", "x02", "x03", "x04", "x07")}
    others = [
        (f"{name} {k}", _changed(seen, chance).pack())
        for name, seen in shots.items()
        if name != "x01"
        for k in range(MOST)
    ]
    others.insert(300, ("x01", shots["x01"].pack()))
    sent_on = copy_of(photo("x01"), quality=40, crop=0.1, brightness=0.7, longest_px=1200)
    found = likeliest(print_of(screen(sent_on)), others)
    assert found[0] == ("x01", shots["x01"].pack())
    assert len(found) <= MOST


def test_each_print_is_told_by_its_own_points_however_many_it_has() -> None:
    chance = np.random.default_rng(6)

    def points(count: int) -> Print:
        at = np.zeros((count, 2), np.float32)
        return Print(at, chance.integers(0, 256, (count, 32), np.uint8))

    own = points(96)
    prints = {}
    for k in range(3 * AT_ONCE + 1):
        alike, more = int(chance.integers(1, 20)), int(chance.integers(1, 60))
        other = points(alike + more)
        other.bits[:alike] = own.bits[chance.permutation(96)[:alike]]
        other.bits[:alike, 0] ^= 0b1011
        prints[str(k)] = other

    def near(other: Print) -> int:
        apart = np.unpackbits(own.bits[:, None, :8] ^ other.bits[None, :, :8], axis=2).sum(axis=2)
        return int((apart.min(axis=1) <= NEAR_BITS).sum())

    expected = {name for name, other in prints.items() if near(other) >= LEAST_NEAR}
    found = likeliest(own, ((name, other.pack()) for name, other in prints.items()))
    assert {name for name, _ in found} == expected
    assert 0 < len(expected) < len(prints)
    counts = [near(prints[name]) for name, _ in found]
    assert counts == sorted(counts, reverse=True)


def test_the_first_photo_of_an_installation_is_like_none() -> None:
    assert likeliest(print_of(screen(photo("x01"))), []) == []


def test_a_photo_that_shows_nothing_is_like_none() -> None:
    nothing = Print(np.zeros((0, 2), np.float32), np.zeros((0, 32), np.uint8))
    assert likeliest(nothing, [("x01", print_of(screen(photo("x01"))).pack())]) == []
