"""Endpoints of issuing."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from certificates.issuing import (
    actions,
    batch_cose,
    deciding,
    preparing,
    records,
    releasing,
    shapes,
)
from certificates.issuing.model import CertificateState
from inspections.batches import actions as batches
from inspections.questions import shapes as question_shapes
from inspections.release import reading as cases
from qa_service.errors import Conflict
from qa_service.identity.permission import require
from qa_service.web import ActorDep, ClockDep, HouseDep, SessionDep, allows

router = APIRouter(prefix="/api", tags=["certificates"])


@router.get("/certificates", dependencies=[Depends(allows("certificate.read"))])
def list_certificates(session: SessionDep, actor: ActorDep) -> list[shapes.CertificateRowOut]:
    """The certificates in which the own organisation has a part."""
    return [shapes.row_out(session, each) for each in actions.visible(session, actor=actor)]


@router.get("/batches/{batch_id}/release", dependencies=[Depends(allows("certificate.prepare"))])
def release_view(
    batch_id: UUID, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.ReleaseOut:
    """What the issuer must see before deciding."""
    batch = batches.seen(session, actor=actor, batch_id=batch_id)
    return shapes.release_out(session, actor, cases.case(session, batch.id, today=now.date()))


@router.get("/batches/{batch_id}/refusal", dependencies=[Depends(allows("batch.read"))])
def refusal(batch_id: UUID, session: SessionDep, actor: ActorDep) -> shapes.RefusalOut | None:
    """Who refused a lot and why; null when nobody did."""
    found = deciding.refusal(session, actor=actor, batch_id=batch_id)
    return shapes.refusal_out(session, found) if found else None


@router.post(
    "/batches/{batch_id}/refusal",
    status_code=201,
    dependencies=[Depends(allows("certificate.refuse"))],
)
def refuse(
    batch_id: UUID, body: shapes.RefuseIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.RefusalOut:
    """Say no to a lot instead of signing."""
    found = deciding.refuse(
        session, actor=actor, batch_id=batch_id, refusal_id=body.id, reason=body.reason,
        password=body.password, now=now,
    )  # fmt: skip
    return shapes.refusal_out(session, found)


@router.post(
    "/batches/{batch_id}/questions",
    status_code=201,
    dependencies=[Depends(allows("question.ask"))],
)
def ask(
    batch_id: UUID, body: shapes.AskIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> question_shapes.QuestionOut:
    """Send a lot back to its inspector with a question instead of signing."""
    found = deciding.ask(
        session, actor=actor, batch_id=batch_id, question_id=body.id, unit_id=body.unit_id,
        text=body.text, now=now,
    )  # fmt: skip
    return question_shapes.question_out(session, found, may_answer=False)


@router.post(
    "/batches/{batch_id}/certificates",
    status_code=201,
    dependencies=[Depends(allows("certificate.prepare"))],
)
def first_signature(
    batch_id: UUID, body: shapes.SignatureIn, house: HouseDep, actor: ActorDep, now: ClockDep
) -> shapes.CertificateOut:
    """The inspection body signs; the certificate waits for the second organisation."""
    with house.database.read() as session:
        batch = batches.seen(session, actor=actor, batch_id=batch_id)
        case = cases.case(session, batch.id, today=now.date())
    preparing.first_signature(
        house, actor=actor, case=case, certificate_id=body.id, password=body.password, now=now
    )
    with house.database.read() as session:
        return shapes.certificate_out(session, records.get(session, body.id))


@router.post(
    "/certificates/{certificate_id}/release",
    dependencies=[Depends(allows("certificate.release"))],
)
def second_signature(
    certificate_id: UUID,
    body: shapes.SignatureIn,
    house: HouseDep,
    actor: ActorDep,
    now: ClockDep,
) -> shapes.CertificateOut:
    """The releasing organisation signs: the log, the labels, the check as an outsider, the store."""
    releasing.second_signature(
        house, actor=actor, certificate_id=certificate_id, password=body.password, now=now
    )
    with house.database.read() as session:
        return shapes.certificate_out(session, records.get(session, certificate_id))


@router.get("/certificates/{certificate_id}", dependencies=[Depends(allows("certificate.read"))])
def read(certificate_id: UUID, session: SessionDep, actor: ActorDep) -> shapes.CertificateOut:
    """One certificate."""
    row = actions.readable(session, actor=actor, certificate_id=certificate_id)
    return shapes.certificate_out(session, row)


@router.get(
    "/certificates/{certificate_id}/certificate.cbor",
    dependencies=[Depends(allows("certificate.read"))],
)
def read_cbor(certificate_id: UUID, session: SessionDep, actor: ActorDep) -> Response:
    """The two signatures over the same statement, and the claims whose hash it holds."""
    row = actions.readable(session, actor=actor, certificate_id=certificate_id)
    if row.first_signed is None or row.second_signed is None:
        raise Conflict("certificate.not_issued", state=row.state)
    content = batch_cose.published(row.first_signed, row.second_signed, row.claims)
    return Response(content, media_type="application/cbor")


@router.get("/batches/{batch_id}/labels", dependencies=[Depends(allows("certificate.read"))])
def labels(batch_id: UUID, session: SessionDep, actor: ActorDep) -> list[shapes.LabelOut]:
    """The labels of a certified batch."""
    row = _of_batch(session, actor, batch_id)
    return [
        shapes.LabelOut.model_validate(each, from_attributes=True)
        for each in records.labels(session, row.id)
        if each.text
    ]


def _change(to: CertificateState, verb: str) -> None:
    @router.post(
        f"/certificates/{{certificate_id}}/{verb}",
        dependencies=[Depends(allows("certificate.withdraw"))],
        name=f"{verb}_certificate",
        summary=f"{verb.capitalize()} a certificate, with a reason.",
    )
    def change(
        certificate_id: UUID,
        body: shapes.StateIn,
        session: SessionDep,
        house: HouseDep,
        actor: ActorDep,
        now: ClockDep,
    ) -> shapes.CertificateOut:
        row = actions.change_state(
            session, house, actor=actor, certificate_id=certificate_id, to=to,
            reason=body.reason, password=body.password, now=now,
        )  # fmt: skip
        return shapes.certificate_out(session, row)


_change(CertificateState.SUSPENDED, "suspend")
_change(CertificateState.ISSUED, "resume")
_change(CertificateState.REVOKED, "revoke")
_change(CertificateState.SUPERSEDED, "supersede")


def _of_batch(session: SessionDep, actor: ActorDep, batch_id: UUID) -> records.Certificate:
    batch = batches.seen(session, actor=actor, batch_id=batch_id)
    row = records.of_batch(session, batch.id)
    if row is None:
        raise Conflict("certificate.not_issued", state="none")
    require(actor, "certificate.read", row)
    return row
