"""What an outsider knows: the published files, read strictly."""

from dataclasses import replace
from pathlib import Path

from certificates.trust import client, fields, reading
from certificates.trust.fields import TrustFault
from certificates.trust.model import TrustBundle
from certificates.verification.knowledge import Knowledge
from qa_service.errors import Invalid, NotFound, TooLarge

MOST_BYTES = 2 * fields.MOST_BYTES


def load(
    *, trust: Path, root: Path | None, status: Path | None, recalls: Path | None, pinned: str
) -> Knowledge:
    """Read the files; `root` (a root, or an older trust file) or `pinned` says which root is ours.

    From an older root the chain inside the trust file is walked to its newest. Raises NotFound,
    TooLarge or Invalid with the file's name and what is wrong with it.
    """
    value = _json(trust)
    try:
        bundle = reading.read_bundle(value)
    except TrustFault as fault:
        raise Invalid(fault.reason, file=str(trust)) from None
    roots = _roots(value)
    known = Knowledge(trust=bundle, pinned_root=_walked(roots, bundle, pinned) if pinned else None)
    if root is not None:
        held = _json(root)
        begun = _begun(held, root)
        _require_not_older(held, begun, bundle, trust)
        known = replace(known, pinned_root=_from(begun, roots, bundle))
    if known.pinned_root not in (None, bundle.root.fingerprint):
        return known
    try:
        if status is not None:
            known = replace(known, status=reading.read_status(_json(status), bundle.root))
        if recalls is not None:
            known = replace(known, recalls=reading.read_recalls(_json(recalls), bundle.root))
    except TrustFault as fault:
        wrong = recalls if fault.reason == "trust.recalls_not_signed" else status or recalls
        raise Invalid(fault.reason, file=str(wrong)) from None
    return known


def _roots(value: object) -> list[object]:
    """Every root of a trust file, oldest first."""
    assert isinstance(value, dict)  # noqa: S101 (it was read as a trust file)
    chain = value.get("chain")
    return [*(chain if isinstance(chain, list) else []), value["root"]]


def _walked(roots: list[object], bundle: TrustBundle, pinned: str) -> str:
    """The fingerprint of the newest root when one of the chain is the pinned one; else the pinned."""
    for at, each in enumerate(roots):
        try:
            begun = client.begin(each)
        except TrustFault:
            continue
        if begun.root.value.fingerprint == pinned:
            return _from(begun, roots[at:], bundle)
    return pinned


def _from(begun: client.Trusted, roots: list[object], bundle: TrustBundle) -> str:
    """Where a device that trusts this root ends: at the bundle's root, or still at its own."""
    walked = client.walk(begun, roots)
    arrived = walked.trusted.root.value
    if not walked.refused and arrived == bundle.root:
        return bundle.root.fingerprint
    return begun.root.value.fingerprint


def _require_not_older(
    held: object, begun: client.Trusted, bundle: TrustBundle, trust: Path
) -> None:
    """What is held already names newer versions: somebody brings back an old file."""
    own = begun.root.value
    if own.fingerprint == bundle.root.fingerprint and bundle.root.version < own.version:
        raise Invalid("trust.root_rollback", file=str(trust))
    if not isinstance(held, dict) or "trust_list" not in held:
        return
    try:
        known = reading.read_list(held["trust_list"], own)
    except TrustFault:
        return
    same = own.fingerprint == bundle.root.fingerprint
    if same and bundle.trust_list.version < known.version:
        raise Invalid("trust.list_rollback", file=str(trust))


def _begun(value: object, path: Path) -> client.Trusted:
    if isinstance(value, dict) and "root" in value:
        value = value["root"]
    try:
        return client.begin(value)
    except TrustFault:
        raise Invalid("trust.not_a_root", file=str(path)) from None


def _json(path: Path) -> object:
    if not path.is_file():
        raise NotFound("file.not_found", file=str(path))
    if path.stat().st_size > MOST_BYTES:
        raise TooLarge("file.too_large", file=str(path), most_bytes=MOST_BYTES)
    try:
        return fields.from_bytes(path.read_bytes())
    except TrustFault:
        raise Invalid("file.not_json", file=str(path)) from None
