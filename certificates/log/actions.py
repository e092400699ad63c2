"""Append a statement, sign a checkpoint, prove that a leaf is in; sign what other logs show us."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from certificates.keyring import actions as keyring
from certificates.keyring import records as key_records
from certificates.keyring.model import KeyRole, KeyState
from certificates.log import peers, records, tiles, witnessing
from certificates.tree import checkpoint, merkle, proof, request
from certificates.tree.checkpoint import NoteFault, NoteKey
from qa_service.audit import actions as audit
from qa_service.audit.model import Announcement, digest_of
from qa_service.errors import Conflict, Invalid, NotFound, Unavailable
from qa_service.identity.model import Actor
from qa_service.ids import uuid7
from qa_service.installation import read as read_installation
from qa_service.jobs import records as jobs
from qa_service.settings import Settings

WITNESS_JOB = "log.witness"
LOGGED = (
    "inspection.refused",
    "certificate.refused",
    "key.made",
    "key.retired",
    "key.revoked",
    "root.taken_over",
    "certificate.revoked",
    "certificate.superseded",
    "recall.issued",
)
"""What is said in public beside the certificates themselves."""


@dataclass(frozen=True, slots=True)
class LogReport:
    """Outcome of checking the log; `broken_at` is the first leaf that does not hold."""

    leaves: int
    root: str
    broken_at: int | None
    reason: str


def append(session: Session, *, kind: str, subject: str, content: bytes, now: datetime) -> int:
    """Add one leaf; returns its index, which labels carry."""
    position = records.size(session)
    records.add(
        session,
        records.LogLeaf(
            position=position,
            kind=kind,
            subject=subject,
            content=content,
            leaf_hash_hex=merkle.leaf_hash(content).hex(),
            at=now,
        ),
    )
    if peers.witnesses(session) and not jobs.waits(session, kind=WITNESS_JOB):
        jobs.enqueue(
            session, job_id=uuid7(), kind=WITNESS_JOB, subject="log", payload={},
            organisation_id=None, now=now,
        )  # fmt: skip
    return position


def log_announcement(session: Session, said: Announcement) -> None:
    """A listener: what happened becomes a leaf (refused inspections and lots, key changes, recalls)."""
    append(session, kind=said.action, subject=said.subject, content=announced(said), now=said.at)


def announced(said: Announcement) -> bytes:
    """The leaf of an announcement.

    A reason in free words may name persons and the log is public for ever: only its hash is logged.
    """
    details = dict(said.details)
    if "reason" in details:
        details["reason_sha256"] = digest_of(details.pop("reason"))
    body = {"action": said.action, "subject": said.subject, "details": details}
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def tile(session: Session, path: str) -> tuple[bytes, bool]:
    """A file of the log by its path, and whether it never changes. Raises NotFound."""
    asked = tiles.from_path(path)
    found = None
    if asked is not None and asked.level is None:
        entries = records.contents(session, first=asked.index * tiles.WIDTH, count=asked.width)
        found = tiles.bundle(entries) if len(entries) == asked.width else None
    elif asked is not None:
        found = tiles.hashes(asked, records.hashes(session))
    if asked is None or found is None:
        raise NotFound("log.no_tile", path=path[:80])
    return found, asked.is_full


def check(session: Session) -> LogReport:
    """Hash every leaf again; name the first that does not hold."""
    leaves: list[bytes] = []
    for expected, leaf in enumerate(records.all_leaves(session)):
        if leaf.position != expected:
            return LogReport(expected, "", expected, "a leaf is missing")
        if merkle.leaf_hash(leaf.content).hex() != leaf.leaf_hash_hex:
            return LogReport(expected, "", expected, "its content was changed")
        leaves.append(bytes.fromhex(leaf.leaf_hash_hex))
    return LogReport(len(leaves), merkle.root(leaves).hex(), None, "")


def signed_checkpoint(
    session: Session, settings: Settings, *, now: datetime, cosigned: bool = True
) -> str:
    """Size and root of the log, signed with the log key; below it what witnesses signed of this size."""
    leaves = records.hashes(session)
    key = _log_key(session, settings, now)
    name = origin(session)
    text = checkpoint.body(origin=name, size=len(leaves), root_hash=merkle.root(leaves))
    note = checkpoint.signed(text, name=name, key=key.private, public_key=key.facts.public_key)
    lines = peers.cosignatures(session, len(leaves)) if cosigned else ()
    return note + "".join(each.line for each in lines)


def origin(session: Session) -> str:
    """The name of this log."""
    return f"{read_installation(session).label_host.lower()}/log"


def witness_name(session: Session) -> str:
    """The name under which this installation signs checkpoints of others."""
    return f"{read_installation(session).label_host.lower()}/witness"


def log_keys(session: Session) -> list[NoteKey]:
    """Every key that signed checkpoints of this log and was not revoked."""
    rows = key_records.of_role(session, KeyRole.LOG)
    return [
        NoteKey(origin(session), row.facts().public_key)
        for row in rows
        if row.state != KeyState.REVOKED.value
    ]


def witness_keys(session: Session) -> list[NoteKey]:
    """The keys of those who sign our checkpoints."""
    return [checkpoint.read_vkey(each.vkey) for each in peers.witnesses(session)]


def prove(session: Session, settings: Settings, *, leaf: int, now: datetime) -> str:
    """A proof file for a leaf: under a checkpoint that witnesses signed where there is one.

    Raises NotFound: the log has no such leaf.
    """
    leaves = records.hashes(session)
    if not 0 <= leaf < len(leaves):
        raise NotFound("log.no_leaf", leaf=leaf)
    size = peers.best_size(session, least=leaf + 1)
    if size is None:
        note = signed_checkpoint(session, settings, now=now)
        size = len(leaves)
    else:
        lines = peers.cosignatures(session, size)
        note = lines[0].note + "".join(each.line for each in lines)
    return proof.to_text(index=leaf, path=merkle.inclusion_proof(leaves[:size], leaf), note=note)


def entry(session: Session, leaf: int) -> bytes:
    """What was logged. Raises NotFound."""
    found = records.contents(session, first=leaf, count=1) if leaf >= 0 else []
    if not found:
        raise NotFound("log.no_leaf", leaf=leaf)
    return found[0]


def seen_by(session: Session, leaf: int | None) -> int:
    """How many witnesses signed a checkpoint that holds this leaf: 0 is "logged, not yet witnessed"."""
    size = peers.best_size(session, least=leaf + 1) if leaf is not None else None
    return len(peers.cosignatures(session, size)) if size is not None else 0


def add_witness(
    session: Session, *, vkey: str, url: str, actor: Actor | None, now: datetime
) -> peers.LogWitness:
    """Ask another installation from now on. The same again changes its address."""
    key = _read_key(vkey, checkpoint.COSIGNATURE)
    if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", url):
        raise Invalid("log.witness_url", url=url[:200])
    if key.name == witness_name(session):
        raise Conflict("log.own_witness", name=key.name)
    row = session.get(peers.LogWitness, key.name) or peers.LogWitness(
        name=key.name, vkey=vkey.strip(), url=""
    )
    if row.vkey != vkey.strip():
        raise Conflict("log.witness_other_key", name=key.name)
    row.url = url.rstrip("/")
    peers.keep(session, row)
    audit.record(session, actor, "log.witness_added", subject=key.name, at=now, vkey=vkey.strip())
    return row


def accept_log(
    session: Session, settings: Settings, *, vkey: str, operator: UUID, now: datetime
) -> peers.WitnessedLog:
    """Sign checkpoints of this log from now on; makes the witness key at the first."""
    key = _read_key(vkey, checkpoint.ED25519)
    if key.name == origin(session):
        raise Conflict("log.own_witness", name=key.name)
    known = peers.witnessed(session, key.name)
    if known is not None and known.vkey != vkey.strip():
        raise Conflict("log.witness_other_key", name=key.name)
    if not key_records.of_role(session, KeyRole.WITNESS):
        keyring.make(
            session, settings, actor=None, role=KeyRole.WITNESS, organisation_id=operator, now=now
        )
    if known is None:
        known = peers.WitnessedLog(origin=key.name, vkey=vkey.strip())
        peers.keep(session, known)
        audit.record(session, None, "log.accepted", subject=key.name, at=now, vkey=vkey.strip())
    return known


def own_witness_key(session: Session) -> NoteKey | None:
    """The key under which we sign checkpoints of others; None before the first log is accepted."""
    rows = key_records.of_role(session, KeyRole.WITNESS)
    if not rows:
        return None
    return NoteKey(witness_name(session), rows[-1].facts().public_key, checkpoint.COSIGNATURE)


def cosign(
    session: Session, settings: Settings, *, body: str, now: datetime
) -> tuple[int, str, str]:
    """Answer add-checkpoint: status, content type, text. What we sign is stored in this transaction."""
    plain = "text/plain; charset=utf-8"
    try:
        asked = request.from_text(body)
    except NoteFault as fault:
        return 400, plain, f"{fault.reason}\n"
    records.size(session)  # others wait: two requests must not both follow one checkpoint
    row = peers.witnessed(session, asked.checkpoint.origin)
    if row is None:
        return 404, plain, "log.origin_unknown\n"
    seen = witnessing.Seen(row.size, bytes.fromhex(row.root_hex))
    said = witnessing.judge(asked, keys=[checkpoint.read_vkey(row.vkey)], seen=seen)
    if said is witnessing.Answer.OTHER_SIZE:
        return said.status, "text/x.tlog.size", f"{row.size}\n"
    if said is not witnessing.Answer.SIGN:
        return said.status, plain, f"{said.name.lower()}\n"
    new = asked.checkpoint
    key = _witness_key(session, settings, now)
    line = checkpoint.cosigned(
        new.text, name=witness_name(session), key=key.private, public_key=key.facts.public_key,
        now=now,
    )  # fmt: skip
    row.size, row.root_hex, row.note, row.at = new.size, new.root.hex(), new.note(), now
    peers.keep(session, row)
    return 200, plain, line.line()


def _witness_key(session: Session, settings: Settings, now: datetime) -> keyring.OpenKey:
    rows = key_records.of_role(session, KeyRole.WITNESS)
    if not rows:
        raise Unavailable("key.none_active", role=KeyRole.WITNESS.value)
    return keyring.current(
        session, settings, role=KeyRole.WITNESS, organisation_id=rows[-1].organisation_id, now=now
    )


def _log_key(session: Session, settings: Settings, now: datetime) -> keyring.OpenKey:
    known = key_records.of_role(session, KeyRole.LOG)
    if not known:
        raise NotFound("trust.not_published", kind="checkpoint")
    keys = [each for each in known if each.facts().may_sign_at(now)]
    if not keys:
        raise Unavailable("key.none_active", role=KeyRole.LOG.value)
    return keyring.current(
        session, settings, role=KeyRole.LOG, organisation_id=keys[-1].organisation_id, now=now
    )


def _read_key(vkey: str, kind: int) -> NoteKey:
    try:
        key = checkpoint.read_vkey(vkey)
    except NoteFault:
        raise Invalid("log.key_unreadable") from None
    if key.kind != kind:
        raise Invalid("log.key_of_another_kind", name=key.name)
    return key
