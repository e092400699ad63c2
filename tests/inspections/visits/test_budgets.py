"""The budget of a size as its record tells it, for one photo and for several."""

import math
from typing import Any

import pytest

from checklists.designs.characteristics import Characteristic, Method, QualityClass
from inspections.photo_measuring.work import FeatureFound, Worked
from inspections.visits.budgets import budgets
from inspections.visits.combining import together

ROWS = {"edge_repeatability": 0.01, "edge_class": 0.04, "sheet_scale": 0.02}


def feature(**changes: Any) -> dict[str, Any]:
    """One measured length as the record has it."""
    u = math.hypot(*ROWS.values())
    return {
        "id": "length", "characteristic": "length", "kind": "outer_length", "unit": "mm",
        "nominal": 52.0, "lsl": 51.7, "usl": 52.3, "value_mm": 52.0, "U95_mm": 2 * u, "dof": 40.0,
        "guard_band": 0.08, "conformance_probability": 0.999,
        "budget": [{"row": row, "u_mm": each} for row, each in ROWS.items()],
    } | changes  # fmt: skip


def record(*features: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One measured photo."""
    return {"features": list(features), **more}


REFUSED = record(refused={"code": "blurred"})


def test_rows_come_largest_first_with_limits_drawn_in_by_the_guard_band() -> None:
    found = budgets([record(feature())])["length"]
    assert [row for row, _ in found.rows] == ["edge_class", "sheet_scale", "edge_repeatability"]
    assert found.u == pytest.approx(math.hypot(*ROWS.values()))
    assert (found.k, found.dof, found.photos) == pytest.approx((2, 40.0, 1))
    assert (found.accept_low, found.accept_high) == pytest.approx((51.78, 52.22))


def test_a_side_without_a_limit_has_no_acceptance_limit() -> None:
    open_above = budgets([record(feature(usl=52.0 + 1e6))])["length"]
    assert open_above.accept_low == pytest.approx(51.78)
    assert open_above.accept_high is None
    never_negative = feature(kind="profile_line", nominal=0.0, lsl=0.0, usl=0.3, value_mm=0.1)
    assert budgets([record(never_negative)])["length"].accept_low is None
    for_information = feature(kind="straightness", nominal=0.0, lsl=0.0, usl=0.3, value_mm=0.1)
    assert budgets([record(for_information)])["length"].accept_high is None


def test_a_refused_photo_hides_no_budget_and_a_size_without_value_has_none() -> None:
    assert budgets([REFUSED, record(feature())])["length"].photos == 1
    assert budgets([REFUSED]) == budgets([]) == {}
    assert budgets([record(feature(budget=None, value_mm=None))]) == {}


def _length(kind: str = "outer_length") -> Characteristic:
    return Characteristic(
        code="length", names={"en": "Length"}, kind=kind, class_=QualityClass.B,
        method=Method.PHOTO_DIMENSION, unit="mm", nominal=52.0, lsl=51.7, usl=52.3,
    )  # fmt: skip


def _worked(value: float, kind: str = "outer_length") -> tuple[Worked, dict[str, Any]]:
    rows = dict(ROWS)
    found = FeatureFound("length", value, 2 * math.hypot(*rows.values()), "pass", None, rows)
    return Worked({}, "", (found,)), record(feature(kind=kind, value_mm=value))


@pytest.mark.parametrize(
    ("kind", "second", "decision"),
    [("outer_length", 52.02, "pass"), ("straightness", 52.02, "inconclusive")],
)
def test_photos_together_have_rows_of_their_own(kind: str, second: float, decision: str) -> None:
    (one, first), (two, other) = _worked(52.0, kind), _worked(second, kind)
    combined = together(_length(kind), [one, two])
    assert combined is not None
    assert combined.said is not None
    assert combined.found.decision == decision
    first["photos_together"] = {"length": combined.said}
    found = budgets([first, other])["length"]
    assert found.photos == 2
    assert combined.found.u95 == found.U95
    assert {row for row, _ in found.rows} == {"repeats", "edge_class", "sheet_scale"}
    assert found.u == pytest.approx(found.U95 / 2, rel=1e-4)
    assert found.guard_band is not None
    assert found.guard_band >= 1.6 * found.u


def test_photos_that_disagree_have_no_budget() -> None:
    (one, first), (two, other) = _worked(52.0), _worked(53.0)
    combined = together(_length(), [one, two])
    assert combined is not None
    first["photos_together"] = {"length": combined.said}
    assert budgets([first, other]) == {}
