"""A certificate covers exactly the pieces that were accepted, once, even when two people press at once."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from httpx2 import Response

from certificates.cose.claims import from_payload
from certificates.issuing import batch_cose
from certificates.log import records as log_records
from inspections.batches import records as batches
from inspections.batches.model import UnitStatus
from inspections.nonconformances import records as nonconformances
from qa_service.ids import uuid7
from tests.certificates.releasable import Releasable
from tests.checklists.makers import done


def mark(ready: Releasable, status: UnitStatus, number: int = 0) -> UUID:
    """Something was found about a piece since the review."""
    with ready.house.database.write() as session:
        unit = batches.units(session, ready.lot.id)[number]
        unit.status = status.value
        batches.add(session, unit)
    return unit.id


@pytest.mark.parametrize(
    "status", [UnitStatus.FAILED, UnitStatus.SCRAPPED, UnitStatus.UNDECIDED, UnitStatus.CONSUMED]
)
def test_piece_that_did_not_pass_gets_no_label(ready: Releasable, status: UnitStatus) -> None:
    bad = mark(ready, status)
    ready.issued()
    labels = ready.labels()
    assert len(labels) == ready.row().quantity == 2
    assert bad not in {each.unit_id for each in labels}
    claims = from_payload(ready.row().claims)
    assert claims.quantity == 2
    assert claims.serial_root == batch_cose.serial_root([each.serial for each in labels])


@pytest.mark.parametrize("status", [UnitStatus.FAILED, UnitStatus.SCRAPPED])
def test_piece_that_went_bad_between_the_signatures_stops_the_release(
    ready: Releasable, status: UnitStatus
) -> None:
    done(ready.sign_first())
    mark(ready, status)
    refused = ready.sign_second()
    assert refused.status_code == 409
    assert refused.json()["code"] == "certificate.batch_not_accepted"
    assert ready.row().state == "pending_second"
    assert {each.text for each in ready.labels()} == {""}


def test_problem_report_between_the_signatures_stops_the_release(ready: Releasable) -> None:
    done(ready.sign_first())
    with ready.house.database.write() as session:
        nonconformances.add(
            session,
            nonconformances.Nonconformance(
                id=uuid7(), batch_id=ready.lot.id, visit_id=ready.lot.visit_id,
                unit_id=batches.units(session, ready.lot.id)[0].id, class_="B", checks="thickness",
                state="open", opened_at=ready.house.clock(),
            ),
        )  # fmt: skip
    refused = ready.sign_second()
    assert refused.json()["details"]["blocks"] == ["nonconformance:B"]
    assert ready.row().state == "pending_second"


def test_lot_without_a_good_piece_gets_no_certificate(ready: Releasable) -> None:
    for number in range(3):
        mark(ready, UnitStatus.SCRAPPED, number)
    refused = ready.sign_first()
    assert refused.status_code == 409
    assert refused.json()["code"] == "certificate.no_pieces"
    assert ready.certificates() == []


def test_lot_has_one_certificate(issued: Releasable) -> None:
    refused = issued.sign_first(certificate_id=uuid7())
    assert refused.status_code == 409
    assert refused.json()["code"] == "certificate.already_there"
    assert len(issued.certificates()) == 1


def test_same_id_for_another_lot_is_refused(issued: Releasable) -> None:
    house = issued.house
    with house.database.write() as session:
        row = issued.row()
        row.batch_id = uuid7()
        session.merge(row)
    assert issued.sign_first().json()["code"] == "envelope.other_content"


def together(calls: Iterable[Callable[[], Response]]) -> list[Response]:
    """All at the same moment."""
    with ThreadPoolExecutor(4) as pool:
        return [each.result() for each in [pool.submit(call) for call in calls]]


def test_two_issuers_at_the_same_moment_make_one_certificate(ready_on_both: Releasable) -> None:
    ready = ready_on_both
    ready.lot.by("lab-issuer")
    ids = [uuid7() for _ in range(4)]

    def prepare(certificate_id: UUID) -> Callable[[], Response]:
        return lambda: ready.sign_first(certificate_id=certificate_id)

    answers = together(prepare(each) for each in ids)
    assert sorted(each.status_code for each in answers) == [201, 409, 409, 409]
    assert len(ready.certificates()) == 1


def test_two_releases_at_the_same_moment_sign_once(ready_on_both: Releasable) -> None:
    ready = ready_on_both
    done(ready.sign_first())
    ready.lot.by("ops-release")
    answers = together([ready.sign_second] * 4)
    assert {each.status_code for each in answers} == {200}, [each.text for each in answers]
    with ready.house.database.read() as session:
        leaves = log_records.all_leaves(session)
    signed = [each.subject for each in leaves if each.kind == "certificate"]
    assert signed == [str(ready.certificate_id)]
