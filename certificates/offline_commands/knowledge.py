"""What an outsider knows: the published files, read strictly."""

import json
from dataclasses import replace
from pathlib import Path

from certificates.trust import envelope, model, reading
from certificates.verification.verify import Knowledge
from qa_service.errors import Invalid, NotFound, TooLarge

MOST_BYTES = 16_000_000


def load(
    *, trust: Path, root: Path | None, status: Path | None, recalls: Path | None, pinned: str
) -> Knowledge:
    """Read the files; `root` (a trust file or a root alone) or `pinned` says which root is ours.

    Raises NotFound, TooLarge or Invalid with the file's name and what is wrong with it.
    """
    try:
        bundle = reading.read_bundle(_json(trust))
    except reading.TrustFault as fault:
        raise Invalid(fault.reason, file=str(trust)) from None
    known = Knowledge(trust=bundle, pinned_root=pinned or None)
    if root is not None:
        known = replace(known, pinned_root=_fingerprint(root))
    if known.pinned_root not in (None, bundle.root.fingerprint):
        return known
    try:
        if status is not None:
            known = replace(known, status=reading.read_status(_json(status), bundle.root))
        if recalls is not None:
            known = replace(known, recalls=reading.read_recalls(_json(recalls), bundle.root))
    except reading.TrustFault as fault:
        wrong = recalls if fault.reason == "trust.recalls_not_signed" else status or recalls
        raise Invalid(fault.reason, file=str(wrong)) from None
    return known


def _fingerprint(path: Path) -> str:
    value = _json(path)
    if isinstance(value, dict) and "root" in value:
        value = value["root"]
    try:
        return reading.read_root(envelope.from_json(value, model.ROOT_TYPE)).fingerprint
    except ValueError:
        raise Invalid("trust.not_a_root", file=str(path)) from None


def _json(path: Path) -> object:
    if not path.is_file():
        raise NotFound("file.not_found", file=str(path))
    if path.stat().st_size > MOST_BYTES:
        raise TooLarge("file.too_large", file=str(path), most_bytes=MOST_BYTES)
    try:
        value: object = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise Invalid("file.not_json", file=str(path)) from None
    return value
