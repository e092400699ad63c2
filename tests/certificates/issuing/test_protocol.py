"""Issue protocol: a crash after any step leaves no signature without its record, and a retry issues once."""

from collections.abc import Callable
from datetime import timedelta
from types import ModuleType

import pytest
from sqlalchemy import event

from certificates.issuing import actions, batch_cose, lint, preparing, records, releasing
from certificates.issuing.model import CertificateState
from certificates.keyring import actions as keyring
from certificates.log import actions as log
from certificates.log import records as log_records
from certificates.publishing import actions as publishing
from certificates.tree import merkle
from certificates.verification.model import Verdict
from qa_service.app import start
from qa_service.audit import actions as audit
from qa_service.identity import actions as identity
from qa_service.ids import uuid7
from tests.certificates.releasable import Releasable
from tests.checklists.makers import done
from tests.conftest import StandingClock
from tests.variants import POSTGRESQL_THOROUGHLY

Step = tuple[ModuleType, str, int]
FIRST_STEPS: list[Step] = [
    (identity, "confirm", 1),
    (keyring, "current", 1),
    (preparing, "_reserve_labels", 1),
    (lint, "faults", 1),
    (keyring, "current", 2),
    (batch_cose, "sign", 1),
    (batch_cose, "is_signed", 1),
    (preparing, "_store", 1),
]
SECOND_STEPS: list[Step] = [
    (identity, "confirm", 1),
    (releasing, "_issue", 1),
    (keyring, "current", 1),
    (batch_cose, "is_signed", 1),
    (batch_cose, "sign", 1),
    (log, "append", 1),
    (releasing, "_signed_text", 1),
    (releasing, "_signed_text", 3),
    (publishing, "publish", 1),
    (publishing, "_status", 1),
    (publishing, "_freshness", 1),
    (releasing, "_verify_as_outsider", 1),
]


class CrashError(Exception):
    """The process went away."""


def named(step: object) -> str:
    return f"{step[0].__name__}.{step[1]}-{step[2]}" if isinstance(step, tuple) else str(step)


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> Callable[[Step], None]:
    """Make the nth call of a function the last thing that happens; afterwards all is well again."""

    def arrange(step: Step) -> None:
        module, name, which = step
        real, calls = getattr(module, name), [0]

        def dying(*args: object, **named_args: object) -> object:
            calls[0] += 1
            if calls[0] == which:
                raise CrashError
            return real(*args, **named_args)

        monkeypatch.setattr(module, name, dying)

    return arrange


def crash_at_commit(ready: Releasable, which: int) -> None:
    """The database never hears the nth commit."""
    calls = [0]

    def dying(_connection: object) -> None:
        calls[0] += 1
        if calls[0] == which:
            raise CrashError

    event.listen(ready.house.database.engine, "commit", dying)


def assert_every_signature_has_its_record(ready: Releasable) -> None:
    """Signatures, leaves and label texts exist with the state that answers for them, or not at all."""
    issued = {CertificateState.ISSUED.value}
    signed_once = issued | {CertificateState.PENDING_SECOND.value}
    with ready.house.database.read() as session:
        rows = records.visible(session, None)
        leaves = [each for each in log_records.all_leaves(session) if each.kind == "certificate"]
        for row in rows:
            assert (row.first_signed is not None) == (row.state in signed_once)
            assert (row.second_signed is not None) == (row.state in issued)
            texts = [bool(each.text) for each in records.labels(session, row.id)]
            assert set(texts) == {row.state in issued}
        assert {(each.position, each.subject) for each in leaves} == {
            (row.leaf, str(row.id)) for row in rows if row.state in issued
        }
        assert audit.verify(session).broken_at is None


def assert_issued_once(ready: Releasable) -> None:
    """One certificate, one leaf, a valid label for each piece, each serial its own."""
    assert_every_signature_has_its_record(ready)
    rows = [each for each in ready.certificates() if each.state != CertificateState.VOID.value]
    assert [row.state for row in rows] == [CertificateState.ISSUED.value]
    ready.certificate_id = rows[0].id
    labels = ready.labels()
    assert len({each.serial for each in labels}) == len(labels) == rows[0].quantity == 3
    assert {ready.outsider(each.text).verdict for each in labels} == {Verdict.VALID}


@pytest.mark.parametrize("step", FIRST_STEPS, ids=named)
def test_crash_at_the_first_signature_then_the_same_request_again(
    ready: Releasable, crash: Callable[[Step], None], step: Step
) -> None:
    crash(step)
    assert ready.sign_first().status_code == 500
    assert_every_signature_has_its_record(ready)
    done(ready.sign_first())
    assert_every_signature_has_its_record(ready)
    done(ready.sign_second())
    assert_issued_once(ready)


@pytest.mark.parametrize("step", FIRST_STEPS[3:], ids=named)
def test_crash_at_the_first_signature_then_a_restart_voids_what_was_prepared(
    ready: Releasable, crash: Callable[[Step], None], step: Step, clock: StandingClock
) -> None:
    crash(step)
    assert ready.sign_first().status_code == 500
    assert [each.state for each in ready.certificates()] == ["prepared"]
    clock.now += timedelta(minutes=2)
    assert actions.tidy_up(ready.house) == 1
    assert ready.row().state == "void"
    assert ready.sign_first().json()["code"] == "certificate.not_waiting"
    ready.certificate_id = uuid7()
    done(ready.sign_first())
    done(ready.sign_second())
    assert_issued_once(ready)


@pytest.mark.parametrize("step", SECOND_STEPS, ids=named)
def test_crash_at_the_second_signature_leaves_it_waiting(
    ready: Releasable, crash: Callable[[Step], None], step: Step, clock: StandingClock
) -> None:
    done(ready.sign_first())
    crash(step)
    assert ready.sign_second().status_code == 500
    assert_every_signature_has_its_record(ready)
    assert ready.row().state == "pending_second"
    clock.now += timedelta(minutes=2)
    assert actions.tidy_up(ready.house) == 0  # one signature was given: a person decides, no clock
    done(ready.sign_second())
    assert_issued_once(ready)


@pytest.mark.parametrize("which", [1, 2])
def test_lost_commit_of_the_first_signature(ready: Releasable, which: int) -> None:
    ready.lot.by("lab-issuer")
    crash_at_commit(ready, which)
    assert ready.sign_first().status_code == 500
    assert_every_signature_has_its_record(ready)
    done(ready.sign_first())
    done(ready.sign_second())
    assert_issued_once(ready)


@pytest.mark.parametrize("which", [1, 2])
def test_lost_commit_of_the_second_signature(ready: Releasable, which: int) -> None:
    done(ready.sign_first())
    ready.lot.by("ops-release")
    crash_at_commit(ready, which)
    assert ready.sign_second().status_code == 500
    assert_every_signature_has_its_record(ready)
    assert ready.row().state == "pending_second"
    done(ready.sign_second())
    assert_issued_once(ready)


def test_service_tidies_up_at_its_start_and_says_so(
    ready: Releasable,
    crash: Callable[[Step], None],
    clock: StandingClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    crash((lint, "faults", 1))
    assert ready.sign_first().status_code == 500
    start(ready.house)
    assert ready.row().state == "prepared"  # too young: another process may be at it
    clock.now += timedelta(minutes=2)
    start(ready.house)
    assert ready.row().state == "void"
    assert "1 certificate(s) prepared before a crash were voided" in capsys.readouterr().err


def test_crash_without_a_restart_blocks_nobody_for_long(
    ready: Releasable, crash: Callable[[Step], None], clock: StandingClock
) -> None:
    crash((lint, "faults", 1))
    assert ready.sign_first().status_code == 500
    assert ready.sign_first(certificate_id=uuid7()).json()["code"] == "certificate.already_there"
    clock.now += timedelta(minutes=2)
    left, ready.certificate_id = ready.certificate_id, uuid7()
    done(ready.sign_first())
    done(ready.sign_second())
    assert {each.id for each in ready.certificates() if each.state == "void"} == {left}
    assert_issued_once(ready)


def test_serials_and_status_places_of_a_void_certificate_are_not_used_again(
    ready: Releasable, crash: Callable[[Step], None], clock: StandingClock
) -> None:
    crash((lint, "faults", 1))
    ready.sign_first()
    left = ready.labels()
    clock.now += timedelta(minutes=2)
    actions.tidy_up(ready.house)
    ready.certificate_id = uuid7()
    ready.issued()
    assert {each.serial for each in left}.isdisjoint(each.serial for each in ready.labels())
    assert min(each.status_index for each in ready.labels()) == 3


def test_voiding_spares_what_was_signed_meanwhile(ready: Releasable) -> None:
    done(ready.sign_first())
    now = ready.house.clock()
    assert not preparing.void(ready.house, ready.certificate_id, reason="late", now=now)
    assert ready.row().state == "pending_second"


def test_restart_between_signing_and_storing_refuses_the_late_signature(
    ready: Releasable, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = batch_cose.is_signed

    def voided_meanwhile(signed: bytes, *, payload: bytes, public_key: bytes) -> bool:
        now = ready.house.clock()
        preparing.void(ready.house, ready.certificate_id, reason="restart", now=now)
        return real(signed, payload=payload, public_key=public_key)

    monkeypatch.setattr(batch_cose, "is_signed", voided_meanwhile)
    assert ready.sign_first().json()["code"] == "certificate.not_waiting"
    assert ready.row().first_signed is None


@POSTGRESQL_THOROUGHLY
def test_release_on_each_engine(ready_on_both: Releasable) -> None:
    ready = ready_on_both.issued()
    assert_issued_once(ready)
    row = ready.row()
    assert row.first_signed is not None
    assert row.second_signed is not None
    with ready.house.database.read() as session:
        leaf = log_records.all_leaves(session)[-1]
    assert leaf.position == row.leaf
    assert leaf.content == batch_cose.both(row.first_signed, row.second_signed)
    assert leaf.leaf_hash_hex == merkle.leaf_hash(leaf.content).hex()


def test_same_requests_again_answer_the_same(issued: Releasable) -> None:
    first, second = done(issued.sign_first()), done(issued.sign_second())
    assert first == second
    assert first["state"] == "issued"
    assert_issued_once(issued)


def test_claims_that_break_a_rule_are_voided_before_anybody_signs(
    ready: Releasable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "not_checked", lambda _case: ())
    refused = ready.sign_first()
    assert refused.status_code == 409
    assert refused.json()["code"] == "certificate.lint"
    assert "claims.nothing_not_checked" in refused.json()["details"]["rules"]
    assert ready.row().state == "void"
    assert_every_signature_has_its_record(ready)


def test_label_that_an_outsider_would_refuse_is_never_stored(
    ready: Releasable, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(ready.sign_first())
    real = releasing._signed_text
    wrong = {"1": "2"}
    monkeypatch.setattr(
        releasing,
        "_signed_text",
        lambda *args: real(*args)[:-1] + wrong.get(real(*args)[-1], "1"),
    )
    assert ready.sign_second().json()["code"] == "certificate.label_not_right"
    assert ready.row().state == "pending_second"
    assert_every_signature_has_its_record(ready)
