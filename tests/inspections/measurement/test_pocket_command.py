"""`qa-service measure` on a photo of several parts: an answer for each pocket, or for the one that is named."""

import json
from pathlib import Path

import pytest

from inspections.measurement.sheets import sheet_to_json
from inspections.measurement.tags import UnitName, tag_text
from inspections.printed_sheets.designs import Wanted, design
from inspections.printed_sheets.printing import draw
from qa_service.cli import run
from tests.checklists.makers import Json
from tests.inspections.measurement.test_pockets import NOMINAL, ell
from tests.inspections.printed import Print, jpeg

WANTED = Wanted("A5", pockets=4, has_tags=True)
SHEET = design(WANTED)
FOOT: Json = {
    "id": "foot", "kind": "outer_length", "nominal": NOMINAL, "lower_tol": -0.3, "upper_tol": 0.3,
    "refs": {"edges": [[[0, 2], [0, 22]], [[NOMINAL, 1], [NOMINAL, 7]]]},
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo with parts in pockets 1 and 2, a tag beside the first."""
    made, where = Print(SHEET, draw(WANTED, ["ONE"]).pdf), tmp_path_factory.mktemp("pockets")
    for pocket in SHEET.pockets[:2]:
        x, y = pocket.area.lower_left_mm
        made.lay(ell(x + 6, y + 6, NOMINAL))
    tag = SHEET.pockets[0].tag
    assert tag is not None
    made.tag(tag.lower_left_mm[0] + 1, tag.lower_left_mm[1] + 2, tag_text(UnitName("L", "7")), 13.0)
    (where / "p.jpg").write_bytes(jpeg(made.photo()))
    (where / "sheet.json").write_text(json.dumps(sheet_to_json(SHEET)))
    (where / "ell.json").write_text(json.dumps({"outer": ell(0, 0, NOMINAL), "holes": []}))
    return where


def measured(folder: Path, **changes: object) -> Json:
    entry: Json = {
        "sheet": "sheet.json", "design": "ell.json", "measured_bar_mm": {"x": 100, "y": 80},
        "measured_bar_U95_mm": 0.05, "nominal_height_mm": 0.0, "height_tol_mm": 0.0,
        "edge_break_max_mm": 0.0, "features": [FOOT],
    }  # fmt: skip
    task = {"schema": "photo-bench-task/1", "images": {"p.jpg": entry | changes}}
    (folder / "task.json").write_text(json.dumps(task))
    out = folder / "out.json"
    assert run(["measure", str(folder / "task.json"), "--out", str(out)]) == 0
    found: Json = json.loads(out.read_text())["p.jpg"]
    return found


def named(serials: dict[int, str | None]) -> Json:
    """Units by pocket as a task file names them."""
    return {
        str(number): None if serial is None else {"lot": "L", "serial": serial}
        for number, serial in serials.items()
    }


def test_every_pocket_has_its_own_answer(folder: Path) -> None:
    found = measured(folder, units=named({1: "7", 2: "8", 3: "9", 4: "10"}))
    assert set(found) == {"pockets"}
    pockets = found["pockets"]
    assert set(pockets) == {"1", "2", "3", "4"}
    assert abs(pockets["1"]["foot"]["value_mm"] - NOMINAL) < pockets["1"]["foot"]["U95_mm"]
    assert pockets["2"]["refused"] == "no_tag: tag_not_readable"
    assert pockets["3"]["refused"].startswith("no_part")


def test_without_units_an_empty_pocket_beside_a_measured_one_is_nothing_to_tell(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pockets = measured(folder)["pockets"]
    assert {"1", "2", "3", "4"} == set(pockets)
    assert "pocket 3" not in capsys.readouterr().err


def test_a_pocket_whose_unit_was_forgotten_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AssertionError, match="2"):
        measured(folder, units=named({1: "7", 3: "9"}))
    told = capsys.readouterr().err
    assert "task.pocket_without_unit" in told
    assert "p.jpg.units names no unit for pocket 2, 4." in told
    assert len(told.splitlines()) == 1


def test_a_pocket_without_a_unit_on_purpose_is_left_out(folder: Path) -> None:
    found = measured(folder, units=named({1: "7", 2: None, 3: None, 4: None}))["pockets"]
    assert set(found) == {"1"}
    assert "value_mm" in found["1"]["foot"]


def test_one_pocket_answers_as_any_photo_does(folder: Path) -> None:
    assert abs(measured(folder, pocket=2)["foot"]["value_mm"] - NOMINAL) < 0.15
    assert measured(folder, pocket=9)["refused"] == "wrong_sheet: no_pocket:9"


def test_a_tag_is_held_against_units_also_where_one_pocket_is_named(folder: Path) -> None:
    units = named({1: "8", 2: "7", 3: None, 4: None})
    other = "wrong_unit: tag_says:QAU:L:7"
    assert measured(folder, units=units)["pockets"]["1"]["refused"] == other
    assert measured(folder, units=units, pocket=1)["refused"] == other
    right = {"1": {"lot": "L", "serial": "7"}}
    assert "value_mm" in measured(folder, units=right, pocket=1)["foot"]
    assert "value_mm" in measured(folder, units=right, unit=right["1"], pocket=1)["foot"]


@pytest.mark.parametrize(
    ("language", "advice"),
    [("", "Lay the tag of this unit"), ("fr_FR.UTF-8", "Posez la fiche"), ("xx", "Lay the tag")],
)
def test_a_refused_pocket_says_what_to_do_in_the_language_of_the_reader(
    folder: Path,
    language: str,
    advice: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for each in ("LC_ALL", "LC_MESSAGES", "QA_LANGUAGE"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("LANG", language)
    second = measured(folder, units=named({1: "7", 2: "8", 3: None, 4: None}))["pockets"]["2"]
    assert second["advice"].startswith(advice)
    assert second["advice_code"] == "check_the_tag"
    told = capsys.readouterr().err
    assert f"p.jpg, pocket 2: {second['refused']}. {second['advice']}" in told
    assert "pocket 3" not in told


def test_an_empty_pocket_is_told_where_a_unit_is_named_for_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pockets = measured(folder, units=named({k: f"{k + 6}" for k in range(1, 5)}))["pockets"]
    assert "value_mm" in pockets["1"]["foot"]
    assert [pockets[k]["refused"].split(":")[0] for k in "234"] == ["no_tag", "no_part", "no_part"]
    told = capsys.readouterr().err
    assert f"p.jpg, pocket 4: {pockets['4']['refused']}." in told


ONE: Json = {"lot": "L", "serial": "7"}


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"units": {"9": ONE}}, "p.jpg.units.9"),
        ({"units": {"0": ONE}, "pocket": 1}, "p.jpg.units.0"),
        ({"units": {"1": ONE, "2": ONE}}, "p.jpg.units"),
        ({"units": {"1": ONE, "01": ONE}}, "p.jpg.units"),
        ({"units": {"1": ONE}, "pocket": 2}, "p.jpg.units"),
        ({"units": {"1": ONE, "2": None}, "pocket": 2}, "p.jpg.units"),
        ({"units": dict.fromkeys("1234")}, "p.jpg.units"),
        ({"units": {"2": ONE}, "unit": {"lot": "L", "serial": "8"}, "pocket": 2}, "p.jpg.unit"),
        ({"units": 0}, "p.jpg.units"),
        ({"unit": ONE}, "p.jpg.unit"),
        ({"pocket": 1.5}, "p.jpg.pocket"),
        ({"sheet": "flat.json", "pocket": 9}, "p.jpg.pocket"),
        ({"sheet": "flat.json", "units": {"1": ONE}}, "p.jpg.units.1"),
    ],
)
def test_a_pocket_or_unit_without_a_place_is_told_with_file_and_place(
    folder: Path, wrong: Json, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    flat = sheet_to_json(design(Wanted("A5")))
    (folder / "flat.json").write_text(json.dumps(flat))
    with pytest.raises(AssertionError, match="2"):
        measured(folder, **wrong)
    told = capsys.readouterr().err
    assert f"where={where}," in told
    assert f"file={folder / 'task.json'}" in told
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    "wrong", [{"pocket": "x"}, {"unit": 3}, {"unit": {}}, {"units": {"x": {}}}]
)
def test_what_names_no_pocket_is_bad_input(
    folder: Path, wrong: Json, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(AssertionError, match="2"):
        measured(folder, **wrong)
    assert "Traceback" not in capsys.readouterr().err
