"""Published files: versions only rise, a stranger reads them, a mirror serves them, and they never grow old."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from httpx2 import Response
from sqlmodel import select

from certificates.issuing import freshness
from certificates.publishing import actions as publishing
from certificates.publishing import records
from certificates.trust import reading
from certificates.trust.model import TrustBundle
from certificates.verification.knowledge import Knowledge
from certificates.verification.model import Verdict
from certificates.verification.verify import verify
from qa_service.app import start
from qa_service.errors import NotFound
from tests.certificates.releasable import Releasable
from tests.checklists.makers import Json, done
from tests.conftest import StandingClock
from tests.network import Network

FILES = ("trust", "status", "recalls")


def fetch(lot: Releasable, name: str, **headers: str) -> Response:
    answer: Response = lot.network.client().get(f"/published/{name}.json", headers=headers)
    return answer


def versions(lot: Releasable) -> dict[str, int]:
    with lot.house.database.read() as session:
        found = {name: records.newest(session, name) for name in FILES}
    return {name: row.version for name, row in found.items() if row}


def bundle(lot: Releasable) -> TrustBundle:
    return reading.read_bundle(fetch(lot, "trust").json())


def stranger(lot: Releasable) -> Knowledge:
    """Somebody who fetched the three files and nothing else."""
    known = bundle(lot)
    return Knowledge(
        trust=known,
        status=reading.read_status(fetch(lot, "status").json(), known.root),
        recalls=reading.read_recalls(fetch(lot, "recalls").json(), known.root),
        pinned_root=known.root.fingerprint,
    )


def test_stranger_verifies_with_the_files_alone_on_each_engine(
    ready_on_both: Releasable,
) -> None:
    issued = ready_on_both.issued()
    known = stranger(issued)
    report = verify(issued.text(), known, now=issued.house.clock())
    assert (report.verdict, report.trust_pinned) == (Verdict.VALID, True)
    assert (report.product, report.quantity) == ("Plate", 3)
    assert report.maker is not None
    assert report.issuer is not None
    assert (report.maker.name, report.issuer.name) == ("Organisation W1", "Organisation OPS")


def test_versions_rise_with_every_change(ready: Releasable) -> None:
    before = versions(ready)
    fingerprint = bundle(ready).root.fingerprint
    ready.issued()
    issued = versions(ready)
    done(ready.change("suspend"))
    held = versions(ready)
    assert all(issued[name] == before[name] + 1 for name in FILES)
    assert held["status"] == issued["status"] + 1
    assert held["trust"] == issued["trust"]
    known = bundle(ready)
    assert known.trust_list.version == held["trust"]
    assert known.root.version == 1  # a root is signed when its keys change, never for a lot
    assert known.root.fingerprint == fingerprint


def test_every_version_is_kept(issued: Releasable) -> None:
    with issued.house.database.read() as session:
        kept = session.exec(select(records.Publication)).all()
    for name in FILES:
        numbers = sorted(each.version for each in kept if each.kind == name)
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("name", FILES)
def test_file_is_static_and_a_mirror_asks_cheaply(issued: Releasable, name: str) -> None:
    first = fetch(issued, name)
    assert first.status_code == 200
    assert first.headers["content-type"].startswith("application/json")
    assert "public" in first.headers["cache-control"]
    assert first.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in first.headers
    again = fetch(issued, name)
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    same = fetch(issued, name, **{"if-none-match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    weak = fetch(issued, name, **{"if-none-match": f'"other", W/{first.headers["etag"]}'})
    assert weak.status_code == 304
    assert fetch(issued, name, **{"if-none-match": '"other"'}).status_code == 200


def test_status_changes_its_tag(issued: Releasable) -> None:
    tag = fetch(issued, "status").headers["etag"]
    done(issued.change("suspend"))
    changed = fetch(issued, "status", **{"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


@pytest.mark.parametrize("name", FILES)
def test_changed_file_is_refused_by_the_reader(issued: Releasable, name: str) -> None:
    root = bundle(issued).root
    value: Json = fetch(issued, name).json()
    sealed = value["trust_list"] if name == "trust" else value
    payload = sealed["payload"]
    at = len(payload) // 2
    sealed["payload"] = payload[:at] + ("A" if payload[at] != "A" else "B") + payload[at + 1 :]
    readers: dict[str, Callable[[], object]] = {
        "trust": lambda: reading.read_bundle(value),
        "status": lambda: reading.read_status(value, root),
        "recalls": lambda: reading.read_recalls(value, root),
    }
    with pytest.raises(reading.TrustFault):
        readers[name]()


def test_files_are_not_there_before_the_first_start(network: Network) -> None:
    client = network.client()
    for name in FILES:
        assert client.get(f"/published/{name}.json").status_code == 404
    assert client.get("/published/checkpoint").status_code == 404
    with network.house.database.read() as session, pytest.raises(NotFound):
        publishing.published(session, publishing.TRUST)
    assert not freshness.keep(network.house, now=network.house.clock())


def test_files_hold_no_names_of_persons(issued: Releasable) -> None:
    for name in FILES:
        assert "Person " not in json.dumps(fetch(issued, name).json())


def test_network_that_releases_nothing_stays_fresh(
    issued: Releasable, clock: StandingClock
) -> None:
    text = issued.text()
    for days in (3, 10, 40, 100, 200):
        clock.now += timedelta(days=days)
        report = verify(text, stranger(issued), now=clock.now)
        assert report.verdict is Verdict.VALID, (days, report.reason)
    scanned = done(issued.network.client().post("/api/scans", json={"text": text}))
    assert scanned["verdict"] == "valid"


def test_scan_after_a_quiet_week_is_valid(issued: Releasable, clock: StandingClock) -> None:
    clock.now += timedelta(days=9)
    scanned = done(issued.network.client().post("/api/scans", json={"text": issued.text()}))
    assert scanned["verdict"] == "valid"


def test_fresh_files_are_left_alone(issued: Releasable, clock: StandingClock) -> None:
    before = versions(issued)
    clock.now += timedelta(hours=23)
    for name in FILES:
        fetch(issued, name)
    assert versions(issued) == before
    clock.now += timedelta(hours=1)
    fetch(issued, "status")
    after = versions(issued)
    assert after["status"] == before["status"] + 1
    assert after["trust"] == before["trust"]


def test_withdrawn_items_stay_withdrawn_when_signed_again(
    issued: Releasable, clock: StandingClock
) -> None:
    done(issued.change("revoke"))
    clock.now += timedelta(days=10)
    assert verify(issued.text(), stranger(issued), now=clock.now).verdict is Verdict.REVOKED


def test_service_without_its_keys_starts_and_says_so(
    issued: Releasable, clock: StandingClock, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (issued.house.settings.data_dir / "keys").glob("*.pem"):
        path.unlink()
    clock.now += timedelta(days=10)
    start(issued.house)
    assert "could not be signed again: key.file_missing" in capsys.readouterr().err
    assert fetch(issued, "status").status_code == 200  # old files are better than none
    scanned = done(issued.network.client().post("/api/scans", json={"text": issued.text()}))
    assert scanned["verdict"] == "valid_stale"
