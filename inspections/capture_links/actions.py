"""Make a link, take it back, open it, and take the one photo that it is for."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from inspections.batches import records as batches
from inspections.capture_links import records
from inspections.capture_links.model import LIFETIME, LinkState
from inspections.photos import actions as photos
from inspections.visits import records as visits
from inspections.visits.model import VisitState
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, NotFound, QaError, TooMany
from qa_service.identity import actions as identity
from qa_service.identity import records as people
from qa_service.identity.model import Actor
from qa_service.identity.passwords import token_digest
from qa_service.identity.permission import require
from qa_service.storage.model import digest
from qa_service.web import House

TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Opened:
    """What the phone's page may know: which unit to photograph, and until when."""

    serial: str
    expires_at: datetime


def make(
    session: Session,
    *,
    actor: Actor,
    link_id: UUID,
    visit_id: UUID,
    unit_id: UUID | None,
    item_code: str,
    now: datetime,
) -> tuple[records.CaptureLink, str]:
    """A new link and its secret, which is told this once. Raises NotFound, Forbidden or Conflict."""
    visit = visits.get(session, visit_id)
    require(actor, "camera_link.use", visit)
    if visit.state != VisitState.IN_PROGRESS.value:
        raise Conflict("visit.sealed", state=visit.state)
    if unit_id is not None and str(unit_id) not in visits.read_sample(visit).units:
        raise NotFound("unit.not_drawn", id=str(unit_id))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = records.CaptureLink(
        id=link_id,
        token_digest=token_digest(token),
        visit_id=visit_id,
        unit_id=unit_id,
        item_code=item_code,
        person_id=actor.person_id,
        made_at=now,
        expires_at=now + LIFETIME,
    )
    records.keep(session, row)
    audit.record(
        session, actor, "camera_link.made", subject=row.id, at=now, visit=str(visit_id),
        unit=str(unit_id) if unit_id else None, item=item_code,
    )  # fmt: skip
    return row, token


def seen(session: Session, *, actor: Actor, link_id: UUID) -> records.CaptureLink:
    """A link for the inspector of its visit; for others it is not there."""
    row = records.get(session, link_id)
    require(actor, "camera_link.use", visits.get(session, row.visit_id))
    return row


def revoke(session: Session, *, actor: Actor, link_id: UUID, now: datetime) -> records.CaptureLink:
    """Take a link back; twice is once."""
    row = seen(session, actor=actor, link_id=link_id)
    if row.revoked_at is None:
        row.revoked_at = now
        records.keep(session, row)
        audit.record(session, actor, "camera_link.revoked", subject=row.id, at=now)
    return row


def open_link(house: House, *, token: str, address: str, now: datetime) -> Opened:
    """What the page shows. Raises NotFound for any secret that opens nothing now, TooMany for guessing."""
    with house.database.read() as session:
        _limit(session, address, now)
        found = _waiting(session, token, now)
        if found is not None:
            unit = batches.unit(session, found.unit_id) if found.unit_id else None
            return Opened(unit.serial if unit else "", found.expires_at)
    with house.database.write() as session:
        identity.count_try(session, **_guesser(address), now=now)
    raise NotFound("camera_link.unknown")


def take(house: House, *, token: str, content: bytes, address: str, now: datetime) -> None:
    """Keep the photo in the name of the inspector who made the link; the link is used up by it.

    Raises NotFound as `open_link` does, or what is wrong with the photo; five bad photos end the link.
    """
    open_link(house, token=token, address=address, now=now)
    with house.database.write() as session:
        row = _waiting(session, token, now, for_change=True)
        if row is None:
            raise NotFound("camera_link.unknown")
        row.tries += 1  # counted before the work: many uploads at once are no way round
        records.keep(session, row)
        inspector = _inspector(session, row)
    sha256 = digest(content)
    photos.take(house, actor=inspector, sha256=sha256, content=content, now=now)
    with house.database.write() as session:
        row = records.by_token(session, token_digest(token), for_change=True)
        if row is None or row.revoked_at is not None or row.photo_sha256 is not None:
            raise NotFound("camera_link.unknown")
        row.photo_sha256 = sha256
        records.keep(session, row)
        audit.record(
            session, inspector, "camera_link.photo_arrived", subject=row.id, at=now, photo=sha256
        )


def _waiting(
    session: Session, token: str, now: datetime, *, for_change: bool = False
) -> records.CaptureLink | None:
    row = records.by_token(session, token_digest(token), for_change=for_change)
    if row is None or row.state_at(now) is not LinkState.WAITING:
        return None
    try:
        _inspector(session, row)
    except QaError:  # the inspector left, or may not inspect any more
        return None
    is_open = visits.get(session, row.visit_id).state == VisitState.IN_PROGRESS.value
    return row if is_open else None


def _inspector(session: Session, row: records.CaptureLink) -> Actor:
    person = people.person(session, row.person_id)
    if person.closed_at is not None:
        raise NotFound("person.not_found", id=str(person.id))
    actor = people.actor(session, person)
    require(actor, "camera_link.use", visits.get(session, row.visit_id))
    return actor


def _guesser(address: str) -> dict[str, str]:
    """Guesses count for themselves: they neither lock sign-ins nor are locked by them."""
    return {"login": f"camera links {address}", "address": f"camera links {address}"}


def _limit(session: Session, address: str, now: datetime) -> None:
    try:
        identity.limit_tries(session, **_guesser(address), now=now)
    except TooMany as refusal:
        raise TooMany("camera_link.too_many", **refusal.details) from None
