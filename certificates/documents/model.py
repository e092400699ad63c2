"""What a certificate says to a person, as lines ready to be drawn. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One row of the plan: class with its meaning, pieces, to look at, looked at, failed, allowed."""

    class_: str
    meaning: str
    lot_size: int
    sample_size: int
    looked_at: int
    failed: int
    allowed: int


@dataclass(frozen=True, slots=True)
class SizeRow:
    """A size on its gauge line: limits, what was measured, and in words the range with its uncertainty."""

    name: str
    lsl: float | None
    usl: float | None
    values: tuple[float, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, when, and the key's short name."""

    by: str
    on: str
    key: str


@dataclass(frozen=True, slots=True)
class CertificateDocument:
    """Everything on the pages. `not_checked` is never empty: something never was looked at.

    `standing` is empty while the certificate holds, else why it does not any more.
    `shared` says which errors all pieces share. `slip` is the text of the code.
    """

    number: str
    network: str
    product: str
    facts: tuple[tuple[str, str], ...]
    issued_on: str
    standing: str
    rows: tuple[ClassRow, ...]
    checked: tuple[str, ...]
    not_checked: tuple[str, ...]
    sizes: tuple[SizeRow, ...]
    shared: tuple[str, ...]
    risks: tuple[str, ...]
    concessions: tuple[str, ...]
    open_points: tuple[str, ...]
    hashes: tuple[tuple[str, str], ...]
    signatures: tuple[Signed, ...]
    slip: str
    is_demo: bool
    is_right_to_left: bool = False
    picture: bytes | None = None
    root_words: str = ""

    def __post_init__(self) -> None:
        if not self.not_checked:
            raise ValueError("a certificate always says what was not checked")


@dataclass(frozen=True, slots=True)
class Words:
    """The headings, in the reader's language."""

    title: str
    checked: str
    not_checked: str
    sizes: str
    shared: str
    risk: str
    assumes: str
    concessions: str
    open_points: str
    none: str
    evidence: str
    signed: str
    slip: str
    table: tuple[str, str, str, str, str, str]
    demo: str
    foot: str
    page: str
    unreviewed: str = ""
