"""Instead of signing: a refusal is final and public, a question holds everything back until it is answered."""

from collections.abc import Callable

import pytest
from httpx2 import Response

from certificates.issuing import agreement
from certificates.issuing.model import CertificateState
from certificates.log import records as leaves
from qa_service.ids import uuid7
from tests.certificates.releasable import FIRST, SECOND, Releasable, with_keys
from tests.checklists.makers import Json, done, refused
from tests.inspections.concessions.making import ask as ask_exception
from tests.inspections.concessions.making import grant, refused_lot, reports, scrap
from tests.network import PASSWORD, Network
from tests.variants import POSTGRESQL_THOROUGHLY

WHY = "The photos of 002 show another buckle."
INSPECTOR = "lab-inspector-1"


def refusal(reason: str = WHY, **changes: object) -> Json:
    return {"id": str(uuid7()), "reason": reason, "password": PASSWORD} | changes


def refuse(lot: Releasable, login: str = FIRST, body: Json | None = None) -> Response:
    return lot.lot.post(login, f"batches/{lot.lot.id}/refusal", body or refusal())


def question(lot: Releasable, login: str = FIRST, **changes: object) -> Response:
    body: Json = {"id": str(uuid7()), "text": "Which gauge was used for 002?"} | changes
    return lot.lot.post(login, f"batches/{lot.lot.id}/questions", body)


def questions(lot: Releasable, login: str = INSPECTOR) -> list[Json]:
    found: list[Json] = lot.lot.get(login, f"batches/{lot.lot.id}/questions")
    return found


def answer(lot: Releasable, login: str = INSPECTOR, text: str = "CAL-1, in date.") -> Response:
    asked = questions(lot)[-1]["id"]
    return lot.lot.post(login, f"questions/{asked}/answer", {"text": text, "password": PASSWORD})


def batch(lot: Releasable, login: str = "w1-lead") -> Json:
    found: Json = lot.lot.get(login, f"batches/{lot.lot.id}")
    return found


def release(lot: Releasable, login: str) -> Json:
    found: Json = lot.lot.get(login, f"batches/{lot.lot.id}/release")
    return found


def agrees(lot: Releasable) -> bool:
    with lot.house.database.read() as session:
        return agreement.check(session).ok


@POSTGRESQL_THOROUGHLY
def test_refused_before_the_first_signature_on_each_engine(ready_on_both: Releasable) -> None:
    lot = ready_on_both
    assert release(lot, FIRST)["may_decide"]
    said = done(refuse(lot))
    assert (said["reason"], said["organisation"]) == (WHY, "Organisation LAB")
    assert batch(lot)["state"] == "not_accepted"
    assert refused(lot.sign_first()) == (409, "certificate.batch_not_accepted")
    assert lot.certificates() == []
    assert agrees(lot)


def test_refused_between_both_signatures_the_prepared_certificate_is_void(
    ready: Releasable,
) -> None:
    done(ready.sign_first())
    assert release(ready, SECOND)["may_decide"]
    done(refuse(ready, SECOND))
    assert ready.row().state == CertificateState.VOID.value
    assert refused(ready.sign_second()) == (409, "certificate.not_waiting")
    assert refused(ready.sign_first(certificate_id=uuid7()))[0] == 409
    assert [each.text for each in ready.labels()] == ["", "", ""]


def test_the_maker_reads_who_refused_and_why_and_what_to_do(ready: Releasable) -> None:
    done(refuse(ready))
    seen = batch(ready)
    assert [each["code"] for each in seen["missing"]] == ["missing.refused"]
    assert seen["missing"][0]["who"]["organisation"] == "Organisation W1"
    step = next(each for each in seen["way"] if each["step"] == "refused")
    assert step["who"] == {
        "organisation": "Organisation LAB", "person": "Person lab-issuer", "role": None,
    }  # fmt: skip
    assert "scrapped" in seen["transitions"]
    view = release(ready, FIRST)  # the inspection itself accepted it
    assert (view["outcome"], view["may_decide"], view["why_not"][-1]) == (
        "accept",
        False,
        "refused",
    )
    told = ready.lot.get("w1-lead", f"batches/{ready.lot.id}/refusal")
    assert (told["reason"], told["person"]) == (WHY, "Person lab-issuer")
    assert ready.lot.by("w2-lead").get(f"/api/batches/{ready.lot.id}/refusal").status_code == 404


def test_the_refusal_is_one_leaf_that_does_not_tell_the_reason(ready: Releasable) -> None:
    done(refuse(ready))
    with ready.house.database.read() as session:
        found = [e for e in leaves.all_leaves(session) if e.kind == "certificate.refused"]
    assert len(found) == 1
    assert b"reason_sha256" in found[0].content
    assert b"buckle" not in found[0].content


def test_the_same_refusal_sent_twice_is_one_and_another_one_is_refused(ready: Releasable) -> None:
    body = refusal()
    assert done(refuse(ready, body=body)) == done(refuse(ready, body=body))
    changed = refuse(ready, body=body | {"reason": "other"})
    assert refused(changed) == (409, "envelope.other_content")
    assert refused(refuse(ready)) == (409, "certificate.refused_before")


def test_never_after_the_certificate_was_issued(issued: Releasable) -> None:
    for login in (FIRST, SECOND):
        assert not release(issued, login)["may_decide"]
        assert refused(refuse(issued, login)) == (409, "certificate.not_waiting")
        assert refused(question(issued, login)) == (409, "certificate.not_waiting")
    assert batch(issued)["state"] == "accepted"


@pytest.mark.parametrize("act", [refuse, question])
@pytest.mark.parametrize(
    ("login", "expected"),
    [
        (SECOND, (403, "certificate.not_the_inspection_body")),
        ("lab2-issuer", (404, "batch.not_found")),
        ("lab-reviewer", (403, "action.not_allowed")),
        ("w1-lead", (403, "action.not_allowed")),
        ("des-owner", (403, "action.not_allowed")),
    ],
)
def test_only_the_issuer_whose_turn_it_is_decides(
    ready: Releasable,
    act: Callable[[Releasable, str], Response],
    login: str,
    expected: tuple[int, str],
) -> None:
    assert refused(act(ready, login)) == expected
    assert batch(ready)["state"] == "accepted"


def test_after_the_first_signature_it_is_the_second_issuers_turn(ready: Releasable) -> None:
    done(ready.sign_first())
    assert not release(ready, FIRST)["may_decide"]
    assert refused(refuse(ready, FIRST))[0] == 403
    assert refused(question(ready, FIRST))[0] == 403


def test_a_refusal_needs_a_reason_and_the_password(ready: Releasable) -> None:
    assert refused(refuse(ready, body=refusal(" \n "))) == (422, "certificate.reason_missing")
    wrong = refuse(ready, body=refusal(password="not it"))
    assert refused(wrong) == (401, "signature.wrong_password")
    assert batch(ready)["state"] == "accepted"


def test_no_exception_leads_round_a_refusal(network: Network) -> None:
    lot = refused_lot(with_keys(network), failed=("002", "003"))
    excepted, other = reports(lot)
    done(ask_exception(lot, excepted))
    done(grant(lot, [excepted]))
    scrap(lot, other)
    assert lot.state == "accepted_with_concession"
    done(refuse(Releasable(network, lot)))
    assert lot.state == "not_accepted"
    for to in ("verified", "closed"):  # each step would settle the concession anew
        done(lot.post("w1-lead", f"nonconformances/{excepted['id']}", {"to": to}))
    assert lot.state == "not_accepted"
    again = ask_exception(lot, other, aside=False)
    assert refused(again) == (409, "concession.lot_refused_by_issuer")


def test_a_lot_in_which_nothing_failed_may_be_refused_too(ready: Releasable) -> None:
    assert reports(ready.lot) == []
    done(refuse(ready))
    assert ready.lot.state == "not_accepted"


@POSTGRESQL_THOROUGHLY
def test_a_question_blocks_the_first_signature_until_it_is_answered(
    ready_on_both: Releasable,
) -> None:
    lot = ready_on_both
    sealed = lot.lot.visit
    done(question(lot, unit_id=lot.lot.units["002"]))
    assert refused(lot.sign_first()) == (409, "certificate.batch_not_accepted")
    view = release(lot, FIRST)
    assert (view["may_sign"], view["may_decide"], view["why_not"][-1]) == (
        "none", True, "question_open",
    )  # fmt: skip
    told = batch(lot)
    assert [each["code"] for each in told["missing"]] == ["missing.question"]
    assert told["missing"][0]["who"]["role"] == "inspector"
    assert all(each["state"] != "yours" for each in batch(lot, FIRST)["way"])
    (asked,) = questions(lot)
    assert (asked["unit"], asked["may_answer"], asked["answer"]) == ("002", True, None)
    done(answer(lot))
    assert [each["code"] for each in batch(lot)["missing"]] == ["missing.first_signature"]
    (seen,) = questions(lot, FIRST)
    assert seen["answer"]["text"] == "CAL-1, in date."
    assert seen["answer"]["person"] == "Person lab-inspector-1"
    assert lot.lot.visit == sealed
    lot.issued()
    assert agrees(lot)


def test_a_question_blocks_the_second_signature_and_keeps_the_first(ready: Releasable) -> None:
    done(ready.sign_first())
    done(question(ready, SECOND))
    assert refused(ready.sign_second()) == (409, "certificate.batch_not_accepted")
    assert release(ready, SECOND)["may_sign"] == "none"
    done(answer(ready))
    done(ready.sign_second())
    assert ready.row().state == CertificateState.ISSUED.value


def test_one_question_at_a_time_and_a_refusal_in_spite_of_it(ready: Releasable) -> None:
    body: Json = {"id": str(uuid7()), "text": "Which gauge?"}
    done(question(ready, **body))
    done(question(ready, **body))
    assert len(questions(ready)) == 1
    assert refused(question(ready)) == (409, "question.waiting")
    changed = question(ready, **(body | {"text": "Which lamp?"}))
    assert refused(changed) == (409, "envelope.other_content")
    done(refuse(ready))
    assert [each["code"] for each in batch(ready)["missing"]] == ["missing.refused"]


def test_only_the_inspector_whose_visit_it_is_answers_and_only_once(ready: Releasable) -> None:
    done(question(ready))
    assert refused(answer(ready, "lab-inspector-2")) == (403, "action.not_allowed")
    assert refused(answer(ready, FIRST)) == (403, "action.not_allowed")
    assert refused(answer(ready, "lab2-inspector"))[0] == 404
    assert refused(answer(ready, text=" ")) == (422, "question.text")
    done(answer(ready))
    done(answer(ready))
    assert refused(answer(ready, text="Another one.")) == (409, "question.answered")


def test_the_maker_does_not_read_what_was_asked(ready: Releasable) -> None:
    done(question(ready))
    path = f"/api/batches/{ready.lot.id}/questions"
    assert ready.lot.by("w1-lead").get(path).status_code == 403
    assert ready.lot.get("w1-admin", f"batches/{ready.lot.id}/questions") == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"text": "  "}, (422, "question.text")),
        ({"text": "x" * 2001}, (422, "question.text")),
        ({"unit_id": str(uuid7())}, (404, "unit.not_found")),
    ],
    ids=["empty", "long", "no such piece"],
)
def test_a_bad_question_says_what_is_wrong(
    ready: Releasable, changes: Json, expected: tuple[int, str]
) -> None:
    assert refused(question(ready, **changes)) == expected
    assert questions(ready) == []
