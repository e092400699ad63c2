"""What a certificate promises, read back from its stored document and its signed claims."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlmodel import Session

from certificates.cose.claims import from_payload
from certificates.issuing.records import Certificate, Label
from inspections.release.model import ClassCase, LotCheck, MeasuredSize, Words
from qa_service.audit.model import Json
from qa_service.identity import records as identity_records

Fields = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Promise:
    """The facts that people read: names as they are now, everything else as it was signed."""

    certificate_id: UUID
    number: str
    state: str
    gtin: str
    lot: str
    quantity: int
    product: Words
    revision_label: str
    maker: str
    maker_place: str
    inspection_body_id: UUID
    inspected_by: str
    released_by: str
    produced_on: date
    expires_on: date | None
    issued_at: datetime | None
    classes: tuple[ClassCase, ...]
    lot_checks: tuple[LotCheck, ...]
    not_checked: tuple[str, ...]
    concessions: tuple[str, ...]
    excepted: frozenset[str]
    open_points: tuple[str, ...]
    declared: Words
    pack_of: int
    where: Words
    seals: tuple[str, ...]
    measured: tuple[MeasuredSize, ...]
    hashes: dict[str, str]

    def exceptions_of(self, label: Label) -> tuple[str, ...]:
        """What the certificate says where a piece under this label is excepted; else nothing."""
        is_excepted = any(str(each) in self.excepted for each in label.unit_ids())
        return self.concessions if is_excepted else ()


def promise(session: Session, row: Certificate) -> Promise:
    """Read a certificate. What was NOT checked comes from the signed claims."""
    document = row.read_document()
    claims = from_payload(row.claims)
    maker = identity_records.organisation(session, row.maker_id)
    body = identity_records.organisation(session, row.inspection_body_id)
    releasing = (
        identity_records.organisation(session, row.releasing_id).name if row.releasing_id else ""
    )
    return Promise(
        certificate_id=row.id,
        number=row.number,
        state=row.state,
        gtin=row.gtin,
        lot=row.lot,
        quantity=row.quantity,
        product=_words(document["product"]),
        revision_label=str(document["revision_label"]),
        maker=maker.name,
        maker_place=maker.place,
        inspection_body_id=body.id,
        inspected_by=body.name,
        released_by=releasing,
        produced_on=date.fromisoformat(str(document["produced_on"])),
        expires_on=_maybe_date(document["expires_on"]),
        issued_at=row.issued_at,
        classes=tuple(_class(each) for each in _list(document["classes"])),
        lot_checks=tuple(_lot_check(each) for each in _list(document["lot_checks"])),
        not_checked=claims.not_checked,
        concessions=claims.concessions,
        excepted=frozenset(str(each) for each in _list(document.get("excepted", []))),
        open_points=tuple(str(each) for each in _list(document["open_points"])),
        declared=_words(document["declared"]),
        pack_of=_count(document.get("pack_of", 1)),
        where=_words(document.get("where", {})),
        seals=claims.seals,
        measured=tuple(_measured(each) for each in _list(document.get("measured", []))),
        hashes={
            "revision": claims.revision_hash.hex(),
            "template": claims.template_hash.hex(),
            "results": claims.results_hash.hex(),
            "photos": claims.photos_hash.hex(),
            "sampling": claims.sampling_hash.hex(),
            "serials": claims.serial_root.hex(),
            "claims": hashlib.sha256(row.claims).hexdigest(),
        },
    )


def _class(value: Json) -> ClassCase:
    fields = cast(Fields, value)
    return ClassCase(
        class_=str(fields["class_"]),
        lot_size=_count(fields["lot_size"]),
        sample_size=_count(fields["sample_size"]),
        acceptance_number=_count(fields["acceptance_number"]),
        looked_at=_count(fields["looked_at"]),
        failed=_count(fields["failed"]),
        undecided=_count(fields["undecided"]),
        names=tuple(_words(each) for each in _list(fields["names"])),
    )


def _lot_check(value: Json) -> LotCheck:
    fields = cast(Fields, value)
    return LotCheck(_count(fields["pieces"]), _count(fields["lot_size"]), _words(fields["names"]))


def _measured(value: Json) -> MeasuredSize:
    fields = cast(Fields, value)
    return MeasuredSize(
        names=_words(fields["names"]),
        unit=str(fields["unit"]),
        lsl=_maybe_number(fields["lsl"]),
        usl=_maybe_number(fields["usl"]),
        count=_count(fields["count"]),
        values=tuple(float(cast(float, each)) for each in _list(fields["values"])),
        u95=_maybe_number(fields["u95"]),
        shared={name: float(cast(float, u)) for name, u in cast(Fields, fields["shared"]).items()},
    )


def _maybe_number(value: Json) -> float | None:
    return None if value is None else float(cast(float, value))


def _words(value: Json) -> Words:
    return {str(key): str(text) for key, text in cast(Fields, value).items()}


def _list(value: Json) -> list[Json]:
    return cast(list[Json], value)


def _count(value: Json) -> int:
    return int(cast(int, value))


def _maybe_date(value: Json) -> date | None:
    return date.fromisoformat(str(value)) if value else None
