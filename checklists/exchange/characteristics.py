"""Characteristics of the file, each with the procedure and basis of its test."""

from collections.abc import Mapping
from typing import Any

from checklists.exchange.keys import reading

SAME = (
    "code", "balloon", "origin", "kind", "nominal", "lsl", "usl", "unit", "class", "fallback",
    "evidence", "applies_to", "destructive", "scope", "n_fixed",
)  # fmt: skip


def characteristics(
    given: list[Mapping[str, Any]],
    tests: Mapping[str, Mapping[str, Any]],
    refs: Mapping[str, Any],
    left_out: list[str],
) -> list[dict[str, Any]]:
    """The characteristics as the API takes them.

    One measured by photo whose place on the outline is not given becomes a gauge reading with its
    fallback instrument, and is named in `left_out`.
    """
    return [_one(each, tests.get(each["code"], {}), refs, left_out) for each in given]


def _one(
    given: Mapping[str, Any],
    test: Mapping[str, Any],
    refs: Mapping[str, Any],
    left_out: list[str],
) -> dict[str, Any]:
    code = given["code"]
    with reading(given, f"characteristics.{code}", left_out) as keys:
        made = keys.has(*SAME)
        made["names"] = keys.take("name")
        made["method"] = keys.take("method")
        made["instrument"] = keys.take("instrument", "")
        notes = [keys.take("note"), keys.take("photo_note")]
        for key, words in (("stage", "Stage"), ("from", "Computed from")):
            value = keys.take(key)
            notes.append(f"{words}: {value}." if value else None)
        paper = keys.take("source_mm")
        notes.append(f"The public paper check says {paper} mm." if paper else None)
        if keys.take("accept", 0) != 0:
            left_out.append(f"characteristics.{code}.accept: only 0 is supported")
    made["note"] = " ".join(each for each in notes if each)
    _with_place(made, refs, left_out)
    if test:
        _with_test(made, test, left_out)
    return made


def _with_place(made: dict[str, Any], refs: Mapping[str, Any], left_out: list[str]) -> None:
    if made["method"] != "photo_dimension":
        return
    if made["code"] in refs:
        made["refs"] = refs[made["code"]]
        return
    made["method"], made["instrument"] = "gauge_reading", made.get("fallback") or ""
    made["fallback"] = None
    left_out.append(
        f"characteristics.{made['code']}.method: photo_dimension without a place on an outline, "
        f"read with {made['instrument']} instead"
    )


def _with_test(made: dict[str, Any], test: Mapping[str, Any], left_out: list[str]) -> None:
    with reading(test, f"tests.{made['code']}", left_out) as keys:
        keys.has("code", "kind")
        made["basis"] = keys.take("basis", "")
        steps = [keys.take("how"), _load(keys.has("load_n", "load_nm", "hold_s", "min_n"))]
        on, passes = keys.take("on"), keys.take("pass")
        steps.append(f"On: {on}." if on else None)
        steps.append(f"Passes: {passes}" if passes else None)
    made["procedure"] = "\n".join(each for each in steps if each)


def _load(given: Mapping[str, Any]) -> str:
    units = {"load_n": "N", "load_nm": "N.m", "hold_s": "s", "min_n": "N at least"}
    return ", ".join(f"{given[name]:g} {unit}" for name, unit in units.items() if name in given)
