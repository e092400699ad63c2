"""`qa-service measure` on task files that ask for what cannot be: one line with the place, no traceback, and
no photo is measured; a size that a kind cannot have is told where the others are measured.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from inspections.measurement.elements import Edge, Round
from inspections.measurement.feature_kinds import KINDS
from inspections.measurement.features._kind import Refs
from inspections.measurement.measure import Measurement, measure_photo
from inspections.measurement.sheets import sheet_to_json
from inspections.measurement.task import Feature, Unmeasurable
from qa_service.cli import run
from tests.checklists.makers import Json
from tests.inspections.measurement.conftest import LEGS, SHEET, Shown

NAN = float("nan")
OUTER: Json = {"outer": [[0, 0], [50, 0], [50, 40], [0, 40]]}


def entry() -> Json:
    edges = [[[0, 2], [0, 38]], [[50, 2], [50, 38]]]
    feature = {
        "id": "length", "kind": "outer_length", "nominal": 50, "lower_tol": -1, "upper_tol": 1,
        "refs": {"edges": edges},
    }  # fmt: skip
    return {
        "sheet": "sheet.json", "design": "part.json", "measured_bar_mm": {"x": 100, "y": 80},
        "measured_bar_U95_mm": 0.02, "nominal_height_mm": 4, "height_tol_mm": 0.1,
        "edge_break_max_mm": 0.2, "features": [feature],
    }  # fmt: skip


def told(
    folder: Path, asked: Json, outline: Json, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    (folder / "sheet.json").write_text(json.dumps(sheet_to_json(SHEET)))
    (folder / "part.json").write_text(json.dumps(outline))
    task = {"schema": "photo-bench-task/1", "images": {"p.jpg": asked}}
    (folder / "task.json").write_text(json.dumps(task))
    return run(["measure", str(folder / "task.json")]), capsys.readouterr().err


@pytest.mark.parametrize(
    ("outline", "said"),
    [
        ({"outer": [[0, 0], [50, 40], [50, 0], [0, 40]]}, "outline.crosses_itself"),
        ({"outer": [[0, 0], [50, 0], [NAN, 40]]}, "outline.unreadable"),
        ({"outer": [[0, 0], [5e9, 0], [5e9, 5e9]]}, "outline.out_of_range"),
        ({"outer": [[0, 0], [50, 0], [25, 0]]}, "outline.no_area"),
        (OUTER | {"holes": [[[60, 60], [70, 60], [70, 70]]]}, "outline.several_parts"),
        (OUTER | {"units": "in"}, "outline.unreadable"),
        ({"outer": [[0, 0], [50, 40]]}, "outline.unreadable"),
        ({}, "outline.unreadable"),
    ],
    ids=range(8),
)
def test_an_outline_that_is_none_is_refused_before_any_photo(
    tmp_path: Path, outline: Json, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, words = told(tmp_path, entry(), outline, capsys)
    assert code == 2
    assert said in words
    assert "part.json" in words


def feature(**changes: object) -> Callable[[Json], object]:
    return lambda asked: asked["features"][0].update(changes)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda asked: asked.update(nominal_height_mm=-1), "p.jpg.nominal_height_mm"),
        (lambda asked: asked.update(height_tol_mm=-1), "p.jpg.height_tol_mm"),
        (lambda asked: asked.update(edge_break_max_mm=1e9), "p.jpg.edge_break_max_mm"),
        (lambda asked: asked.update(features=asked["features"] * 2), "p.jpg.features"),
        (feature(refs={"edges": [[[0, 2], [0, 2]]]}), "p.jpg.length.refs"),
        (feature(refs={"edges": [[[NAN, 2], [0, 9]]]}), "p.jpg.length.refs"),
        (feature(refs={"circles": [{"centre": [7, 7], "radius": -2}]}), "p.jpg.length.refs"),
        (feature(refs={"circles": [{"centre": [7, 7], "radius": NAN}]}), "p.jpg.length.refs"),
        (feature(lower_tol=2), "p.jpg.length.lower_tol"),
        (feature(**{"class": "Z"}), "p.jpg.length.class"),
        (feature(unit="in"), "p.jpg.length.unit"),
        (feature(unit="MM"), "p.jpg.length.unit"),
        (feature(unit=""), "p.jpg.length.unit"),
        (feature(kind="angle", unit="mm"), "p.jpg.length.unit"),
        (feature(kind="hole_count", unit="mm"), "p.jpg.length.unit"),
    ],
    ids=range(15),
)
def test_a_number_that_makes_no_sense_is_told_with_its_place(
    tmp_path: Path, change: Callable[[Json], object], where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = entry()
    change(asked)
    code, words = told(tmp_path, asked, OUTER, capsys)
    assert code == 2
    assert f"where={where}," in words
    assert f"file={tmp_path / 'task.json'}" in words


@pytest.mark.parametrize(
    "bars", [[], [{"name": "x", "p0_mm": [0, 0], "p1_mm": [9, 0], "nominal_mm": 9}]]
)
def test_a_sheet_without_both_bars_is_refused_before_any_photo(
    tmp_path: Path, bars: list[Json], capsys: pytest.CaptureFixture[str]
) -> None:
    without = sheet_to_json(SHEET) | {"check_bars": bars}
    (tmp_path / "bare.json").write_text(json.dumps(without))
    code, words = told(tmp_path, entry() | {"sheet": "bare.json"}, OUTER, capsys)
    assert code == 2
    assert "sheet.description" in words
    assert "no check bar" in words


TALL: Json = {"edges": [[[2, 0], [48, 0]], [[48, 40], [2, 40]]]}
BESIDE: Json = {"edges": [[[0, 2], [0, 38]], [[45, 2], [45, 38]]]}


@pytest.mark.parametrize(
    ("change", "where", "said"),
    [
        (feature(refs=TALL), "p.jpg.length", "off_nominal"),
        (feature(nominal=30, lower_tol=-0.1, upper_tol=0.1), "p.jpg.length", "off_nominal"),
        (feature(lower_tol=-20.1, upper_tol=-19.9), "p.jpg.length", "off_limits"),
        (feature(lower_tol=0.6, upper_tol=0.8), "p.jpg.length", "off_limits"),
        (feature(nominal=45, refs=BESIDE), "p.jpg.length.refs", "off_outline"),
        (feature(kind="profile_line", lower_tol=0.1), "p.jpg.length", "off_limits"),
    ],
    ids=range(6),
)
def test_a_size_that_the_outline_contradicts_is_refused_before_any_photo(
    tmp_path: Path,
    change: Callable[[Json], object],
    where: str,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = entry()
    change(asked)
    code, words = told(tmp_path, asked, OUTER, capsys)
    assert code == 2
    assert f"photo_size.{said} (" in words
    assert f"where={where}," in words


@pytest.mark.parametrize("tolerances", [(-0.3, -0.1), (0.4, 0.6), (-1e6, -0.5)])
def test_limits_that_leave_the_drawn_size_out_as_fits_do_are_kept(
    tmp_path: Path, tolerances: tuple[float, float], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = entry()
    feature(lower_tol=tolerances[0], upper_tol=tolerances[1])(asked)
    assert told(tmp_path, asked, OUTER, capsys)[0] == 1  # read; the photo is not there


@pytest.mark.parametrize("u95", [0, 1e-9, 5])
def test_bars_are_as_sure_as_a_calliper_can_be(
    tmp_path: Path, u95: float, capsys: pytest.CaptureFixture[str]
) -> None:
    code, words = told(tmp_path, entry() | {"measured_bar_U95_mm": u95}, OUTER, capsys)
    assert code == 2
    assert "where=p.jpg.measured_bar_U95_mm," in words


@pytest.mark.parametrize(
    ("kind", "unit"),
    [("outer_length", "mm"), ("outer_length", None), ("edge_distance", "mm"), ("hole_count", "1")],
)
def test_the_unit_of_the_kind_may_be_said(
    tmp_path: Path, kind: str, unit: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = entry()
    feature(kind=kind, unit=unit)(asked)
    assert told(tmp_path, asked, OUTER, capsys)[0] == 1  # read; the photo is not there


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_knows_what_it_needs(name: str) -> None:
    kind = KINDS[name]
    assert kind.fits(kind.example)
    assert not kind.fits(Refs())
    assert not kind.fits(Refs((Edge((0, 0), (0, 0)),) * 2, (Round((0, 0), 0.0),) * 2))


@pytest.mark.parametrize("name", sorted(KINDS))
def test_no_place_of_a_size_is_left_out_in_silence(name: str) -> None:
    kind = KINDS[name]
    more = (
        replace(kind.example, edges=(*kind.example.edges, Edge((0, 2), (50, 2)))),
        replace(kind.example, rounds=(*kind.example.rounds, Round((9, 9), 2.0))),
    )
    all_enter = name in ("hole_count", "presence", "profile_line")
    assert [kind.fits(each) for each in more] == [all_enter] * 2


@pytest.mark.parametrize(
    ("twice", "once"),
    [
        (Refs((Edge((0, 0), (50, 0)), Edge((50, 0), (0, 0.005)))), Refs((Edge((0, 0), (50, 0)), Edge((50, 9), (0, 9))))),
        (Refs((), (Round((9, 9), 2.0),) * 2), Refs((), (Round((9, 9), 2.0), Round((9, 9), 3.0)))),
        (Refs((), (Round((9, 9), 2.0), Round((9, 9), 2.0, 0, 90))), Refs((), (Round((9, 9), 2.0, 90, 180), Round((9, 9), 2.0, 0, 90)))),
        (Refs((), (Round((9, 9), 2.0, 0, 90), Round((9, 9), 2.0, 360, 450))), Refs((), (Round((9, 9), 2.0, 0, 90), Round((9, 9), 2.0, 0, 60)))),
    ],
)  # fmt: skip
def test_a_place_is_named_once(twice: Refs, once: Refs) -> None:
    """One hole counts once, and two sides of which one is the other are always as wide as wished."""
    assert once.names_each_once
    assert not twice.names_each_once
    kind = KINDS["hole_count"] if twice.rounds else KINDS["outer_width"]
    assert not kind.fits(twice)


def test_a_size_that_its_kind_cannot_have_is_told_beside_the_others(good: Shown) -> None:
    side = LEGS.edges[5]
    assert isinstance(side, Edge)
    wrong = (
        Feature("edge_hole", "hole_diameter", 5.0, -1, 1, Refs((side,))),
        Feature("one_side", "outer_length", 50.0, -1, 1, Refs((side,))),
        Feature("three", "outer_length", 50.0, -1, 1, Refs((*good.task.features[0].refs.edges, side))),
        Feature("point", "outer_length", 50.0, -1, 1, Refs((Edge((0, 2), (0, 2)), Edge((50, 2), (50, 9))))),
    )  # fmt: skip
    found = measure_photo(
        good.photo, task=replace(good.task, features=(*good.task.features, *wrong)), profile=None
    )
    assert isinstance(found, Measurement)
    plain, *others = found.features
    assert not isinstance(plain, Unmeasurable)
    assert [getattr(each, "reason", "") for each in others] == ["refs_do_not_fit"] * 4


def test_limits_in_another_unit_decide_nothing(good: Shown) -> None:
    plain = good.task.features[0]
    # at least 2 in: as 2 mm, any part of this size would pass
    inches = replace(plain, id="inches", nominal=2.0, lower_tol=0.0, upper_tol=1e6, unit="in")
    found = measure_photo(good.photo, task=replace(good.task, features=(inches,)), profile=None)
    assert isinstance(found, Measurement)
    assert [getattr(each, "reason", "") for each in found.features] == ["another_unit"]


def test_a_photo_that_is_not_there_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_LANGUAGE", "sw")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    code, words = told(tmp_path, entry(), OUTER, capsys)
    assert code == 1
    assert "p.jpg: unreadable: no_such_file. Kagua njia ya picha" in words


def test_a_folder_is_called_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["measure", str(tmp_path)]) == 2
    assert "This is a folder" in capsys.readouterr().err
    (tmp_path / "p.jpg").mkdir()
    code, words = told(tmp_path, entry(), OUTER, capsys)
    assert code == 1
    assert "is_a_folder. Name one photo in the task file" in words


def test_an_image_that_is_not_in_the_task_is_told_with_a_list_that_reads_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told(tmp_path, entry(), OUTER, capsys)
    assert run(["measure", str(tmp_path / "task.json"), "--only", "q.jpg"]) == 2
    words = capsys.readouterr().err
    assert "It has p.jpg." in words
    assert "known=[p.jpg]" in words
