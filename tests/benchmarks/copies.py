"""A new photo held against all others: sieved first, beside each one matched by itself.

    python -m tests.benchmarks.copies [--photos 10000]

The others are prints of the demo's photos with bits changed as photos of one sheet differ, and one picture of
which the new photo is a copy (quality 40, cut, darkened, scaled). Times are of one core. Prints JSON.
"""

import argparse
import json
import time

import cv2
import numpy as np

from inspections.photos.copies import make_copies_with_print
from inspections.photos.likeness import Print, agreement
from inspections.photos.sieve import likeliest
from tests.inspections.photo_lot import PHOTOS, copy_of, photo

CHANGED_SHARE = 0.06
MATCHED = 1000  # those matched one by one; the rest is extrapolated


def print_of(content: bytes) -> Print:
    """As it is kept beside a photo."""
    return Print.unpack(make_copies_with_print(content)[2])


def installation(count: int) -> list[tuple[str, bytes]]:
    """Names and packed prints."""
    chance = np.random.default_rng(1)
    seen = [print_of(photo(name)) for name in PHOTOS if name != "x01"]
    found = [("x01", print_of(photo("x01")).pack())]
    for k in range(count - 1):
        one = seen[k % len(seen)]
        flipped = np.packbits(chance.random((len(one.bits), 256)) < CHANGED_SHARE, axis=1)
        found.append((str(k), Print(one.at, one.bits ^ flipped).pack()))
    return found


def agreeing(own: Print, others: list[tuple[str, bytes]]) -> str | None:
    """The name of the print on which most points agree."""
    told = [
        (found[1], name)
        for name, packed in others
        if (found := agreement(own, Print.unpack(packed))) is not None
    ]
    return max(told)[1] if told else None


def main() -> None:
    """Both ways, one after the other."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--photos", type=int, default=10_000)
    count = asked.parse_args().photos
    cv2.setNumThreads(1)
    others = installation(count)
    own = print_of(copy_of(photo("x01"), quality=40, crop=0.1, brightness=0.7, longest_px=1200))
    begun = time.process_time()
    matched = agreeing(own, others[:MATCHED])
    apart_s = (time.process_time() - begun) * len(others) / len(others[:MATCHED])
    begun = time.process_time()
    sieved = agreeing(own, likeliest(own, others))
    sieved_s = time.process_time() - begun
    print(json.dumps({
        "photos": len(others), "copy_found": [matched == "x01", sieved == "x01"],
        "one_by_one_s": round(apart_s, 2), "sieved_s": round(sieved_s, 2),
        "ratio": round(apart_s / sieved_s, 1),
    }, indent=1))  # fmt: skip


if __name__ == "__main__":
    main()
