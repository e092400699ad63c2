"""Builds log_proofs.json: proofs of a leaf that hold, and many that do not. Python and TypeScript read it."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.tree import checkpoint, merkle, proof
from certificates.tree.checkpoint import COSIGNATURE, ED25519, NoteKey
from certificates.trust.envelope import raw_public
from qa_service.clock import iso
from tests.vectors.world import Json, key

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ORIGIN = "qa.example.org/log"
WITNESSES = ("witness.example.org/a", "witness.example.net/b")
SIZE, INDEX = 13, 5
ENTRIES = [b"leaf %d" % number for number in range(SIZE)]


def note_key(name: str, kind: int) -> NoteKey:
    """The public half under its name."""
    return NoteKey(name, raw_public(key(name)), kind)


def note(
    *,
    size: int = SIZE,
    root: bytes | None = None,
    origin: str = ORIGIN,
    signer: Ed25519PrivateKey | None = None,
    witnesses: tuple[str, ...] = WITNESSES,
    at: datetime = NOW - timedelta(minutes=1),
) -> str:
    """A checkpoint, cosigned."""
    leaves = [merkle.leaf_hash(each) for each in ENTRIES]
    text = checkpoint.body(
        origin=origin, size=size, root_hash=merkle.root(leaves) if root is None else root
    )
    private = signer or key(ORIGIN)
    signed = checkpoint.signed(text, name=origin, key=private, public_key=raw_public(private))
    lines = [
        checkpoint.cosigned(
            text, name=name, key=key(name), public_key=raw_public(key(name)), now=at
        ).line()
        for name in witnesses
    ]
    return signed + "".join(lines)


def text(signed: str | None = None, *, index: int = INDEX, path: list[bytes] | None = None) -> str:
    """A proof of the leaf."""
    leaves = [merkle.leaf_hash(each) for each in ENTRIES]
    real = merkle.inclusion_proof(leaves, INDEX) if path is None else path
    return proof.to_text(index=index, path=real, note=signed or note())


def cases() -> Iterator[Json]:
    """Every case: text, entry, quorum, and the reason of the refusal or null."""
    leaves = [merkle.leaf_hash(each) for each in ENTRIES]
    path = list(merkle.inclusion_proof(leaves, INDEX))
    good = text()
    own = good.split(checkpoint.DASH)[1]
    yield case("two witnesses", good, quorum=2)
    yield case("no witness asked", text(note(witnesses=())))
    yield case("one of two is enough", text(note(witnesses=WITNESSES[:1])), quorum=1)
    yield case("an unknown witness beside", text(note(witnesses=(*WITNESSES, "stranger.example"))),
               quorum=2)  # fmt: skip
    yield case("extra data is ignored", good.replace("\nindex", "\nextra QUJD\nindex"), quorum=2)
    for name, changed, reason in (
        ("not yet witnessed", text(note(witnesses=())), "witnesses_missing"),
        ("one witness twice", text(note(witnesses=(WITNESSES[0], WITNESSES[0]))),
         "witnesses_missing"),
        ("witness of tomorrow", text(note(at=NOW + timedelta(days=1))), "signature_wrong"),
        ("another log", text(note(origin="other.example/log")), "origin_unknown"),
        ("signed by a stranger", text(note(signer=key("stranger"))), "not_signed"),
        ("no signature of the log", good.replace(f"{checkpoint.DASH}{own}", ""), "not_signed"),
        ("root changed", good.replace(_b64(merkle.root(leaves)), _b64(bytes(32))),
         "signature_wrong"),
        ("signed another root", text(note(root=bytes(32))), "not_included"),
        ("size changed", good.replace(f"\n{SIZE}\n", f"\n{SIZE + 1}\n"), "signature_wrong"),
        ("signed a smaller size", text(note(size=INDEX)), "not_included"),
        ("another index", text(index=INDEX + 1), "not_included"),
        ("index past the end", text(index=SIZE), "not_included"),
        ("a hash left out", text(path=path[1:]), "not_included"),
        ("a hash more", text(path=[*path, bytes(32)]), "not_included"),
        ("hashes in another order", text(path=path[::-1]), "not_included"),
        ("a short hash", text(path=[path[0][:31], *path[1:]]), "note_unreadable"),
        ("sixty-four hashes", text(path=[bytes(32)] * 64), "proof_unreadable"),
        ("another first line", good.replace("@v1", "@v2"), "proof_unreadable"),
        ("no index", good.replace(f"index {INDEX}\n", ""), "proof_unreadable"),
        ("index with a zero before", good.replace(f"index {INDEX}", f"index 0{INDEX}"),
         "proof_unreadable"),
        ("negative index", good.replace(f"index {INDEX}", f"index -{INDEX}"), "proof_unreadable"),
        ("no checkpoint", good.split("\n\n")[0] + "\n", "proof_unreadable"),
        ("no signatures", good.split(f"\n{checkpoint.DASH}")[0] + "\n", "note_unreadable"),
        ("size with a zero before", good.replace(f"\n{SIZE}\n", f"\n0{SIZE}\n"),
         "note_unreadable"),
        ("hyphen for the dash", good.replace(checkpoint.DASH, "-"), "note_unreadable"),
        ("cut off", good[:-1], "note_unreadable"),
        ("a carriage return", good.replace("\n", "\r\n"), "proof_unreadable"),
        ("empty", "", "proof_unreadable"),
    ):  # fmt: skip
        yield case(name, changed, reason, quorum=2)
    yield case("another entry", good, "not_included", entry=b"leaf 6", quorum=2)
    yield case("the node in the place of the leaf", good, "not_included",
               entry=b"\x01" + path[0], quorum=2)  # fmt: skip


def case(
    name: str, proof_text: str, reason: str = "", *, entry: bytes = ENTRIES[INDEX], quorum: int = 0
) -> Json:
    """One case."""
    return {
        "name": name, "proof": proof_text, "entry": _b64(entry), "quorum": quorum,
        "reason": f"log.{reason}" if reason else None,
    }  # fmt: skip


def trees() -> Iterator[Json]:
    """Roots and consistency proofs of trees that grow."""
    leaves = [merkle.leaf_hash(each) for each in ENTRIES]
    for old in (1, 2, 4, 6, 7, 8, 12, 13):
        for new in (8, 13):
            if old <= new:
                yield {
                    "old_size": old, "new_size": new, "old_root": _b64(merkle.root(leaves[:old])),
                    "new_root": _b64(merkle.root(leaves[:new])),
                    "proof": [_b64(e) for e in merkle.consistency_proof(leaves[:new], old)],
                }  # fmt: skip


def build() -> Json:
    """The file."""
    return {
        "now": iso(NOW),
        "log": note_key(ORIGIN, ED25519).vkey(),
        "witnesses": [note_key(each, COSIGNATURE).vkey() for each in WITNESSES],
        "entries": [_b64(each) for each in ENTRIES],
        "consistent": list(trees()),
        "cases": list(cases()),
    }


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()
