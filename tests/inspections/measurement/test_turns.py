"""Which sizes only the turn tells apart, and what a rough hint says. On a plate with two slots."""

from dataclasses import replace

import pytest
import shapely

from inspections.measurement.adjusting import Beyond, Learned, adjusted
from inspections.measurement.elements import Edge, Round
from inspections.measurement.features._kind import Refs
from inspections.measurement.hints import reach_deg, turn_by_deg
from inspections.measurement.measure import Measurement
from inspections.measurement.record import feature_records
from inspections.measurement.task import Feature, FeatureResult, Measured
from inspections.measurement.turns import TURN_NOT_GIVEN, told_by_turn
from inspections.verdicts.conformity import Decision
from tests.inspections.measurement.rendered import measured, outline_of, taken, task_of
from tests.variants import thorough

TURN_DEG = 15.0
UPPER_MM, LOWER_MM = 4.75, 4.50


def slotted(upper_mm: float = 4.5, lower_mm: float = 4.5) -> shapely.Polygon:
    """52 x 34 mm with two slots of 36 mm: it looks the same turned by a half."""
    plate = shapely.box(0, 0, 52, 34)
    slots = [
        shapely.box(8, y - width / 2, 44, y + width / 2)
        for y, width in ((25.0, upper_mm), (9.0, lower_mm))
    ]
    return shapely.Polygon(plate.exterior, [each.exterior.coords for each in slots])


def slot(name: str, y: float, *, tol: float = 0.15, class_: str = "B") -> Feature:
    """The width of the slot about a height, nominally 4.5 mm."""
    low, high = y - 2.25, y + 2.25
    sides = (Edge((8, low), (44, low)), Edge((44, high), (8, high)))
    return Feature(name, "slot_width", 4.5, -tol, tol, Refs(edges=sides), class_)


def between(name: str, kind: str, *edges: Edge) -> Feature:
    """A size between edges."""
    return Feature(name, kind, 10.0, -0.3, 0.3, Refs(edges=edges))


UPPER, LOWER = slot("slot_1", 25), slot("slot_2", 9)
LEFT, RIGHT = Edge((0, 34), (0, 0)), Edge((52, 0), (52, 34))
BOTTOM = Edge((0, 0), (52, 0))
LENGTH = between("length", "outer_length", LEFT, RIGHT)


@pytest.fixture(scope="module")
def photo() -> bytes:
    """The upper slot is made too wide."""
    return taken(slotted(UPPER_MM, LOWER_MM), turn_deg=TURN_DEG)


def result(found: Measurement, name: str) -> Measured:
    each = next(each for each in found.features if each.id == name)
    assert isinstance(each, Measured)
    return each


@pytest.mark.parametrize("hint_deg", [15.0, -25.0, *thorough(55.0, 300.0)])
def test_a_rough_hint_names_the_slots_rightly(photo: bytes, hint_deg: float) -> None:
    task = task_of(outline_of(slotted()), (UPPER, LOWER, LENGTH), hint_deg=hint_deg)
    found = measured(photo, task)
    assert result(found, "slot_1").value == pytest.approx(UPPER_MM, abs=0.06)
    assert result(found, "slot_2").value == pytest.approx(LOWER_MM, abs=0.06)
    assert result(found, "slot_1").decision is Decision.FAIL
    assert result(found, "slot_2").decision is Decision.PASS
    assert all(result(found, each).is_named for each in ("slot_1", "slot_2", "length"))


def test_the_other_way_round_is_named_the_other_way_round(photo: bytes) -> None:
    task = task_of(outline_of(slotted()), (UPPER, LOWER), hint_deg=TURN_DEG + 180 - 40)
    assert result(measured(photo, task), "slot_2").value == pytest.approx(UPPER_MM, abs=0.06)


@pytest.mark.parametrize("hint_deg", [None, 105.0, 110.0])
def test_without_a_hint_or_with_one_between_two_turns_unequal_limits_decide_nothing(
    photo: bytes, hint_deg: float | None
) -> None:
    sharp = replace(UPPER, lower_tol=-0.4, upper_tol=0.4)
    task = task_of(outline_of(slotted()), (sharp, LOWER, LENGTH), hint_deg=hint_deg)
    found = measured(photo, task)
    slots = [result(found, name) for name in ("slot_1", "slot_2")]
    assert {each.decision.value for each in slots} == {"inconclusive"}
    assert {each.reason for each in slots} == {TURN_NOT_GIVEN}
    shown = sorted(each.value for each in slots)
    assert shown == pytest.approx([LOWER_MM, UPPER_MM], abs=0.06)
    assert result(found, "length").reason == ""
    said = feature_records(found, task)["slot_1"]
    assert isinstance(said, dict)
    assert (said["decision"], said["reason"], said["is_named"]) == (
        "inconclusive", TURN_NOT_GIVEN, False,
    )  # fmt: skip
    # what is known beyond the photo does not decide it after all
    again: FeatureResult = adjusted(slots[0], sharp, Beyond(learned={"slot_1": Learned(0.0, 1e-4)}))
    assert isinstance(again, Measured)
    assert (again.decision.value, again.reason) == ("inconclusive", TURN_NOT_GIVEN)


def test_without_a_hint_equal_limits_are_decided_the_same_set_either_way(photo: bytes) -> None:
    task = task_of(outline_of(slotted()), (UPPER, LOWER), hint_deg=None)
    found = measured(photo, task)
    assert sorted(each.decision.value for each in found.features if isinstance(each, Measured)) == [
        "fail", "pass",
    ]  # fmt: skip
    assert not any(each.is_named for each in found.features)  # for comparing under a name


@pytest.mark.parametrize(
    ("features", "undecided"),
    [
        ((UPPER, LOWER), set()),
        ((UPPER,), {"slot_1"}),
        ((UPPER, replace(LOWER, upper_tol=0.2)), {"slot_1", "slot_2"}),
        ((UPPER, replace(LOWER, nominal=4.6)), {"slot_1", "slot_2"}),
        ((UPPER, replace(LOWER, class_="A")), {"slot_1", "slot_2"}),
        ((UPPER, replace(LOWER, kind="outer_width")), {"slot_1", "slot_2"}),
        ((LENGTH,), set()),
        ((between("straight", "straightness", BOTTOM),), {"straight"}),
        ((between("far", "edge_unknown", LEFT, RIGHT),), {"far"}),  # in doubt: open
        ((slot("near", 25.1), LOWER), {"near", "slot_2"}),  # not quite its place
    ],
)
def test_what_is_told_only_by_the_turn(features: tuple[Feature, ...], undecided: set[str]) -> None:
    design = outline_of(slotted())
    assert told_by_turn(features, design, 2).undecided == undecided
    assert told_by_turn(features, design, 1).undecided == set()


def test_datums_keep_their_order_and_arcs_their_ends() -> None:
    design = outline_of(shapely.box(0, 0, 30, 30))
    sides = [Edge((0, 0), (30, 0)), Edge((30, 0), (30, 30)), Edge((30, 30), (0, 30))]
    hole = Round((15, 15), 3)
    refs = Refs(edges=(sides[0], sides[1]), rounds=(hole,))
    one = Feature("one", "position", 0.0, 0.0, 0.2, refs)
    turned = replace(one, id="turned", refs=Refs(edges=(sides[1], sides[2]), rounds=(hole,)))
    swapped = replace(one, id="swapped", refs=Refs(edges=(sides[1], sides[0]), rounds=(hole,)))
    assert told_by_turn((one, turned), design, 4).undecided == {"one", "turned"}  # two are missing
    assert told_by_turn((one, swapped), design, 2).undecided == {"one", "swapped"}
    whole = Feature("hole", "hole_diameter", 6.0, -0.1, 0.1, Refs(rounds=(hole,)))
    assert told_by_turn((whole,), design, 4).unnamed == set()
    arcs = [
        Feature(f"r{k}", "corner_radius", 2.0, -1, 1, Refs(rounds=(Round(at, 2, start, start + 90),)))
        for k, (at, start) in enumerate((((2, 2), 180.0), ((28, 28), 0.0)))
    ]  # fmt: skip
    told = told_by_turn(arcs, design, 2)
    assert told.undecided == set()
    assert told.unnamed == {"r0", "r1"}
    assert told_by_turn(arcs, design, 4).undecided == {"r0", "r1"}


@pytest.mark.parametrize(
    ("found", "hint", "order", "by"),
    [
        (15.0, 55.0, 2, 0.0),
        (195.0, 55.0, 2, -180.0),
        (15.0, 106.0, 2, None),
        (15.0, 94.0, 2, 0.0),
        (-170.0, 350.0, 2, 180.0),
        (0.0, 65.0, 3, None),
        (0.0, 75.0, 3, 120.0),
        (0.0, 100.0, 3, 120.0),
        (0.0, 27.0, 12, 30.0),
        (0.0, 14.0, 12, None),
        (0.0, None, 2, None),
        (0.0, None, 1, 0.0),
        (0.0, 90.0, 1, 0.0),
    ],
)
def test_what_a_hint_says(found: float, hint: float | None, order: int, by: float | None) -> None:
    said = turn_by_deg(found, hint, order)
    assert said is None if by is None else abs(said or 0.0) == abs(by)


def test_turns_in_steps_of_a_page_are_always_within_reach() -> None:
    assert all(reach_deg(order) > 15 for order in range(2, 7))
    assert all(reach_deg(order) > 7.5 for order in range(7, 13))
