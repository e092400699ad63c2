"""From a size of class C that failed to a label that says amber, and what stops it on the way."""

from datetime import timedelta

import pytest

from certificates.cose.claims import from_payload
from inspections.batches import records as batches
from inspections.batches.model import UnitStatus
from tests.certificates.releasable import Releasable, with_keys
from tests.checklists.makers import done, refused
from tests.conftest import StandingClock
from tests.inspections.concessions.making import WHY, ask, excepted_lot, grant, refused_lot, reports
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY


def excepted(network: Network, **changes: object) -> Releasable:
    """A lot with a concession, ready for its signatures."""
    lot = excepted_lot(network, **changes)
    return Releasable(with_keys(network), lot)


@POSTGRESQL_THOROUGHLY
def test_the_excepted_piece_says_amber_and_its_neighbours_do_not(
    network_on_both: Network,
) -> None:
    ready = excepted(network_on_both)
    view = ready.lot.get("lab-issuer", f"batches/{ready.lot.id}/release")
    assert view["concessions"] == [f"002: {WHY}"]
    assert view["may_sign"] == "first"
    ready.issued()
    assert from_payload(ready.row().claims).concessions == (f"002: {WHY}",)
    page = ready.network.client()
    for label in ready.labels():
        is_excepted = label.maker_serial == "002"
        report = ready.outsider(label.text)
        assert (report.verdict.value, report.concession) == ("valid", is_excepted)
        told = done(page.post("/api/scans", json={"text": label.text}))
        texts = [f"002: {WHY}"] if is_excepted else []
        assert (told["concession"], told["concession_texts"]) == (is_excepted, texts)
        html = page.get(f"/01/{label.gtin}/10/{label.lot}/21/{label.serial}").text
        assert (WHY in html) is is_excepted


def test_nothing_is_signed_after_the_last_day(network: Network, clock: StandingClock) -> None:
    ready = excepted(network, until=clock().date().isoformat())
    done(ready.sign_first())
    clock.now += timedelta(days=1)
    late = ready.sign_second()
    assert refused(late) == (409, "certificate.batch_not_accepted")
    assert late.json()["details"]["blocks"] == ["concession_over"]
    assert {each.text for each in ready.labels()} == {""}


def test_a_piece_that_was_not_named_stops_the_certificate(network: Network) -> None:
    ready = excepted(network)
    with network.house.database.write() as session:
        other = next(u for u in batches.units(session, ready.lot.id) if u.serial == "003")
        other.status = UnitStatus.EXCEPTED.value
        batches.add(session, other)
    late = ready.sign_first()
    assert refused(late) == (409, "certificate.batch_not_accepted")
    assert late.json()["details"]["blocks"] == ["concession_units"]


@pytest.mark.parametrize("is_asked", [False, True])
def test_without_the_owners_word_there_is_no_certificate(network: Network, is_asked: bool) -> None:
    ready = Releasable(with_keys(network), refused_lot(network))
    if is_asked:
        done(ask(ready.lot, reports(ready.lot)[0]))
        assert grant(ready.lot, reports(ready.lot), "des2-owner").status_code == 404
    assert refused(ready.sign_first()) == (409, "certificate.batch_not_accepted")
