"""Ask other installations to sign our checkpoints. Whoever does not answer is noted; nothing waits for it."""

import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from certificates.log import actions, peers, records
from certificates.tree import checkpoint as checkpoints
from certificates.tree import merkle, request
from certificates.tree.checkpoint import COSIGNATURE, NoteFault
from qa_service.errors import QaError
from qa_service.jobs.model import Task
from qa_service.settings import Settings
from qa_service.web import House

TIMEOUT_S = 10
MOST_BYTES = 64_000
CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: status 0 when nobody answered."""

    status: int
    text: str


Post = Callable[[str, str], Reply]


def ask_all(house: House, *, now: datetime, post: Post | None = None) -> dict[str, str]:
    """Ask every witness; returns an empty text or what went wrong, by name. Raises nothing of theirs."""
    with house.database.read() as session:
        names = [each.name for each in peers.witnesses(session)]
    return {name: _ask(house, name, now, post or post_over_http) for name in names}


def run_job(house: House, task: Task) -> None:
    """The job behind a new leaf."""
    ask_all(house, now=house.clock())
    task.progress(1, 1)


def post_over_http(url: str, body: str) -> Reply:
    """POST a body; a fault of the network is a reply with status 0."""
    asked = urllib.request.Request(  # noqa: S310 (the scheme was checked when it was added)
        f"{url}/add-checkpoint", data=body.encode(), method="POST",
        headers={"content-type": "text/plain; charset=utf-8"},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT_S) as answer:  # noqa: S310
            return Reply(answer.status, answer.read(MOST_BYTES).decode("utf-8", "replace"))
    except urllib.error.HTTPError as refused:
        return Reply(refused.code, refused.read(MOST_BYTES).decode("utf-8", "replace"))
    except (OSError, ValueError) as fault:
        return Reply(0, f"{type(fault).__name__}")


def _ask(house: House, name: str, now: datetime, post: Post) -> str:
    try:
        fault = _ask_from(house, name, now, post, old_size=None)
    except QaError as refusal:
        fault = refusal.code
    with house.database.write() as session:
        row = session.get(peers.LogWitness, name)
        if row is not None:
            row.asked_at, row.fault = now, fault
            peers.keep(session, row)
    return fault


def _ask_from(house: House, name: str, now: datetime, post: Post, *, old_size: int | None) -> str:
    """One request; when the witness remembers another size, once more from there."""
    with house.database.read() as session:
        peer = session.get(peers.LogWitness, name)
        if peer is None:
            return "log.witness_gone"
        size, known = len(records.hashes(session)), peers.signed_size(session, name)
        if size == known:
            return ""
        start = known if old_size is None else old_size
        note = _own_note(session, house.settings, now)
        body = _body(session, start, size, note)
        url, vkey = peer.url, peer.vkey
    reply = post(url, body)
    if reply.status == CONFLICT and old_size is None and _is_size(reply.text, size):
        return _ask_from(house, name, now, post, old_size=int(reply.text))
    if reply.status != 200:
        return f"log.witness_said_{reply.status}" if reply.status else f"log.no_answer {reply.text}"
    return _keep_line(house, name, vkey, size, note, reply.text, now)


def _own_note(session: Session, settings: Settings, now: datetime) -> str:
    return actions.signed_checkpoint(session, settings, now=now, cosigned=False)


def _body(session: Session, old: int, size: int, note: str) -> str:
    leaves = records.hashes(session)[:size]
    proof = merkle.consistency_proof(leaves, old) if 0 < old < size else ()
    return request.to_text(old_size=old, proof=proof, note=note)


def _is_size(text: str, most: int) -> bool:
    plain = text.removesuffix("\n")
    return plain.isascii() and plain.isdigit() and len(plain) < 19 and int(plain) <= most


def _keep_line(
    house: House, name: str, vkey: str, size: int, note: str, text: str, now: datetime
) -> str:
    """Keep the line of this witness when it holds; lines of others are ignored."""
    key = checkpoints.read_vkey(vkey)
    try:
        signed = checkpoints.parse(note + text)
        if key.kind != COSIGNATURE or name not in checkpoints.witnessed_by(signed, [key], now=now):
            return "log.signature_wrong"
    except NoteFault as fault:
        return fault.reason
    line = next(
        each.line() for each in signed.signatures
        if (each.name, each.key_hash) == (key.name, key.hash)
    )  # fmt: skip
    with house.database.write() as session:
        if session.get(peers.LogCosignature, (size, name)) is None:
            row = peers.LogCosignature(size=size, witness=name, note=note, line=line, at=now)
            peers.keep(session, row)
    return ""
