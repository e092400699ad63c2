"""Reading what people type and tablets send. Everything that cannot be read raises BadAnswer."""

import math
import re
import unicodedata
from typing import Final

from checklists.requirements.model import BadAnswer, Judged, Outcome, Payload, Requirement, whole

_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
# marks that keyboards for Arabic put around numbers; they carry no value
_INVISIBLE: Final = {ord(each): None for each in "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2069"}
_SIGNS: Final = {ord("\u2212"): "-", ord("\u066b"): ".", ord(","): ".", ord("\u060c"): "."}
LONGEST_REASON: Final = 1000


def number(given: object) -> float:
    """A finite number from a number or a text: decimal point or comma, any script's digits.

    Groups of thousands are refused, because "1.234,5" and "1,234.5" cannot be told apart safely.
    """
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise BadAnswer("answer.not_a_number", given=str(given)[:40])
    if not isinstance(given, str):
        try:
            value = float(given)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            raise BadAnswer("answer.not_a_number", given=str(given)[:40])
        return value
    plain = given.strip().translate(_INVISIBLE).translate(_SIGNS)
    plain = "".join(_digit(each) for each in plain).strip()
    if not _NUMBER.fullmatch(plain):
        raise BadAnswer("answer.not_a_number", given=given[:40])
    return float(plain)


def _digit(character: str) -> str:
    if unicodedata.category(character) != "Nd":
        return character
    return str(unicodedata.decimal(character))


def outcome(given: object) -> Outcome:
    """One of the five outcomes by its word."""
    if isinstance(given, str) and given in set(Outcome):
        return Outcome(given)
    raise BadAnswer("answer.unknown_outcome", given=str(given)[:40])


def not_done(requirement: Requirement, payload: Payload) -> tuple[Judged, ...] | None:
    """The rows of an answer that says why it was not done, or None for an ordinary answer."""
    given = payload.get("outcome")
    if given not in (Outcome.NOT_APPLICABLE, Outcome.NOT_MEASURABLE):
        return None
    reason = payload.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise BadAnswer("answer.reason_missing", item=requirement.code)
    said = reason.strip()[:LONGEST_REASON]
    return tuple(Judged(each, outcome(given), reason=said) for each in whole(requirement))


def photos(payload: Payload) -> tuple[str, ...]:
    """The digests of the photos that an answer names, in order, each once."""
    one, many = payload.get("photo_sha256"), payload.get("photo_sha256s", [])
    if not isinstance(many, list | tuple):
        raise BadAnswer("answer.photos_unreadable")
    named = [each for each in (one, *many) if each is not None]
    for each in named:
        if not isinstance(each, str) or not _DIGEST.fullmatch(each):
            raise BadAnswer("answer.photos_unreadable")
    return tuple(dict.fromkeys(str(each) for each in named))
