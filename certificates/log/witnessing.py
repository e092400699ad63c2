"""May a witness sign this checkpoint? The rules of C2SP tlog-witness, in their order. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from certificates.tree import checkpoint as checkpoints
from certificates.tree import merkle
from certificates.tree.checkpoint import NoteFault, NoteKey
from certificates.tree.request import Request


class Answer(StrEnum):
    """What the witness says; the number is the HTTP status of the protocol."""

    SIGN = "200"
    NOT_SIGNED_BY_LOG = "403"
    OTHER_SIZE = "409"
    ANOTHER_ROOT = "409 another root"
    NOT_CONSISTENT = "422"

    @property
    def status(self) -> int:
        """For the reply."""
        return int(self.value[:3])


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest checkpoint of a log that this witness signed; size 0 before the first."""

    size: int
    root: bytes


def judge(request: Request, *, keys: Sequence[NoteKey], seen: Seen) -> Answer:
    """Whether to sign. The caller found the keys by the origin, and stores before it answers."""
    new = request.checkpoint
    try:
        signed = checkpoints.signed_by(new, keys)
    except NoteFault:
        signed = False
    if not signed:
        return Answer.NOT_SIGNED_BY_LOG
    if request.old_size != seen.size:
        return Answer.OTHER_SIZE
    if new.size == seen.size and seen.size and new.root != seen.root:
        return Answer.ANOTHER_ROOT
    return Answer.SIGN if _grew(request, seen) else Answer.NOT_CONSISTENT


def _grew(request: Request, seen: Seen) -> bool:
    new = request.checkpoint
    if seen.size == 0:
        return not request.proof and (new.size > 0 or new.root == merkle.EMPTY)
    return merkle.is_consistent(
        old_size=seen.size, new_size=new.size, old_root=seen.root, new_root=new.root,
        proof=request.proof,
    )  # fmt: skip
