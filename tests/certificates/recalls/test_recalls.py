"""Two persons recall; from then on every scan says so, offline too, and the log holds it."""

from dataclasses import replace
from typing import Any

import pytest

from certificates.log import records as leaves
from certificates.publishing import actions as publishing
from certificates.recalls.model import RecallFault, Scope, Words
from certificates.trust.model import SUSPENDED
from certificates.verification.model import Verdict
from certificates.verification.verify import verify
from qa_service.cli import run
from qa_service.ids import uuid7
from tests.certificates.releasable import Releasable
from tests.checklists.makers import Json, done, refused
from tests.network import PASSWORD

GTIN = "09521234000013"


def recall(of: Releasable, **changed: Any) -> Json:
    return {
        "id": str(uuid7()), "gtin": of.row().gtin, "lot": of.row().lot, "reason": "hooks_break",
        "action": "Do not use. Return it.", "contact": "recalls@example.org",
        "password": PASSWORD,
    } | changed  # fmt: skip


def post(lot: Releasable, login: str, path: str, body: Json) -> Any:
    return lot.network.client(login).post(f"/api/recalls{path}", json=body)


def test_recalled_by_two_persons(issued: Releasable) -> None:
    body = recall(issued)
    proposed = done(post(issued, "lab-issuer", "", body))
    assert (proposed["state"], proposed["labels"]) == ("proposed", 3)
    assert done(post(issued, "lab-issuer", "", body)) == proposed  # sent twice
    assert issued.outsider(issued.text()).verdict is Verdict.VALID
    alone = post(issued, "lab-issuer", f"/{body['id']}/confirm", {"password": PASSWORD})
    assert (alone.status_code, alone.json()["code"]) == (403, "recall.second_person")
    wrong = post(issued, "ops-release", f"/{body['id']}/confirm", {"password": "x"})
    assert wrong.status_code == 401
    done(post(issued, "ops-release", f"/{body['id']}/confirm", {"password": PASSWORD}))
    done(post(issued, "ops-release", f"/{body['id']}/confirm", {"password": PASSWORD}))
    for each in issued.labels():
        report = issued.outsider(each.text)
        assert (report.verdict, report.reason) == (Verdict.RECALLED, "hooks_break")
    scanned = done(issued.network.client().post("/api/scans", json={"text": issued.text()}))
    assert scanned["verdict"] == "recalled"
    label = issued.labels()[0]
    page = issued.network.client().get(f"/01/{label.gtin}/10/{label.lot}/21/{label.serial}")
    assert 'data-verdict="recalled"' in page.text or "recall" in page.text.lower()
    feed = issued.network.client().get("/published/recalls.json")
    assert feed.status_code == 200
    with issued.house.database.read() as session:
        kinds = [each.kind for each in leaves.all_leaves(session)]
    assert kinds.count("recall.issued") == 1
    assert run(["log", "verify", "--data", str(issued.house.settings.data_dir)]) == 0


def test_range_spares_its_neighbours(issued: Releasable) -> None:
    serials = sorted(each.serial for each in issued.labels())
    body = recall(issued, serial=serials[1], serial_to="ZZZZZZZ")
    assert done(post(issued, "lab-issuer", "", body))["labels"] == 2
    done(post(issued, "ops-admin", f"/{body['id']}/confirm", {"password": PASSWORD}))
    said = {e.serial: issued.outsider(e.text).verdict for e in issued.labels()}
    assert [said[each] for each in serials] == [
        Verdict.VALID, Verdict.RECALLED, Verdict.RECALLED,
    ]  # fmt: skip


def test_proposal_given_up_never_shows(issued: Releasable) -> None:
    body = recall(issued)
    done(post(issued, "lab-issuer", "", body))
    done(post(issued, "ops-release", f"/{body['id']}/give-up", {}))
    late = post(issued, "ops-release", f"/{body['id']}/confirm", {"password": PASSWORD})
    assert (late.status_code, late.json()["code"]) == (409, "recall.not_waiting")
    assert issued.outsider(issued.text()).verdict is Verdict.VALID
    assert issued.network.client("w1-lead").get("/api/recalls").json() == []
    assert len(issued.network.client("ops-release").get("/api/recalls").json()) == 1


def test_who_may_and_what_is_refused(issued: Releasable) -> None:
    for login in ("w1-lead", "w1-admin", "aid-store", "lab-inspector-1"):
        assert post(issued, login, "", recall(issued)).status_code == 403
    for changed, code in (
        ({"gtin": "1"}, "recall.gtin"),
        ({"gtin": "09521234000014"}, "recall.gtin"),
        ({"lot": "k7"}, "recall.name"),
        ({"lot": "B", "lot_to": "A"}, "recall.range"),
        ({"lot": None, "lot_to": "A"}, "recall.range"),
        ({"reason": "They broke!"}, "recall.reason"),
        ({"action": " "}, "recall.words_missing"),
        ({"contact": ""}, "recall.words_missing"),
    ):
        refused = post(issued, "lab-issuer", "", recall(issued, **changed))
        assert (refused.status_code, refused.json()["code"]) == (422, code)
    missing = post(issued, "ops-release", f"/{uuid7()}/confirm", {"password": PASSWORD})
    assert missing.status_code == 404


@pytest.mark.parametrize("gtin", ["", "x" * 14, "0" * 13, "\u0660" * 14])
def test_scope_names_a_product(gtin: str) -> None:
    with pytest.raises(RecallFault, match=r"recall\.gtin"):
        Scope(gtin)


def test_words_are_needed() -> None:
    assert Scope(GTIN, "A", "B").lot_to == "B"
    with pytest.raises(RecallFault, match=r"recall\.reason"):
        Words("", "x", "y")


def test_by_commands(issued: Releasable, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(issued.house.settings.data_dir)
    row = issued.row()
    given = ["recall", "propose", row.gtin, "--lot", row.lot, "--reason", "hooks_break",
             "--do", "Return it", "--contact", "x@example.org", "--data", folder]  # fmt: skip
    assert run([*given, "--login", "nobody", "--password", PASSWORD]) == 2
    assert run([*given, "--login", "lab-issuer", "--password", "wrong"]) == 2
    assert run([*given, "--login", "lab-issuer", "--password", PASSWORD]) == 0
    recall_id = capsys.readouterr().out.split()[-1]
    by = ["--password", PASSWORD, "--data", folder]
    assert run(["recall", "confirm", recall_id, "--login", "lab-issuer", *by]) == 2
    assert run(["recall", "confirm", "x", "--login", "ops-release", *by]) == 2
    assert run(["recall", "confirm", recall_id, "--login", "ops-release", *by]) == 0
    assert run(["recall", "list", "--data", folder]) == 0
    assert "issued" in capsys.readouterr().out


def test_a_recalled_lot_is_on_hold_in_the_status_list_and_only_two_persons_resume_it(
    issued: Releasable,
) -> None:
    body = recall(issued)
    done(post(issued, "lab-issuer", "", body))
    assert issued.row().state == "issued"
    done(post(issued, "ops-release", f"/{body['id']}/confirm", {"password": PASSWORD}))
    assert issued.row().state == "suspended"
    with issued.house.database.read() as session:
        known = publishing.knowledge(session)
    assert known.status is not None
    for each in issued.labels():
        assert known.status.status(each.status_index) == SUSPENDED
        # without the feed, or past it, the item is on hold still
        alone = verify(each.text, replace(known, recalls=None), now=issued.house.clock())
        assert alone.verdict is Verdict.SUSPENDED
    job = issued.lot.post("w1-lead", f"batches/{issued.lot.id}/print-jobs", {"id": str(uuid7())})
    assert refused(job) == (409, "certificate.not_issued")
    assert refused(issued.change("resume", "ops-release")) == (403, "certificate.second_person")
    done(issued.change("resume", "lab-issuer"))
    assert issued.outsider(issued.text()).verdict is Verdict.RECALLED


def test_a_recall_of_some_items_leaves_the_rest_of_the_lot_alone(issued: Releasable) -> None:
    first = min(each.serial for each in issued.labels())
    body = recall(issued, serial=first)
    done(post(issued, "lab-issuer", "", body))
    done(post(issued, "ops-release", f"/{body['id']}/confirm", {"password": PASSWORD}))
    assert issued.row().state == "issued"
    said = [issued.outsider(each.text).verdict.value for each in issued.labels()]
    assert sorted(said) == ["recalled", "valid", "valid"]


def test_nothing_is_on_hold_when_the_recall_cannot_be_published(
    issued: Releasable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    body = recall(issued)
    done(post(issued, "lab-issuer", "", body))
    monkeypatch.setattr(publishing, "publish_status", fails)
    broken = post(issued, "ops-release", f"/{body['id']}/confirm", {"password": PASSWORD})
    assert broken.status_code >= 500
    assert issued.row().state == "issued"
    assert issued.outsider(issued.text()).verdict is Verdict.VALID


def test_a_scan_tells_what_to_do_and_whom_to_ask(issued: Releasable) -> None:
    body = recall(issued)
    done(post(issued, "lab-issuer", "", body))
    done(post(issued, "ops-release", f"/{body['id']}/confirm", {"password": PASSWORD}))
    said = (str(body["action"]), str(body["contact"]))
    label = issued.labels()[0]
    report = issued.outsider(label.text)
    assert (report.action, report.contact) == said
    client = issued.network.client()
    element = f"(01){label.gtin}(10){label.lot}(21){label.serial}"
    for text in (label.text, element):
        scanned = done(client.post("/api/scans", json={"text": text}))
        assert scanned["verdict"] == "recalled"
        assert (scanned["action"], scanned["contact"]) == said
    page = client.get(f"/01/{label.gtin}/10/{label.lot}/21/{label.serial}").text
    assert all(each in page for each in said)


@pytest.mark.parametrize(
    ("scope", "lot", "is_whole"),
    [
        (Scope(GTIN), "A", True),
        (Scope(GTIN, "B"), "B", True),
        (Scope(GTIN, "B"), "C", False),
        (Scope(GTIN, "B", "D"), "C", True),
        (Scope(GTIN, "B", "D"), "E", False),
        (Scope(GTIN, "B", None, "1"), "B", False),
        (Scope(GTIN, None, None, "1", "9"), "B", False),
    ],
)
def test_a_lot_is_named_whole_or_not(scope: Scope, lot: str, is_whole: bool) -> None:
    assert scope.names_all_of(lot) is is_whole


def test_a_lot_of_a_recalled_product_is_not_released(ready: Releasable) -> None:
    done(ready.sign_first())
    body = recall(ready, lot=None)
    done(post(ready, "lab-issuer", "", body))
    done(post(ready, "ops-admin", f"/{body['id']}/confirm", {"password": PASSWORD}))
    assert refused(ready.sign_second()) == (409, "certificate.recalled")
    assert ready.row().state == "pending_second"
    assert {each.text for each in ready.labels()} == {""}
