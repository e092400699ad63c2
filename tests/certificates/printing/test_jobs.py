"""Prints over the API: counted once, drawn again the same, spoiled labels under the same serials."""

from typing import Any

import pytest
from sqlmodel import select

from inspections.batches.model import UnitStatus
from inspections.batches.records import Unit
from qa_service.ids import uuid7
from qa_service.installation import Installation
from tests.certificates.printing.reading import codes
from tests.certificates.releasable import Releasable
from tests.checklists.makers import Json, done

MAKER = "w1-lead"


def _post(issued: Releasable, login: str = MAKER, **changes: Any) -> Any:
    body: Json = {"id": str(uuid7()), **changes}
    return issued.lot.post(login, f"batches/{issued.lot.id}/print-jobs", body)


def _plan(issued: Releasable, **changes: Any) -> Any:
    path = f"/api/batches/{issued.lot.id}/print-plan"
    return issued.lot.by(MAKER).get(path, params=changes)


def _counts(issued: Releasable) -> list[tuple[int, int]]:
    return [(each.printed, each.spoiled) for each in issued.labels()]


def test_a_print_is_counted_once_and_drawn_as_often_as_it_is_fetched(issued: Releasable) -> None:
    job = done(_post(issued, copies=2, start_cell=5))
    files = [issued.lot.by(MAKER).get(job["file"]) for _ in range(2)]
    assert files[0].content == files[1].content
    assert files[0].headers["content-type"] == "application/pdf"
    assert codes(files[0].content) == [each.text for each in issued.labels() for _ in range(2)]
    assert _counts(issued) == [(2, 0)] * 3
    assert [
        each["labels"] for each in issued.lot.get(MAKER, f"batches/{issued.lot.id}/print-jobs")
    ] == [3]


def test_the_same_print_sent_twice_is_one_and_with_other_content_a_conflict(
    issued: Releasable,
) -> None:
    number = str(uuid7())
    first, again = (done(_post(issued, id=number)) for _ in range(2))
    assert first == again
    assert _counts(issued) == [(1, 0)] * 3
    other = _post(issued, id=number, copies=2)
    assert (other.status_code, other.json()["code"]) == (409, "envelope.other_content")


def test_spoiled_labels_are_printed_again_under_the_same_serial_and_counted(
    issued: Releasable,
) -> None:
    done(_post(issued))
    second = issued.labels()[1]
    job = done(_post(issued, serials=[second.serial], again=True))
    assert codes(issued.lot.by(MAKER).get(job["file"]).content) == [second.text]
    assert _counts(issued) == [(1, 0), (2, 1), (1, 0)]
    plan = done(_plan(issued))
    assert (plan["printed"], plan["spoiled"]) == (4, 1)


def test_what_was_never_printed_cannot_be_spoiled(issued: Releasable) -> None:
    serial = issued.labels()[0].serial
    refused = _post(issued, serials=[serial], again=True)
    assert (refused.status_code, refused.json()["code"]) == (409, "labels.never_printed")
    refused = _post(issued, again=True)
    assert (refused.status_code, refused.json()["code"]) == (422, "labels.say_which")


def test_a_piece_that_failed_since_gets_no_label_any_more(issued: Releasable) -> None:
    job = done(_post(issued))
    gone = issued.labels()[0]
    with issued.house.database.write() as session:
        unit = session.exec(select(Unit).where(Unit.id == gone.unit_id)).one()
        unit.status = UnitStatus.FAILED.value
        session.add(unit)
    kept = [each.text for each in issued.labels()[1:]]
    assert codes(issued.lot.by(MAKER).get(job["file"]).content) == kept
    refused = _post(issued, serials=[gone.serial])
    assert (refused.status_code, refused.json()["code"]) == (404, "labels.serial_unknown")


def test_the_file_of_a_print_is_refused_while_the_lot_is_on_hold(issued: Releasable) -> None:
    job = done(_post(issued))
    done(issued.change("suspend"))
    refused = issued.lot.by(MAKER).get(job["file"])
    assert (refused.status_code, refused.json()["code"]) == (409, "certificate.not_issued")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sheet": "a4_270"}, "labels.sheet_too_small"),
        ({"sheet": "nothing"}, "labels.sheet_unknown"),
        ({"sheet": "own"}, "labels.own_sheet_missing"),
        ({"sheet": "own", "rows": 3}, "labels.own_sheet_missing"),
        ({"sheet": "own", "rows": 0, "columns": 2}, "labels.sheet_numbers"),
        ({"sheet": "own", "rows": 9, "columns": 9, "margin_left_mm": 200}, "labels.sheet_no_room"),
        ({"start_cell": 66}, "labels.start_cell"),
        ({"copies": 0}, "labels.copies"),
        ({"copies": 101}, "labels.copies"),
        ({"offset_x_mm": 10.5}, "labels.offset"),
        ({"serials": ["NOTHING"]}, "labels.serial_unknown"),
        ({"start_cell": 0}, "request.invalid"),
        ({"format": "png"}, "request.invalid"),
        ({"anything": 1}, "request.invalid"),
        ({"offset_x_mm": "wide"}, "request.invalid"),
    ],
)
def test_what_cannot_be_printed_is_refused_with_its_code(
    issued: Releasable, changes: Json, code: str
) -> None:
    for answer in (_post(issued, **changes), _plan(issued, **changes)):
        assert 400 <= answer.status_code < 500
        assert answer.json()["code"] == code
        assert not answer.json()["title"].startswith("problem.")
    assert _counts(issued) == [(0, 0)] * 3


def test_zpl_of_an_own_sheet(issued: Releasable) -> None:
    job = done(_post(issued, sheet="own", columns=3, rows=8, format="zpl", test_cell=True))
    answer = issued.lot.by(MAKER).get(job["file"])
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.count("^XA") == answer.text.count("^XZ") == 4


def test_the_plan_says_how_many_sheets_and_how_the_code_comes_out(issued: Releasable) -> None:
    plan = done(_plan(issued, start_cell=64, copies=2, test_cell=True))
    assert (plan["labels"], plan["cells"], plan["sheets"]) == (3, 7, 2)
    assert (plan["version"], plan["modules"], plan["module_mm"]) == (8, 49, 0.339)
    assert plan["is_long_host"] is False
    assert _counts(issued) == [(0, 0)] * 3


def test_the_preview_is_the_label_itself(issued: Releasable) -> None:
    path = f"/api/batches/{issued.lot.id}/label.png"
    answer = issued.lot.by(MAKER).get(path, params={"sheet": "a4_24", "lang": "ar"})
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert _counts(issued) == [(0, 0)] * 3


def test_the_offset_page_of_any_sheet(issued: Releasable) -> None:
    own: dict[str, str | int] = {"sheet": "own", "columns": 2, "rows": 4}
    plain: dict[str, str | int] = {"sheet": "a4_65"}
    for asked in (plain, own):
        answer = issued.lot.by(MAKER).get("/api/label-sheets/offset.pdf", params=asked)
        assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("login", "status"), [("w2-lead", 404), ("lab-inspector-1", 403), ("aid-store", 403)]
)
def test_others_print_nothing(issued: Releasable, login: str, status: int) -> None:
    job = done(_post(issued))
    assert _post(issued, login).status_code == status
    assert issued.lot.by(login).get(job["file"]).status_code == status
    assert _counts(issued) == [(1, 0)] * 3


def test_sheets_say_whether_a_label_fits(issued: Releasable) -> None:
    sheets = {each["name"]: each for each in issued.lot.get(MAKER, "label-sheets")}
    assert sum(each["usable"] for each in sheets.values()) >= 10
    assert not sheets["a4_270"]["usable"]


def test_a_long_host_makes_the_code_larger_and_the_plan_says_so(ready: Releasable) -> None:
    with ready.house.database.write() as session:
        row = session.exec(select(Installation)).one()
        row.label_host = "QUALITY.OF.ALL.WORKSHOPS.EXAMPLE.ORG"
        session.add(row)
    ready.issued()
    plan = done(_plan(ready))
    assert (plan["version"], plan["modules"], plan["is_long_host"]) == (9, 53, True)
    assert plan["module_mm"] >= 0.33
