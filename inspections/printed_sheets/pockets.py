"""Where the numbered pockets of a sheet lie, and the place for each unit's tag beside its pocket. Pure."""

import math

from inspections.measurement.sheets import Area, Pocket

MOST_POCKETS = 12
BETWEEN_MM = 4.0
HEADER_MM = 6.0
TAG_MM = 15.0
LEAST_POCKET_MM = (20.0, 16.0)
USUAL_SHAPE = 1.4


def pockets_in(window_mm: tuple[float, float], count: int, *, has_tags: bool) -> tuple[Pocket, ...]:
    """Numbered from the upper left, row by row; a header with the number stands over each.

    Raises ValueError when the pockets would be too small for any part.
    """
    columns = _columns(window_mm, count, has_tags=has_tags)
    rows = math.ceil(count / columns)
    width, height = _pocket_size(window_mm, columns, rows, has_tags=has_tags)
    if width < LEAST_POCKET_MM[0] or height < LEAST_POCKET_MM[1]:
        raise ValueError(f"pockets of {width:.0f} x {height:.0f} mm")
    pitch_x = width + BETWEEN_MM + (TAG_MM + BETWEEN_MM if has_tags else 0.0)
    pitch_y = height + HEADER_MM + (BETWEEN_MM if rows > 1 else 0.0)
    return tuple(
        _pocket(
            k + 1,
            (k % columns * pitch_x, window_mm[1] - HEADER_MM - height - k // columns * pitch_y),
            (width, height),
            has_tags=has_tags,
        )
        for k in range(count)
    )


def _columns(window_mm: tuple[float, float], count: int, *, has_tags: bool) -> int:
    """The number of columns that leaves few places empty and gives pockets of a usual shape."""

    def cost(columns: int) -> float:
        rows = math.ceil(count / columns)
        width, height = _pocket_size(window_mm, columns, rows, has_tags=has_tags)
        if min(width, height) <= 0:
            return math.inf
        return abs(math.log(width / height / USUAL_SHAPE)) + 0.2 * (columns * rows - count)

    return min(range(1, count + 1), key=cost)


def _pocket_size(
    window_mm: tuple[float, float], columns: int, rows: int, *, has_tags: bool
) -> tuple[float, float]:
    width = (window_mm[0] - (columns - 1) * BETWEEN_MM) / columns
    height = (window_mm[1] - (rows - 1) * BETWEEN_MM) / rows - HEADER_MM
    if has_tags:
        width -= TAG_MM + BETWEEN_MM
    return math.floor(10 * width) / 10, math.floor(10 * height) / 10


def _pocket(
    number: int, corner: tuple[float, float], size: tuple[float, float], *, has_tags: bool
) -> Pocket:
    x, y = round(corner[0], 2), round(corner[1], 2)
    tag = None
    if has_tags:
        height = min(size[1], TAG_MM + 5)
        tag = Area((round(x + size[0] + BETWEEN_MM, 2), y), (TAG_MM, height))
    return Pocket(number, Area((x, y), size), tag)
