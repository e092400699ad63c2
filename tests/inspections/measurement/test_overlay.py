"""The picture that shows why: its size, its colours, and that no number covers another."""

from typing import Any

import cv2
import numpy as np
import pytest

from inspections.measurement import ink
from inspections.measurement.features._example import BOTTOM, FIRST_HOLE, LEFT, RIGHT, SLOT_SIDES
from inspections.measurement.features._kind import Refs
from inspections.measurement.overlay import APART_PX, PHOTO_PX, _Loop, draw_overlay
from inspections.measurement.overlay_panel import FOOT_PX, NAME_PX, ROW_PX, TOP_PX, WIDTH_PX, _name
from inspections.measurement.task import Feature, Measured, PhotoTask
from inspections.verdicts.conformity import Decision
from tests.inspections.measurement.rendered import (
    example_part,
    measured,
    outline_of,
    taken,
    task_of,
)


def features() -> tuple[Feature, ...]:
    return (
        Feature("length", "outer_length", 40, -1, 1, Refs((LEFT, RIGHT))),
        Feature("too_short", "outer_length", 42, -0.5, 0.5, Refs((LEFT, RIGHT))),
        Feature("slot", "slot_width", 4, -0.02, 0.02, Refs(SLOT_SIDES)),
        Feature("hole_to_edge", "edge_distance", 9, -1e6, 1, Refs((BOTTOM,), (FIRST_HOLE,))),
        Feature("unknown", "no_such_kind", 1, -1, 1, Refs((BOTTOM,))),
    )


@pytest.fixture(scope="module")
def drawn() -> tuple[np.ndarray, list[Decision | None]]:
    task: PhotoTask = task_of(outline_of(example_part()), features())
    photo = taken(example_part(), material="black_PETG", width_px=2052)
    found = measured(photo, task)
    picture = cv2.imdecode(np.frombuffer(draw_overlay(photo, found, task), np.uint8), 1)
    assert picture is not None
    told = [each.decision if isinstance(each, Measured) else None for each in found.features]
    return np.asarray(picture), told


def test_a_row_for_every_size_below_the_photo(
    drawn: tuple[np.ndarray, list[Decision | None]],
) -> None:
    picture, told = drawn
    high = PHOTO_PX + TOP_PX + ROW_PX * len(told) + FOOT_PX
    assert picture.shape == (high, WIDTH_PX, 3)


def test_each_row_ends_in_the_colour_of_its_verdict(
    drawn: tuple[np.ndarray, list[Decision | None]],
) -> None:
    picture, told = drawn
    assert told[:3] == [Decision.PASS, Decision.FAIL, Decision.INCONCLUSIVE]
    for number, decision in enumerate(told):
        middle = PHOTO_PX + TOP_PX + ROW_PX * number + ROW_PX // 2
        colour = picture[middle - 30, WIDTH_PX - 44].astype(int)
        expected = ink.BAND[decision] if decision else ink.WHITE
        assert np.abs(colour - expected).max() < 16, number


def test_a_photo_that_cannot_be_decoded_has_no_picture() -> None:
    task = task_of(outline_of(example_part()))
    found = measured(taken(example_part(), width_px=2052), task)
    assert draw_overlay(b"no photo", found, task) == b""


def test_numbers_around_the_part_never_cover_each_other() -> None:
    loop = _Loop(np.array([60.0, 60.0]), np.array([1000.0, 900.0]))
    random = np.random.default_rng(3)
    for count in (1, 2, 7, 20):
        wanted = [float(each) for each in random.uniform(0, 300, count)]
        places = np.array([loop.at(each) for each in loop.spread(wanted, APART_PX)])
        apart = np.linalg.norm(places[:, None] - places[None], axis=2) + 1e6 * np.eye(count)
        assert apart.min() > 66, count
        assert places.min() >= 60 - 1e-6
        assert places[:, 0].max() <= 1000 + 1e-6


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Slot", ["Slot"]),
        ("Hole centre to lower edge", ["Hole centre", "to lower edge"]),
        ("Donaudampfschifffahrtsgesellschaftslot", ["Donaudampfschiffah\u2026"]),
    ],
)
def test_a_long_name_stands_in_two_lines(
    monkeypatch: pytest.MonkeyPatch, name: str, lines: list[str]
) -> None:
    written: list[str] = []
    monkeypatch.setattr(ink, "write", lambda _made, text, *_, **__: written.append(text))
    _name(np.zeros((96, WIDTH_PX, 3), np.uint8), name, 122, 48)
    assert [each[:12] for each in written] == [each[:12] for each in lines]
    assert all(ink.width_of(each, 24, 600) <= NAME_PX for each in written)


def test_a_size_is_told_by_its_name_where_it_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    task: PhotoTask = task_of(outline_of(example_part()), features())
    photo = taken(example_part(), material="black_PETG", width_px=2052)
    found = measured(photo, task)
    written: list[str] = []
    draw = ink.write

    def noted(picture: ink.Picture, text: str, *rest: Any, **more: Any) -> float:
        written.append(text)
        return draw(picture, text, *rest, **more)

    monkeypatch.setattr(ink, "write", noted)
    draw_overlay(photo, found, task, {"slot": "Band slot", "too_short": ""})
    assert {"Band slot", "Too short", "Hole to edge"} <= {*written}
    assert "Slot" not in written


def test_grey_on_the_line_blue_inside_red_outside() -> None:
    blue, green, red = ink.heat(0.0)
    assert max(blue, green, red) - min(blue, green, red) < 12
    assert ink.heat(-0.2)[0] > ink.heat(-0.2)[2]
    assert ink.heat(0.2)[2] > ink.heat(0.2)[0]
    assert ink.heat(5.0) == ink.heat(0.2)
