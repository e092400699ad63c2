"""A proof that a statement was logged, as one text that is checked offline (C2SP tlog-proof). Pure."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from certificates.tree import checkpoint as checkpoints
from certificates.tree import merkle
from certificates.tree.checkpoint import Checkpoint, NoteFault, NoteKey

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Proof:
    """Index of a leaf, its path to the root, and the checkpoint with that root."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True)
class Proven:
    """What holds: the leaf is in this log; these witnesses saw it, at these times."""

    index: int
    origin: str
    size: int
    witnesses: dict[str, datetime]


def to_text(*, index: int, path: Sequence[bytes], note: str) -> str:
    """The file, `.tlog-proof`."""
    hashes = "".join(f"{base64.b64encode(each).decode()}\n" for each in path)
    return f"{FIRST_LINE}\nindex {index}\n{hashes}\n{note}"


def from_text(text: str) -> Proof:
    """Read a proof strictly. Raises NoteFault."""
    head, mark, note = text.partition("\n\n")
    lines = head.split("\n")
    if not mark or lines[0] != FIRST_LINE:
        raise NoteFault("log.proof_unreadable")
    rest = lines[2:] if len(lines) > 1 and lines[1].startswith("extra ") else lines[1:]
    found = _INDEX.fullmatch(rest[0]) if rest else None
    if found is None or len(rest) - 1 > MOST_HASHES:
        raise NoteFault("log.proof_unreadable")
    path = tuple(checkpoints.hash_of(each) for each in rest[1:])
    return Proof(int(found[1]), path, checkpoints.parse(note))


def check(
    text: str,
    *,
    entry: bytes,
    log: Sequence[NoteKey],
    witnesses: Sequence[NoteKey] = (),
    quorum: int = 0,
    now: datetime,
) -> Proven:
    """Whether this entry is in the log, by enough witnesses. Raises NoteFault with the first fault.

    1. the proof can be read                       3. enough of the witnesses cosigned it
    2. a key of this log signed the checkpoint     4. the path leads from the entry to its root
    The caller still asks whether the entry says what is claimed.
    """
    proof = from_text(text)  # 1
    found = proof.checkpoint
    if not any(key.name == found.origin for key in log):
        raise NoteFault("log.origin_unknown")
    if not checkpoints.signed_by(found, log):
        raise NoteFault("log.not_signed")  # 2
    seen = checkpoints.witnessed_by(found, witnesses, now=now)
    if len(seen) < quorum:
        raise NoteFault("log.witnesses_missing")  # 3
    if not merkle.includes(
        leaf=merkle.leaf_hash(entry), index=proof.index, size=found.size, proof=proof.path,
        expected_root=found.root,
    ):  # fmt: skip
        raise NoteFault("log.not_included")  # 4
    return Proven(proof.index, found.origin, found.size, seen)
