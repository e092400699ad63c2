"""Whether the lengths that a calliper read of the two check bars are those of a print at 100 %. Pure.

One rule for whoever registers a print, for the photos of task files and for camera profiles.
"""

from enum import StrEnum

FIT_TO_PAGE = 0.02
# printers differ between their axes by 0.1 to 0.3 % (0.25 % seen), and the two readings by 0.2 % of
# the usual calliper; what is beyond is a bar misread or the wrong bar
AXES_APART = 0.01
Lengths = tuple[float, float]


class Misprint(StrEnum):
    """What is wrong with two lengths; the name of the gate that it closes."""

    EXCHANGED = "bars_exchanged"
    OTHER_SIZE = "print_scale_error"
    APART = "print_axes_apart"


def misprint(read_mm: Lengths, nominal_mm: Lengths) -> Misprint | None:
    """Lengths of X and Y as read and as designed; says first what was read wrongly. None where they are
    those of a print.
    """
    if are_exchanged(read_mm, nominal_mm):
        return Misprint.EXCHANGED
    if size_error(read_mm, nominal_mm) > FIT_TO_PAGE:
        return Misprint.OTHER_SIZE
    return Misprint.APART if scales_apart(read_mm, nominal_mm) > AXES_APART else None


def is_fit_to_page(read_mm: float, nominal_mm: float) -> bool:
    """Whether the printer changed the size of the page."""
    return size_error((read_mm,), (nominal_mm,)) > FIT_TO_PAGE


def are_exchanged(read_mm: Lengths, nominal_mm: Lengths) -> bool:
    """Whether each bar reads as long as the other should be: X and Y were taken for each other."""
    others = (nominal_mm[1], nominal_mm[0])
    return size_error(read_mm, nominal_mm) > FIT_TO_PAGE >= size_error(read_mm, others)


def size_error(read_mm: tuple[float, ...], nominal_mm: tuple[float, ...]) -> float:
    """The larger error of the scales, as a share."""
    return max(abs(read / nominal - 1) for read, nominal in zip(read_mm, nominal_mm, strict=True))


def scales_apart(read_mm: Lengths, nominal_mm: Lengths) -> float:
    """How much the scales of X and Y differ, as a share."""
    x, y = (read / nominal for read, nominal in zip(read_mm, nominal_mm, strict=True))
    return abs(x - y)
