"""Suspend, resume, revoke: with a reason, with a second person where it matters, and published at once."""

import pytest

from certificates.issuing import agreement, records
from certificates.verification.model import Verdict
from qa_service.audit import records as audit
from qa_service.ids import uuid7
from tests.certificates.releasable import Releasable
from tests.checklists.makers import done
from tests.variants import POSTGRESQL_THOROUGHLY


def test_suspended_then_resumed_by_another_person(issued: Releasable) -> None:
    assert issued.outsider(issued.text()).verdict is Verdict.VALID
    assert done(issued.change("suspend", "ops-release"))["state"] == "suspended"
    assert {issued.outsider(each.text).verdict for each in issued.labels()} == {Verdict.SUSPENDED}
    alone = issued.change("resume", "ops-release")
    assert alone.status_code == 403
    assert alone.json()["code"] == "certificate.second_person"
    assert done(issued.change("resume", "lab-issuer"))["state"] == "issued"
    assert issued.outsider(issued.text()).verdict is Verdict.VALID


@POSTGRESQL_THOROUGHLY
def test_revoked_on_each_engine_for_ever(ready_on_both: Releasable) -> None:
    issued = ready_on_both.issued()
    assert issued.change("revoke", "ops-release").status_code == 403  # who released it alone
    assert issued.outsider(issued.text()).verdict is Verdict.VALID
    assert done(issued.change("revoke", "lab-issuer"))["state"] == "revoked"
    assert {issued.outsider(each.text).verdict for each in issued.labels()} == {Verdict.REVOKED}
    for verb in ("resume", "suspend"):
        refused = issued.change(verb, "ops-release")
        assert refused.status_code == 409
        assert refused.json()["code"] == "certificate.transition_not_allowed"
    assert issued.outsider(issued.text()).verdict is Verdict.REVOKED


def test_suspended_by_the_inspection_body_and_revoked_by_the_operator(issued: Releasable) -> None:
    done(issued.change("suspend", "lab-issuer"))
    assert issued.change("revoke", "lab-issuer").status_code == 403
    assert done(issued.change("revoke", "ops-release"))["state"] == "revoked"


def test_second_hold_asks_who_held_it_last(issued: Releasable) -> None:
    done(issued.change("suspend", "ops-release"))
    done(issued.change("resume", "lab-issuer"))
    done(issued.change("suspend", "lab-issuer"))
    assert issued.change("resume", "lab-issuer").status_code == 403
    done(issued.change("resume", "ops-release"))


def test_reason_and_password_are_needed(issued: Releasable) -> None:
    assert issued.change("suspend", reason="").status_code == 422
    assert issued.change("suspend", reason="  \n").json()["code"] == "certificate.reason_missing"
    assert issued.change("suspend", password="not this").status_code == 401
    assert issued.row().state == "issued"


def test_reason_is_kept_with_who_gave_it(issued: Releasable) -> None:
    done(issued.change("suspend", "lab-issuer", reason="Cracks <seen> at the store"))
    with issued.house.database.read() as session:
        entry = audit.newest(session, subject=str(issued.certificate_id), organisation_id=None)[0]
    assert entry.action == "certificate.suspended"
    assert "Cracks <seen> at the store" in entry.details
    assert entry.actor_id == str(issued.network.person_id("lab-issuer"))


def test_same_step_twice_is_one_step(issued: Releasable) -> None:
    done(issued.change("suspend"))
    done(issued.change("suspend"))
    with issued.house.database.read() as session:
        entries = audit.newest(session, subject=str(issued.certificate_id), organisation_id=None)
    assert [each.action for each in entries].count("certificate.suspended") == 1


@pytest.mark.parametrize(
    ("login", "status"),
    [("w1-lead", 403), ("lab-inspector-1", 403), ("ops-admin", 403), ("lab2-issuer", 404)],
)
def test_others_withdraw_nothing(issued: Releasable, login: str, status: int) -> None:
    assert issued.change("revoke", login).status_code == status
    assert issued.row().state == "issued"


def test_what_was_never_released_cannot_be_held(ready: Releasable) -> None:
    done(ready.sign_first())
    refused = ready.change("suspend")
    assert refused.json()["code"] == "certificate.transition_not_allowed"


def test_labels_of_a_held_lot_are_not_printed(issued: Releasable) -> None:
    done(issued.change("suspend"))
    path = f"/api/batches/{issued.lot.id}/print-plan"
    refused = issued.lot.by("w1-lead").get(path)
    assert refused.status_code == 409
    assert refused.json()["code"] == "certificate.not_issued"


def test_superseded_certificate_makes_room_for_a_corrected_one(issued: Releasable) -> None:
    old, texts = issued.row(), [each.text for each in issued.labels()]
    assert issued.change("supersede", "ops-release").status_code == 403  # who released it alone
    assert issued.change("supersede", "lab-issuer", reason=" ").status_code == 422
    assert done(issued.change("supersede", "lab-issuer", reason="Wrong date"))["state"] == (
        "superseded"
    )
    assert {issued.outsider(each).verdict for each in texts} == {Verdict.REVOKED}
    for verb in ("resume", "suspend", "revoke"):
        refused = issued.change(verb, "ops-release")
        assert refused.json()["code"] == "certificate.transition_not_allowed"
    issued.certificate_id = uuid7()
    issued.issued()
    shown = done(issued.lot.by("lab-issuer").get(f"/api/certificates/{issued.certificate_id}"))
    assert (shown["supersedes"], shown["labels_count"]) == (old.number, len(texts))
    assert {issued.outsider(each.text).verdict for each in issued.labels()} == {Verdict.VALID}
    assert {issued.outsider(each).verdict for each in texts} == {Verdict.REVOKED}
    with issued.house.database.read() as session:
        assert agreement.check(session).ok
        good = [row for row in records.visible(session, None) if row.state == "issued"]
        assert sum(row.quantity for row in good) == len(texts)  # never more than was accepted
