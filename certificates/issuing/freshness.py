"""Sign what ages anew before it is old: status and recalls daily, the trust list monthly, keys ahead of their end.

Without this a network that releases nothing for a week would see all its labels grow stale.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from certificates.issuing import records as issuing
from certificates.issuing import releasing
from certificates.keyring import actions as keyring
from certificates.keyring import records as key_records
from certificates.keyring.model import KeyRole
from certificates.publishing import actions as publishing
from certificates.publishing import records, roots
from qa_service.errors import Unavailable
from qa_service.web import ClockDep, House, HouseDep

STATUS_AGE = timedelta(days=1)
TRUST_AGE = timedelta(days=30)


def keep(house: House, *, now: datetime) -> bool:
    """Publish again what is older than it should be; True when something was published.

    Raises Unavailable when a key is missing or the clock is behind: what was published stays.
    """
    with house.database.read() as session:
        if not _ages(session, now):
            return False
    with house.database.write() as session:
        issuing.lock(session)  # whoever publishes waits for the others
        due = _ages(session, now)
        if due:
            _publish(session, house, due, now)
    return bool(due)


def kept_fresh(house: HouseDep, now: ClockDep) -> None:
    """A dependency of the routes that give out or use the files; old files are better than none."""
    try:
        keep(house, now=now)
    except Unavailable:
        return


def at_start(house: House) -> tuple[str, ...]:
    """Before the first request; says so when what was published cannot be signed again."""
    try:
        keep(house, now=house.clock())
    except Unavailable as fault:
        return (f"Published files could not be signed again: {fault}",)
    return ()


def _ages(session: Session, now: datetime) -> frozenset[str]:
    """What is due; nothing before the first start."""
    newest = {kind: records.newest(session, kind) for kind in (publishing.TRUST, publishing.STATUS)}
    limits = {publishing.TRUST: TRUST_AGE, publishing.STATUS: STATUS_AGE}
    due = {kind for kind, row in newest.items() if row and now - row.at >= limits[kind]}
    if newest[publishing.TRUST] and (keyring.ending(session, now=now) or _root_due(session, now)):
        due.add(publishing.TRUST)
    return frozenset(due)


def _root_due(session: Session, now: datetime) -> bool:
    """The server signs a root anew only while its keys lie here; else people do (`doctor` says when)."""
    return bool(roots.held_here(session)) and roots.is_due(session, now)


def _publish(session: Session, house: House, due: frozenset[str], now: datetime) -> None:
    settings = house.settings
    keyring.require_clock(session, now=now)
    if publishing.TRUST in due:
        for key in keyring.ending(session, now=now):
            keyring.succeed(session, settings, key=key, now=now)
        if _root_due(session, now):
            for role in (KeyRole.TRUST_LIST, KeyRole.FRESHNESS):
                newest = key_records.of_role(session, role)[-1]
                keyring.make(
                    session, settings, actor=None, role=role,
                    organisation_id=newest.organisation_id, now=now,
                )  # fmt: skip
            roots.sign_here(session, settings, now=now)
        publishing.publish_trust(session, settings, now=now, products=None)
    marked = releasing.marked(session)
    publishing.publish_status(session, settings, now=now, marked=marked)
