"""What a log asks of a witness: old size, consistency proof, checkpoint (C2SP tlog-witness). Pure."""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from certificates.tree import checkpoint as checkpoints
from certificates.tree.checkpoint import Checkpoint, NoteFault

MOST_HASHES = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Request:
    """The body of add-checkpoint."""

    old_size: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint


def to_text(*, old_size: int, proof: Sequence[bytes], note: str) -> str:
    """The body that is posted."""
    hashes = "".join(f"{base64.b64encode(each).decode()}\n" for each in proof)
    return f"old {old_size}\n{hashes}\n{note}"


def from_text(text: str) -> Request:
    """Read a body strictly. Raises NoteFault."""
    head, mark, note = text.partition("\n\n")
    lines = head.split("\n")
    found = _OLD.fullmatch(lines[0])
    if not mark or found is None or len(lines) - 1 > MOST_HASHES:
        raise NoteFault("log.request_unreadable")
    proof = tuple(checkpoints.hash_of(each) for each in lines[1:])
    request = Request(int(found[1]), proof, checkpoints.parse(note))
    if request.old_size > request.checkpoint.size or (not request.old_size and proof):
        raise NoteFault("log.request_unreadable")
    return request
