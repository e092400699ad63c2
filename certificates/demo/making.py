"""Make a batch: material, machine, process values, numbered pieces, handed over to inspection."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from certificates.demo.designing import revision_id
from certificates.demo.network import actor, organisation_id
from inspections.batches import actions as batches
from inspections.batches import records as batch_records
from inspections.batches.actions import Process
from inspections.batches.model import BatchState
from qa_service.ids import uuid7
from qa_service.web import House

MAKER = "w1-lead"
VALUES: dict[str, dict[str, object]] = {
    "tourniquet_buckle": {
        "nozzle_temp": "235",
        "bed_temp": "85",
        "layer_height": "0,20",
        "infill": "100",
        "print_scale": "100",
        "filament_dried": "yes",
    },
    "ear_saver": {"layer_height": "0,20", "print_scale": "100", "cleaning": "soap_and_water"},
}
MATERIAL = {
    "tourniquet_buckle": ("PETG", "filament PETG black", "PK-2207"),
    "ear_saver": ("PLA", "filament PLA blue", "LB-0316"),
}


@dataclass(frozen=True, slots=True)
class Made:
    """A batch that waits for its inspection."""

    batch_id: UUID
    lot: str
    slug: str
    serials: tuple[str, ...]


def make(house: House, slug: str, serials: tuple[str, ...]) -> Made:
    """As the workshop does it on its page."""
    now, batch_id = house.clock(), uuid7()
    code, kind, supplier_lot = MATERIAL[slug]
    with house.database.write() as session:
        maker = actor(session, MAKER)
        lot = batch_records.MaterialLot(
            id=uuid7(),
            organisation_id=maker.organisation_id,
            material=code,
            kind=kind,
            supplier="Filament House",
            supplier_lot=supplier_lot,
            received_on=(now - timedelta(days=30)).date(),
        )
        batches.add_material_lot(session, actor=maker, lot=lot, now=now)
        batch = batches.open_batch(
            session, actor=maker, batch_id=batch_id, revision_id=revision_id(slug),
            quantity_made=len(serials), inspection_body_id=organisation_id("LAB"),
            process=Process(("printer-1",), ("Printer operator A",), (lot.id,), VALUES[slug]),
            now=now,
        )  # fmt: skip
        batches.number_units(
            session, actor=maker, batch_id=batch_id, envelope_id=uuid7(), serials=serials, now=now
        )
    for state in (BatchState.IN_PRODUCTION, BatchState.AWAITING_INSPECTION):
        batches.move(house, actor=maker, batch_id=batch_id, to=state, reason="", now=now)
    return Made(batch_id, batch.lot, slug, serials)
