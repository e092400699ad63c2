"""Two installations: one signs the other's checkpoints over HTTP, refuses a second history, and is never waited for."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from sqlmodel import select

from certificates.log import actions as log
from certificates.log import asking, peers, records
from certificates.log.asking import Reply
from certificates.tree import checkpoint, merkle, proof, request
from certificates.tree.checkpoint import NoteKey
from qa_service.app import create_app, open_installation
from qa_service.cli import run
from qa_service.clock import system_clock
from qa_service.errors import Conflict
from qa_service.installation import Installation
from qa_service.jobs import worker
from qa_service.settings import Settings
from tests.certificates.releasable import Releasable, close, with_keys
from tests.checklists.makers import done
from tests.conftest import NOON, StandingClock
from tests.network import Network, make_network


def named(network: Network, host: str) -> Network:
    with network.house.database.write() as session:
        row = session.exec(select(Installation)).one()
        row.label_host = host
        session.add(row)
    return with_keys(network)


@pytest.fixture
def own(network: Network) -> Network:
    """The installation whose log is witnessed."""
    return named(network, "OWN.EXAMPLE.ORG")


@pytest.fixture
def other(tmp_path: Path, clock: StandingClock) -> Iterator[Network]:
    """The one that witnesses."""
    house = open_installation(Settings(data_dir=tmp_path / "other", workers=0), clock=clock)
    yield named(make_network(house), "OTHER.EXAMPLE.NET")
    close(house)


def introduce(
    own: Network, other: Network, url: str = "https://other.example.net/witness"
) -> NoteKey:
    """Both sides exchange their keys."""
    with own.house.database.read() as session:
        vkey = log.log_keys(session)[0].vkey()
    with other.house.database.write() as session:
        log.accept_log(
            session, other.house.settings, vkey=vkey, operator=other.organisation_id("OPS"),
            now=other.house.clock(),
        )  # fmt: skip
    with other.house.database.read() as session:
        witness = log.own_witness_key(session)
    assert witness is not None
    with own.house.database.write() as session:
        log.add_witness(session, vkey=witness.vkey(), url=url, actor=None, now=own.house.clock())
    return witness


def over(other: Network) -> asking.Post:
    """Straight into the other's application."""
    client = other.client()

    def post(url: str, body: str) -> Reply:
        assert url == "https://other.example.net/witness"
        answer = client.post("/witness/add-checkpoint", content=body.encode())
        return Reply(answer.status_code, answer.text)

    return post


def grow(network: Network, count: int) -> None:
    with network.house.database.write() as session:
        for number in range(count):
            log.append(
                session, kind="test", subject=str(number), content=b"leaf %d" % number,
                now=network.house.clock(),
            )  # fmt: skip


def ask(own: Network, other: Network) -> str:
    return next(iter(asking.ask_all(own.house, now=own.house.clock(), post=over(other)).values()))


def keys_of(network: Network) -> tuple[list[NoteKey], list[NoteKey]]:
    with network.house.database.read() as session:
        return log.log_keys(session), log.witness_keys(session)


def test_checkpoints_are_signed_as_the_log_grows_and_proofs_name_the_witness(
    own: Network, other: Network, clock: StandingClock
) -> None:
    witness = introduce(own, other)
    client = own.client()
    first = client.get("/published/proof/3").text
    entry = client.get("/published/entry/3").content
    logs, witnesses = keys_of(own)
    assert proof.check(first, entry=entry, log=logs, now=clock.now).witnesses == {}
    assert ask(own, other) == ""
    for count in (1, 5, 12):
        clock.now += timedelta(minutes=1)
        grow(own, count)
        assert ask(own, other) == ""
        assert ask(own, other) == ""  # nothing new: nobody is asked twice
    text = client.get("/published/proof/3").text
    found = proof.check(text, entry=entry, log=logs, witnesses=witnesses, quorum=1, now=clock.now)
    assert found.witnesses == {witness.name: clock.now}
    note = checkpoint.parse(client.get("/published/checkpoint").text)
    assert checkpoint.witnessed_by(note, [witness], now=clock.now)
    told = client.get("/published/log-keys.txt").text.split()
    assert told == [each.vkey() for each in (*logs, *witnesses)]
    grow(own, 1)
    fresh = checkpoint.parse(client.get("/published/checkpoint").text)
    assert not checkpoint.witnessed_by(fresh, [witness], now=clock.now)


def test_second_history_is_never_signed(
    own: Network, other: Network, tmp_path: Path, clock: StandingClock
) -> None:
    introduce(own, other)
    grow(own, 3)
    assert ask(own, other) == ""
    with own.house.database.read() as session:
        leaves = records.hashes(session)
    forged = [merkle.leaf_hash(b"another"), *leaves[1:], merkle.leaf_hash(b"more")]
    client = other.client()

    def sent(size: int, root: bytes, path: list[bytes], old: int = len(leaves)) -> int:
        with own.house.database.read() as session:
            name = log.origin(session)
            key = log._log_key(session, own.house.settings, clock.now)
        text = checkpoint.body(origin=name, size=size, root_hash=root)
        note = checkpoint.signed(text, name=name, key=key.private, public_key=key.facts.public_key)
        body = request.to_text(old_size=old, proof=path, note=note)
        return int(client.post("/witness/add-checkpoint", content=body.encode()).status_code)

    path = list(merkle.consistency_proof(forged, len(leaves)))
    assert sent(len(forged), merkle.root(forged), path) == 422
    assert sent(len(forged), merkle.root(forged), []) == 422
    assert sent(len(leaves), merkle.root(forged[: len(leaves)]), []) == 409
    assert sent(len(forged), merkle.root(forged), [], old=0) == 409
    assert sent(2, merkle.root(leaves[:2]), [], old=2) == 409
    assert sent(len(leaves), merkle.root(leaves), []) == 200  # the same again
    honest = [*leaves, merkle.leaf_hash(b"more")]
    good = list(merkle.consistency_proof(honest, len(leaves)))
    assert sent(len(honest), merkle.root(honest), good) == 200


def test_requests_that_are_not_for_us(own: Network, other: Network) -> None:
    introduce(own, other)
    client = other.client()

    def sent(body: str | bytes) -> int:
        content = body.encode() if isinstance(body, str) else body
        return int(client.post("/witness/add-checkpoint", content=content).status_code)

    with own.house.database.read() as session:
        note = log.signed_checkpoint(session, own.house.settings, now=own.house.clock())
    body = request.to_text(old_size=0, proof=[], note=note)
    assert sent(body.replace("own.example.org/log", "nobody.example.org/log")) == 404
    broken = note[:-6] + ("AAAA" if note[-6:-2] != "AAAA" else "BBBB") + note[-2:]
    assert sent(request.to_text(old_size=0, proof=[], note=broken)) in (400, 403)
    stranger = "\n".join(note.split("\n")[:-2]) + "\n\u2014 own.example.org/log AAAAAAAA\n"
    assert sent(request.to_text(old_size=0, proof=[], note=stranger)) == 403
    for wrong in (b"", b"\xff" * 50, b"old 0\n", b"x" * 200_000, b"old 0\n\nnot a note\n"):
        assert sent(wrong) == 400
    conflict = client.post(
        "/witness/add-checkpoint", content=request.to_text(old_size=1, proof=[], note=note).encode()
    )
    assert (conflict.status_code, conflict.text) == (409, "0\n")
    assert conflict.headers["content-type"].startswith("text/x.tlog.size")


def test_witness_that_remembers_more_is_followed(own: Network, other: Network) -> None:
    """Our database came back from a backup that had forgotten the last signature."""
    introduce(own, other)
    grow(own, 3)
    assert ask(own, other) == ""
    with own.house.database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("DROP TRIGGER log_cosignature_no_delete")
        connection.exec_driver_sql("DELETE FROM log_cosignature")
    grow(own, 2)
    assert ask(own, other) == ""


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        (Reply(0, "ConnectionRefusedError"), "log.no_answer ConnectionRefusedError"),
        (Reply(500, "oops"), "log.witness_said_500"),
        (Reply(404, "?"), "log.witness_said_404"),
        (Reply(409, "999999\n"), "log.witness_said_409"),
        (Reply(409, "x"), "log.witness_said_409"),
        (Reply(200, "nonsense"), "log.note_unreadable"),
        (Reply(200, ""), "log.signature_wrong"),
    ],
    ids=["no answer", "500", "404", "409 from beyond", "409 x", "nonsense", "empty"],
)
def test_what_a_bad_witness_says_is_noted_and_nothing_stops(
    own: Network, other: Network, reply: Reply, fault: str
) -> None:
    introduce(own, other)
    found = asking.ask_all(own.house, now=own.house.clock(), post=lambda _url, _body: reply)
    assert [*found.values()] == [fault]
    with own.house.database.read() as session:
        row = peers.witnesses(session)[0]
        assert (row.fault, row.asked_at) == (fault, own.house.clock())
        assert log.seen_by(session, 0) == 0


def test_release_does_not_wait_for_a_witness(
    ready: Releasable, other: Network, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    introduce(ready.network, other)
    monkeypatch.setattr(asking, "post_over_http", lambda _url, _body: Reply(0, "TimeoutError"))
    ready.issued()
    assert worker.run_one(ready.house)
    path = f"/api/certificates/{ready.certificate_id}"
    client = ready.network.client("lab-issuer")
    shown = done(client.get(path))
    assert (shown["state"], shown["witnesses"]) == ("issued", 0)
    assert isinstance(shown["leaf"], int)
    monkeypatch.setattr(asking, "post_over_http", over(other))
    asking.ask_all(ready.house, now=clock.now)
    assert done(client.get(path))["witnesses"] == 1


@contextmanager
def serving(network: Network) -> Iterator[str]:
    """The other installation, really listening."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(create_app(network.house), port=port, log_level="error", lifespan="off")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}/witness"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


def test_by_commands_over_http_then_offline(
    own: Network, other: Network, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch, clock: StandingClock,
) -> None:  # fmt: skip
    def logs(network: Network, *arguments: str, code: int = 0) -> Any:
        monkeypatch.setenv("QA_DATABASE_URL", network.house.settings.effective_database_url)
        folder = str(network.house.settings.data_dir)
        assert run(["log", *arguments, "--data", folder, "--json"]) == code
        said = capsys.readouterr()
        return said.err if code == 2 else json.loads(said.out)

    vkey = logs(own, "witness", "show")["log_keys"][0]
    witness = logs(other, "witness", "accept", vkey)["witness_key"]
    clock.now = system_clock()  # commands look at the real one
    with serving(other) as url:
        assert logs(own, "witness", "add", witness, url)["url"] == url
        logs(own, "witness", "ask")
    logs(own, "witness", "ask")  # nothing new
    grow(own, 1)
    logs(own, "witness", "ask", code=1)  # nobody listens any more
    assert "no_answer" in logs(own, "witness", "show")["witnesses"][0]["fault"]
    out = tmp_path / "leaf.tlog-proof"
    assert logs(own, "proof", "2", "--out", str(out))["witnesses"] == 1
    check = ["log", "verify", "--proof", str(out), "--json"]
    assert run([*check, "--key", vkey, "--key", witness, "--quorum", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["leaf"] == 2
    assert run([*check, "--key", vkey, "--key", witness, "--quorum", "2"]) == 1
    assert json.loads(capsys.readouterr().out)["reason"] == "log.witnesses_missing"
    assert run([*check, "--key", witness]) == 1
    out.with_suffix(".entry").write_bytes(b"another")
    capsys.readouterr()
    assert run([*check, "--key", vkey]) == 1
    assert json.loads(capsys.readouterr().out)["reason"] == "log.not_included"
    for wrong, code in (
        (("proof", "2", "--out", str(out)), "file.already_there"),
        (("proof", "999", "--out", str(tmp_path / "x")), "log.no_leaf"),
        (("witness", "add", "x", url), "log.key_unreadable"),
        (("witness", "add", witness, "ftp://x"), "log.witness_url"),
        (("witness", "add", vkey, url), "log.key_of_another_kind"),
        (("witness", "accept", witness), "log.key_of_another_kind"),
        (("witness", "accept", vkey), "log.own_witness"),
    ):
        assert code in logs(own, *wrong, code=2)


def test_known_under_another_key_is_refused(own: Network, other: Network) -> None:
    introduce(own, other)
    with own.house.database.read() as session:
        name = log.origin(session)
    forged = NoteKey(name, bytes.fromhex("02" * 32)).vkey()
    with (
        other.house.database.write() as session,
        pytest.raises(Conflict, match=r"log\.witness_other_key"),
    ):
        log.accept_log(
            session, other.house.settings, vkey=forged, operator=other.organisation_id("OPS"),
            now=NOON,
        )  # fmt: skip


def test_no_leaf_no_proof(own: Network) -> None:
    client = own.client()
    for path in ("proof/9999", "entry/9999", "proof/-1", "entry/-1"):
        answer = client.get(f"/published/{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "log.no_leaf")
