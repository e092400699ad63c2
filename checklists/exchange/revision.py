"""The design and the rest of its revision: geometry, materials, process, regulatory, failure modes."""

from collections.abc import Mapping
from typing import Any

from checklists.exchange.keys import reading

COMPUTED = "computed from the outline"
ACT = "an act of people, not content"


def design(given: Mapping[str, Any], left_out: list[str]) -> dict[str, Any]:
    """The design as the API takes it."""
    with reading(given, "design", left_out) as keys:
        made = keys.has("slug", "licence", "risk_class", "intended_use", "kind", "gtin")
        made["names"] = keys.take("name")
        keys.leave("owner", ACT)
        if keys.take("part_of") is not None:
            left_out.append("design.part_of: the device names its components, not the other way")
    return made


def revision(given: Mapping[str, Any], left_out: list[str]) -> dict[str, Any]:
    """Label, change, components and the reason for having no class A; files are named apart."""
    with reading(given, "revision", left_out) as keys:
        made = keys.has("label", "change", "no_class_a_reason")
        keys.take("files")
        made["components"] = keys.take("components", [])
        for name in ("state", "released_day", "approved_by", "supersedes"):
            keys.leave(name, ACT)
    return made


def geometry(given: Mapping[str, Any] | None, left_out: list[str]) -> dict[str, Any] | None:
    """Height and edge break in mm; None for a device that is not one flat part."""
    if given is None:
        return None
    with reading(given, "geometry", left_out) as keys:
        if keys.take("units", "mm") != "mm":
            raise ValueError("geometry: units must be mm")
        made = {
            "height_mm": keys.take("height"),
            "height_tol_mm": keys.take("height_tol", 0),
            "edge_break_max_mm": keys.take("edge_break_max", 0),
        }
        notes = (keys.take("symmetry"), keys.take("not_toleranced"))
        made["note"] = " ".join(f"{each}." for each in notes if each)
        for name in ("outer_box", "holes", "volume_mm3"):
            keys.leave(name, COMPUTED)
    return made


def materials(given: Mapping[str, Any], left_out: list[str]) -> dict[str, Any]:
    """Allowed materials by code, notes on them, forbidden ones with the reason."""
    with reading(given, "materials", left_out) as keys:
        allowed, forbidden = keys.take("allowed", []), keys.take("forbidden", [])
        keys.leave("note", "speaks of the photo set, not of the product")
    return {
        "materials_allowed": [each["code"] for each in allowed],
        "materials_forbidden": list(forbidden),
        "material_notes": [
            {"code": each["code"], "note": each.get("note", ""), "used_for": each.get("for", [])}
            for each in allowed
        ],
    }


def process_fields(given: list[Mapping[str, Any]], left_out: list[str]) -> list[dict[str, Any]]:
    """What the batch record must hold."""
    made = []
    for each in given:
        with reading(each, f"process_fields.{each['code']}", left_out) as keys:
            field = keys.has(
                "code", "type", "unit", "min", "max", "options", "required", "per", "must_be"
            )
            field["names"] = keys.take("name")
            keys.leave("rule", "a rule between two fields; ask for it in an item")
        made.append(field)
    return made


def regulatory(given: Mapping[str, Any], left_out: list[str]) -> dict[str, Any]:
    """What is declared."""
    with reading(given, "regulatory", left_out) as keys:
        made = keys.has("sterility", "shelf_life_months", "authorisation", "warnings", "note")
        single_use = keys.take("single_use", "not_applicable")
        made["single_use"] = {True: "yes", False: "no"}.get(single_use, single_use)
        maker = keys.take("legal_manufacturer")
        made["legal_manufacturer"] = maker["name"] if maker else None
        made["storage"] = "; ".join(_words(*pair) for pair in keys.take("storage", {}).items())
        made["instruction_languages"] = keys.take("instructions", {}).get("languages", [])
    return made


def failure_modes(given: list[Mapping[str, Any]], left_out: list[str]) -> list[dict[str, Any]]:
    """How it can fail."""
    if any("faults" in each for each in given):
        left_out.append("failure_modes.*.faults: numbers of the seeded faults of the simulation")
    return [{name: each[name] for name in ("code", "mode", "effect", "cause")} for each in given]


def _words(name: str, value: object) -> str:
    plain = name.replace("_", " ")
    return plain if value is True else f"{plain} {value}"
