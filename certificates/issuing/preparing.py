"""Steps 1 to 3: record the unsigned claims and the labels' serials, lint, sign for the inspection body."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from certificates.cose.claims import BatchClaims, ClassOutcome, to_payload
from certificates.issuing import batch_cose, lint, records
from certificates.issuing.model import LEFT_AFTER, SERIAL_LENGTH, CertificateState, Party, four_eyes
from certificates.issuing.packs import numbers, packed
from certificates.keyring import actions as keyring
from certificates.keyring.model import KeyRole
from certificates.publishing.actions import EPOCH
from inspections.release.model import Case
from qa_service.audit import actions as audit
from qa_service.errors import Conflict, Forbidden, Unavailable
from qa_service.identity import actions as identity
from qa_service.identity import records as identity_records
from qa_service.identity.model import Actor, OrganisationKind
from qa_service.identity.permission import require
from qa_service.ids import random_serial, uuid7
from qa_service.web import House

ALWAYS_UNCHECKED = ("material_analysis", "ageing", "clinical_use")
TRIES = 20


def first_signature(
    house: House,
    *,
    actor: Actor,
    case: Case,
    certificate_id: UUID,
    password: str,
    now: datetime,
) -> records.Certificate:
    """Prepare (committed), lint, sign, verify, store. The same id again answers the same."""
    with house.database.write() as session:
        records.lock(session)
        known = session.get(records.Certificate, certificate_id)
        if known is not None and _is_answered(actor, case, known):
            return known
        require(actor, "certificate.prepare", case)
        if actor.organisation_id != case.inspection_body_id:
            raise Forbidden("certificate.not_the_inspection_body", lot=case.lot)
        identity.confirm(session, actor=actor, password=password)
        prepared = known or _prepare(session, house, actor, case, certificate_id, now)
        claims, key_id = prepared.claims, prepared.first_key_id
    broken = lint.faults(claims)
    if broken:
        void(house, certificate_id, reason=", ".join(broken), now=now)
        raise Conflict("certificate.lint", rules=broken)
    with house.database.read() as session:
        key = keyring.current(
            session,
            house.settings,
            role=KeyRole.INSPECTION,
            organisation_id=case.inspection_body_id,
            now=now,
        )
    payload = batch_cose.statement_of(claims)
    signed = batch_cose.sign(payload, key=key.private, public_key=key.facts.public_key)
    if key.facts.id != key_id or not batch_cose.is_signed(
        signed, payload=payload, public_key=key.facts.public_key
    ):
        raise Unavailable("certificate.signature_not_right", certificate=str(certificate_id))
    return _store(house, actor, certificate_id, signed, now)


def void(house: House, certificate_id: UUID, *, reason: str, now: datetime) -> bool:
    """Give up what was prepared and never signed; its serials and range are not used again.

    False when somebody signed it meanwhile: then it stays.
    """
    with house.database.write() as session:
        records.lock(session)
        row = records.get(session, certificate_id)
        if row.state != CertificateState.PREPARED.value:
            return False
        give_up(session, row, reason, now)
    return True


def give_up(session: Session, row: records.Certificate, reason: str, now: datetime) -> None:
    """Void it; the caller holds the lock and knows that nobody needs it."""
    row.state = CertificateState.VOID.value
    records.add(session, row)
    audit.record(session, None, "certificate.voided", subject=row.id, at=now, reason=reason)


def _is_answered(actor: Actor, case: Case, known: records.Certificate) -> bool:
    """Whether the same request was finished before; raises Conflict when it was another one."""
    is_mine = known.first_person_id == actor.person_id
    if known.batch_id != case.batch_id or (
        known.state == CertificateState.PREPARED.value and not is_mine
    ):
        raise Conflict("envelope.other_content", id=str(known.id), kind="certificate")
    if known.state == CertificateState.VOID.value:
        raise Conflict("certificate.not_waiting", state=known.state)
    if known.state == CertificateState.PREPARED.value:
        return False
    require(actor, "certificate.read", known)
    return True


def _store(
    house: House, actor: Actor, certificate_id: UUID, signed: bytes, now: datetime
) -> records.Certificate:
    """Keep the signature, unless the same request of somebody faster did, or a restart gave it up."""
    with house.database.write() as session:
        records.lock(session)
        row = records.get(session, certificate_id)
        if row.state == CertificateState.PENDING_SECOND.value:
            return row
        if row.state != CertificateState.PREPARED.value:
            raise Conflict("certificate.not_waiting", state=row.state)
        row.first_signed, row.first_signed_at = signed, now
        row.state = CertificateState.PENDING_SECOND.value
        records.add(session, row)
        audit.record(
            session, actor, "certificate.first_signed", subject=row.id, at=now,
            batch=str(row.batch_id), lot=row.lot,
        )  # fmt: skip
    return row


def party(session: Session, person_id: UUID) -> Party:
    """A person with organisation and parents."""
    person = identity_records.person(session, person_id)
    ancestry = identity_records.ancestry(session, person.organisation_id)
    return Party(person_id, person.organisation_id, ancestry)


def not_checked(case: Case) -> tuple[str, ...]:
    """Codes of what nobody looked at: never empty. To declare a thing sterile is not to test it."""
    authorised = case.declared.get("authorisation", "none declared")
    permit = ("authorisation_none",) if authorised == "none declared" else ("authorisation",)
    return ("sterility", *permit, *ALWAYS_UNCHECKED)


def _prepare(
    session: Session, house: House, actor: Actor, case: Case, certificate_id: UUID, now: datetime
) -> records.Certificate:
    if not case.accepted or case.blocks:
        raise Conflict("certificate.batch_not_accepted", lot=case.lot, blocks=list(case.blocks))
    if records.refusal_of(session, case.batch_id) is not None:  # since the case was read
        raise Conflict("certificate.refused_before", lot=case.lot)
    known = records.of_batch(session, case.batch_id)
    if known is not None:
        if known.state != CertificateState.PREPARED.value or known.prepared_at > now - LEFT_AFTER:
            raise Conflict("certificate.already_there", lot=case.lot)
        give_up(session, known, "left by a crash", now)
    require_eyes(session, actor, case)
    key = keyring.current(
        session,
        house.settings,
        role=KeyRole.INSPECTION,
        organisation_id=case.inspection_body_id,
        now=now,
    )
    labels = _reserve_labels(session, case, certificate_id)
    row = records.Certificate(
        id=certificate_id,
        number=f"C-{random_serial(8)}",
        batch_id=case.batch_id,
        gtin=case.gtin,
        lot=case.lot,
        quantity=len(labels),
        maker_id=case.maker_id,
        inspection_body_id=case.inspection_body_id,
        releasing_id=operator_id(session),
        state=CertificateState.PREPARED.value,
        claims=b"",
        document=json.dumps(asdict(case), default=str, ensure_ascii=False),
        first_person_id=actor.person_id,
        first_key_id=key.facts.id,
        prepared_at=now,
    )
    row.claims = to_payload(_claims(session, row, case, [each.serial for each in labels]))
    records.add(session, row)
    for label in labels:
        records.add(session, label)
    records.add(
        session,
        records.StatusRange(
            id=uuid7(),
            certificate_id=row.id,
            epoch=EPOCH,
            first=labels[0].status_index,
            count=len(labels),
        ),
    )
    audit.record(
        session, actor, "certificate.prepared", subject=row.id, at=now,
        batch=str(case.batch_id), lot=case.lot, quantity=row.quantity,
    )  # fmt: skip
    return row


def require_eyes(session: Session, actor: Actor, case: Case) -> None:
    """Raises Forbidden with the conditions of the first signature that do not hold."""
    eyes = four_eyes(
        maker=identity_records.ancestry(session, case.maker_id),
        inspector=party(session, case.inspector_id),
        reviewer=party(session, case.reviewer_id),
        issuer=party(session, actor.person_id),
        is_low_risk=case.is_low_risk,
    )
    closed = [eye.code for eye in eyes if not eye.ok]
    if closed:
        raise Forbidden("certificate.four_eyes", rules=closed)


def _reserve_labels(session: Session, case: Case, certificate_id: UUID) -> Sequence[records.Label]:
    packs = packed(case.pieces, case.pack_of)
    if not packs:
        raise Conflict("certificate.no_pieces", lot=case.lot)
    first = records.next_status_index(session)
    taken: set[str] = set()
    labels = []
    for offset, pack in enumerate(packs):
        serial = _fresh_serial(session, case.gtin, taken)
        taken.add(serial)
        labels.append(
            records.Label(
                id=uuid7(),
                certificate_id=certificate_id,
                unit_id=pack[0].unit_id,
                gtin=case.gtin,
                lot=case.lot,
                serial=serial,
                maker_serial=numbers(pack),
                status_index=first + offset,
                others=json.dumps([str(each.unit_id) for each in pack[1:]]),
            )
        )
    return labels


def _fresh_serial(session: Session, gtin: str, taken: set[str]) -> str:
    for _ in range(TRIES):
        serial = random_serial(SERIAL_LENGTH)
        if serial not in taken and not records.serial_taken(session, gtin=gtin, serial=serial):
            return serial
    raise Unavailable("certificate.no_serial", gtin=gtin)


def operator_id(session: Session) -> UUID:
    """The organisation that runs the network; raises Unavailable."""
    wanted = OrganisationKind.NETWORK_OPERATOR.value
    found = [o.id for o in identity_records.organisations(session) if o.kind == wanted]
    if not found:
        raise Unavailable("certificate.no_operator")
    return found[0]


def _claims(
    session: Session, row: records.Certificate, case: Case, serials: Sequence[str]
) -> BatchClaims:
    maker = identity_records.organisation(session, case.maker_id)
    before = records.superseded(session, case.batch_id)
    if maker.maker_number is None or row.releasing_id is None:
        raise Conflict("certificate.maker_number", maker=maker.code)
    return BatchClaims(
        number=row.number,
        issued_at=int(row.prepared_at.timestamp()),
        gtin=case.gtin,
        lot=case.lot,
        quantity=row.quantity,
        maker=maker.maker_number,
        inspection_body=case.inspection_body_id,
        releasing=row.releasing_id,
        inspector=case.inspector_id,
        reviewer=case.reviewer_id,
        revision_hash=bytes.fromhex(case.revision_hash),
        template_hash=bytes.fromhex(case.template_hash),
        results_hash=bytes.fromhex(case.results_hash),
        photos_hash=bytes.fromhex(case.photos_hash),
        serial_root=batch_cose.serial_root(serials),
        seed=case.seed,
        outcomes=tuple(
            ClassOutcome(
                each.class_,
                each.lot_size,
                each.sample_size,
                each.acceptance_number,
                each.looked_at,
                each.failed,
            )
            for each in case.classes
        ),
        concessions=case.concessions,
        not_checked=not_checked(case),
        sampling_hash=bytes.fromhex(case.sampling_hash),
        seals=case.seals,
        supersedes=before.number if before else "",
    )
