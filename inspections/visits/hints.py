"""Which way the part lay in each photo of an answer, as the inspector said it. Pure."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from inspections.measurement.hints import MOST_DEG
from qa_service.audit.model import Json
from qa_service.errors import Invalid

ONE: Final = "rotation_hint_deg"
EACH: Final = "rotation_hints_deg"
Payload = Mapping[str, Json]
Hints = tuple[float | None, ...]


def hints_of(payload: Payload, photos: int) -> Hints:
    """One for each photo, None where nobody said; what was never checked and is no turn says nothing."""
    said = _said(payload, photos)
    if not isinstance(said, list) or len(said) != photos:
        return (None,) * photos
    return tuple(_turn(each) for each in said)


def check_hints(payload: Payload, photos: int) -> None:
    """Raises Invalid for what is no list of that length, or no turn."""
    said = _said(payload, photos)
    if not isinstance(said, list) or len(said) != photos:
        raise Invalid("answer.rotation_hints", photos=photos)
    if any(each is not None and _turn(each) is None for each in said):
        raise Invalid("answer.rotation_hint", most=MOST_DEG)


def _said(payload: Payload, photos: int) -> Json | Sequence[Json]:
    """A single hint is that of the first photo: each further one shows the part turned."""
    every = payload.get(EACH)
    return [payload.get(ONE), *[None] * (photos - 1)] if every is None else every


def _turn(value: Json) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and abs(value) <= MOST_DEG else None
