"""A wrong choice of the reference piece, put right: the same photo is measured again under the right one.

Nothing is withdrawn: both checks stay, the record and the issuer are told of both, and only the one under
the right piece counts. No other photo can take the place of the first, and it is put right once: nobody
tries one piece after another until a bad reading agrees.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from inspections.batches import records as batches
from inspections.instruments import records as instruments
from inspections.visits import records
from inspections.visits.surroundings import keep_to_measure, require_open
from qa_service.audit import actions as audit
from qa_service.audit.model import Json
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.identity.model import Actor
from qa_service.sync import actions as sync


@dataclass(frozen=True, slots=True)
class Correction:
    """The new check, made on the device; the check that it corrects; the piece that the photo shows."""

    id: UUID
    check_id: UUID
    instrument_id: UUID


def correct_piece(
    session: Session, *, actor: Actor, visit_id: UUID, said: Correction, now: datetime
) -> records.ReferenceCheck:
    """The photo of a check belongs to another piece. Raises NotFound, Invalid or Conflict."""
    visit = require_open(session, actor, visit_id)
    content: dict[str, Json] = {
        "visit_id": str(visit_id), "check_id": str(said.check_id),
        "instrument_id": str(said.instrument_id),
    }  # fmt: skip
    if not sync.is_new(
        session, envelope_id=said.id, kind="reference_correction", content=content, actor=actor,
        now=now,
    ):  # fmt: skip
        return records.reference_check(session, said.id)
    wrong = _correctable(session, visit, said.check_id)
    piece = _piece(session, visit, wrong, said.instrument_id)
    row = records.ReferenceCheck(
        id=said.id, visit_id=visit.id, instrument_id=piece.id, photo_sha256=wrong.photo_sha256,
        sheet_id=wrong.sheet_id, rotation_hint_deg=wrong.rotation_hint_deg, corrects=wrong.id,
        person_id=actor.person_id, at=now,
    )  # fmt: skip
    keep_to_measure(session, actor, row, now)
    audit.record(
        session, actor, "visit.reference_piece_corrected", subject=visit.id, at=now,
        check=str(wrong.id), by=str(row.id), chosen=str(wrong.instrument_id), right=str(piece.id),
        en=wrong.en, photo=wrong.photo_sha256,
    )  # fmt: skip
    return row


def _correctable(session: Session, visit: records.Visit, check_id: UUID) -> records.ReferenceCheck:
    """A check of this very visit that neither was corrected nor is a correction."""
    wrong = records.reference_check(session, check_id)
    if wrong.visit_id != visit.id:
        raise NotFound("reference.not_found", id=str(check_id))
    every = records.reference_checks(session, visit)
    if wrong.corrects is not None or any(each.corrects == wrong.id for each in every):
        raise Conflict("reference.corrected_once")
    return wrong


def _piece(
    session: Session, visit: records.Visit, wrong: records.ReferenceCheck, instrument_id: UUID
) -> instruments.Instrument:
    """Another piece of the same design, in date."""
    piece = instruments.instrument(session, instrument_id, visit.organisation_id)
    if piece.id == wrong.instrument_id:
        raise Invalid("reference.same_piece", serial=piece.serial)
    revision_id = batches.get(session, visit.batch_id).revision_id
    known = instruments.reference_pieces(
        session, visit.organisation_id, revision_id, wrong.at.date()
    )
    if piece.id not in {each.id for each in known}:
        raise Invalid("reference.no_reference_piece", serial=piece.serial)
    return piece
