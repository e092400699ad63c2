"""Inspect a batch as an inspector does: begin, photograph, answer, sign; a colleague reviews."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from sqlmodel import Session

from certificates.demo.designing import checklist_id
from certificates.demo.evidence import drawn
from certificates.demo.making import Made
from certificates.demo.network import NAMESPACE, PASSWORD, actor, content
from certificates.demo.tools import tool_for
from checklists.templates.asking import requirement
from checklists.templates.model import Item
from inspections.batches import records as batch_records
from inspections.instruments import actions as instruments
from inspections.instruments import records as instrument_records
from inspections.photos import actions as photos
from inspections.visits import answering, closing, drawing, reading, records, surroundings
from inspections.visits.answering import Given
from inspections.visits.model import ReviewDecision
from inspections.visits.reading import PHOTO_DIMENSION, VisitView
from qa_service.audit.model import Json
from qa_service.ids import uuid7
from qa_service.jobs.worker import run_one
from qa_service.storage.model import digest
from qa_service.web import House

INSPECTOR, REVIEWER = "lab-inspector-1", "lab-reviewer"
READINGS: Mapping[str, str] = {
    "thickness": "4,02",
    "mass": "6,98",
    "pull": "312",
    "break": "742",
    "hook_pull": "10,4",
    "bend": "0",
}
EAR_SAVER_THICKNESS = "1,60"
# the pieces in the photos are drawn in their nominal size: at the reference temperature
DRAWN_AT_C = 20.0
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class DemoPhoto:
    """One photo of the set, as the capture screen would send it."""

    file: str
    part: str
    sheet: str
    bar_x_mm: float
    bar_y_mm: float
    bar_u95_mm: float
    rotation_hint_deg: int
    calliper_mm: Mapping[str, float]

    @property
    def content(self) -> bytes:
        """The photo itself."""
        return content(f"photos/{self.file}")


def photo_set() -> dict[str, DemoPhoto]:
    """The nine photos by file name."""
    return {
        row["file"]: DemoPhoto(
            row["file"], row["part"], row["sheet"], row["bar_x_mm"], row["bar_y_mm"],
            row["bar_u95_mm"], row["rotation_hint_deg"], row["calliper_mm"],
        )
        for row in json.loads(content("photos.json"))
    }  # fmt: skip


def begin(house: House, made: Made) -> UUID:
    """Draw the sample."""
    visit_id = uuid7()
    with house.database.write() as session:
        drawing.begin(
            session, actor=actor(session, INSPECTOR), visit_id=visit_id, batch_id=made.batch_id,
            checklist_id=checklist_id(made.slug), now=house.clock(),
        )  # fmt: skip
        surroundings.note_temperature(
            session, actor=actor(session, INSPECTOR), visit_id=visit_id, note_id=uuid7(),
            celsius=DRAWN_AT_C, now=house.clock(),
        )  # fmt: skip
    return visit_id


def photograph(house: House, visit_id: UUID, files: Mapping[str, str], progress: Progress) -> None:
    """Answer the photo item of each unit and measure; `files` maps serials to photos."""
    known = photo_set()
    for number, (serial, file) in enumerate(files.items()):
        progress(f"measuring {file}", number, len(files))
        photo = known[file]
        sheet_id = _registered_sheet(house, photo)
        sha256 = _keep(house, photo.content)
        with house.database.write() as session:
            view = reading.view(session, records.get(session, visit_id))
            item = next(each for each in view.checklist.items if each.type == PHOTO_DIMENSION)
            payload: dict[str, Json] = {
                "photo_sha256": sha256,
                "sheet_id": str(sheet_id),
                "rotation_hint_deg": photo.rotation_hint_deg,
            }
            unit = _unit_id(view, session, serial)
            _answer(session, house, visit_id, unit, item, payload, (sha256,))
        while run_one(house):
            pass
    progress("measured", len(files), len(files))


def answer_rest(house: House, made: Made, visit_id: UUID, files: Mapping[str, str]) -> None:
    """Answer whatever is still asked, also what an undecided size asks for, until nothing is open."""
    known = photo_set()
    for _ in range(4):
        with house.database.read() as session:
            view = reading.view(session, records.get(session, visit_id))
        if not view.standing.open_items:
            return
        for unit, code in view.standing.open_items:
            item = next(each for each in view.checklist.items if each.code == code)
            serial = _serial(house, unit)
            sizes = known[files[serial]].calliper_mm if serial in files else {}
            _answer_by_hand(house, made, visit_id, view, unit, item, sizes)


def sign(house: House, visit_id: UUID) -> None:
    """The inspector signs with the password."""
    with house.database.write() as session:
        closing.sign(
            session, actor=actor(session, INSPECTOR), visit_id=visit_id, signature_id=uuid7(),
            password=PASSWORD, now=house.clock(),
        )  # fmt: skip


def review(house: House, visit_id: UUID) -> None:
    """A colleague approves what the plan says."""
    with house.database.write() as session:
        closing.review(
            session, actor=actor(session, REVIEWER), visit_id=visit_id, signature_id=uuid7(),
            decision=ReviewDecision.APPROVE, note="", password=PASSWORD, now=house.clock(),
        )  # fmt: skip


def _answer_by_hand(
    house: House,
    made: Made,
    visit_id: UUID,
    view: VisitView,
    unit: str | None,
    item: Item,
    sizes: Mapping[str, float],
) -> None:
    asked = requirement(item, view.revision.characteristics)
    serial = _serial(house, unit)
    pictures: tuple[str, ...] = ()
    if item.photos_min:
        title = item.names["en"]
        shots = range(item.photos_min)
        pictures = tuple(
            _keep(house, drawn(title[:26], f"lot {made.lot}", f"unit {serial}", f"picture {n + 1}"))
            for n in shots
        )
    payload: dict[str, Json]
    if item.type == "number":
        values = {
            str(each.characteristic): _reading(made, str(each.characteristic), sizes)
            for each in asked.limits
        }
        payload = {"values": {**values}}
    elif item.type == "choice":
        payload = {"choice": next(each.code for each in asked.choices if each.passes)}
    else:
        payload = {"outcome": "pass" if _passes_gauge(view, item, sizes) else "fail"}
    units = {each.unit for each in asked.limits} if item.type == "number" else set()
    with house.database.write() as session:
        tool = tool_for(session, units.pop() if len(units) == 1 else None, house.clock())
        where = UUID(unit) if unit else None
        _answer(session, house, visit_id, where, item, payload, pictures, tool)


def _passes_gauge(view: VisitView, item: Item, sizes: Mapping[str, float]) -> bool:
    """Whether the pin gauges go and stop: the go and no-go limits of the item's characteristics."""
    for code in item.characteristics:
        found = view.revision.characteristic(code)
        if found is None or code not in sizes:
            continue
        low, high = found.lsl or 0.0, found.usl or 1e9
        if not low <= sizes[code] <= high:
            return False
    return True


def _reading(made: Made, characteristic: str, sizes: Mapping[str, float]) -> str:
    """What the tool shows; sizes of the drawn pieces are known exactly."""
    if characteristic in sizes:
        return f"{sizes[characteristic]:.2f}".replace(".", ",")
    if characteristic == "thickness" and made.slug == "ear_saver":
        return EAR_SAVER_THICKNESS
    return READINGS[characteristic]


def _answer(
    session: Session,
    house: House,
    visit_id: UUID,
    unit_id: UUID | None,
    item: Item,
    payload: dict[str, Json],
    pictures: tuple[str, ...],
    tool: UUID | None = None,
) -> None:
    given = Given(
        id=uuid7(),
        unit_id=unit_id,
        item_code=item.code,
        payload=payload,
        photos=pictures,
        instrument_id=tool,
        device_time=house.clock(),
    )
    inspector = actor(session, INSPECTOR)
    answering.answer(session, actor=inspector, visit_id=visit_id, given=given, now=house.clock())


def _keep(house: House, picture: bytes) -> str:
    with house.database.read() as session:
        inspector = actor(session, INSPECTOR)
    sha256 = digest(picture)
    photos.take(house, actor=inspector, sha256=sha256, content=picture, now=house.clock())
    return sha256


def _registered_sheet(house: House, photo: DemoPhoto) -> UUID:
    """The sheet of a photo with its own caliper readings; a second run finds it registered."""
    sheet_id = uuid5(NAMESPACE, f"sheet/{photo.file}")
    description = json.loads(content(f"sheets/{photo.sheet}"))
    now = house.clock()
    with house.database.write() as session:
        inspector = actor(session, INSPECTOR)
        row = instrument_records.MeasuringSheet(
            id=sheet_id,
            organisation_id=inspector.organisation_id,
            serial=f"SHEET-{photo.file.split('_')[0].upper()}",
            name=str(description["name"]),
            geometry=json.dumps(description),
            bar_x_mm=photo.bar_x_mm,
            bar_y_mm=photo.bar_y_mm,
            bar_u95_mm=photo.bar_u95_mm,
            registered_at=now,
            expires_on=(now + timedelta(days=30)).date(),
        )
        nominal = {bar["name"]: float(bar["nominal_mm"]) for bar in description["check_bars"]}
        instruments.register_sheet(
            session, actor=inspector, sheet=row, nominal_x_mm=nominal["x"],
            nominal_y_mm=nominal["y"], now=now,
        )  # fmt: skip
    return sheet_id


def _unit_id(view: VisitView, session: Session, serial: str) -> UUID:
    return next(
        each.id for each in batch_records.units(session, view.batch.id) if each.serial == serial
    )


def _serial(house: House, unit: str | None) -> str:
    if unit is None:
        return "whole lot"
    with house.database.read() as session:
        return batch_records.unit(session, UUID(unit)).serial
