"""After a theft genuine labels survive and forged ones do not; keys change only for the operator, on record."""

import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.custody import checks
from certificates.keyring import actions as keyring
from certificates.keyring import records
from certificates.keyring.model import KeyRole
from certificates.label import grammar
from certificates.label.model import Identity
from certificates.label.signing import sign
from certificates.log import records as leaves
from certificates.verification.model import Verdict
from qa_service.cli import run
from tests.certificates.releasable import Releasable, with_keys
from tests.checklists.makers import Json, done
from tests.conftest import NOON, StandingClock
from tests.network import PASSWORD, Network
from tests.vectors.build_vectors import LOW_ORDER_POINTS

ADMIN = "ops-admin"


def label_key(lot: Releasable) -> records.SigningKey:
    with lot.house.database.read() as session:
        return records.of_role(session, KeyRole.LABEL)[-1]


def change(network: Network, path: str, login: str = ADMIN, **body: object) -> Any:
    return network.client(login).post(f"/api/keys{path}", json={"password": PASSWORD, **body})


def forged(lot: Releasable, serial: str, leaf: int) -> str:
    """What a thief writes with the stolen key: any serial, under the leaf of an old certificate."""
    genuine = grammar.from_text(lot.text())
    with lot.house.database.read() as session:
        private = keyring.private_half(lot.house.settings, records.get(session, label_key(lot).id))
    identity = Identity(
        genuine.identity.gtin, genuine.identity.lot, serial, genuine.identity.produced,
        genuine.identity.expires,
    )  # fmt: skip
    block = genuine.block._replace(leaf=leaf)
    return grammar.to_text(sign(genuine.host, identity, block, private))


def test_stolen_key_leaves_genuine_labels_good_and_no_others(issued: Releasable) -> None:
    leaf = issued.row().leaf
    assert leaf is not None
    serial = issued.labels()[0].serial
    back_dated, later = forged(issued, "FRAUD22", leaf), forged(issued, serial, leaf + 1)
    assert issued.outsider(back_dated).verdict is Verdict.VALID  # before anybody knows of the theft
    old = label_key(issued)
    done(change(issued.network, f"/{old.id}/revoke", reason="Stolen", good_up_to_leaf=leaf))
    assert {issued.outsider(each.text).verdict for each in issued.labels()} == {Verdict.VALID}
    for text, reason in ((back_dated, "not_in_serial_set"), (later, "key_revoked")):
        report = issued.outsider(text)
        assert (report.verdict, report.reason) == (Verdict.REVOKED, reason)
    # the cut may only fall
    raised = change(issued.network, f"/{old.id}/revoke", reason="x", good_up_to_leaf=leaf + 1)
    assert raised.json()["code"] == "key.cut_only_falls"
    done(change(issued.network, f"/{old.id}/revoke", reason="All of it", good_up_to_leaf=None))
    assert {issued.outsider(each.text).reason for each in issued.labels()} == {"key_revoked"}
    again = change(issued.network, f"/{old.id}/revoke", reason="x", good_up_to_leaf=leaf)
    assert again.json()["code"] == "key.cut_only_falls"


def test_theft_is_a_leaf_of_the_log_without_its_words(issued: Releasable) -> None:
    old = label_key(issued)
    done(change(issued.network, f"/{old.id}/revoke", reason="Mr X took it", good_up_to_leaf=0))
    with issued.house.database.read() as session:
        leaf = leaves.all_leaves(session)[-1]
    assert leaf.kind == "key.revoked"
    assert b"Mr X" not in leaf.content
    assert len(json.loads(leaf.content)["details"]["reason_sha256"]) == 64


def test_rotated_key_signs_and_the_old_one_stays_good(
    ready: Releasable, clock: StandingClock
) -> None:
    old = label_key(ready)
    clock.now += timedelta(minutes=1)
    made = done(change(ready.network, f"/{old.id}/rotate"))
    assert made["id"] != str(old.id)
    ready.issued()
    assert str(ready.row().label_key_id) == made["id"]
    assert ready.outsider(ready.text()).verdict is Verdict.VALID
    clock.now += timedelta(days=1)
    done(change(ready.network, f"/{made['id']}/retire", reason="Tablet lost its screen"))
    assert ready.outsider(ready.text()).verdict is Verdict.VALID
    with ready.house.database.read() as session:
        row = records.get(session, ready.row().label_key_id or old.id)
    assert row.valid_to == clock.now
    assert change(ready.network, f"/{made['id']}/rotate").json()["code"] == "key.not_active"


def test_scope_of_a_key_is_published_and_holds(ready: Releasable) -> None:
    old = label_key(ready)
    done(change(ready.network, f"/{old.id}/retire", reason="narrower"))
    done(change(ready.network, "", role="label", scope_gtins=["09521234000013"]))
    done(ready.sign_first())
    refused = ready.sign_second()
    assert refused.json()["code"] == "certificate.label_not_right"
    assert refused.json()["details"]["reason"] == "key_scope"


@pytest.fixture
def keyed(network: Network) -> Network:
    return with_keys(network)


@pytest.mark.parametrize(
    "login", ["w1-lead", "lab-issuer", "ops-release", "w1-admin", "aid-auditor"]
)
def test_only_the_operators_administrator_changes_keys(keyed: Network, login: str) -> None:
    refused = change(keyed, "", login, role="label")
    assert refused.status_code == 403


def test_password_role_owner_and_scope_are_checked(keyed: Network) -> None:
    bodies: list[tuple[Json, int, str]] = [
        ({"role": "label", "password": "x"}, 401, "signature.wrong_password"),
        ({"role": "root"}, 422, "key.role_by_ceremony"),
        ({"role": "label", "organisation_id": str(keyed.organisation_id("W1"))}, 409,
         "key.not_for_a_maker"),
        ({"role": "label", "scope_makers": [0]}, 422, "key.scope_maker"),
        ({"role": "label", "scope_gtins": ["09521234000014"]}, 422, "key.scope_gtin"),
        ({"role": "label", "public_key": "zz"}, 422, "key.not_acceptable"),
        ({"role": "freshness", "public_key": "ab" * 32}, 422, "key.role_by_ceremony"),
    ]  # fmt: skip
    for body, status, code in bodies:
        answer = keyed.client(ADMIN).post("/api/keys", json={"password": PASSWORD} | body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_keys_that_hold_for_many_messages_are_never_enrolled(keyed: Network) -> None:
    for point in LOW_ORDER_POINTS:
        assert change(keyed, "", role="label", public_key=point).json()["code"] == (
            "key.not_acceptable"
        )
    good = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    enrolled = done(change(keyed, "", role="inspection", public_key=good))
    assert (enrolled["is_here"], enrolled["public_key"]) == (False, good)
    again = change(keyed, "", role="inspection", public_key=good)
    assert again.json()["code"] == "key.already_there"


def test_a_clock_before_the_last_entry_changes_no_key(keyed: Network, clock: StandingClock) -> None:
    client = keyed.client(ADMIN)
    clock.now = NOON - timedelta(hours=1)
    refused = client.post("/api/keys", json={"password": PASSWORD, "role": "label"})
    assert refused.json()["code"] == "key.clock_behind"


def test_list_names_the_root_in_words(keyed: Network) -> None:
    said = keyed.client("aid-auditor").get("/api/keys").json()
    assert (said["root"]["version"], said["root"]["on_server"], len(said["root"]["words"])) == (
        1, 3, 6,
    )  # fmt: skip
    assert {each["role"] for each in said["keys"]} == {
        "root", "trust_list", "freshness", "inspection", "label", "log",
    }  # fmt: skip
    assert "private" not in json.dumps(said)


def test_commands_of_keys(keyed: Network, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(keyed.house.settings.data_dir)
    database = keyed.house.settings.database_url

    def keys(*arguments: str, code: int = 0) -> Any:
        assert run(["keys", *arguments, "--data", folder, "--json"]) == code
        said = capsys.readouterr()
        assert len(said.err.splitlines()) == (1 if code else 0)
        return json.loads(said.out) if code == 0 else said.err

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QA_DATABASE_URL", database)
        made = keys("make", "label", "--makers", "1,2", "--organisation", "OPS")
        assert made["scope_makers"] == [1, 2]
        assert len(keys("list")["keys"]) == 10
        turned = keys("rotate", made["key_id"][:12])
        assert turned["scope_makers"] == [1, 2]
        assert keys("retire", made["id"], "--reason", "old")["state"] == "retired"
        assert keys("revoke", turned["id"], "--reason", "lost", "--nothing-good")["state"] == (
            "revoked"
        )
        assert keys("export", turned["id"])[0]["public_key"] == turned["public_key"]
        turned = keys("make", "freshness")
        assert keys("list")["root"]["version"] == 2  # signed here while its keys lie here
        for wrong, code in (
            (("rotate", "ffffffff"), "key.not_found"),
            (("rotate", "0"), "key."),
            (("retire", turned["id"], "--reason", " "), "key.reason_missing"),
            (("revoke", turned["id"], "--reason", "x"), "key.say_what_is_good"),
            (("revoke", turned["id"], "--reason", "x", "--good-up-to-leaf", "999"),
             "key.no_such_leaf"),
            (("make", "root"), "key.role_by_ceremony"),
            (("make", "label", "--organisation", "NOBODY"), "organisation.not_found"),
            (("make", "label", "--public", LOW_ORDER_POINTS[0]), "key.not_acceptable"),
            (("make", "anything"), ""),
            (("export", "--private"), "key.export_needs_key_and_file"),
        ):  # fmt: skip
            assert code in keys(*wrong, code=2)


def test_doctor_asks_for_a_ceremony_and_a_witness(
    keyed: Network, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {each.name: each for each in checks.findings(keyed.house)}
    assert "3 root keys lie on this server" in found["root"].advice
    assert "beside the keys" in found["passphrase"].advice
    assert "nobody else signs the log" in found["witness"].advice
    assert not any(each.fault for each in found.values())
    assert isinstance(keyed.house.clock, StandingClock)
    keyed.house.clock.now += timedelta(days=800)
    assert "ended on" in checks.findings(keyed.house)[0].fault


def test_nothing_to_say_before_the_first_start(network: Network) -> None:
    assert checks.findings(network.house) == []
