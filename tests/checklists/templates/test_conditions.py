"""When an item is asked: the vectors that the tablet reads as well."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from checklists.requirements.model import Outcome
from checklists.templates.conditions import Facts, holds
from checklists.templates.model import CONTENT, When
from tests.vectors import conditions

WHEN = TypeAdapter(When)
CASES: list[dict[str, Any]] = json.loads(conditions.FILE.read_text(encoding="utf-8"))


def test_the_vectors_are_those_of_their_script() -> None:
    assert conditions.FILE.read_text(encoding="utf-8") == conditions.text()


@pytest.mark.parametrize("case", CASES, ids=lambda each: each["name"])
def test_a_condition_holds_as_its_vector_says(case: dict[str, Any]) -> None:
    facts = Facts(
        outcomes={
            (each["item"], each["characteristic"]): Outcome(each["outcome"])
            for each in case["facts"]["outcomes"]
        },
        process=case["facts"]["process"],
        materials=frozenset(case["facts"]["materials"]),
        drawn_for=frozenset(case["facts"]["drawn_for"]),
    )
    when = None if case["when"] is None else WHEN.validate_python(case["when"])
    assert holds(when, facts) is case["holds"]


@pytest.mark.parametrize(
    "when",
    [
        {},
        {"any_failed": False},
        {"item": "B04"},
        {"outcome": ["fail"]},
        {"process": "adhesive"},
        {"process": "adhesive", "is": "a", "is_not": "b"},
        {"is": "a"},
        {"material": ["PETG"], "any_failed": True},
        {"characteristics": ["slot_1"], "any_failed": True},
        {"moon": "full"},
    ],
    ids=repr,
)
def test_a_condition_of_no_or_two_forms_is_refused(when: dict[str, Any]) -> None:
    item = {
        "code": "X", "type": "attribute", "names": {"en": "?"}, "class": "C", "when": when,
    }  # fmt: skip
    with pytest.raises(ValidationError):
        CONTENT.validate_python({"code": "CL", "version": 1, "items": [item]})
