"""What must be known of an inspected batch before anybody promises anything. Pure values."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from checklists.sampling.probability import probability_of_acceptance

BAD_PIECES = (1, 3, 5)
Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class ClassCase:
    """Plan and outcome of one class for this lot, and what was looked at, by its names."""

    class_: str
    lot_size: int
    sample_size: int
    acceptance_number: int
    looked_at: int
    failed: int
    undecided: int
    names: tuple[Words, ...]

    def risk(self) -> tuple[tuple[int, float], ...]:
        """(bad pieces, probability that a lot with so many would have passed this plan)."""
        return tuple(
            (
                bad,
                probability_of_acceptance(
                    self.lot_size, self.sample_size, self.acceptance_number, bad
                ),
            )
            for bad in BAD_PIECES
            if bad <= self.lot_size
        )


@dataclass(frozen=True, slots=True)
class LotCheck:
    """What was looked at once for the lot (pieces 0), or on a few pieces taken for a lot test."""

    pieces: int
    lot_size: int
    names: Words


@dataclass(frozen=True, slots=True)
class MeasuredSize:
    """One size as measured on the pieces: values with the widest U95, all in `unit`.

    `shared` is the largest U95 of what is the same for all pieces of a visit, by `scale`, `edge` and
    `height`: it does not get smaller with more pieces. Empty where no photo was measured.
    """

    names: Words
    unit: str
    lsl: float | None
    usl: float | None
    count: int
    values: tuple[float, ...]
    u95: float | None
    shared: dict[str, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit that did not fail."""

    unit_id: UUID
    serial: str


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """What was kept of one unit, for the issuer to look at."""

    serial: str
    photos: tuple[str, ...]
    measurement_id: UUID | None


@dataclass(frozen=True, slots=True)
class Case:
    """An inspected batch. `accepted` is the computed verdict after review.

    `gtin` is the number of what carries a label: a piece, or a pack of `pack_of`; `where` it sticks.
    `excepted` are the units of `pieces` that failed and stand under `concessions`.
    """

    batch_id: UUID
    visit_id: UUID
    gtin: str
    lot: str
    product: Words
    revision_label: str
    revision_hash: str
    template_hash: str
    results_hash: str
    photos_hash: str
    sampling_hash: str
    is_low_risk: bool
    quantity_made: int
    maker_id: UUID
    inspection_body_id: UUID
    inspector_id: UUID
    reviewer_id: UUID
    accepted: bool
    blocks: tuple[str, ...]
    seed: str
    classes: tuple[ClassCase, ...]
    lot_checks: tuple[LotCheck, ...]
    pieces: tuple[Piece, ...]
    evidence: tuple[EvidencePiece, ...]
    concessions: tuple[str, ...]
    open_points: tuple[str, ...]
    declared: Words
    produced_on: date
    expires_on: date | None
    pack_of: int = 1
    where: Words = field(default_factory=dict)
    seals: tuple[str, ...] = ()
    measured: tuple[MeasuredSize, ...] = ()
    excepted: tuple[UUID, ...] = ()
