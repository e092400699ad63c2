"""Builds trust_updates.json: may these files follow what a device trusts? Python and TypeScript read it.

`files` holds every signed file once, by name. A case names the files that the device holds (`state`),
those that a mirror serves (`round`), the time, the code of the refusal or null, and the versions that
are trusted after it (null: none). The cases are those that a client of The Update Framework must
pass, in our own words and roles.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates.trust import envelope, model, status
from qa_service.clock import iso
from tests.vectors import world
from tests.vectors.world import FRESHNESS_KEY, LIST_KEY, NOW, ROOTS, Json, key

NEW_ROOTS = [ROOTS[0], key("root 4"), key("root 5")]
NEW_FRESHNESS, NEW_LIST = key("freshness 2"), key("trust list 2")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Files:
    """Signed files by name, each made once."""

    def __init__(self) -> None:
        self.all: dict[str, Json] = {}
        self.payload: dict[str, bytes] = {}

    def add(self, name: str, kind: str, value: Mapping[str, object], *keys: Any) -> str:
        """Sign a payload."""
        sealed = envelope.seal(kind, value, *keys)
        self.all[name] = envelope.to_json(sealed)
        self.payload[name] = sealed.payload
        return name

    def named(self, name: str, version: int) -> Json:
        """As a freshness file names it."""
        return {"version": version, "sha256": hashlib.sha256(self.payload[name]).hexdigest()}


def root(
    version: int,
    *,
    roots: Sequence[Ed25519PrivateKey] = tuple(ROOTS),
    listing: Ed25519PrivateKey = LIST_KEY,
    freshness: Ed25519PrivateKey = FRESHNESS_KEY,
    expires_at: datetime = NOW + 700 * DAY,
    threshold: int = 2,
) -> Json:
    """A root's payload."""
    by_id = world.by_id
    return {
        "version": version, "expires_at": iso(expires_at), "threshold": threshold,
        "keys": {
            "root": by_id(*roots), "trust_list": by_id(listing), "freshness": by_id(freshness),
        },
    }  # fmt: skip


def listed(version: int, **changed: object) -> Json:
    """A small trust list."""
    whole = world.list_value()
    return whole | {"keys": [], "organisations": [], "products": {}, "version": version} | changed


def bits(version: int, *, epoch: int = 1, at: datetime = NOW - DAY, revoked: int = 3) -> Json:
    """A small status list."""
    return {
        "version": version, "epoch": epoch, "issued_at": iso(at), "ttl_s": 604_800, "length": 8,
        "bits": status.pack(8, [(revoked, 1)]),
    }  # fmt: skip


def feed(version: int, at: datetime = NOW - DAY) -> Json:
    """An empty recall feed."""
    return {"version": version, "issued_at": iso(at), "recalls": []}


def make() -> Files:
    """Every file."""
    files = Files()
    _roots(files)
    _lists(files)
    _freshness(files)
    return files


def _roots(files: Files) -> None:
    add = files.add
    kind = model.ROOT_TYPE
    add("root 1", kind, root(1), *ROOTS[:2])
    add("root 2", kind, root(2, roots=NEW_ROOTS), ROOTS[0], ROOTS[1], NEW_ROOTS[1])
    add("root 2 past its date", kind, root(2, roots=NEW_ROOTS, expires_at=NOW - DAY),
        ROOTS[0], ROOTS[1], NEW_ROOTS[1])  # fmt: skip
    add("root 3", kind, root(3, roots=NEW_ROOTS), NEW_ROOTS[0], NEW_ROOTS[2])
    add("root 3 past its date", kind, root(3, roots=NEW_ROOTS, expires_at=NOW - DAY),
        NEW_ROOTS[0], NEW_ROOTS[2])  # fmt: skip
    add("root 2 by the old alone", kind, root(2, roots=NEW_ROOTS), *ROOTS[:2])
    add("root 2 by the new alone", kind, root(2, roots=NEW_ROOTS), *NEW_ROOTS[1:])
    add("root 2 by one old twice", kind, root(2, roots=NEW_ROOTS),
        ROOTS[1], ROOTS[1], *NEW_ROOTS[1:])  # fmt: skip
    add("root 2 with half its signatures", kind, root(2), ROOTS[0])
    add("root 2 of a thief", kind, root(2, roots=[key(f"thief {n}") for n in (1, 2, 3)]),
        key("thief 1"), key("thief 2"))  # fmt: skip
    add("root 2 with other lists keys", kind,
        root(2, listing=NEW_LIST, freshness=NEW_FRESHNESS), *ROOTS[:2])  # fmt: skip
    add("root 2 with another freshness key", kind, root(2, freshness=NEW_FRESHNESS), *ROOTS[:2])
    add("root 2 with a lower threshold", kind, root(2, threshold=1), ROOTS[0])
    add("root 2 with threshold 0", kind, root(2, threshold=0), *ROOTS[:2])
    add("root 2 with threshold 4", kind, root(2, threshold=4), *ROOTS)
    add("root 2 with one key in two roles", kind, root(2, listing=ROOTS[0]), *ROOTS[:2])
    add("root 2 with a field more", kind, root(2) | {"also": 1}, *ROOTS[:2])
    add("another root 1", kind, root(1, expires_at=NOW + 600 * DAY), *ROOTS[:2])


def _lists(files: Files) -> None:
    add = files.add
    for version in (4, 5, 4_000_000_000):
        add(f"list {version}", model.TRUST_TYPE, listed(version), LIST_KEY)
    add("another list 4", model.TRUST_TYPE, listed(4, host="OTHER.EXAMPLE.ORG"), LIST_KEY)
    add("list 5 by a freshness key", model.TRUST_TYPE, listed(5), FRESHNESS_KEY)
    add("list 5 by a root key", model.TRUST_TYPE, listed(5), ROOTS[0])
    add("list 5 by nobody", model.TRUST_TYPE, listed(5))
    add("list 5 of last year", model.TRUST_TYPE,
        listed(5, issued_at=iso(NOW - 400 * DAY), expires_at=iso(NOW - 310 * DAY)),
        LIST_KEY)  # fmt: skip
    add("list 5 of tomorrow", model.TRUST_TYPE,
        listed(5, issued_at=iso(NOW + DAY), expires_at=iso(NOW + 91 * DAY)), LIST_KEY)  # fmt: skip
    add("list 5 with a field more", model.TRUST_TYPE, listed(5, also=1), LIST_KEY)
    add("list 5 with a number too large", model.TRUST_TYPE, listed(2**53), LIST_KEY)
    add("list 3 by the new key", model.TRUST_TYPE, listed(3), NEW_LIST)
    for version in (9, 10, 4_000_000_000):
        add(f"status {version}", model.STATUS_TYPE, bits(version), FRESHNESS_KEY)
    add("another status 9", model.STATUS_TYPE, bits(9, revoked=4), FRESHNESS_KEY)
    add("status 10 of an earlier epoch", model.STATUS_TYPE, bits(10, epoch=0), FRESHNESS_KEY)
    add("status 10 of a later epoch", model.STATUS_TYPE, bits(10, epoch=2), FRESHNESS_KEY)
    add("status 10 by a list key", model.STATUS_TYPE, bits(10), LIST_KEY)
    add("status 10 with another length", model.STATUS_TYPE, bits(10) | {"length": 400},
        FRESHNESS_KEY)  # fmt: skip
    add("status 2 by the new key", model.STATUS_TYPE, bits(2), NEW_FRESHNESS)
    for version in (3, 4):
        add(f"recalls {version}", model.RECALL_TYPE, feed(version), FRESHNESS_KEY)
    add("another recalls 3", model.RECALL_TYPE, feed(3, NOW - HOUR), FRESHNESS_KEY)
    add("recalls 2 by the new key", model.RECALL_TYPE, feed(2), NEW_FRESHNESS)


def _freshness(files: Files) -> None:
    def add(
        name: str, version: int, names: tuple[str, int, str, int, str, int],
        *, signer: Ed25519PrivateKey = FRESHNESS_KEY, issued_at: datetime = NOW - HOUR,
        expires_at: datetime = NOW + 6 * DAY, size: int = 40, log_root: str = "ab" * 32,
        **more: object,
    ) -> None:  # fmt: skip
        value: Json = {
            "version": version, "issued_at": iso(issued_at), "expires_at": iso(expires_at),
            "trust_list": files.named(names[0], names[1]),
            "status": files.named(names[2], names[3]),
            "recalls": files.named(names[4], names[5]),
            "log": {"size": size, "root": log_root},
        }  # fmt: skip
        files.add(name, model.FRESHNESS_TYPE, value | more, signer)

    usual = ("list 4", 4, "status 9", 9, "recalls 3", 3)
    newer = ("list 5", 5, "status 10", 10, "recalls 4", 4)
    add("freshness 20", 20, usual)
    add("freshness 21", 21, newer)
    add("freshness 19", 19, usual)
    add("another freshness 20", 20, usual, size=41)
    add("freshness 21 naming the same", 21, usual)
    add("freshness 21 past its date", 21, newer, expires_at=NOW - HOUR)
    add("freshness 21 of tomorrow", 21, newer, issued_at=NOW + DAY)
    add("freshness 22 naming older lists", 22, usual)
    add("freshness 21 by a list key", 21, newer, signer=LIST_KEY)
    add("freshness 21 with a field more", 21, newer, also=1)
    add("freshness 21 with a shorter log", 21, newer, size=39)
    add("freshness 21 with another log", 21, newer, log_root="cd" * 32)
    add("freshness 21 with another hash", 21, ("another list 4", 5, *newer[2:]))
    add("freshness 4000000000", 4_000_000_000,
        ("list 4000000000", 4_000_000_000, "status 4000000000", 4_000_000_000, "recalls 3", 3))  # fmt: skip
    add("freshness 1 by the new key", 1,
        ("list 3 by the new key", 3, "status 2 by the new key", 2, "recalls 2 by the new key", 2),
        signer=NEW_FRESHNESS)  # fmt: skip


HELD: Json = {
    "root": "root 1", "freshness": "freshness 20", "trust_list": "list 4", "status": "status 9",
    "recalls": "recalls 3",
}  # fmt: skip
ONLY_ROOT: Json = {"root": "root 1"}
FAST: Json = {
    "root": "root 1", "freshness": "freshness 4000000000", "trust_list": "list 4000000000",
    "status": "status 4000000000", "recalls": "recalls 3",
}  # fmt: skip
NEWER: Json = {
    "freshness": "freshness 21", "trust_list": "list 5", "status": "status 10",
    "recalls": "recalls 4",
}  # fmt: skip
USUAL: Json = {k: v for k, v in HELD.items() if k != "root"}
KEPT = (1, 20, 4, 9, 3)
TAKEN = (1, 21, 5, 10, 4)
BY_NEW_KEYS: Json = {
    "roots": ["root 2 with other lists keys"], "freshness": "freshness 1 by the new key",
    "trust_list": "list 3 by the new key", "status": "status 2 by the new key",
    "recalls": "recalls 2 by the new key",
}  # fmt: skip

Versions = tuple[int, int | None, int | None, int | None, int | None]


def case(
    name: str, served: Mapping[str, object], after: Versions = KEPT, refused: str = "", *,
    state: Mapping[str, object] = HELD, at: datetime = NOW,
) -> Json:  # fmt: skip
    """One case."""
    names = ("root", "freshness", "trust_list", "status", "recalls")
    return {
        "name": name, "state": state, "round": served, "now": iso(at),
        "refused": f"trust.{refused}" if refused else None,
        "after": dict(zip(names, after, strict=True)),
    }  # fmt: skip


def cases() -> Iterator[Json]:
    """Every case."""
    yield from _good()
    yield from _walks()
    yield from _attacks()
    yield from _forms()


def _good() -> Iterator[Json]:
    yield case("the first round of a device", USUAL, KEPT, state=ONLY_ROOT)
    yield case("nothing new", USUAL)
    yield case("nothing at all", {})
    yield case("all new", NEWER, TAKEN)
    yield case("a newer freshness file that names the same",
               {"freshness": "freshness 21 naming the same"}, (1, 21, 4, 9, 3))  # fmt: skip
    yield case("without a freshness file, on a new device", {"trust_list": "list 4"},
               (1, None, 4, None, None), state=ONLY_ROOT)  # fmt: skip
    yield case("a mirror serves the chain from its beginning",
               {"roots": ["root 1"], **NEWER}, TAKEN)  # fmt: skip
    yield case("a later epoch after a restore",
               {"status": "status 10 of a later epoch"}, (1, None, None, 10, None),
               state={"root": "root 1", "status": "status 9"})  # fmt: skip
    yield case("last second of the freshness file", USUAL, KEPT, at=NOW + 6 * DAY, state=ONLY_ROOT)


def _walks() -> Iterator[Json]:
    yield case("root 2 by old and new", {"roots": ["root 2"]}, (2, 20, 4, 9, 3))
    yield case("two roots at once", {"roots": ["root 2", "root 3"], **NEWER}, (3, 21, 5, 10, 4))
    yield case("an expired root between is walked",
               {"roots": ["root 2 past its date", "root 3"], **NEWER}, (3, 21, 5, 10, 4))  # fmt: skip
    yield case("the last root is past its date",
               {"roots": ["root 2", "root 3 past its date"], **NEWER}, (3, 20, 4, 9, 3),
               "root_expired")  # fmt: skip
    yield case("an old device whose root expired walks on",
               {"roots": ["root 3"]}, (3, None, None, None, None),
               state={"root": "root 2 past its date"})  # fmt: skip
    yield case("an old device whose root expired, and no new one", USUAL,
               (2, None, None, None, None), "root_expired",
               state={"root": "root 2 past its date"})  # fmt: skip
    for name, roots, refused, version in (
        ("a root left out", ["root 3"], "root_gap", 1),
        ("signed by the old root alone", ["root 2 by the old alone"], "root_threshold", 1),
        ("signed by the new root alone", ["root 2 by the new alone"], "root_not_by_old", 1),
        ("one old key signs twice", ["root 2 by one old twice"], "root_not_by_old", 1),
        ("half its signatures", ["root 2 with half its signatures"], "root_threshold", 1),
        ("a thief's root", ["root 2 of a thief"], "root_not_by_old", 1),
        (
            "a lower threshold, signed by one",
            ["root 2 with a lower threshold"],
            "root_not_by_old",
            1,
        ),
        ("threshold 0", ["root 2 with threshold 0"], "root_threshold", 1),
        ("threshold above its keys", ["root 2 with threshold 4"], "root_threshold", 1),
        ("one key in two roles", ["root 2 with one key in two roles"], "key_reused", 1),
        ("root with a field more", ["root 2 with a field more"], "unknown_field", 1),
        ("the same version with another content", ["another root 1"], "root_other_content", 1),
        ("a list in the place of a root", ["list 5"], "unreadable", 1),
        ("walked one, then a thief's", ["root 2", "root 2 of a thief"], "root_other_content", 2),
        ("far too many roots", ["root 1"] * 65, "too_many_roots", 1),
    ):
        yield case(f"walk: {name}", {"roots": roots, **NEWER}, (version, *KEPT[1:]), refused)
    yield case("a new root takes the keys of the lists away",
               {"roots": ["root 2 with other lists keys"]}, (2, None, None, None, None))  # fmt: skip
    yield case("another freshness key forgets what the old one signed",
               {"roots": ["root 2 with another freshness key"]}, (2, None, 4, None, None))  # fmt: skip
    yield case("fast forward is healed by new keys: lower versions are taken",
               BY_NEW_KEYS, (2, 1, 3, 2, 2), state=FAST)  # fmt: skip
    yield case("old lists under new keys",
               {"roots": ["root 2 with other lists keys"], **NEWER}, (2, None, None, None, None),
               "freshness_not_signed")  # fmt: skip


def _attacks() -> Iterator[Json]:
    yield case("fast forward: a stolen key signs a huge version; no lower one is taken after it",
               NEWER, (1, 4_000_000_000, 4_000_000_000, 4_000_000_000, 3),
               "freshness_rollback", state=FAST)  # fmt: skip
    for name, served, refused in (
        ("rollback of the freshness file", {"freshness": "freshness 19"}, "freshness_rollback"),
        ("freshness file of the same version, other content",
         {"freshness": "another freshness 20"}, "freshness_other_content"),
        ("freeze: the freshness file is past its date",
         NEWER | {"freshness": "freshness 21 past its date"}, "freshness_expired"),
        ("freshness file of tomorrow", NEWER | {"freshness": "freshness 21 of tomorrow"},
         "from_the_future"),
        ("freshness file by a list key", NEWER | {"freshness": "freshness 21 by a list key"},
         "freshness_not_signed"),
        ("freshness file with a field more",
         NEWER | {"freshness": "freshness 21 with a field more"}, "unknown_field"),
        ("a log that shrank", NEWER | {"freshness": "freshness 21 with a shorter log"},
         "log_rollback"),
        ("a log of the same size with another root",
         NEWER | {"freshness": "freshness 21 with another log"}, "log_fork"),
        ("mixed: an old list beside new ones", NEWER | {"trust_list": "list 4"},
         "list_not_named"),
        ("mixed: an old status beside new ones", NEWER | {"status": "status 9"},
         "status_not_named"),
        ("mixed: old recalls beside new ones", NEWER | {"recalls": "recalls 3"},
         "recalls_not_named"),
        ("a list left out", {k: v for k, v in NEWER.items() if k != "trust_list"},
         "list_not_named"),
        ("a new list without its freshness file", {"trust_list": "list 5"}, "list_not_named"),
        ("the hash of another file", NEWER | {"freshness": "freshness 21 with another hash"},
         "list_not_named"),
        ("list of the same version, other content", {"trust_list": "another list 4"},
         "list_other_content"),
        ("status of the same version, other content", {"status": "another status 9"},
         "status_other_content"),
        ("recalls of the same version, other content", {"recalls": "another recalls 3"},
         "recalls_other_content"),
        ("list by a freshness key", NEWER | {"trust_list": "list 5 by a freshness key"},
         "list_not_signed"),
        ("list by a root key", NEWER | {"trust_list": "list 5 by a root key"}, "list_not_signed"),
        ("list by nobody", NEWER | {"trust_list": "list 5 by nobody"}, "list_not_signed"),
        ("list of last year", {"trust_list": "list 5 of last year"}, "list_expired"),
        ("list of tomorrow", {"trust_list": "list 5 of tomorrow"}, "from_the_future"),
        ("status by a list key", NEWER | {"status": "status 10 by a list key"},
         "status_not_signed"),
        ("status of an earlier epoch", {"status": "status 10 of an earlier epoch"},
         "status_rollback"),
    ):  # fmt: skip
        yield case(name, served, KEPT, refused)
    newest: Json = {**NEWER, "root": "root 1"}
    for name, served, refused in (
        ("rollback of all", USUAL, "freshness_rollback"),
        ("rollback of the list", {"trust_list": "list 4"}, "list_rollback"),
        ("rollback of the status", {"status": "status 9"}, "status_rollback"),
        ("rollback of the recalls", {"recalls": "recalls 3"}, "recalls_rollback"),
        (
            "a newer freshness file names older lists",
            {"freshness": "freshness 22 naming older lists"},
            "freshness_rollback",
        ),
    ):
        yield case(name, served, TAKEN, refused, state=newest)


def _forms() -> Iterator[Json]:
    for name, served, refused in (
        ("list with a field more", NEWER | {"trust_list": "list 5 with a field more"},
         "unknown_field"),
        ("a number too large to be exact", NEWER | {"trust_list": "list 5 with a number too large"},
         "unreadable"),
        ("status with another length", NEWER | {"status": "status 10 with another length"},
         "unreadable"),
        ("files in each other's place", {"trust_list": "status 9", "status": "list 4"},
         "unreadable"),
        ("a file that nobody knows", {"other": "list 4"}, "unknown_field"),
    ):  # fmt: skip
        yield case(f"form: {name}", served, KEPT, refused)


def build() -> Json:
    """The file."""
    return {"files": make().all, "cases": list(cases())}
