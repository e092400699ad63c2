"""One leaf a certificate, proofs that hold, and what was tampered with is found and named."""

import base64
import json
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError

from certificates.issuing import agreement
from certificates.keyring import records as keys
from certificates.keyring.model import KeyRole
from certificates.label import grammar
from certificates.log import actions as log
from certificates.log import records, tiles
from certificates.log.tiles import Tile
from certificates.tree import checkpoint, merkle
from qa_service.audit import actions as audit
from qa_service.audit.model import Announcement
from qa_service.cli import run
from tests.certificates.releasable import Releasable
from tests.conftest import NOON, StandingClock
from tests.network import Network
from tests.variants import POSTGRESQL_THOROUGHLY


def leaves(lot: Releasable) -> list[bytes]:
    with lot.house.database.read() as session:
        return records.hashes(session)


def fill(network: Network, count: int) -> list[bytes]:
    with network.house.database.write() as session:
        for number in range(count):
            log.append(
                session, kind="test", subject=str(number), content=b"leaf %d" % number, now=NOON
            )
    with network.house.database.read() as session:
        return records.hashes(session)


@POSTGRESQL_THOROUGHLY
def test_certificate_is_one_leaf_and_labels_name_it(ready_on_both: Releasable) -> None:
    before = len(leaves(ready_on_both))
    issued = ready_on_both.issued()
    assert len(leaves(issued)) == before + 1
    assert issued.row().leaf == before
    assert {grammar.from_text(each.text).block.leaf for each in issued.labels()} == {before}


def test_keys_and_refused_inspections_are_leaves(ready: Releasable) -> None:
    with ready.house.database.write() as session:
        kinds = [each.kind for each in records.all_leaves(session)]
        assert kinds == ["key.made"] * len(keys.all_keys(session))
        audit.record(session, None, "inspection.refused", subject="visit", at=NOON, lot="x")
        newest = records.all_leaves(session)[-1]
    assert newest.kind == "inspection.refused"
    said = json.loads(newest.content)
    assert said == {"action": "inspection.refused", "subject": "visit", "details": {"lot": "x"}}


def test_leaf_is_included_and_the_log_only_grew(issued: Releasable, clock: StandingClock) -> None:
    old = leaves(issued)
    row = issued.row()
    assert row.leaf is not None
    for index, leaf in enumerate(old):
        proof = merkle.inclusion_proof(old, index)
        assert merkle.includes(
            leaf=leaf, index=index, size=len(old), proof=proof, expected_root=merkle.root(old)
        )
    clock.now += timedelta(days=1)
    with issued.house.database.write() as session:
        said = Announcement("inspection.refused", "visit", None, None, clock.now, {})
        log.log_announcement(session, said)
    new = leaves(issued)
    proof = merkle.consistency_proof(new, len(old))
    assert merkle.is_consistent(
        old_size=len(old), new_size=len(new), old_root=merkle.root(old),
        new_root=merkle.root(new), proof=proof,
    )  # fmt: skip
    forged = [merkle.leaf_hash(b"another"), *new[1:]]
    assert not merkle.is_consistent(
        old_size=len(old), new_size=len(new), old_root=merkle.root(old),
        new_root=merkle.root(forged), proof=merkle.consistency_proof(forged, len(old)),
    )  # fmt: skip


def test_checkpoint_is_signed_by_the_log_key(issued: Releasable) -> None:
    note = issued.network.client().get("/published/checkpoint").text
    body, _, line = note.partition("\n\n")
    origin, size, root = body.split("\n")
    assert origin == "id.example.org/log"
    known = leaves(issued)
    assert int(size) == len(known)
    assert base64.b64decode(root) == merkle.root(known)
    dash, name, signature = line.strip().split(" ")
    assert (dash, name) == ("\u2014", origin)
    with issued.house.database.read() as session:
        public = bytes.fromhex(keys.of_role(session, KeyRole.LOG)[-1].public_key_hex)
    raw = base64.b64decode(signature)
    assert raw[:4] == checkpoint.key_hash(name, public)
    Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], (body + "\n").encode())


def test_database_refuses_to_change_the_log(ready_on_both: Releasable) -> None:
    database = ready_on_both.house.database
    for statement in ("UPDATE log_leaf SET kind = 'x'", "DELETE FROM log_leaf"):
        with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
            session.connection().execute(sql(statement))


def tamper(lot: Releasable, statement: str) -> None:
    """Somebody with the database file in hand and time."""
    with lot.house.database.write() as session:
        connection = session.connection()
        connection.execute(sql("DROP TRIGGER log_leaf_no_update"))
        connection.execute(sql("DROP TRIGGER log_leaf_no_delete"))
        connection.execute(sql(statement))


@pytest.mark.parametrize(
    ("statement", "at", "reason"),
    [
        ("UPDATE log_leaf SET content = x'00' WHERE position = 3", 3, "its content was changed"),
        ("DELETE FROM log_leaf WHERE position = 2", 2, "a leaf is missing"),
    ],
)
def test_tampered_leaf_is_named(issued: Releasable, statement: str, at: int, reason: str) -> None:
    with issued.house.database.read() as session:
        assert agreement.check(session).ok
    tamper(issued, statement)
    with issued.house.database.read() as session:
        found = agreement.check(session)
    assert not found.ok
    assert (found.log.broken_at, found.log.reason) == (at, reason)


def test_leaf_rewritten_with_its_hash_still_differs_from_the_record(issued: Releasable) -> None:
    leaf = issued.row().leaf
    other = merkle.leaf_hash(b"\x00").hex()
    tamper(
        issued,
        f"UPDATE log_leaf SET content = x'00', leaf_hash_hex = '{other}' WHERE position = {leaf}",
    )
    with issued.house.database.read() as session:
        found = agreement.check(session)
    assert found.log.broken_at is None
    assert found.differences == (f"certificate {issued.row().number} is not what leaf {leaf} says",)


def test_leaf_without_a_certificate_is_named(issued: Releasable) -> None:
    with issued.house.database.write() as session:
        position = log.append(session, kind="certificate", subject="x", content=b"\x00", now=NOON)
    with issued.house.database.read() as session:
        assert agreement.check(session).differences == (f"leaf {position} has no certificate",)


def test_commands_agree_and_exit_1_when_tampered(
    issued: Releasable, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(issued.house.settings.data_dir)
    assert run(["audit", "verify", "--data", folder]) == 0
    assert run(["log", "verify", "--data", folder, "--json"]) == 0
    said = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert said["ok"]
    assert said["leaves"] == len(leaves(issued))
    tamper(issued, "UPDATE log_leaf SET content = x'00' WHERE position = 1")
    assert run(["log", "verify", "--data", folder]) == 1
    assert "broken at leaf 1" in capsys.readouterr().out


def test_audit_chain_names_a_changed_entry(issued: Releasable) -> None:
    with issued.house.database.write() as session:
        connection = session.connection()
        connection.execute(sql("DROP TRIGGER audit_entry_no_update"))
        connection.execute(
            sql("UPDATE audit_entry SET details = '{}' WHERE action = 'certificate.issued'")
        )
    with issued.house.database.read() as session:
        report = audit.verify(session)
    assert report.reason == "its content was changed"


def test_tiles_rebuild_the_root_of_the_checkpoint(network: Network) -> None:
    known = fill(network, 300)
    client = network.client()
    full = client.get("/published/tile/0/000")
    edge = client.get("/published/tile/0/001.p/44")
    assert "immutable" in full.headers["cache-control"]
    assert "immutable" not in edge.headers["cache-control"]
    both = full.content + edge.content
    read = [both[at : at + 32] for at in range(0, len(both), 32)]
    assert read == known
    above = client.get("/published/tile/1/000.p/1").content
    assert above == merkle.root(known[:256])
    assert merkle.node_hash(above, merkle.root(known[256:])) == merkle.root(known)
    entries = client.get("/published/tile/entries/001.p/44").content
    assert entries.startswith(b"\x00\x08leaf 256\x00\x08leaf 257")


def test_tile_that_is_not_there_is_404(network: Network) -> None:
    fill(network, 300)
    client = network.client()
    paths = (
        "0/001", "0/001.p/45", "0/000.p/256", "0/000.p/0", "0/00", "x/000", "2/000", "7/000",
        "0/x000/000", "0/000.p/1/2", "entries/002", "0/x" + "999/x" * 9 + "999",
    )  # fmt: skip
    told = {path: client.get(f"/published/tile/{path}").status_code for path in paths}
    assert told == dict.fromkeys(paths, 404)


def test_paths_of_tiles() -> None:
    assert tiles.from_path("0/x001/x234/067") == Tile(0, 1_234_067, 256)
    assert tiles.from_path("entries/000.p/7") == Tile(None, 0, 7)
    assert tiles.from_path("0/x000/067") is None


def test_log_verify_of_an_empty_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "verify", "--data", str(tmp_path / "new")]) == 0
    assert "0 leaves" in capsys.readouterr().out
