"""Steps 4 to 7: the second signature, the log, the labels, the check as an outsider, the store; then the answer."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from certificates.issuing import batch_cose, records
from certificates.issuing.model import CertificateState, second_eyes
from certificates.issuing.packs import packed
from certificates.issuing.preparing import party
from certificates.keyring import actions as keyring
from certificates.keyring import records as key_records
from certificates.keyring.model import KeyRole, KeyState
from certificates.label import grammar, signing
from certificates.label.model import EPOCH as DAY_ZERO
from certificates.label.model import Block, Decision, Identity
from certificates.log import actions as log
from certificates.publishing import actions as publishing
from certificates.publishing import records as publications
from certificates.trust.model import REVOKED, SUSPENDED
from certificates.verification.model import Verdict
from certificates.verification.verify import verify
from inspections.release import reading as cases
from qa_service.audit import actions as audit
from qa_service.audit.model import Json
from qa_service.errors import Conflict, Forbidden, Unavailable
from qa_service.identity import actions as identity
from qa_service.identity import records as identity_records
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.installation import read as read_installation
from qa_service.web import House

ISOLATED_LOT_PLAN = 1


def second_signature(
    house: House, *, actor: Actor, certificate_id: UUID, password: str, now: datetime
) -> records.Certificate:
    """Release: note who releases (committed), then sign, log, sign labels, verify and store at once.

    A signature exists outside this process only after the commit that also holds its record.
    """
    with house.database.write() as session:
        records.lock(session)
        row = records.get(session, certificate_id)
        require(actor, "certificate.release", row)
        if row.state == CertificateState.ISSUED.value:
            return row
        if row.state != CertificateState.PENDING_SECOND.value:
            raise Conflict("certificate.not_waiting", state=row.state)
        identity.confirm(session, actor=actor, password=password)
        _require_eyes(session, actor, row)
        _require_still_accepted(session, row, now)
        _require_not_recalled(session, row)
        row.second_person_id = actor.person_id
        records.add(session, row)
        audit.record(session, actor, "certificate.release_begun", subject=row.id, at=now)
    with house.database.write() as session:
        records.lock(session)
        row = records.get(session, certificate_id)
        if row.state == CertificateState.ISSUED.value:
            return row  # the same release, sent twice, was faster
        if row.second_person_id != actor.person_id:
            raise Conflict("certificate.not_waiting", state=row.state)
        _require_still_accepted(session, row, now)
        _require_not_recalled(session, row)
        _issue(session, house, actor, row, now)
    return row


def marked(session: Session) -> publishing.Marked:
    """Length of the status list and the items that are not valid, from the certificates' states."""
    status = {
        CertificateState.REVOKED.value: REVOKED,
        CertificateState.SUPERSEDED.value: REVOKED,
        CertificateState.SUSPENDED.value: SUSPENDED,
    }
    found = records.ranges(session)
    items = [
        (each.first + offset, status[certificate.state])
        for each, certificate in found
        if certificate.state in status
        for offset in range(each.count)
    ]
    return records.next_status_index(session), items


def products(document: Mapping[str, Json]) -> Mapping[str, Mapping[str, str]]:
    """The names of a product, for the trust list."""
    names = document["product"]
    assert isinstance(names, dict)  # noqa: S101 (written by ourselves)
    return {str(document["gtin"]): {str(k): str(v) for k, v in names.items()}}


def _issue(
    session: Session, house: House, actor: Actor, row: records.Certificate, now: datetime
) -> None:
    settings = house.settings
    open_key = keyring.current(
        session, settings, role=KeyRole.LABEL, organisation_id=actor.organisation_id, now=now
    )
    first, payload = row.first_signed, batch_cose.statement_of(row.claims)
    inspection_key = key_records.get(session, row.first_key_id).facts()
    is_revoked = inspection_key.state is KeyState.REVOKED
    if (
        first is None
        or is_revoked
        or not batch_cose.is_signed(first, payload=payload, public_key=inspection_key.public_key)
    ):
        raise Unavailable("certificate.signature_not_right", certificate=str(row.id))
    second = batch_cose.sign(payload, key=open_key.private, public_key=open_key.facts.public_key)
    row.second_signed, row.second_key_id = second, open_key.facts.id
    row.label_key_id, row.issued_at = open_key.facts.id, now
    row.leaf = log.append(
        session,
        kind="certificate",
        subject=str(row.id),
        content=batch_cose.both(first, second),
        now=now,
    )
    document = row.read_document()
    labels = records.labels(session, row.id)
    for label in labels:
        label.text = _signed_text(session, row, label, document, open_key)
        records.add(session, label)
    row.state = CertificateState.ISSUED.value
    records.add(session, row)
    known = {**_known_products(session), **products(document)}
    publishing.publish(session, settings, now=now, products=known, marked=marked(session))
    _verify_as_outsider(session, labels, document, now)
    audit.record(
        session, actor, "certificate.issued", subject=row.id, at=now,
        batch=str(row.batch_id), lot=row.lot, quantity=row.quantity, leaf=row.leaf,
    )  # fmt: skip


def _known_products(session: Session) -> Mapping[str, Mapping[str, str]]:
    trust = publishing.knowledge(session).trust
    return trust.trust_list.products if trust else {}


def _signed_text(
    session: Session,
    row: records.Certificate,
    label: records.Label,
    document: Mapping[str, Json],
    key: keyring.OpenKey,
) -> str:
    maker = identity_records.organisation(session, row.maker_id)
    issued_on = row.issued_at.date() if row.issued_at else DAY_ZERO
    decision = Decision.CONCESSION if _is_excepted(label, document) else Decision.RELEASED
    block = Block(
        kid=signing.kid_of(key.facts.public_key),
        day=(issued_on - DAY_ZERO).days,
        maker=maker.maker_number or 0,
        grade=ISOLATED_LOT_PLAN << 4 | decision,
        quantity=row.quantity,
        status_index=label.status_index,
        leaf=row.leaf or 0,
    )
    item = Identity(
        gtin=label.gtin,
        lot=label.lot,
        serial=label.serial,
        produced=_yymmdd(document["produced_on"]),
        expires=_yymmdd(document["expires_on"]),
    )
    host = read_installation(session).label_host
    return grammar.to_text(signing.sign(host, item, block, key.private))


def _is_excepted(label: records.Label, document: Mapping[str, Json]) -> bool:
    """A label says "with a concession" where one of its own pieces is excepted."""
    excepted = document.get("excepted", [])
    assert isinstance(excepted, list)  # noqa: S101 (written by ourselves)
    return any(str(unit) in excepted for unit in label.unit_ids())


def _yymmdd(value: Json) -> str | None:
    return date.fromisoformat(str(value)).strftime("%y%m%d") if value else None


def _verify_as_outsider(
    session: Session,
    labels: Sequence[records.Label],
    document: Mapping[str, Json],
    now: datetime,
) -> None:
    knowledge = publishing.knowledge(session)
    for label in labels:
        report = verify(label.text, knowledge, now=now)
        is_told = report.concession is _is_excepted(label, document)
        if report.verdict is not Verdict.VALID or report.serial != label.serial or not is_told:
            raise Unavailable(
                "certificate.label_not_right", serial=label.serial, reason=report.reason
            )


def _require_not_recalled(session: Session, row: records.Certificate) -> None:
    """No label comes out that every phone would call recalled the same moment."""
    recalls = [each.facts() for each in publications.recalls(session)]
    for label in records.labels(session, row.id):
        if any(r.covers(gtin=label.gtin, lot=label.lot, serial=label.serial) for r in recalls):
            raise Conflict("certificate.recalled", lot=row.lot)


def _require_still_accepted(session: Session, row: records.Certificate, now: datetime) -> None:
    """What was true at the first signature is true at the second: the same results and pieces."""
    case = cases.case(session, row.batch_id, today=now.date())
    pieces = {piece.unit_id for pack in packed(case.pieces, case.pack_of) for piece in pack}
    labelled = {unit for each in records.labels(session, row.id) for unit in each.unit_ids()}
    document = row.read_document()
    is_same = (
        case.results_hash == str(document["results_hash"])
        and list(case.concessions) == document["concessions"]
        and pieces == labelled
    )
    if not case.accepted or case.blocks or not is_same:
        raise Conflict("certificate.batch_not_accepted", lot=row.lot, blocks=list(case.blocks))


def _require_eyes(session: Session, actor: Actor, row: records.Certificate) -> None:
    eyes = second_eyes(
        maker=identity_records.ancestry(session, row.maker_id),
        first=party(session, row.first_person_id),
        second=party(session, actor.person_id),
    )
    closed = [eye.code for eye in eyes if not eye.ok]
    if closed:
        raise Forbidden("certificate.four_eyes", rules=closed)
