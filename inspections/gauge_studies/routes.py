"""Endpoints of gauge studies."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from checklists.designs import actions as designs
from inspections.gauge_studies import actions, records, shapes
from inspections.gauge_studies.model import StudyState
from qa_service.identity import records as identity
from qa_service.web import ActorDep, ClockDep, SessionDep, allows

router = APIRouter(prefix="/api/gauge-studies", tags=["gauge studies"])
Part = Annotated[int, Path(ge=1, le=1000)]


@router.get("", dependencies=[Depends(allows("gauge_study.read"))])
def list_studies(session: SessionDep, actor: ActorDep, now: ClockDep) -> list[shapes.StudyRowOut]:
    """The studies of the own inspection body."""
    where = None if actor.runs_network else actor.organisation_id
    found = records.of_organisation(session, where)
    return [_row(session, each, now) for each in found]


@router.post("", status_code=201, dependencies=[Depends(allows("gauge_study.change"))])
def plan(
    body: shapes.StudyIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.StudyOut:
    """Begin a study."""
    asked = actions.Plan(**{**body.model_dump(), "characteristics": tuple(body.characteristics)})
    return _study(session, actions.plan(session, actor=actor, plan=asked, now=now), now)


@router.get("/{study_id}", dependencies=[Depends(allows("gauge_study.read"))])
def read(study_id: UUID, session: SessionDep, actor: ActorDep, now: ClockDep) -> shapes.StudyOut:
    """A study: what is there, what it says so far or for good."""
    return _study(session, actions.seen(session, actor=actor, study_id=study_id), now)


@router.put("/{study_id}/parts/{part}", dependencies=[Depends(allows("gauge_study.change"))])
def enter(
    study_id: UUID, part: Part, body: shapes.ReferenceIn, session: SessionDep, actor: ActorDep,
    now: ClockDep,
) -> shapes.StudyOut:  # fmt: skip
    """What the calliper read on one part."""
    study = actions.enter(
        session, actor=actor, study_id=study_id, part=part, values=body.values,
        instrument_id=body.instrument_id, now=now,
    )  # fmt: skip
    return _study(session, study, now)


@router.post(
    "/{study_id}/photos", status_code=201, dependencies=[Depends(allows("gauge_study.change"))]
)
def photograph(
    study_id: UUID, body: shapes.ShotIn, session: SessionDep, actor: ActorDep, now: ClockDep
) -> shapes.StudyOut:
    """One photo; it is measured in the background."""
    shot = actions.Shot(**body.model_dump())
    actions.photograph(session, actor=actor, study_id=study_id, shot=shot, now=now)
    return _study(session, records.get(session, study_id), now)


@router.post("/{study_id}/close", dependencies=[Depends(allows("gauge_study.change"))])
def close(study_id: UUID, session: SessionDep, actor: ActorDep, now: ClockDep) -> shapes.StudyOut:
    """Work it out for good."""
    study = actions.close(session, actor=actor, study_id=study_id, now=now)
    return _study(session, study, now)


def _row(session: SessionDep, study: records.GaugeStudy, now: ClockDep) -> shapes.StudyRowOut:
    revision = designs.released_revision(session, study.revision_id)
    shots = records.photos(session, study.id)
    return shapes.StudyRowOut(
        id=study.id, revision_id=study.revision_id, design=revision.slug, names=dict(revision.names),
        revision_label=revision.label, state=StudyState(study.state), sheet=study.sheet,
        sheet_revision=study.sheet_revision, camera=study.camera, parts=study.parts, inspectors=study.inspectors,
        repeats=study.repeats,
        photos_done=sum(each.is_done and not each.refused for each in shots),
        opened_at=study.opened_at, closed_at=study.closed_at, expires_on=study.expires_on,
        is_expired=study.expires_on is not None and study.expires_on < now.date(),
        grades={o.characteristic: o.grade for o in records.outcomes(session, study.id)},
    )  # fmt: skip


def _study(session: SessionDep, study: records.GaugeStudy, now: ClockDep) -> shapes.StudyOut:
    row = _row(session, study, now)
    shots = records.photos(session, study.id)
    kept = records.outcomes(session, study.id)
    people = dict.fromkeys(each.person_id for each in shots)
    return shapes.StudyOut(
        **row.model_dump(),
        characteristics=study.codes,
        people=[
            shapes.PersonOut(id=each, name=identity.person(session, each).name) for each in people
        ],
        references=shapes.references_out([*records.references(session, study.id).values()]),
        shots=shapes.shots_out(shots),
        outcomes=[shapes.OUTCOME.validate_json(each.said) for each in kept]
        or actions.standing(session, study),
    )
