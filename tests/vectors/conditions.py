"""Builds conditions.json: when an item is asked. Read by the tests of the server and of the tablet.

Run as `python -m tests.vectors.conditions`. Each case: the condition as the API writes it, the
facts, and whether it holds. `characteristic` null is the item as a whole.
"""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("conditions.json")
Case = dict[str, Any]


def case(name: str, when: Case | None, expected: bool, **facts: Any) -> Case:
    """One case with the facts that matter; all others are empty."""
    empty: Case = {"outcomes": [], "process": {}, "materials": [], "drawn_for": []}
    return {"name": name, "when": when, "facts": empty | facts, "holds": expected}


def had(item: str, outcome: str, characteristic: str | None = None) -> Case:
    """One current outcome."""
    return {"item": item, "characteristic": characteristic, "outcome": outcome}


GAUGE: Case = {
    "item": "B04", "characteristics": ["slot_1", "slot_2"],
    "outcome": ["undecided", "not_measurable"],
}  # fmt: skip
EPOXY: Case = {"process": "adhesive", "is": "epoxy"}
WASHED: Case = {"process": "cleaning", "is_not": "none"}

CASES: list[Case] = [
    case("no condition always holds", None, True),
    case("an undecided slot asks for the gauge", GAUGE, True,
         outcomes=[had("B04", "undecided", "slot_1"), had("B04", "pass", "slot_2")]),
    case("a refused photo asks for the gauge", GAUGE, True,
         outcomes=[had("B04", "not_measurable")]),
    case("passed slots ask for nothing", GAUGE, False,
         outcomes=[had("B04", "pass", "slot_1"), had("B04", "pass", "slot_2")]),
    case("a failed slot is decided", GAUGE, False, outcomes=[had("B04", "fail", "slot_1")]),
    case("another characteristic does not matter", GAUGE, False,
         outcomes=[had("B04", "undecided", "length")]),
    case("another item does not matter", GAUGE, False,
         outcomes=[had("B05", "undecided", "slot_1")]),
    case("nothing answered yet", GAUGE, False),
    case("any characteristic where none is named", {"item": "B04", "outcome": ["fail"]}, True,
         outcomes=[had("B04", "fail", "length")]),
    case("the process value is the one", EPOXY, True, process={"adhesive": "epoxy"}),
    case("the process value is another", EPOXY, False, process={"adhesive": "cyanoacrylate"}),
    case("an unknown process value does not hold", EPOXY, False),
    case("is not another value", WASHED, True, process={"cleaning": "alcohol_70"}),
    case("is not, but it is", WASHED, False, process={"cleaning": "none"}),
    case("is not, but nobody knows", WASHED, False),
    case("the material is used", {"material": ["PETG"]}, True, materials=["ABS", "PETG"]),
    case("the material is not used", {"material": ["PETG"]}, False, materials=["ABS"]),
    case("drawn for the break test", {"drawn_for": "break"}, True, drawn_for=["B", "break"]),
    case("not drawn for the break test", {"drawn_for": "break"}, False, drawn_for=["A", "B"]),
    case("something failed", {"any_failed": True}, True,
         outcomes=[had("T01", "pass"), had("T02", "fail", "box_stitch")]),
    case("nothing failed", {"any_failed": True}, False,
         outcomes=[had("T01", "pass"), had("T02", "undecided", "box_stitch")]),
]  # fmt: skip


def text() -> str:
    """The file's content."""
    return json.dumps(CASES, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
