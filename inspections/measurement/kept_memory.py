"""Memory for pictures, kept from photo to photo. Touching the forty megabytes of one photo for the first
time takes as long as a third of its decoding (seen on a virtual machine), so a worker that measures many
pays once.
"""

import contextlib
import math
import mmap
import weakref

import numpy as np

from inspections.measurement.arrays import Codes

LARGE_PAGE = 2 << 20  # bytes
# what one photo is decoded into: light and colour
MOST_KEPT = 2

_kept: list[mmap.mmap] = []


def memory_for(*shape: int) -> Codes:
    """An array of any former content, in large pages where the system has them. Its memory serves the next
    picture of this size once nothing looks at it any more, this array or a part of it. MemoryError where there
    is none.
    """
    if not hasattr(mmap, "MADV_HUGEPAGE"):
        return np.empty(shape, np.uint8)
    count = math.prod(shape)
    memory = _taken(math.ceil(count / LARGE_PAGE) * LARGE_PAGE)
    codes = np.frombuffer(memory, np.uint8, count)
    # all views of it hold this very array: numpy does not look through it, its own base being no array
    weakref.finalize(codes, _keep, memory).atexit = False
    return codes.reshape(shape)


def _taken(size: int) -> mmap.mmap:
    for memory in tuple(_kept):
        with contextlib.suppress(ValueError):  # another thread took it first
            if len(memory) == size:
                _kept.remove(memory)
                return memory
    _kept.clear()  # photos of another size came: what was kept is given back before more is taken
    try:
        memory = mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    except OSError as full:
        raise MemoryError from full
    with contextlib.suppress(OSError):  # a kernel without them
        memory.madvise(mmap.MADV_HUGEPAGE)
    return memory


def _keep(memory: mmap.mmap) -> None:
    _kept.append(memory)
    del _kept[:-MOST_KEPT]
