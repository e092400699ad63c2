"""What the overlay is drawn with: text, verdict shapes, leader lines, colours of deviations. BGR."""

import cv2
import numpy as np

from inspections.measurement.arrays import Floats
from inspections.verdicts.conformity import Decision

Colour = tuple[int, int, int]
Place = tuple[float, float]
Picture = np.ndarray

# the colours and shapes of the screens: disc with a tick, octagon with a cross, diamond with a question
INK, SOFT, EDGE, PAPER, WHITE = (
    (43, 32, 18), (96, 88, 80), (190, 196, 205), (236, 242, 247), (255, 255, 255),
)  # fmt: skip
MARK = (120, 46, 27)
GOOD, CARE, STOP = (47, 83, 9), (61, 197, 255), (16, 16, 143)
BAND = {
    Decision.PASS: (209, 230, 190), Decision.FAIL: (200, 200, 243),
    Decision.INCONCLUSIVE: (158, 221, 255),
}  # fmt: skip
FILL = {Decision.PASS: GOOD, Decision.FAIL: STOP, Decision.INCONCLUSIVE: CARE}
LINE = {Decision.PASS: GOOD, Decision.FAIL: STOP, Decision.INCONCLUSIVE: (0, 71, 107)}
TEXT_ON = {Decision.PASS: WHITE, Decision.FAIL: WHITE, Decision.INCONCLUSIVE: INK}
WORD = {Decision.PASS: "Pass", Decision.FAIL: "Fail", Decision.INCONCLUSIVE: "Not decided"}
REGULAR, BOLD = 400, 700
FAR_MM = 0.2
INSIDE, NEAR, OUTSIDE = (
    np.array([178, 84, 16]), np.array([225, 225, 225]), np.array([20, 60, 214]),
)  # fmt: skip
SHIFT = 4
_FONT = cv2.FontFace("sans")


def write(
    picture: Picture,
    text: str,
    at: Place,
    size: int,
    colour: Colour = INK,
    *,
    weight: int = REGULAR,
    anchor: float = 0.0,
) -> float:
    """Text with its base line at `at`; `anchor` 0 begins there, 0.5 is centred, 1 ends there. Its width."""
    wide = width_of(text, size, weight)
    place = (round(at[0] - anchor * wide), round(at[1]))
    cv2.putText(picture, text, place, colour, _FONT, size, weight)
    return wide


def width_of(text: str, size: int, weight: int = REGULAR) -> float:
    """How wide a text will be, px."""
    return float(cv2.getTextSize((10_000, 10_000), text, (0, 0), _FONT, size, weight)[2])


def polygon(picture: Picture, points: Floats, colour: Colour) -> None:
    """A filled polygon at fractions of a pixel."""
    cv2.fillPoly(picture, [_fixed(points)], colour, cv2.LINE_AA, SHIFT)


def line(
    picture: Picture, points: Floats, colour: Colour, width: int, *, closed: bool = False
) -> None:
    """Straight pieces through points (n, 2)."""
    cv2.polylines(picture, [_fixed(points)], closed, colour, width, cv2.LINE_AA, SHIFT)


def disc(picture: Picture, at: Place, radius: float, colour: Colour) -> None:
    """A filled circle."""
    one = 1 << SHIFT
    centre = (round(at[0] * one), round(at[1] * one))
    cv2.circle(picture, centre, round(radius * one), colour, -1, cv2.LINE_AA, SHIFT)


def plate(picture: Picture, decision: Decision | None, at: Place, radius: float) -> None:
    """The shape of a verdict in its colour with a white rim; a feature without a value is a grey disc."""
    for grown, colour in ((radius + 4, WHITE), (radius, FILL[decision] if decision else SOFT)):
        if decision is None or decision is Decision.PASS:
            disc(picture, at, grown, colour)
        else:
            corners = 8 if decision is Decision.FAIL else 4
            stretch = 1.04 if corners == 8 else 1.28
            turn = np.pi / 8 if corners == 8 else 0.0
            angle = turn + 2 * np.pi * np.arange(corners) / corners
            ray = np.column_stack([np.cos(angle), np.sin(angle)])
            polygon(picture, np.asarray(at) + stretch * grown * ray, colour)


def numbered(
    picture: Picture, number: int, decision: Decision | None, at: Place, radius: float
) -> None:
    """The shape with a number in it."""
    plate(picture, decision, at, radius)
    size = round(radius * (1.15 if number < 10 else 0.95))
    colour = TEXT_ON[decision] if decision else WHITE
    write(picture, str(number), (at[0], at[1] + 0.37 * size), size, colour, weight=BOLD, anchor=0.5)


def sign(picture: Picture, decision: Decision, at: Place, radius: float) -> None:
    """The shape with its sign: tick, cross or question mark."""
    plate(picture, decision, at, radius)
    x, y = at
    colour, width = TEXT_ON[decision], max(round(radius / 5), 2)
    if decision is Decision.PASS:
        tick = np.array([[-0.45, 0.05], [-0.12, 0.38], [0.48, -0.32]])
        line(picture, tick * radius + [x, y], colour, width)
    elif decision is Decision.FAIL:
        for way in (1, -1):
            cross = np.array([[-0.38, -0.38 * way], [0.38, 0.38 * way]])
            line(picture, cross * radius + [x, y], colour, width)
    else:
        size = round(1.4 * radius)
        write(picture, "?", (x, y + 0.36 * size), size, colour, weight=BOLD, anchor=0.5)


def heat(offset_mm: float) -> Colour:
    """Grey on the nominal line, towards blue inside the part, towards red outside."""
    share = float(np.clip(abs(offset_mm) / FAR_MM, 0, 1)) ** 0.8
    mixed = NEAR * (1 - share) + (OUTSIDE if offset_mm >= 0 else INSIDE) * share
    return int(mixed[0]), int(mixed[1]), int(mixed[2])


def _fixed(points: Floats) -> np.ndarray:
    return np.round(np.asarray(points) * (1 << SHIFT)).astype(np.int32).reshape(-1, 1, 2)
