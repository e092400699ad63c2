"""Asked, decided by the design owner, and what it never covers."""

import pytest
from httpx2 import Response
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from qa_service.identity import records as identity
from qa_service.ids import uuid7
from tests.checklists.makers import Json, done, refused
from tests.inspections.concessions.making import (
    WHY,
    ask,
    grant,
    refused_lot,
    reports,
    scrap,
)
from tests.makers import Lot
from tests.network import PASSWORD, Network
from tests.variants import POSTGRESQL_THOROUGHLY

NO = "A plate this thin broke in the pull test of last year."


def test_a_failed_size_of_class_c_is_excepted_by_the_design_owner(
    network_on_both: Network,
) -> None:
    lot = refused_lot(network_on_both)
    report = reports(lot)[0]
    assert (report["class"], report["checks"]) == ("C", "thickness")
    assert not lot.get("des-owner", "concessions")
    done(ask(lot, report))
    page = lot.get("w1-lead", f"batches/{lot.id}")
    assert [(m["code"], m["who"]["organisation"]) for m in page["missing"]] == [
        ("missing.concession", "Organisation DES")
    ]
    seen = lot.get("des-owner", "concessions")[0]
    assert [(a["serial"], a["class"], a["is_excepted"]) for a in seen["asked"]] == [
        ("002", "C", False)
    ]
    body = {"id": str(uuid7())}
    done(grant(lot, [report], **body))
    told = done(grant(lot, [report], **body))  # sent twice it is granted once
    assert [(g["serials"], g["text"], g["quantity"]) for g in told["granted"]] == [
        (["002"], WHY, 1)
    ]
    page = lot.get("w1-lead", f"batches/{lot.id}")
    assert page["state"] == "accepted_with_concession"
    way = {each["step"]: each["state"] for each in page["way"]}
    assert (way["reviewed"], way["excepted"], way["first_signature"]) == ("done", "done", "others")
    case = lot.case()
    assert case.accepted
    assert (case.concessions, case.blocks) == ((f"002: {WHY}",), ())
    assert [each.serial for each in case.pieces] == ["001", "002", "003"]
    assert "class_C_failed" in case.open_points


def test_the_lot_waits_until_every_report_is_decided(network: Network) -> None:
    lot = refused_lot(network, failed=("001", "002"))
    first, second = reports(lot)
    done(ask(lot, first))
    done(grant(lot, [first]))
    assert lot.state == "not_accepted"
    scrap(lot, second)
    assert lot.state == "accepted_with_concession"
    assert [each.serial for each in lot.case().pieces] == ["001", "003"]


def test_scrapping_alone_accepts_nothing(network: Network) -> None:
    lot = refused_lot(network)
    scrap(lot, reports(lot)[0])
    assert lot.state == "not_accepted"


def test_class_a_is_never_excepted(network: Network) -> None:
    lot = Lot(network).begun()
    done(lot.answer("002", "A01", {"outcome": "fail"}))
    lot.approved()
    assert refused(ask(lot, reports(lot)[0])) == (409, "concession.class_a")
    assert lot.state == "not_accepted"


def test_beside_a_failure_in_class_a_nothing_is_excepted(network: Network) -> None:
    lot = Lot(network, size_class="C", sampling_c={"scheme": "full"}).begun()
    done(lot.answer("001", "N01", {"value": "3,65"}))
    done(lot.answer("002", "A01", {"outcome": "fail"}))
    lot.approved()
    thin = next(each for each in reports(lot) if each["class"] == "C")
    assert refused(ask(lot, thin)) == (409, "concession.lot_refused_otherwise")


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        ("des2-owner", (404, "concession.not_found")),
        ("w1-lead", (403, "action.not_allowed")),
        ("lab-reviewer", (403, "action.not_allowed")),
        ("ops-admin", (403, "action.not_allowed")),
    ],
)
def test_nobody_else_decides(network: Network, login: str, expected: tuple[int, str]) -> None:
    lot = refused_lot(network)
    done(ask(lot, reports(lot)[0]))
    assert refused(grant(lot, reports(lot), login)) == expected
    assert lot.state == "not_accepted"


def test_a_design_owner_of_the_makers_own_house_does_not_decide(network: Network) -> None:
    lot = refused_lot(network)
    done(ask(lot, reports(lot)[0]))
    with network.house.database.write() as session:
        owner = identity.organisation(session, network.organisation_id("DES"))
        owner.parent_id = network.organisation_id("W1")
        identity.add(session, owner)
    assert refused(grant(lot, reports(lot))) == (403, "concession.not_apart")
    assert lot.state == "not_accepted"


def test_nobody_is_asked_about_others_lots_or_before_the_piece_is_put_aside(
    network: Network,
) -> None:
    lot = refused_lot(network)
    report = reports(lot)[0]
    assert refused(ask(lot, report, aside=False)) == (409, "concession.report_state")
    assert ask(lot, report, "w2-lead").status_code == 404
    assert refused(ask(lot, report, "des-owner", aside=False)) == (403, "action.not_allowed")
    assert refused(grant(lot, [report])) == (404, "concession.not_found")
    by_maker = {"to": "dispositioned", "disposition": "concession", "reason": "looks fine to us"}
    answer = lot.post("w1-lead", f"nonconformances/{report['id']}", by_maker)
    assert refused(answer) == (409, "concession.design_owner_decides")


@POSTGRESQL_THOROUGHLY
def test_a_report_is_excepted_once(network_on_both: Network) -> None:
    lot = refused_lot(network_on_both, failed=("001", "002"))
    first, _ = reports(lot)
    done(ask(lot, first))
    done(grant(lot, [first]))
    assert refused(grant(lot, [first])) == (409, "concession.second")
    for table in ("concession", "concession_unit", "concession_request"):
        with (
            pytest.raises(DBAPIError, match="append-only"),
            network_on_both.house.database.write() as session,
        ):
            session.connection().execute(sql(f"DELETE FROM {table}"))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"quantity": 2}, (409, "concession.quantity")),
        ({"text": "ok"}, (422, "concession.text")),
        ({"text": "x" * 301}, (422, "concession.text")),
        ({"until": "2020-01-01"}, (422, "concession.until_past")),
        ({"password": "not the password"}, (401, "signature.wrong_password")),
    ],
)
def test_what_is_not_a_decision_is_refused(
    network: Network, changes: Json, expected: tuple[int, str]
) -> None:
    lot = refused_lot(network)
    done(ask(lot, reports(lot)[0]))
    assert refused(grant(lot, reports(lot), **changes)) == expected
    assert lot.state == "not_accepted"


def test_more_pieces_than_the_number_given_are_refused(network: Network) -> None:
    lot = refused_lot(network, failed=("001", "002"))
    for each in reports(lot):
        done(ask(lot, each))
    assert refused(grant(lot, reports(lot), quantity=1)) == (409, "concession.quantity")


def test_pieces_that_nobody_looked_at_are_not_cleared_by_naming_the_bad_one(
    network: Network,
) -> None:
    lot = Lot(network, units_made=6, size_class="C", sampling_c={"scheme": "fixed", "n": 3}).begun()
    drawn = next(u["serial"] for u in lot.visit["units"] if "C" in u["drawn_for"])
    done(lot.answer(drawn, "N01", {"value": "3,65"}))
    lot.approved()
    assert refused(ask(lot, reports(lot)[0])) == (409, "concession.not_every_piece")


def refuse(lot: Lot, named: list[Json], login: str = "des-owner", **changes: object) -> Response:
    """The design owner says no."""
    body: Json = {
        "nonconformance_ids": [each["id"] for each in named], "text": NO, "password": PASSWORD,
    }  # fmt: skip
    return lot.post(login, f"concessions/{lot.id}/refuse", body | changes)


@POSTGRESQL_THOROUGHLY
def test_the_design_owner_says_no_and_the_maker_reads_why(network_on_both: Network) -> None:
    lot = refused_lot(network_on_both, failed=("001", "002"))
    first, second = reports(lot)
    for each in (first, second):
        done(ask(lot, each))
    told = done(refuse(lot, [first]))
    assert told == done(refuse(lot, [first]))  # sent twice it changes nothing
    assert [(each["refused"], each["is_open"]) for each in told["asked"]] == [
        (NO, False), (None, True),
    ]  # fmt: skip
    seen = lot.get("w1-lead", f"batches/{lot.id}/concession-requests")
    assert [each["refused"] for each in seen] == [NO, None]
    # what was refused is not granted, and the other way round
    assert refused(grant(lot, [first])) == (409, "concession.refused")
    done(grant(lot, [second]))
    assert refused(refuse(lot, [second])) == (409, "concession.second")
    assert lot.state == "not_accepted"
    scrap_again: Json = {"to": "dispositioned", "disposition": "scrap", "reason": "refused"}
    done(lot.post("w1-lead", f"nonconformances/{first['id']}", scrap_again))
    assert lot.state == "accepted_with_concession"
    assert [each.serial for each in lot.case().pieces] == ["002", "003"]


def test_a_refused_lot_waits_for_its_maker_again(network: Network) -> None:
    lot = refused_lot(network)
    (report,) = reports(lot)
    done(ask(lot, report))
    done(refuse(lot, [report]))
    page = lot.get("w1-lead", f"batches/{lot.id}")
    assert [each["code"] for each in page["missing"]] == ["missing.not_accepted"]


def test_who_may_refuse_and_with_what_words(network: Network) -> None:
    lot = refused_lot(network)
    (report,) = reports(lot)
    assert refuse(lot, [report]).status_code == 404  # nobody asked
    done(ask(lot, report))
    assert refuse(lot, [report], "des2-owner").status_code == 404
    assert refuse(lot, [report], "w1-lead").status_code == 403
    assert refused(refuse(lot, [report], text="no")) == (422, "concession.text")
    assert refuse(lot, [report], password="wrong").status_code == 401
    assert refuse(lot, []).status_code == 422
    assert reports(lot)[0]["state"] == "contained"
    assert lot.by("w2-lead").get(f"/api/batches/{lot.id}/concession-requests").status_code == 404
