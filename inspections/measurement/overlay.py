"""The picture that shows why: outline, edge points by deviation, sizes with their uncertainty, sheet residuals."""

from dataclasses import dataclass

import cv2
import numpy as np

from inspections.measurement.arrays import Codes, Floats
from inspections.measurement.elements import Edge
from inspections.measurement.images import decode_colour
from inspections.measurement.measure import FoundElement, Measurement
from inspections.measurement.outline import Places
from inspections.measurement.placing import Seen
from inspections.measurement.refusal import Refused
from inspections.measurement.task import Measured, PhotoTask
from inspections.verdicts.conformity import Decision

LONG_SIDE_PX = 1600
MARGIN_SHARE = 0.25
RESIDUAL_ZOOM = 50.0
QUALITY = 88
Colour = tuple[int, int, int]
INK, WHITE, MARK = (43, 32, 18), (255, 255, 255), (120, 46, 27)
GOOD, CARE, STOP = (47, 83, 9), (61, 197, 255), (16, 16, 143)
BY_DECISION: dict[Decision, Colour] = {
    Decision.PASS: GOOD,
    Decision.FAIL: STOP,
    Decision.INCONCLUSIVE: CARE,
}
FAR_MM = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The cut of the photo that is shown, and its magnification."""

    corner_px: Floats
    zoom: float

    def place(self, points_px: Floats) -> np.ndarray:
        """Photo pixels to picture pixels, as OpenCV wants them."""
        return np.round((points_px - self.corner_px) * self.zoom).astype(np.int32)


def draw_overlay(photo: bytes, found: Measurement, task: PhotoTask) -> bytes:
    """A JPEG of the part with everything drawn on it; empty when the photo does not decode."""
    colour = decode_colour(photo)
    if isinstance(colour, Refused):
        return b""
    seen = Seen(np.zeros((1, 1), np.uint8), found.view)
    frame, picture = _cut(colour, seen, found, task)
    _draw_outline(picture, frame, seen, found, task)
    _draw_residuals(picture, frame, found)
    for element in found.elements.values():
        _draw_points(picture, frame, seen, found, element)
    for number, feature in enumerate(found.features, start=1):
        if isinstance(feature, Measured):
            at = _anchor(found, task, feature.id)
            _draw_number(
                picture,
                frame.place(seen.pixels(at[None], found.placement.plane_mm))[0],
                number,
                BY_DECISION[feature.decision],
            )
    _draw_list(picture, found)
    ok, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return encoded.tobytes() if ok else b""


def _cut(
    colour: Codes, seen: Seen, found: Measurement, task: PhotoTask
) -> tuple[Frame, np.ndarray]:
    outer = found.placement.placed(
        Places(task.outline.outer_mm, np.zeros_like(task.outline.outer_mm))
    )
    pixels = seen.pixels(outer.points_mm, found.placement.plane_mm)
    low, high = pixels.min(axis=0), pixels.max(axis=0)
    margin = MARGIN_SHARE * float((high - low).max())
    limit = np.array(colour.shape[1::-1]) - 1
    low = np.clip(low - margin, 0, limit).astype(int)
    high = np.clip(high + margin, 0, limit).astype(int)
    part = colour[low[1] : high[1], low[0] : high[0]]
    zoom = LONG_SIDE_PX / max(part.shape[:2])
    size = (max(int(part.shape[1] * zoom), 1), max(int(part.shape[0] * zoom), 1))
    way = cv2.INTER_AREA if zoom < 1 else cv2.INTER_LINEAR
    return Frame(low.astype(np.float64), zoom), np.asarray(
        cv2.resize(part, size, interpolation=way)
    )


def _draw_outline(
    picture: np.ndarray, frame: Frame, seen: Seen, found: Measurement, task: PhotoTask
) -> None:
    for ring in task.outline.rings:
        placed = found.placement.placed(Places(ring, np.zeros_like(ring)))
        line = frame.place(seen.pixels(placed.points_mm, found.placement.plane_mm))
        cv2.polylines(picture, [line.reshape(-1, 1, 2)], True, MARK, 1, cv2.LINE_AA)


def _draw_points(
    picture: np.ndarray, frame: Frame, seen: Seen, found: Measurement, element: FoundElement
) -> None:
    points = frame.place(seen.pixels(element.points_mm, found.placement.plane_mm))
    for point, offset in zip(points, element.edges.offset_mm, strict=True):
        cv2.circle(picture, tuple(int(v) for v in point), 6, WHITE, -1, cv2.LINE_AA)
        cv2.circle(picture, tuple(int(v) for v in point), 5, _heat(float(offset)), -1, cv2.LINE_AA)


def _draw_residuals(picture: np.ndarray, frame: Frame, found: Measurement) -> None:
    """What the sheet's corners miss their places by, enlarged; they show a bent sheet."""
    corners = found.markers.corners_px.reshape(-1, 2)
    residuals = found.view.residuals_px
    if len(corners) != len(residuals):
        return
    ends = corners + RESIDUAL_ZOOM * residuals
    for start, end in zip(frame.place(corners), frame.place(ends), strict=True):
        first, second = (int(start[0]), int(start[1])), (int(end[0]), int(end[1]))
        cv2.arrowedLine(picture, first, second, CARE, 3, cv2.LINE_AA, tipLength=0.3)


def _heat(offset_mm: float) -> Colour:
    """Green on the nominal outline, towards red outside, towards blue inside."""
    share = float(np.clip(offset_mm / FAR_MM, -1, 1))
    if share >= 0:
        return (40, int(150 * (1 - share)), int(40 + 200 * share))
    return (int(40 - 200 * share), int(150 * (1 + share)), 40)


def _anchor(found: Measurement, task: PhotoTask, feature_id: str) -> Floats:
    feature = next(each for each in task.features if each.id == feature_id)
    first = feature.refs.elements[0]
    element = found.elements[first]
    middle = element.points_mm.mean(axis=0)
    if isinstance(first, Edge):
        return np.asarray(middle + 3.0 * element.stretches.normals.mean(axis=0), np.float64)
    return np.asarray(middle, np.float64)


def _draw_number(picture: np.ndarray, at: np.ndarray, number: int, colour: Colour) -> None:
    centre = (int(at[0]), int(at[1]))
    cv2.circle(picture, centre, 22, WHITE, -1, cv2.LINE_AA)
    cv2.circle(picture, centre, 20, colour, -1, cv2.LINE_AA)
    _write(picture, str(number), (centre[0] - 10 * len(str(number)), centre[1] + 9), 0.9, WHITE)


def _draw_list(picture: np.ndarray, found: Measurement) -> None:
    """Each size with its uncertainty and word, in the corner."""
    measured = [each for each in found.features if isinstance(each, Measured)]
    height = 40 * len(measured) + 24
    panel = picture[12 : 12 + height, 12:640]
    panel[:] = (0.15 * panel + 0.85 * 255).astype(np.uint8)
    row = 0
    for number, each in enumerate(found.features, start=1):
        if isinstance(each, Measured):
            row += 1
            y = 12 + 40 * row
            _draw_number(picture, np.array([38, y - 8]), number, BY_DECISION[each.decision])
            line = (
                f"{each.id} {each.value:.2f} +- {each.U95:.2f} {each.unit}  {each.decision.value}"
            )
            _write(picture, line, (72, y), 0.8, INK)


def _write(
    picture: np.ndarray, line: str, at: tuple[int, int], size: float, colour: Colour
) -> None:
    cv2.putText(picture, line, at, cv2.FONT_HERSHEY_SIMPLEX, size, colour, 2, cv2.LINE_AA)
