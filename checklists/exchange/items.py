"""The questions of the file as items of the API."""

from collections.abc import Mapping
from typing import Any

from checklists.exchange.keys import Keys, reading

NUMBERS = frozenset({"gauge_reading", "proof_load", "break_test", "function_test"})
GO_NO_GO = "gauge number"
"""Evidence of an item that is answered with go or no-go, not with a reading."""
OUTCOMES = {"inconclusive": "undecided", "refused": "not_measurable"}


def items(
    given: list[Mapping[str, Any]],
    known: Mapping[str, Mapping[str, Any]],
    photos: Mapping[str, Mapping[str, Any]],
    left_out: list[str],
    *,
    every_unit: bool,
) -> list[dict[str, Any]]:
    """Items as the API takes them; `known` are the characteristics by code, already converted.

    `every_unit`: the items of the public paper check are asked on all units (sign-off rule).
    """
    return [_one(each, known, photos, left_out, every_unit=every_unit) for each in given]


def _one(
    given: Mapping[str, Any],
    known: Mapping[str, Mapping[str, Any]],
    photos: Mapping[str, Mapping[str, Any]],
    left_out: list[str],
    *,
    every_unit: bool,
) -> dict[str, Any]:
    with reading(given, f"items.{given['code']}", left_out) as keys:
        made = keys.has("code", "once_per", "failure_modes")
        made["names"] = keys.take("text")
        single = keys.take("characteristic")
        made["characteristics"] = keys.take("characteristics", [single] if single else [])
        asked = [known[code] for code in made["characteristics"]]
        classes = [each["class"] for each in asked]
        made["class"] = keys.take("class", min(classes, default="C"))
        evidence = keys.take("evidence", "none")
        made["type"] = _type(keys.take("type"), evidence, asked)
        # a go/no-go check is the fallback of what a photo could not decide
        tool = "fallback" if made["type"] == "attribute" else "instrument"
        made["instrument_type"] = next((each[tool] for each in asked if each.get(tool)), None)
        made.update(_photos(made["type"], evidence, photos))
        made["when"] = _when(keys)
        made["every_unit"] = every_unit and keys.take("source_item") is not None
        keys.leave("remote", "whether a second inspector may sign from photos")
        keys.leave("stage", "hold points before assembly are not kept apart")
        keys.leave("hold_point", "hold points before assembly are not kept apart")
    return made


def _type(given: str, evidence: str, asked: list[Mapping[str, Any]]) -> str:
    if given == "photo_dimension":
        by_photo = all(each["method"] == "photo_dimension" for each in asked)
        return "photo_dimension" if by_photo else "number"
    if given in NUMBERS:
        return "attribute" if evidence == GO_NO_GO else "number"
    return given


def _photos(type_: str, evidence: str, photos: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    if type_ == "photo_dimension" or not evidence.startswith("photo"):
        return {}
    if evidence == "photo on fail":
        return {"photo_on_fail": True}
    named = photos.get(evidence.removeprefix("photo "), {})
    made: dict[str, Any] = {"photos_min": named.get("min", 1)}
    if "what" in named:
        made["hint"] = {"en": named["what"]}
    return made


def _when(keys: Keys) -> dict[str, Any] | None:
    given = keys.take("when")
    if given is None:
        return None
    made = dict(given)
    if "outcome" in made:
        made["outcome"] = [OUTCOMES.get(each, each) for each in made["outcome"]]
    return made
