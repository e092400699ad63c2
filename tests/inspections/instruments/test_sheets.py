"""Registering a print: six readings, no page that was made to fit, thirty days."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from fastapi.testclient import TestClient

from inspections.instruments.geometry import described
from inspections.measurement.sheet_code import code_text
from inspections.printed_sheets.designs import REVISION, Backing, Wanted, design
from qa_service.cli import run
from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.conftest import StandingClock
from tests.network import Network

CODE = code_text(design(Wanted("A5", Backing.BLACK, 6, has_tags=True)), "AB12CD")


def listed(client: TestClient) -> list[Json]:
    found: Any = done(client.get("/api/sheets"))
    return list(found)


def body(**changes: Any) -> Json:
    made: Json = {
        "id": str(uuid7()), "code": CODE,
        "readings": {"x": [99.8, 99.9, 99.7], "y": [79.9, 79.9, 79.9]},
    }  # fmt: skip
    return {k: v for k, v in (made | changes).items() if v is not None}


@pytest.fixture
def inspector(network: Network) -> TestClient:
    return network.client("lab-inspector-1")


def test_six_readings_and_the_code_register_a_print(inspector: TestClient) -> None:
    sheet = done(inspector.post("/api/sheets", json=body()))
    assert (sheet["name"], sheet["serial"], sheet["state"]) == ("A5-B-6T", "AB12CD", "in_service")
    assert sheet["measured_bar_mm"] == {"x": pytest.approx(99.8), "y": pytest.approx(79.9)}
    assert 0.11 < sheet["U95_mm"] < 0.25
    assert sheet["warnings"] == []
    assert [each["number"] for each in sheet["pockets"]] == [1, 2, 3, 4, 5, 6]
    assert all(each["has_tag"] for each in sheet["pockets"])
    assert listed(inspector) == [sheet]


def test_the_same_print_by_name_is_the_same_sheet(inspector: TestClient) -> None:
    wanted = {"size": "A5", "window": "black", "pockets": 6, "tags": True}
    by_code = done(inspector.post("/api/sheets", json=body()))
    by_name = done(
        inspector.post("/api/sheets", json=body(code=None, design=wanted, serial="ab12cd"))
    )
    assert by_name["name"] == by_code["name"]
    states = {each["id"]: each["state"] for each in listed(inspector)}
    assert states == {by_code["id"]: "retired", by_name["id"]: "in_service"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"readings": {"x": [97.0, 97.0, 97.0], "y": [79.9] * 3}}, "sheet.fit_to_page"),
        ({"readings": {"x": [99.9] * 3, "y": [82.0] * 3}}, "sheet.fit_to_page"),
        ({"readings": {"x": [99.9, 99.9, 9.99], "y": [79.9] * 3}}, "sheet.readings_apart"),
        ({"readings": {"x": [99.9] * 2, "y": [79.9] * 3}}, "request.invalid"),
        ({"readings": {"x": [99.9, 99.9, -1], "y": [79.9] * 3}}, "sheet.reading"),
        ({"readings": {"x": [99.9] * 3, "y": [79.9, 0, 79.9]}}, "sheet.reading"),
        ({"readings": {"x": [1e300, 99.9, 99.9], "y": [79.9] * 3}}, "sheet.reading"),
        ({"readings": None}, "sheet.readings_missing"),
        ({"caliper_mpe_mm": 5}, "sheet.caliper_error"),
        ({"caliper_mpe_mm": 0}, "sheet.caliper_error"),
        ({"code": "https://example.org"}, "sheet.code_unknown"),
        ({"code": CODE.replace(":", ":0", 2)}, "sheet.code_unknown"),
        ({"code": None, "design": {"size": "A5"}}, "sheet.serial_missing"),
        ({"code": None, "serial": "X", "design": {"size": "A7"}}, "sheet.size_unknown"),
        ({"code": None, "serial": "X", "description": {"name": "x"}}, "sheet.description"),
    ],
)  # fmt: skip
def test_a_print_that_must_not_be_used_is_refused_with_a_code(
    inspector: TestClient, changes: Json, code: str
) -> None:
    answer = inspector.post("/api/sheets", json=body(**changes))
    assert refused(answer)[1] == code
    assert "problem." not in answer.json()["title"]
    assert listed(inspector) == []


def test_an_impossible_reading_is_named_by_bar_and_number(inspector: TestClient) -> None:
    wrong = {"x": [99.8] * 3, "y": [79.9, -0.5, 79.9]}
    answer = inspector.post("/api/sheets", json=body(readings=wrong))
    assert "Bar Y, reading 2: -0.5 mm" in answer.json()["title"]
    assert answer.json()["details"] == {"axis": "Y", "number": 2, "read_mm": -0.5}


def test_a_refusal_is_worded_for_people(inspector: TestClient) -> None:
    off = body(readings={"x": [97.007] * 3, "y": [79.9] * 3})
    answer = inspector.post("/api/sheets", json=off, headers={"accept-language": "fr"})
    assert "97,007\u00a0mm, pas 100\u00a0mm" in answer.json()["title"]
    unknown = body(code=None, serial="X", design={"size": "A7"})
    answer = inspector.post("/api/sheets", json=unknown)
    assert answer.json()["title"].endswith("Choose one of A4, A5, A6, Letter.")
    assert answer.json()["details"]["known"] == ["A4", "A5", "A6", "Letter"]


@pytest.mark.parametrize(
    "typed", ["\u00e9<b>", "A B", "A:B", "ABCDEFGHIJKLM", "\u00df", "\u0661\u0662"]
)
def test_a_number_that_no_print_can_bear_is_refused_as_on_the_command_line(
    inspector: TestClient, capsys: pytest.CaptureFixture[str], tmp_path: Path, typed: str
) -> None:
    by_name = body(code=None, design={"size": "A5"}, serial=typed)
    assert refused(inspector.post("/api/sheets", json=by_name)) == (422, "sheet.serial")
    assert listed(inspector) == []
    assert run(["sheet", "--out", str(tmp_path / "a.pdf"), "--serial", typed]) == 2
    assert "sheet.serial" in capsys.readouterr().err


def test_a_print_of_an_older_revision_is_registered_by_its_code_and_by_its_name(
    inspector: TestClient,
) -> None:
    old = "QAS:A5.1:BCFA7FFC:OLD001"
    wanted = {"size": "A5", "revision": 1}
    done(inspector.post("/api/sheets", json=body(code=old)))
    done(inspector.post("/api/sheets", json=body(code=None, design=wanted, serial="OLD002")))
    done(inspector.post("/api/sheets", json=body(code=None, design={"size": "A5"}, serial="NEW")))
    assert len(listed(inspector)) == 3
    for code, revision in ((old, 1), (code_text(design("A5"), "NEW"), REVISION)):
        geometry, _ = described(code)
        assert geometry["revision"] == revision
        assert bool(geometry["checkers"]) == (revision > 1)
    for revision in (0, REVISION + 1):
        unknown = body(code=None, design=wanted | {"revision": revision}, serial="X")
        assert refused(inspector.post("/api/sheets", json=unknown))[1] == "request.invalid"


def test_half_a_percent_off_is_told(inspector: TestClient) -> None:
    off = body(readings={"x": [99.4] * 3, "y": [80.0] * 3})
    assert done(inspector.post("/api/sheets", json=off))["warnings"] == ["sheet.scaled"]


@pytest.mark.parametrize(
    ("x", "y", "code"),
    [
        (101.5, 80.0, "sheet.axes_apart"),
        (100.0, 78.8, "sheet.axes_apart"),
        (80.0, 100.0, "sheet.bars_exchanged"),
        (80.6, 99.6, "sheet.bars_exchanged"),
        (97.0, 77.6, "sheet.fit_to_page"),
    ],
)
def test_lengths_that_no_printer_makes_are_refused_by_what_went_wrong(
    inspector: TestClient, x: float, y: float, code: str
) -> None:
    answer = inspector.post("/api/sheets", json=body(readings={"x": [x] * 3, "y": [y] * 3}))
    assert refused(answer) == (422, code)
    assert listed(inspector) == []


def test_a_print_evenly_off_or_a_little_apart_is_registered(inspector: TestClient) -> None:
    for x, y in ((98.5, 78.8), (100.7, 80.0)):
        done(inspector.post("/api/sheets", json=body(readings={"x": [x] * 3, "y": [y] * 3})))


@pytest.mark.parametrize(("u95", "is_kept"), [(1e-9, False), (0.02, True), (50, False)])
def test_lengths_known_otherwise_are_as_sure_as_a_tool_can_be(
    inspector: TestClient, u95: float, is_kept: bool
) -> None:
    known = body(readings=None, measured_bar_mm={"x": 99.9, "y": 79.9}, U95_mm=u95)
    answer = inspector.post("/api/sheets", json=known)
    if is_kept:
        assert done(answer)["U95_mm"] == u95
    else:
        assert refused(answer) == (422, "sheet.bar_u95")


def test_a_print_expires_after_thirty_days(inspector: TestClient, clock: StandingClock) -> None:
    done(inspector.post("/api/sheets", json=body()))
    clock.now += timedelta(hours=11)
    for days, state in ((30, "in_service"), (1, "expired")):
        clock.now += timedelta(days=days)
        again = inspector.post("/api/session", json={"login": "lab-inspector-1", "password": "a long enough password"})  # fmt: skip
        inspector.headers["x-qa-csrf"] = done(again)["csrf"]
        assert [each["state"] for each in listed(inspector)] == [state]


def test_another_organisation_sees_no_sheet_of_ours(network: Network) -> None:
    done(network.client("lab-inspector-1").post("/api/sheets", json=body()))
    assert listed(network.client("lab2-inspector")) == []
    assert refused(network.client("w1-lead").get("/api/sheets"))[0] == 403


def test_prints_come_as_a_pdf_each_with_its_own_serial(inspector: TestClient) -> None:
    asked: dict[str, Any] = {"size": "A6", "window": "cutout", "pockets": 4, "copies": 2}
    answer = inspector.get("/api/sheets/print.pdf", params=asked)
    assert answer.headers["content-type"] == "application/pdf"
    assert 'filename="sheet-A6-C-4-' in answer.headers["content-disposition"]
    assert answer.headers["content-language"] == "en"
    assert len(pypdfium2.PdfDocument(answer.content)) == 4
    assert answer.content != inspector.get("/api/sheets/print.pdf", params=asked).content
    wrong: dict[str, Any]
    for wrong, code in (
        ({"size": "A9"}, (404, "sheet.size_unknown")),
        ({"pockets": 1}, (422, "sheet.pockets")),
        ({"copies": 51}, (422, "request.invalid")),
        ({"window": "red"}, (422, "request.invalid")),
    ):
        assert refused(inspector.get("/api/sheets/print.pdf", params=asked | wrong)) == code
