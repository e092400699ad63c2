"""The instruments of the inspection body, as network.yaml names them: registered once, in date for a year."""

from datetime import datetime, timedelta
from typing import TypedDict, cast
from uuid import UUID, uuid5

import yaml
from sqlmodel import Session

from certificates.demo.network import INSPECTION, NAMESPACE, actor, content
from inspections.instruments import actions as instruments
from inspections.instruments import records
from qa_service.web import House

KEEPER = "lab-inspector-1"
# a printed sheet is no instrument here, and a strip and a lever are asked for by no checklist of the demo
SHOWN = ("CAL-01", "PIN-01", "HANG-01", "BAL-01")
FOR_UNIT = {"mm": "CAL-01", "N": "HANG-01", "g": "BAL-01"}


class _Tool(TypedDict):
    id: str
    type: str
    owner: str
    unit: str
    resolution: float
    u95: float
    due_day: int


def register(house: House) -> None:
    """Bring the instruments into the register; those of an earlier run stay as they are."""
    now = house.clock()
    with house.database.write() as session:
        keeper = actor(session, KEEPER)
        known = {each.id for each in records.instruments(session, keeper.organisation_id)}
        for each in _tools():
            if tool_id(each["id"]) in known:
                continue
            row = records.Instrument(
                id=tool_id(each["id"]),
                organisation_id=keeper.organisation_id,
                serial=each["id"],
                type=each["type"],
                unit=each["unit"],
                resolution=each["resolution"],
                u95=each["u95"],
                due_on=(now + timedelta(days=each["due_day"])).date(),
            )
            instruments.add_instrument(session, actor=keeper, instrument=row, now=now)


def tool_id(serial: str) -> UUID:
    """The same id in every demo."""
    return uuid5(NAMESPACE, f"instrument/{serial}")


def tool_for(session: Session, unit: str | None, now: datetime) -> UUID | None:
    """The instrument that reads this unit, or None where there is none in date."""
    serial = FOR_UNIT.get(unit or "")
    if serial is None:
        return None
    organisation_id = actor(session, KEEPER).organisation_id
    found = records.instrument(session, tool_id(serial), organisation_id)
    return found.id if found.due_on >= now.date() else None


def _tools() -> list[_Tool]:
    network = cast(dict[str, list[_Tool]], yaml.safe_load(content("network.yaml")))
    return [
        each
        for each in network["instruments"]
        if each["owner"] == INSPECTION and each["id"] in SHOWN
    ]
