"""The claims of a batch certificate; two organisations sign their hash (statement.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from certificates.cose.cbor import Cbor, decode, encode

AAD = b"QA-BATCH-1"
BASE = -65_600
FIELDS = 22


@dataclass(frozen=True, slots=True)
class ClassOutcome:
    """Plan and outcome of one class: lot size N, sample n, acceptance number, found failed."""

    class_: str
    lot_size: int
    sample_size: int
    acceptance_number: int
    looked_at: int
    failed: int


@dataclass(frozen=True, slots=True)
class BatchClaims:
    """What a batch certificate says, by ids and hashes; names live in the trust list.

    Times are epoch seconds; hashes are raw SHA-256. `sampling_hash` is that of plans and drawn pieces;
    `seals` are the numbers on what closes the lot; `supersedes` is the number of a certificate that this
    one follows, or empty.
    """

    number: str
    issued_at: int
    gtin: str
    lot: str
    quantity: int
    maker: int
    inspection_body: UUID
    releasing: UUID
    inspector: UUID
    reviewer: UUID
    revision_hash: bytes
    template_hash: bytes
    results_hash: bytes
    photos_hash: bytes
    serial_root: bytes
    seed: str
    outcomes: tuple[ClassOutcome, ...]
    concessions: tuple[str, ...]
    not_checked: tuple[str, ...]
    sampling_hash: bytes
    seals: tuple[str, ...]
    supersedes: str = ""


def to_payload(claims: BatchClaims) -> bytes:
    """Deterministic CBOR map with private integer keys; fields only ever grow at the end."""
    values: tuple[Cbor, ...] = (
        claims.number,
        claims.issued_at,
        claims.gtin,
        claims.lot,
        claims.quantity,
        claims.maker,
        claims.inspection_body.bytes,
        claims.releasing.bytes,
        claims.inspector.bytes,
        claims.reviewer.bytes,
        claims.revision_hash,
        claims.template_hash,
        claims.results_hash,
        claims.photos_hash,
        claims.serial_root,
        claims.seed,
        [
            [o.class_, o.lot_size, o.sample_size, o.acceptance_number, o.looked_at, o.failed]
            for o in claims.outcomes
        ],
        list(claims.concessions),
        list(claims.not_checked),
        claims.sampling_hash,
        list(claims.seals),
        claims.supersedes,
    )
    return encode({BASE - index: value for index, value in enumerate(values)})


def from_payload(payload: bytes) -> BatchClaims:
    """Read the claims back with strict types. Raises ValueError."""
    value = decode(payload)
    if not isinstance(value, dict) or sorted(value, reverse=True) != [
        BASE - i for i in range(FIELDS)
    ]:
        raise ValueError("not the claims of a batch certificate")
    fields: Mapping[int, object] = {BASE - key: item for key, item in value.items()}
    try:
        return _read(fields)
    except (TypeError, ValueError) as fault:
        raise ValueError("a claim has the wrong type") from fault


def _read(fields: Mapping[int, object]) -> BatchClaims:
    return BatchClaims(
        number=_text(fields[0]),
        issued_at=_integer(fields[1]),
        gtin=_text(fields[2]),
        lot=_text(fields[3]),
        quantity=_integer(fields[4]),
        maker=_integer(fields[5]),
        inspection_body=UUID(bytes=_octets(fields[6], 16)),
        releasing=UUID(bytes=_octets(fields[7], 16)),
        inspector=UUID(bytes=_octets(fields[8], 16)),
        reviewer=UUID(bytes=_octets(fields[9], 16)),
        revision_hash=_octets(fields[10], 32),
        template_hash=_octets(fields[11], 32),
        results_hash=_octets(fields[12], 32),
        photos_hash=_octets(fields[13], 32),
        serial_root=_octets(fields[14], 32),
        seed=_text(fields[15]),
        outcomes=tuple(_outcome(each) for each in _items(fields[16])),
        concessions=tuple(_text(each) for each in _items(fields[17])),
        not_checked=tuple(_text(each) for each in _items(fields[18])),
        sampling_hash=_octets(fields[19], 32),
        seals=tuple(_text(each) for each in _items(fields[20])),
        supersedes=_text(fields[21]),
    )


def _outcome(value: object) -> ClassOutcome:
    name, *numbers = _items(value)
    lot, sample, accept, looked, failed = (_integer(each) for each in numbers)
    return ClassOutcome(_text(name), lot, sample, accept, looked, failed)


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("not an array")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError("not a count")
    return value


def _octets(value: object, length: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != length:
        raise TypeError(f"not {length} bytes")
    return value
