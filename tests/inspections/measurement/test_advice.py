"""What the author is told before a photo, against what photos then come to."""

from dataclasses import replace
from statistics import median

import pytest

from inspections.measurement.advice import Setup, Worth, advise
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.features._example import BOTTOM, FIRST_HOLE, LEFT, RIGHT, SLOT_SIDES
from inspections.measurement.features._kind import FeatureKind, Refs
from inspections.measurement.task import Feature, Measured
from inspections.verdicts.conformity import Limits
from tests.inspections.measurement.rendered import (
    SHEET,
    example_part,
    measured,
    outline_of,
    taken,
    task_of,
)

FACTOR = 1.5
SIZES = ("outer_length", "outer_width", "slot_width", "hole_diameter", "centre_distance")
named = pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda each: each.name)


def setup(*, edge_break: float = 0.3, paper_mm: float = 210.0) -> Setup:
    return Setup(paper_mm, 3.0, 0.05, edge_break)


def told(name: str, refs: Refs, tolerance: float, *, class_: str = "B", **changes: float) -> Worth:
    nominal = KINDS[name].example_value
    limits = Limits.around(nominal, -tolerance, tolerance)
    outline = outline_of(example_part())
    return advise(KINDS[name], refs, limits, outline, setup(**changes), class_=class_).worth


@named
def test_every_kind_has_advice_on_its_example(kind: FeatureKind) -> None:
    limits = Limits.around(kind.example_value, -0.3, 0.3)
    found = advise(kind, kind.example, limits, outline_of(example_part()), setup(), class_="B")
    assert 0 < found.U95 < 2
    assert found.alternative
    if kind.information:
        assert found.worth is Worth.INFORMS


def test_photos_come_to_what_was_foretold() -> None:
    outline = outline_of(example_part())
    features = [
        Feature(name, name, KINDS[name].example_value, -1, 1, KINDS[name].example) for name in SIZES
    ]
    shares = []
    for material, turn in (("black_PETG", 20.0), ("white_PLA", 140.0), ("blue_PLA", 250.0)):
        photo = taken(example_part(), material=material, turn_deg=turn, width_px=2736)
        task = task_of(outline, features, hint_deg=turn, edge_break_max_mm=0.3)
        for found, feature in zip(measured(photo, task).features, features, strict=True):
            assert isinstance(found, Measured), found
            limits = Limits.around(feature.nominal, -1, 1)
            expected = advise(
                KINDS[found.kind], feature.refs, limits, outline,
                setup(paper_mm=SHEET.paper_mm[0]), class_="B",
            )  # fmt: skip
            shares.append(expected.U95 / found.U95)
    assert 1 / FACTOR < median(shares) < FACTOR
    assert all(1 / 3 < each < 3 for each in shares)  # light decides the rest


def test_wide_limits_are_decided_narrow_ones_are_tight_and_the_narrowest_never() -> None:
    refs = Refs((LEFT, RIGHT))
    found = [told("outer_length", refs, tolerance) for tolerance in (1.0, 0.3, 0.05)]
    assert found == [Worth.DECIDES, Worth.TIGHT, Worth.NEVER]


def test_class_a_needs_more_room() -> None:
    refs = Refs(SLOT_SIDES)
    tolerances = [k / 100 for k in range(1, 60)]
    least = {
        class_: min(
            t for t in tolerances if told("slot_width", refs, t, class_=class_) is not Worth.NEVER
        )
        for class_ in ("A", "B")
    }
    assert least["A"] > least["B"]


def test_a_rounder_edge_knows_less() -> None:
    outline, kind = outline_of(example_part()), KINDS["outer_length"]
    limits = Limits.around(40, -0.3, 0.3)

    def u(**changes: float) -> float:
        return advise(kind, kind.example, limits, outline, setup(**changes), class_="B").U95

    assert u(edge_break=0.0) < u(edge_break=0.15) < u(edge_break=0.3)


def test_a_hole_of_a_few_pixels_is_for_presence_only() -> None:
    tiny = replace(FIRST_HOLE, radius=0.2)
    assert told("hole_diameter", Refs(rounds=(tiny,)), 5.0) is Worth.PRESENCE_ONLY


def test_elements_that_a_kind_cannot_use_are_refused() -> None:
    limits = Limits.around(40, -1, 1)
    with pytest.raises(ValueError, match="other elements"):
        advise(
            KINDS["outer_length"], Refs((BOTTOM,)), limits, outline_of(example_part()), setup(),
            class_="B",
        )  # fmt: skip
