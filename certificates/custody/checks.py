"""What `doctor` says of keys, root and log."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from certificates.keyring import files
from certificates.log import peers
from certificates.publishing import roots
from certificates.trust.client import Trusted
from qa_service.errors import QaError
from qa_service.health.model import Finding
from qa_service.web import House


def findings(house: House) -> list[Finding]:
    """Root, passphrase and witnesses; nothing before the first start."""
    with house.database.read() as session:
        root = roots.current(session)
        if root is None:
            return []
        return [
            _root(session, root, house.clock()),
            _passphrase(house),
            *_witnesses(session),
        ]


def _root(session: Session, root: Trusted, now: datetime) -> Finding:
    ends = root.root.value.expires_at
    here = len(roots.held_here(session))
    if now > ends:
        return Finding("root", f"the root ended on {ends:%Y-%m-%d}: hold a ceremony (docs/keys.md)")
    if here:
        return Finding(
            "root", advice=f"{here} root keys lie on this server: hold a ceremony (docs/keys.md)"
        )
    if roots.is_due(session, now):
        return Finding("root", advice=f"the root ends on {ends:%Y-%m-%d}: plan a ceremony")
    return Finding("root")


def _passphrase(house: House) -> Finding:
    try:
        beside = files.passphrase_lies_beside(house.settings)
    except QaError as fault:
        return Finding("passphrase", str(fault))
    if beside:
        return Finding(
            "passphrase", advice="it lies beside the keys: set QA_KEY_PASSPHRASE_FILE elsewhere"
        )
    return Finding("passphrase")


def _witnesses(session: Session) -> Iterator[Finding]:
    known = peers.witnesses(session)
    if not known:
        yield Finding("witness", advice="nobody else signs the log: `qa-service log witness`")
    for each in known:
        yield Finding("witness", advice=f"{each.name}: {each.fault}" if each.fault else "")
