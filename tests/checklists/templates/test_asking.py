"""What an item asks with the revision's limits, in which class a failure counts, and on which units."""

from typing import Any

from pydantic import TypeAdapter

from checklists.designs.characteristics import Characteristic, QualityClass
from checklists.templates.asking import (
    class_of,
    classes_of,
    is_asked,
    lot_test_of,
    lot_tests,
    requirement,
)
from checklists.templates.model import Item
from tests.checklists.makers import characteristic, pull

CHARACTERISTICS = TypeAdapter(tuple[Characteristic, ...]).validate_python(
    [
        characteristic("length", **{"class": "C"}),
        characteristic("slot"),
        pull(),
        pull(code="break", scope="lot", n_fixed=2, destructive=True),
    ]
)


def item(**given: Any) -> Item:
    made = {"code": "I1", "type": "number", "names": {"en": "?"}, "class": "C"} | given
    return TypeAdapter(Item).validate_python(made)


def test_limits_come_from_the_revision_and_may_only_get_stricter() -> None:
    asked = requirement(item(characteristics=["length"], lsl=19.9, usl=99), CHARACTERISTICS)
    assert (asked.limits[0].lsl, asked.limits[0].usl) == (19.9, 20.3)
    assert asked.limits[0].unit == "mm"


def test_an_item_of_its_own_brings_its_own_limits() -> None:
    asked = requirement(item(unit="degC", usl=40), CHARACTERISTICS)
    assert (asked.limits[0].characteristic, asked.limits[0].usl) == (None, 40)


def test_a_failure_counts_in_the_class_of_its_characteristic() -> None:
    photo = item(characteristics=["length", "slot"])
    assert class_of(photo, "length", CHARACTERISTICS) is QualityClass.C
    assert class_of(photo, "slot", CHARACTERISTICS) is QualityClass.B
    assert classes_of(photo, CHARACTERISTICS) == {QualityClass.B, QualityClass.C}
    assert class_of(item(), None, CHARACTERISTICS) is QualityClass.C


def test_an_item_is_asked_on_units_drawn_for_one_of_its_classes() -> None:
    photo = item(characteristics=["length", "slot"])
    assert is_asked(photo, CHARACTERISTICS, drawn_for={"C"})
    assert not is_asked(photo, CHARACTERISTICS, drawn_for={"A"})
    assert is_asked(item(every_unit=True), CHARACTERISTICS, drawn_for=set())
    assert not is_asked(item(once_per="lot"), CHARACTERISTICS, drawn_for={"C"})


def test_a_break_test_is_asked_only_on_the_units_drawn_for_it() -> None:
    broken = item(characteristics=["break"], **{"class": "A"})
    assert lot_test_of(broken, CHARACTERISTICS) == "break"
    assert lot_tests((broken,), CHARACTERISTICS) == {"break": 2}
    assert lot_tests((item(),), CHARACTERISTICS) == {}
    assert not is_asked(broken, CHARACTERISTICS, drawn_for={"A", "B", "C"})
    assert is_asked(broken, CHARACTERISTICS, drawn_for={"A", "break"})
