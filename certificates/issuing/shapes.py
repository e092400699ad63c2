"""What the endpoints of issuing take and give."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, Field
from sqlmodel import Session

from certificates.cose.claims import from_payload
from certificates.issuing import preparing, records
from certificates.issuing.model import CertificateState, Eye, four_eyes, second_eyes
from certificates.issuing.packs import packed
from certificates.issuing.reading import promise
from certificates.log import actions as log
from inspections.release.model import Case, ClassCase
from qa_service.identity import records as identity
from qa_service.identity.model import Actor, Role


class PersonRefOut(BaseModel):
    """A person and their organisation."""

    person: str
    organisation: str


class RiskOut(BaseModel):
    """Chance that a lot with so many bad pieces would have passed."""

    bad: int
    p: float


class ClassPlanOut(BaseModel):
    """Plan, outcome and risk of one class."""

    class_: str = Field(serialization_alias="class")
    N: int
    n: int
    ac: int
    looked_at: int
    failed: int
    undecided: int
    names: list[dict[str, str]]
    risk: list[RiskOut]


class EvidenceOut(BaseModel):
    """What was kept of one unit."""

    serial: str
    photos: list[str]
    measurement_id: UUID | None


class EyeOut(BaseModel):
    """One condition of the four eyes."""

    code: str
    ok: bool


class CertificateRowOut(BaseModel):
    """A certificate in the list."""

    id: UUID
    number: str
    batch_id: UUID
    lot: str
    gtin: str
    product: dict[str, str]
    maker: str
    state: CertificateState
    quantity: int
    issued_at: datetime | None


class RefusalOut(BaseModel):
    """Who refused a lot, and why."""

    id: UUID
    reason: str
    person: str
    organisation: str
    at: datetime


class ReleaseOut(BaseModel):
    """What the issuer must see before deciding; `may_sign` says which signature is theirs.

    `may_decide`: it is this issuer's turn, to refuse or to ask even while something holds the signature back.
    """

    outcome: str
    product: dict[str, str]
    lot: str
    maker: str
    revision_label: str
    inspector: PersonRefOut
    reviewer: PersonRefOut
    plan: list[ClassPlanOut]
    evidence: list[EvidenceOut]
    not_checked: list[str]
    concessions: list[str]
    open_points: list[str]
    blocks: list[str]
    eyes: list[EyeOut]
    quantity_made: int
    pieces_good: int
    quantity_releasable: int
    certificate: CertificateRowOut | None
    may_sign: str
    may_decide: bool
    why_not: list[str]
    refusal: RefusalOut | None


class CertificateOut(CertificateRowOut):
    """A certificate with its claims and signatures."""

    revision_label: str
    inspected_by: str
    released_by: str
    produced_on: date
    expires_on: date | None
    plan: list[ClassPlanOut]
    not_checked: list[str]
    concessions: list[str]
    open_points: list[str]
    hashes: dict[str, str]
    first_signed_at: datetime | None
    leaf: int | None
    witnesses: int
    supersedes: str
    labels_count: int
    seed: str


class LabelOut(BaseModel):
    """One label on record."""

    serial: str
    maker_serial: str
    text: str
    printed: int
    spoiled: int


class SignatureIn(BaseModel):
    """A signature: the password again."""

    id: UUID
    password: str = Field(max_length=200)


class RefuseIn(SignatureIn):
    """No, with the reason; the id was made on the device."""

    reason: str = Field(max_length=4000)


class AskIn(BaseModel):
    """A question to the inspector, about one piece where `unit_id` names it."""

    id: UUID
    unit_id: UUID | None = None
    text: str = Field(max_length=4000)


class StateIn(BaseModel):
    """A change of state with its reason."""

    reason: str = Field(min_length=1, max_length=2000)
    password: str = Field(max_length=200)


def row_out(session: Session, row: records.Certificate) -> CertificateRowOut:
    """A certificate in the list."""
    said = promise(session, row)
    return CertificateRowOut(
        id=row.id,
        number=row.number,
        batch_id=row.batch_id,
        lot=row.lot,
        gtin=row.gtin,
        product=said.product,
        maker=said.maker,
        state=CertificateState(row.state),
        quantity=row.quantity,
        issued_at=row.issued_at,
    )


def certificate_out(session: Session, row: records.Certificate) -> CertificateOut:
    """A whole certificate."""
    said = promise(session, row)
    return CertificateOut(
        **row_out(session, row).model_dump(),
        revision_label=said.revision_label,
        inspected_by=said.inspected_by,
        released_by=said.released_by,
        produced_on=said.produced_on,
        expires_on=said.expires_on,
        plan=[_plan(each) for each in said.classes],
        not_checked=list(said.not_checked),
        concessions=list(said.concessions),
        open_points=list(said.open_points),
        hashes=said.hashes,
        first_signed_at=row.first_signed_at,
        leaf=row.leaf,
        witnesses=log.seen_by(session, row.leaf),
        supersedes=from_payload(row.claims).supersedes,
        labels_count=sum(bool(each.text) for each in records.labels(session, row.id)),
        seed=from_payload(row.claims).seed,
    )


def release_out(session: Session, actor: Actor, case: Case) -> ReleaseOut:
    """Everything that the issuer decides on."""
    row = records.of_batch(session, case.batch_id)
    eyes = _eyes(session, actor, case, row)
    closed = _why_not_decide(actor, case, row, eyes)
    held = [] if case.accepted and not case.blocks else ["batch_not_accepted"]
    if "question_open" in case.blocks:
        held.append("question_open")
    refused = records.refusal_of(session, case.batch_id)
    if refused is not None:
        held.append("refused")
    why_not = [*closed, *held]
    turn = "first" if row is None else "second"
    # only what the inspection accepted is ever refused here: its own verdict stands
    is_accepted = case.accepted or refused is not None
    return ReleaseOut(
        outcome="accept" if is_accepted else "not_accept",
        product=case.product,
        lot=case.lot,
        maker=identity.organisation(session, case.maker_id).name,
        revision_label=case.revision_label,
        inspector=_person(session, case.inspector_id),
        reviewer=_person(session, case.reviewer_id),
        plan=[_plan(each) for each in case.classes],
        evidence=[
            EvidenceOut(
                serial=each.serial, photos=list(each.photos), measurement_id=each.measurement_id
            )
            for each in case.evidence
        ],
        not_checked=list(preparing.not_checked(case)),
        concessions=list(case.concessions),
        open_points=list(case.open_points),
        blocks=list(case.blocks),
        eyes=[EyeOut(code=each.code, ok=each.ok) for each in eyes],
        quantity_made=case.quantity_made,
        pieces_good=len(case.pieces),
        quantity_releasable=len(packed(case.pieces, case.pack_of)),
        certificate=row_out(session, row) if row else None,
        may_sign="none" if why_not else turn,
        may_decide=case.accepted and not closed,
        why_not=why_not,
        refusal=refusal_out(session, refused) if refused else None,
    )


def refusal_out(session: Session, row: records.CertificateRefusal) -> RefusalOut:
    """Who refused a lot, and why."""
    return RefusalOut(
        id=row.id,
        reason=row.reason,
        person=identity.person(session, row.person_id).name,
        organisation=identity.organisation(session, row.organisation_id).name,
        at=row.at,
    )


def _plan(each: ClassCase) -> ClassPlanOut:
    return ClassPlanOut(
        class_=each.class_,
        N=each.lot_size,
        n=each.sample_size,
        ac=each.acceptance_number,
        looked_at=each.looked_at,
        failed=each.failed,
        undecided=each.undecided,
        names=list(each.names),
        risk=[RiskOut(bad=bad, p=p) for bad, p in each.risk()],
    )


def _eyes(
    session: Session, actor: Actor, case: Case, row: records.Certificate | None
) -> tuple[Eye, ...]:
    maker = identity.ancestry(session, case.maker_id)
    me = preparing.party(session, actor.person_id)
    if row is not None:
        first = preparing.party(session, row.first_person_id)
        return second_eyes(maker=maker, first=first, second=me)
    return four_eyes(
        maker=maker,
        inspector=preparing.party(session, case.inspector_id),
        reviewer=preparing.party(session, case.reviewer_id),
        issuer=me,
        is_low_risk=case.is_low_risk,
    )


def _why_not_decide(
    actor: Actor, case: Case, row: records.Certificate | None, eyes: tuple[Eye, ...]
) -> list[str]:
    why_not = [each.code for each in eyes if not each.ok]
    if not actor.has(Role.ISSUER):
        why_not.append("not_an_issuer")
    if row is None:
        if actor.organisation_id != case.inspection_body_id:
            why_not.append("first_signature_is_the_inspection_bodys")
        return why_not
    if row.state != CertificateState.PENDING_SECOND.value:
        why_not.append(f"certificate_{row.state}")
    if actor.organisation_id != row.releasing_id:
        why_not.append("second_signature_is_the_releasing_bodys")
    return why_not


def _person(session: Session, person_id: UUID) -> PersonRefOut:
    person = identity.person(session, person_id)
    home = identity.organisation(session, person.organisation_id)
    return PersonRefOut(person=person.name, organisation=home.name)
