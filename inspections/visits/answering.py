"""Take an answer: once by its id, judged by the item's kind, corrected only by naming what it replaces."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from checklists.requirements.judging import judge, photos_needed
from checklists.requirements.model import BadAnswer, Judged, Requirement
from checklists.templates.asking import class_of, requirement
from checklists.templates.model import Item
from inspections.instruments import reading_off
from inspections.instruments import records as instruments
from inspections.statistics.repeats import MOST as MOST_TOGETHER
from inspections.visits import evidence, hand_reading, reading, records
from inspections.visits.hints import check_hints
from inspections.visits.model import VisitState
from inspections.visits.pockets import check_pocket
from inspections.visits.reading import PHOTO_DIMENSION, VisitView
from inspections.visits.reading_day import day_read
from inspections.visits.standing import asked_items, unasked_failures
from qa_service.audit import actions as audit
from qa_service.audit.model import Json, canonical
from qa_service.errors import Conflict, Invalid, NotFound
from qa_service.identity.model import Actor
from qa_service.identity.permission import require
from qa_service.ids import uuid7
from qa_service.jobs import records as jobs
from qa_service.sync import actions as sync

MEASURE = "measure_photo"
SENT_AFTER_DUE = "sent_after_due"


@dataclass(frozen=True, slots=True)
class Given:
    """What the tablet sends; unit None answers an item that is asked once for the lot."""

    id: UUID
    unit_id: UUID | None
    item_code: str
    payload: Mapping[str, Json]
    photos: tuple[str, ...] = ()
    instrument_id: UUID | None = None
    replaces: UUID | None = None
    reason: str = ""
    device_time: datetime | None = None

    def content(self, visit_id: UUID) -> dict[str, Json]:
        """As plain values, for the content digest."""
        return {
            "visit_id": str(visit_id),
            "unit_id": str(self.unit_id) if self.unit_id else None,
            "item_code": self.item_code,
            "payload": dict(self.payload),
            "photos": list(self.photos),
            "instrument_id": str(self.instrument_id) if self.instrument_id else None,
            "replaces": str(self.replaces) if self.replaces else None,
            "reason": self.reason,
        }


def answer(
    session: Session, *, actor: Actor, visit_id: UUID, given: Given, now: datetime
) -> tuple[Sequence[records.Result], UUID | None]:
    """Keep an answer; returns its results, and the job that measures its photo if there is one."""
    visit = records.get(session, visit_id, for_change=True)
    require(actor, "visit.answer", visit)
    if not sync.is_new(
        session, envelope_id=given.id, kind="answer", content=given.content(visit_id),
        actor=actor, now=now, device_time=given.device_time,
    ):  # fmt: skip
        found = jobs.about(session, given.id)
        return records.results_of(session, given.id), found[0].id if found else None
    if visit.state != VisitState.IN_PROGRESS.value:
        raise Conflict("visit.sealed", state=visit.state)
    view = reading.view(session, visit)
    item = _asked(view, given)
    _check_replacement(view, given)
    instrument = _instrument(session, actor, visit, given, now)
    judged = _judged(view, item, given, instrument)
    if given.payload.get("pocket") is not None:  # of any kind of item: a photo is shared by it
        check_pocket(given.payload, sheet_of(session, visit, given.payload).pockets)
    if item.type == PHOTO_DIMENSION and not judged:
        sheet_of(session, visit, given.payload)
        check_hints(given.payload, len(given.photos))
    shown = evidence.Shown(given.photos, given.unit_id, given.payload)
    flags = evidence.keep(session, actor, view, shown, measures=item.type == PHOTO_DIMENSION)
    row = records.Answer(
        id=given.id,
        visit_id=visit_id,
        unit_id=given.unit_id,
        item_code=item.code,
        payload=canonical(dict(given.payload)),
        photos=json.dumps(list(given.photos)),
        instrument_id=given.instrument_id,
        replaces=given.replaces,
        reason=given.reason.strip(),
        flags=_with_tool_flag(flags, instrument, now),
        person_id=actor.person_id,
        device_time=given.device_time,
        at=now,
    )
    records.add(session, row)
    results = write_results(session, row, judged, measurement_id=None, now=now)
    audit.record(
        session, actor, "answer.given", subject=row.id, at=now, visit=str(visit_id),
        unit=str(given.unit_id) if given.unit_id else None, item=item.code,
        replaces=str(given.replaces) if given.replaces else None, reason=row.reason,
        outcomes=[each.outcome for each in results],
    )  # fmt: skip
    return results, _enqueue(session, actor, item, row, judged, now)


def sheet_of(
    session: Session, visit: records.Visit, payload: Mapping[str, Json]
) -> instruments.MeasuringSheet:
    """The sheet named in the answer as it was registered last, else the newest; raises NotFound or Conflict."""
    asked = payload.get("sheet_id")
    if asked is not None:
        try:
            sheet_id = UUID(str(asked))
        except ValueError:
            raise NotFound("sheet.not_found", id=str(asked)[:40]) from None
        return instruments.newest(
            session, instruments.sheet(session, sheet_id, visit.organisation_id)
        )
    found = instruments.sheets(session, visit.organisation_id)
    if not found:
        raise Conflict("sheet.none_registered")
    return found[0]


def write_results(
    session: Session,
    row: records.Answer,
    judged: Sequence[Judged],
    *,
    measurement_id: UUID | None,
    now: datetime,
) -> list[records.Result]:
    """One row for each outcome."""
    results = []
    for each in judged:
        result = records.Result(
            id=uuid7(),
            answer_id=row.id,
            visit_id=row.visit_id,
            unit_id=row.unit_id,
            item_code=row.item_code,
            characteristic=each.characteristic,
            value=each.value,
            choice=each.choice,
            unit=each.unit,
            u95=each.u95,
            outcome=each.outcome.value,
            reason=each.reason,
            measurement_id=measurement_id,
            at=now,
        )
        records.add(session, result)
        results.append(result)
    return results


def _asked(view: VisitView, given: Given) -> Item:
    unit = str(given.unit_id) if given.unit_id else None
    if unit is not None and unit not in view.ground.sample.units:
        raise NotFound("unit.not_drawn", id=unit)
    item = next((i for i in view.checklist.items if i.code == given.item_code), None)
    if item is None:
        raise NotFound("item.not_found", item=given.item_code[:60])
    if item not in (
        *asked_items(view.ground, view.found, unit),
        *unasked_failures(view.ground, view.found, unit),  # counts, so it may be corrected
    ):
        raise Conflict("item.not_asked_here", item=item.code)
    return item


def _check_replacement(view: VisitView, given: Given) -> None:
    current = next(
        (
            each
            for each in view.answers
            if each.id in view.current
            and (each.unit_id, each.item_code) == (given.unit_id, given.item_code)
        ),
        None,
    )
    if current is None:
        if given.replaces is not None:
            raise Conflict("answer.replaces_nothing", replaces=str(given.replaces))
        return
    if given.replaces != current.id:
        raise Conflict("answer.already_there", current=str(current.id))
    if not given.reason.strip():
        raise Invalid("answer.reason_missing", item=given.item_code)


def _instrument(
    session: Session, actor: Actor, visit: records.Visit, given: Given, now: datetime
) -> instruments.Instrument | None:
    if given.instrument_id is None:
        return None
    day = day_read(session, visit, actor=actor, device_time=given.device_time, now=now)
    return reading_off.tool(session, given.instrument_id, actor.organisation_id, day)


def _with_tool_flag(flags: str, tool: instruments.Instrument | None, now: datetime) -> str:
    """That it was read in time is what the clock of a tablet says: reviewer and issuer are told."""
    is_late = tool is not None and tool.due_on < now.date()
    return ",".join(filter(None, (flags, SENT_AFTER_DUE if is_late else "")))


def _judged(
    view: VisitView, item: Item, given: Given, instrument: instruments.Instrument | None
) -> tuple[Judged, ...]:
    asked = requirement(item, view.revision.characteristics)
    payload: dict[str, object] = {**given.payload, "photo_sha256s": list(given.photos)}
    payload.pop("u95", None)  # what the register says, whatever the tablet sent
    if item.type == PHOTO_DIMENSION and given.photos:
        # one photo is asked for; more of the same unit are taken together
        payload["photo_sha256"] = given.photos[0]
        payload["photo_sha256s"] = list(given.photos[:1])
        if not 1 <= len(set(given.photos)) == len(given.photos) <= MOST_TOGETHER:
            raise Invalid("answer.photos_together", item=item.code, most=MOST_TOGETHER)
    # the gauge's own uncertainty narrows the zone of acceptance, if it speaks the item's unit
    units = {each.unit for each in asked.limits}
    if instrument is not None and units == {instrument.unit} and instrument.u95 > 0:
        payload["u95"] = instrument.u95
    try:
        judged = judge(asked, payload)
    except BadAnswer as fault:
        raise Invalid(fault.code, **fault.details) from None
    if instrument is not None and any(each.value is not None for each in judged):
        _check_unit(item, asked, instrument)
    known, u95 = view.revision.characteristics, instrument.u95 if instrument else None
    judged = tuple(
        hand_reading.counted(each, class_of(item, each.characteristic, known), u95)
        for each in judged
    )
    wanted = photos_needed(asked, judged)
    if len(given.photos) < wanted:
        raise Invalid("answer.photos_missing", item=item.code, wanted=wanted)
    return judged


def _check_unit(item: Item, asked: Requirement, instrument: instruments.Instrument) -> None:
    """A balance reads no millimetres; its uncertainty would not be counted, and more would pass."""
    other = {each.unit for each in asked.limits} - {None, "", instrument.unit}
    if other:
        raise Invalid(
            "answer.other_unit", item=item.code, serial=instrument.serial, unit=instrument.unit
        )


def _enqueue(
    session: Session,
    actor: Actor,
    item: Item,
    row: records.Answer,
    judged: Sequence[Judged],
    now: datetime,
) -> UUID | None:
    if item.type != PHOTO_DIMENSION or judged:
        return None
    job = jobs.enqueue(
        session,
        job_id=uuid7(),
        kind=MEASURE,
        subject=row.id,
        payload={"answer_id": str(row.id)},
        organisation_id=actor.organisation_id,
        now=now,
    )
    return job.id
