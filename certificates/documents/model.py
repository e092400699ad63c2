"""What a certificate says to a person, as lines ready to be drawn. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One row of the plan: class with its meaning, pieces, looked at, failed, allowed."""

    class_: str
    meaning: str
    lot_size: int
    looked_at: int
    failed: int
    allowed: int


@dataclass(frozen=True, slots=True)
class CertificateDocument:
    """Everything on the page. `not_checked` is never empty: something never was looked at."""

    number: str
    network: str
    product: str
    revision: str
    gtin: str
    lot: str
    quantity: str
    maker: str
    inspection_body: str
    releasing: str
    made_on: str
    issued_on: str
    rows: tuple[ClassRow, ...]
    checked: tuple[str, ...]
    not_checked: tuple[str, ...]
    risks: tuple[str, ...]
    open_points: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]
    link: str
    is_demo: bool
    picture: bytes | None = None

    def __post_init__(self) -> None:
        if not self.not_checked:
            raise ValueError("a certificate always says what was not checked")


@dataclass(frozen=True, slots=True)
class Words:
    """The headings, in the reader's language."""

    title: str
    lot: str
    pieces: str
    made_by: str
    inspected_by: str
    released_by: str
    checked: str
    not_checked: str
    risk: str
    assumes: str
    open_points: str
    evidence: str
    table: tuple[str, str, str, str, str]
    demo: str
    foot: str
