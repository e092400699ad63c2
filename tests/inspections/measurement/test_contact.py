"""Paper that darkens towards a wall moves its foot and softens it: simulated from the light up."""

import numpy as np
import pytest
import shapely

from inspections.measurement.contact import LEAST_MM, MOST_MM, contact_told
from inspections.measurement.edges import SAMPLES, USUAL_CONTACT_MM, Stretches
from inspections.measurement.elements import Round
from inspections.measurement.features._kind import Refs
from inspections.measurement.refining import BLUR, B, Refined, Tie, known_of, refined, start_of
from inspections.measurement.task import Feature, Measured
from tests.inspections.measurement.rendered import measured, outline_of, ring, taken, task_of

WALLS, FINE_MM = 80, 0.005


def _profile(offsets_mm: np.ndarray, foot_mm: float, *, lost: float, over_mm: float) -> np.ndarray:
    """Black wall, then paper that lost a share of its light at the contact and regains it, behind a lens."""
    at = np.arange(-2.0, 4.0, FINE_MM)
    beyond = np.clip(at - foot_mm, 0, None)
    paper = 0.9 * (1 - lost * np.exp(-beyond / over_mm))
    light = np.where(at < foot_mm, 0.05, paper)
    lens = np.exp(-0.5 * (np.arange(-100, 101) * FINE_MM / 0.08) ** 2)
    seen = np.convolve(np.pad(light, 100, mode="edge"), lens / lens.sum(), "valid")
    return np.asarray(np.interp(offsets_mm, at, seen), np.float64)


def _feet(*, lost: float, over_mm: float, count: int = WALLS, light: float = 1.0) -> Stretches:
    delta = np.linspace(0.35, 0.9, count)
    offsets = np.stack([np.linspace(-0.8, 0.75 + d, SAMPLES) for d in delta])
    profiles = [
        _profile(s, d, lost=lost, over_mm=over_mm) for s, d in zip(offsets, delta, strict=True)
    ]
    noise = 0.003 * np.random.default_rng(8).standard_normal(offsets.shape)
    column, pair = np.ones(count), np.tile([1.0, 0.0], (count, 1))
    return Stretches(
        offsets, (light * np.stack(profiles) + noise).astype(np.float32), np.ones(offsets.shape, bool),
        np.zeros(offsets.shape, bool), pair, pair, delta, column * 0.08, column * 0.07,
        np.zeros((count, SAMPLES // 2, 3), np.float32), column * 0.9, column * 0.9, column * USUAL_CONTACT_MM,
    )  # fmt: skip


def _fitted(feet: Stretches) -> Refined:
    known, count = known_of(feet), len(feet.delta_mm)
    tie = Tie(feet.delta_mm + USUAL_CONTACT_MM, np.full(count, 0.12))
    return refined(known, start_of(known, np.zeros(count), 0.0, tie), tie)


def _told(feet: Stretches) -> float:
    return contact_told(feet, _fitted(feet))


@pytest.mark.parametrize(
    ("lost", "over_mm"), [(0.3, 0.05), (0.5, 0.1), (0.5, 0.2), (0.6, 0.3), (0.3, 0.5)]
)
def test_how_far_outside_a_foot_reads_is_told_by_how_soft_it_is(
    lost: float, over_mm: float
) -> None:
    """By how much further than that of an open wall; photos lie 0.015 mm further out than simulated ones."""
    found, told = ([], [])
    for share in (lost, 0.0):
        feet = _feet(lost=share, over_mm=over_mm)
        found.append(float(np.median(_fitted(feet).terms[:, B] - feet.delta_mm)))
        told.append(_told(feet))
    assert abs((told[0] - told[1]) - (found[0] - found[1])) < 0.012
    assert 0 < told[0] - found[0] < 0.03


def test_a_hard_contact_and_an_open_foot_differ() -> None:
    open_mm, hard_mm = (_told(_feet(lost=lost, over_mm=0.15)) for lost in (0.0, 0.6))
    assert hard_mm - open_mm > 0.02


def test_few_walls_change_little_and_none_nothing() -> None:
    many, one = (_told(_feet(lost=0.6, over_mm=0.2, count=n)) for n in (24, 1))
    assert USUAL_CONTACT_MM <= one < many
    assert _told(_feet(lost=0.6, over_mm=0.2, light=0.1)) == USUAL_CONTACT_MM


def test_a_blurred_foot_is_not_taken_for_any_contact() -> None:
    """However soft: motion blurs along one direction, and moves no edge."""
    feet = _feet(lost=0.6, over_mm=0.3)
    fit = _fitted(feet)
    fit.terms[:, BLUR] = 1.5
    assert contact_told(feet, fit) == MOST_MM
    fit.terms[:, BLUR] = -1.5
    assert contact_told(feet, fit) == LEAST_MM


def test_holes_of_a_black_part_in_open_light_are_right() -> None:
    """Their feet are all that shows. With one shift for every lamp they read 0.04 to 0.07 large."""
    holes = [Round((x, y), 3.0) for x, y in ((10.0, 10.0), (26.0, 22.0), (42.0, 9.0), (44.0, 25.0))]
    edges = [ring(*each.centre, each.radius).coords for each in holes]
    plate = shapely.Polygon(shapely.box(0, 0, 52, 34).exterior, edges)
    asked = tuple(
        Feature(f"hole_{k}", "hole_diameter", 6.0, -0.2, 0.2, Refs(rounds=(each,)), "B")
        for k, each in enumerate(holes)
    )
    found = measured(taken(plate, material="black_PETG"), task_of(outline_of(plate), asked))
    for each in found.features:
        assert isinstance(each, Measured)
        assert abs(each.value - 6.0) < 0.03
