"""The trust kit: from one file a device without network knows the same as the server; pairing names its root."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from certificates.public.routes import SHORT
from certificates.trust import client
from certificates.trust.model import TrustBundle
from certificates.trust.words import six_words
from certificates.verification.knowledge import Knowledge
from certificates.verification.model import Verdict
from certificates.verification.verify import verify
from qa_service.cli import run
from tests.certificates.releasable import Releasable
from tests.checklists.makers import Json

LISTS = ("freshness", "trust_list", "status", "recalls")


def _kit(lot: Releasable) -> Json:
    answer = lot.network.client().get("/published/kit.json")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == SHORT["access-control-allow-origin"]
    kit: Json = answer.json()
    return kit


def _taken(kit: Json, lot: Releasable) -> client.Trusted:
    first = client.begin(kit["roots"][0])
    lists = {name: kit[name] for name in LISTS}
    outcome = client.update(first, {"roots": kit["roots"], **lists}, now=lot.house.clock())
    assert outcome.refused == ""
    return outcome.trusted


def test_a_device_with_the_kit_alone_checks_a_label(issued: Releasable) -> None:
    trusted = _taken(_kit(issued), issued)
    assert trusted.trust_list is not None
    assert trusted.status is not None
    known = Knowledge(
        trust=TrustBundle(trusted.root.value, trusted.trust_list.value),
        status=trusted.status.value,
        pinned_root=trusted.root.value.fingerprint,
    )
    now = issued.house.clock()
    assert verify(issued.text(), known, now=now).verdict is Verdict.VALID
    late = verify(issued.text(), known, now=now + timedelta(days=8))
    assert late.verdict is Verdict.VALID_STALE


def test_a_later_kit_follows_and_an_earlier_one_is_refused(
    issued: Releasable, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = _kit(issued)
    first = _taken(earlier, issued)
    issued.house.clock.now += timedelta(days=3)  # type: ignore[attr-defined]  # the standing clock
    later = _kit(issued)
    assert later["freshness"] != earlier["freshness"]
    lists = {name: later[name] for name in LISTS}
    now = issued.house.clock()
    outcome = client.update(first, {"roots": later["roots"], **lists}, now=now)
    assert outcome.refused == ""
    back = {name: earlier[name] for name in LISTS}
    assert client.update(outcome.trusted, back, now=now).refused.endswith("_rollback")


def test_the_command_writes_the_same_kit_and_tells_its_words(
    issued: Releasable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit = _kit(issued)
    out = tmp_path / "kit.json"
    data = str(issued.house.settings.data_dir)
    assert run(["kit", "--out", str(out), "--data", data, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    written = json.loads(out.read_text())
    assert written["roots"] == kit["roots"]
    fingerprint = _taken(written, issued).root.value.fingerprint
    assert said["words"] == list(six_words(fingerprint))
    assert run(["kit", "--out", str(tmp_path / "nowhere" / "kit.json"), "--data", data]) == 2


def test_pairing_names_the_root_to_people_signed_in_and_to_nobody_else(issued: Releasable) -> None:
    assert issued.network.client().get("/api/trust/pairing").status_code == 401
    answer = issued.network.client("aid-store").get("/api/trust/pairing")
    assert answer.status_code == 200
    said = answer.json()
    fingerprint = _taken(_kit(issued), issued).root.value.fingerprint
    assert said["address"].endswith(f"/app/trust#{fingerprint}")
    assert said["words"] == list(six_words(fingerprint))
    assert {len(row) for row in said["modules"]} == {len(said["modules"])}
