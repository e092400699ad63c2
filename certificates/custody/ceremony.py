"""Run a root ceremony on a machine without a network: plan, passphrases and old keys in, files out.

1. the plan is read and says what will be signed     4. everything is read back from the files
2. a key is made for each new holder, in memory      5. a device under the old root walks to the new
3. the root is signed by enough old and new keys     6. only then anything is written
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from certificates.custody.model import Holder, Plan
from certificates.trust import client, envelope, model
from certificates.trust.envelope import key_id, raw_public
from certificates.trust.fields import TrustFault
from certificates.trust.words import six_words
from qa_service.clock import iso
from qa_service.errors import Conflict, Invalid, NotFound

SHORTEST_PASSPHRASE = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """One holder after the ceremony; `pem` is None for a key kept from before."""

    name: str
    key_id: str
    pem: bytes | None
    has_signed: bool

    @property
    def words(self) -> tuple[str, ...]:
        """The key's id as six words."""
        return six_words(self.key_id)


@dataclass(frozen=True, slots=True)
class Done:
    """What a ceremony made, checked, not yet written."""

    root: dict[str, object]
    fingerprint: str
    version: int
    kept: tuple[Kept, ...]
    signed_by_old: tuple[str, ...]
    at: datetime

    @property
    def words(self) -> tuple[str, ...]:
        """The root's fingerprint as six words."""
        return six_words(self.fingerprint)


def hold(
    plan: Plan,
    *,
    passphrases: Mapping[str, str],
    present: Sequence[Ed25519PrivateKey],
    now: datetime,
) -> Done:
    """Steps 2 to 5. `present` are old root keys and keys kept from before that came to the table."""
    made = {each.name: Ed25519PrivateKey.generate() for each in plan.holders if not each.public_key}
    public = {each.name: each.public_key or raw_public(made[each.name]) for each in plan.holders}
    signers = [*made.values(), *present]
    sealed = envelope.to_json(envelope.seal(model.ROOT_TYPE, _payload(plan, public), *signers))
    _walk(plan, sealed, now)
    root = client.begin(sealed).root
    signed = {name for name, _signature in root.file.signatures}
    kept = tuple(
        _kept(each, public[each.name], made.get(each.name), passphrases, signed)
        for each in plan.holders
    )
    old = plan.previous.root.value.root_keys if plan.previous else {}
    return Done(
        root=sealed,
        fingerprint=root.value.fingerprint,
        version=root.value.version,
        kept=kept,
        signed_by_old=tuple(sorted(signed & set(old))),
        at=now,
    )


def write(done: Done, folder: Path) -> dict[str, Path]:
    """Step 6: `root.json` and one key file a new holder; never overwrites."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    paths = {"root": folder / "root.json"}
    write_new(paths["root"], json.dumps(done.root, indent=1).encode())
    for number, each in enumerate(done.kept, start=1):
        if each.pem is not None:
            paths[each.name] = folder / f"root-key-{number}.pem"
            write_secret(paths[each.name], each.pem)
    return paths


def open_key(path: Path, passphrase: str) -> Ed25519PrivateKey:
    """A key file of a holder. Raises NotFound or Invalid."""
    if not path.is_file():
        raise NotFound("file.not_found", file=str(path))
    try:
        key = load_pem_private_key(path.read_bytes(), passphrase.encode())
    except (ValueError, TypeError):
        raise Invalid("ceremony.key_not_opened", file=str(path)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise Invalid("ceremony.key_not_opened", file=str(path))
    return key


def sealed_pem(key: Ed25519PrivateKey, passphrase: str) -> bytes:
    """Encrypted PKCS#8. Raises Invalid: the passphrase is too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Invalid("ceremony.passphrase_short", least=SHORTEST_PASSPHRASE)
    return key.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase.encode())
    )


def _payload(plan: Plan, public: Mapping[str, bytes]) -> dict[str, object]:
    return {
        "version": plan.version,
        "expires_at": iso(plan.expires_at),
        "threshold": plan.threshold,
        "keys": {
            "root": {key_id(each): each.hex() for each in public.values()},
            "trust_list": {name: each.hex() for name, each in plan.trust_list_keys.items()},
            "freshness": {name: each.hex() for name, each in plan.freshness_keys.items()},
        },
    }


def _walk(plan: Plan, sealed: dict[str, object], now: datetime) -> None:
    """Steps 4 and 5. Raises Conflict with what a device would say."""
    try:
        found = client.begin(sealed)
    except TrustFault as fault:
        raise Conflict(fault.reason, file="root.json") from None
    if now > found.root.value.expires_at:
        raise Conflict("trust.root_expired", file="root.json")
    if plan.previous is not None:
        walked = client.walk(plan.previous, [sealed])
        if walked.refused:
            raise Conflict(walked.refused, file="root.json")


def _kept(
    holder: Holder,
    public: bytes,
    private: Ed25519PrivateKey | None,
    passphrases: Mapping[str, str],
    signed: set[str],
) -> Kept:
    name = key_id(public)
    if private is None:
        return Kept(holder.name, name, None, name in signed)
    passphrase = passphrases.get(holder.name, "")
    pem = sealed_pem(private, passphrase)
    again = load_pem_private_key(pem, passphrase.encode())
    if not isinstance(again, Ed25519PrivateKey) or raw_public(again) != public:
        raise Conflict("ceremony.key_not_read_back", name=holder.name)
    return Kept(holder.name, name, pem, name in signed)


def write_new(path: Path, content: bytes) -> None:
    """A file that others may read. Raises Conflict when it is there already."""
    _write(path, content, 0o644)


def write_secret(path: Path, content: bytes) -> None:
    """A file for the owner alone. Raises Conflict when it is there already."""
    _write(path, content, 0o600)


def _write(path: Path, content: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise Conflict("file.already_there", file=str(path)) from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
