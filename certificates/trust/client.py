"""What a device trusts, and whether new files may follow: a state, files and a time in; a state out. Pure.

1. roots are walked one by one: each is signed by the threshold of the one before and by its own
2. the last root is not past its date; those between may be
3. what the new root no longer vouches for is forgotten, with its version (a stolen key that signed
   version 4,000,000,000 is healed by a new root)
4. the freshness file names the newest versions, is not past its date and never names older ones
5. trust list, status list and recall feed are those that it names; versions only rise
6. one file that is refused refuses all of the round; what was trusted before stays, roots walked stay

Modelled on the client workflow of The Update Framework, with fewer roles. The tablet has a twin;
tests/vectors/trust_updates.json holds both to the same answers.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from certificates.trust import model, reading
from certificates.trust.envelope import Envelope, to_json
from certificates.trust.fields import TrustFault

CLOCK_TOLERANCE = timedelta(minutes=5)
MOST_ROOTS = 64
FILES = ("freshness", "trust_list", "status", "recalls")


class Versioned(Protocol):
    """Every signed list has a version and a time."""

    @property
    def version(self) -> int:
        """Only rises."""
        ...

    @property
    def issued_at(self) -> datetime:
        """When it was signed."""
        ...


T = TypeVar("T")
V = TypeVar("V", bound=Versioned)


@dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    """A file that was accepted: its value, and the bytes to ask again under another root."""

    file: Envelope
    value: T

    @property
    def sha256(self) -> str:
        """Of the payload, hexadecimal."""
        return hashlib.sha256(self.file.payload).hexdigest()


@dataclass(frozen=True, slots=True)
class Trusted:
    """What a device trusts now; absent files are None."""

    root: Held[model.Root]
    freshness: Held[model.Freshness] | None = None
    trust_list: Held[model.TrustList] | None = None
    status: Held[model.StatusList] | None = None
    recalls: Held[model.RecallFeed] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is trusted after a round; `refused` is a code, or empty when all files were taken."""

    trusted: Trusted
    refused: str = ""


def begin(root: object) -> Trusted:
    """Trust a root because a person compared its words. Raises TrustFault; its date is not asked yet."""
    file = reading.sealed(root, model.ROOT_TYPE)
    return Trusted(Held(file, reading.read_root(file)))


def reopen(files: Mapping[str, object]) -> Trusted:
    """What was stored, read again: root and lists as they were accepted. Raises TrustFault."""
    trusted = begin(files["root"])
    for name in FILES:
        if files.get(name) is not None:
            trusted = _with(trusted, name, _read(name, files[name], trusted.root.value))
    return trusted


def update(trusted: Trusted, files: Mapping[str, object], *, now: datetime) -> Outcome:
    """Take a round of files: `roots` (oldest first), `freshness`, `trust_list`, `status`, `recalls`."""
    if not set(files) <= {"roots", *FILES}:
        return Outcome(trusted, "trust.unknown_field")
    walked = walk(trusted, files.get("roots") or [])
    if walked.refused:
        return walked
    if now > walked.trusted.root.value.expires_at:
        return Outcome(walked.trusted, "trust.root_expired")  # 2
    try:
        return Outcome(_lists(walked.trusted, files, now))
    except TrustFault as fault:
        return Outcome(walked.trusted, fault.reason)  # 6


def walk(trusted: Trusted, roots: object) -> Outcome:
    """Steps 1 and 3: from the trusted root to the newest, as far as each step holds."""
    if not isinstance(roots, list):
        return Outcome(trusted, "trust.unreadable")
    if len(roots) > MOST_ROOTS:
        return Outcome(trusted, "trust.too_many_roots")
    for each in roots:
        try:
            trusted = _step(trusted, reading.sealed(each, model.ROOT_TYPE))
        except TrustFault as fault:
            return Outcome(trusted, fault.reason)
    return Outcome(trusted)


def _step(trusted: Trusted, file: Envelope) -> Trusted:
    known, found = trusted.root.value, reading.read_root(file)
    if found.version < known.version:
        return trusted  # a mirror serves the chain from its beginning
    if found.version == known.version:
        if file.payload != trusted.root.file.payload:
            raise TrustFault("trust.root_other_content")
        return trusted
    if found.version != known.version + 1:
        raise TrustFault("trust.root_gap")
    if not reading.is_signed_enough(file, known):
        raise TrustFault("trust.root_not_by_old")
    return _under(trusted, Held(file, found))


def _under(trusted: Trusted, root: Held[model.Root]) -> Trusted:
    """The same files under a new root; those that it does not vouch for are forgotten."""
    moved = Trusted(root)
    for name in FILES:
        held: Held[Versioned] | None = getattr(trusted, name)
        if held is not None and _still_holds(name, held, root.value):
            moved = _with(moved, name, held)
    return moved


def _still_holds(name: str, held: Held[Versioned], root: model.Root) -> bool:
    try:
        _read(name, to_json(held.file), root)
    except TrustFault:
        return False
    return True


def _lists(trusted: Trusted, files: Mapping[str, object], now: datetime) -> Trusted:
    """Steps 4 and 5."""
    root = trusted.root.value
    after = trusted
    for name in FILES:
        if files.get(name) is None:
            continue
        found = _read(name, files[name], root)
        _require_not_older(name, found, getattr(trusted, name))
        if now < found.value.issued_at - CLOCK_TOLERANCE:
            raise TrustFault("trust.from_the_future")
        after = _with(after, name, found)
    _require_dates(after, now, files)
    _require_log_grows(trusted.freshness, after.freshness)
    _require_named(after)
    return after


def _require_not_older(
    name: str, found: "Held[Versioned]", known: "Held[Versioned] | None"
) -> None:
    if known is None:
        return
    if found.value.version < known.value.version or _epoch(found.value) < _epoch(known.value):
        raise TrustFault(f"trust.{_word(name)}_rollback")
    if found.value.version == known.value.version and found.file.payload != known.file.payload:
        raise TrustFault(f"trust.{_word(name)}_other_content")


def _epoch(value: Versioned) -> int:
    return value.epoch if isinstance(value, model.StatusList) else 0


def _require_dates(after: Trusted, now: datetime, files: Mapping[str, object]) -> None:
    """A freshness file or a trust list past its date brings nothing new: somebody serves old files."""
    freshness = after.freshness if files.get("freshness") is not None else None
    if freshness is not None and now > freshness.value.expires_at:
        raise TrustFault("trust.freshness_expired")
    listed = after.trust_list if files.get("trust_list") is not None else None
    if listed is not None and now > listed.value.expires_at:
        raise TrustFault("trust.list_expired")


def _require_log_grows(
    known: Held[model.Freshness] | None, found: Held[model.Freshness] | None
) -> None:
    if known is None or found is None:
        return
    old, new = known.value, found.value
    if new.log_size < old.log_size:
        raise TrustFault("trust.log_rollback")
    if new.log_size == old.log_size and new.log_root != old.log_root:
        raise TrustFault("trust.log_fork")
    for before, after in (
        (old.trust_list, new.trust_list),
        (old.status, new.status),
        (old.recalls, new.recalls),
    ):
        if after.version < before.version:
            raise TrustFault("trust.freshness_rollback")


def _require_named(after: Trusted) -> None:
    """Each list is the one that the freshness file names: nothing older, nothing mixed."""
    if after.freshness is None:
        return
    said = after.freshness.value
    named = {"trust_list": said.trust_list, "status": said.status, "recalls": said.recalls}
    for name, expected in named.items():
        held: Held[Versioned] | None = getattr(after, name)
        if held is None:
            continue
        if (held.value.version, held.sha256) != (expected.version, expected.sha256):
            raise TrustFault(f"trust.{_word(name)}_not_named")


def _word(name: str) -> str:
    return "list" if name == "trust_list" else name


_READERS: Mapping[str, tuple[str, Callable[[object, model.Root], Versioned]]] = {
    "freshness": (model.FRESHNESS_TYPE, reading.read_freshness),
    "trust_list": (model.TRUST_TYPE, reading.read_list),
    "status": (model.STATUS_TYPE, reading.read_status),
    "recalls": (model.RECALL_TYPE, reading.read_recalls),
}


def _read(name: str, value: object, root: model.Root) -> Held[Versioned]:
    payload_type, reader = _READERS[name]
    return Held(reading.sealed(value, payload_type), reader(value, root))


def _with(trusted: Trusted, name: str, held: "Held[Versioned]") -> Trusted:
    changed: dict[str, object] = {name: held}
    return replace(trusted, **changed)  # type: ignore[arg-type]  # one reader for each name
