"""States of a revision, the design it belongs to, and the released revision as others see it. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import ConfigDict, Field, TypeAdapter

from checklists.designs.characteristics import Characteristic, by_code
from checklists.designs.content import Content, DesignFile, FileRole, Geometry, ProcessField
from checklists.text import Line, Names
from qa_service.audit.model import canonical

SCHEMA: Final = "qa-design-revision/1"
SLUG: Final = r"^[a-z0-9][a-z0-9_-]{0,59}$"


class RevisionState(StrEnum):
    """Where a revision stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def is_public(self) -> bool:
        """Whether everybody signed in may see it: released once, seen for ever."""
        return self in (RevisionState.RELEASED, RevisionState.SUPERSEDED, RevisionState.WITHDRAWN)

    def may_become(self, other: "RevisionState") -> bool:
        """Whether the step is allowed at all; everything else is refused and put on record."""
        return other in _STEPS[self]


_STEPS: Final[Mapping[RevisionState, frozenset[RevisionState]]] = {
    RevisionState.DRAFT: frozenset({RevisionState.IN_REVIEW}),
    RevisionState.IN_REVIEW: frozenset({RevisionState.DRAFT, RevisionState.RELEASED}),
    RevisionState.RELEASED: frozenset({RevisionState.SUPERSEDED, RevisionState.WITHDRAWN}),
    RevisionState.SUPERSEDED: frozenset(),
    RevisionState.WITHDRAWN: frozenset(),
}


class RiskClass(StrEnum):
    """What a bad unit can do to a person."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def is_gtin14(text: str) -> bool:
    """Fourteen digits with the GS1 check digit: weights 3 and 1 from the left (GS1 General Specifications, 7.9)."""
    if len(text) != 14 or not (text.isascii() and text.isdigit()):
        return False
    weighted = sum(int(each) * (3, 1)[place % 2] for place, each in enumerate(text[:13]))
    return (10 - weighted % 10) % 10 == int(text[13])


@dataclass(frozen=True, slots=True)
class DesignHead:
    """What holds for all revisions of a design. `gtin` is the 14 digits of one unit, or None."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    slug: Annotated[str, Field(pattern=SLUG)]
    names: Names
    licence: Line
    risk_class: RiskClass
    intended_use: Names
    kind: Line = "device"
    gtin: Annotated[str, Field(pattern=r"^[0-9]{14}$")] | None = None
    source_url: Annotated[str, Field(pattern=r"^https?://", max_length=500)] | None = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """Everything that a release freezes; its digest is the revision's hash."""

    schema: str
    revision_id: UUID
    design_id: UUID
    owner_id: UUID
    design: DesignHead
    content: Content
    files: tuple[DesignFile, ...]

    def canonical(self) -> str:
        """One text for one content: the form that is stored and hashed."""
        return canonical(FROZEN.dump_python(self, mode="json", by_alias=True))

    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


FROZEN: Final = TypeAdapter(Frozen)
CONTENT: Final = TypeAdapter(Content)
HEAD: Final = TypeAdapter(DesignHead)


@dataclass(frozen=True, slots=True)
class ReleasedRevision:
    """A revision as it was released. `state` may since be superseded or withdrawn; the rest never changes."""

    id: UUID
    state: RevisionState
    released_at: datetime
    hash: str
    frozen: Frozen

    @property
    def design_id(self) -> UUID:
        """The design it belongs to."""
        return self.frozen.design_id

    @property
    def owner_id(self) -> UUID:
        """The organisation that owns the design."""
        return self.frozen.owner_id

    @property
    def slug(self) -> str:
        """Short name of the design."""
        return self.frozen.design.slug

    @property
    def names(self) -> Mapping[str, str]:
        """Name of the design in several languages."""
        return self.frozen.design.names

    @property
    def gtin(self) -> str | None:
        """Fourteen digits, or None when the design has no trade number."""
        return self.frozen.design.gtin

    @property
    def risk_class(self) -> RiskClass:
        """What a bad unit can do to a person."""
        return self.frozen.design.risk_class

    @property
    def label(self) -> str:
        """The revision's letter or number."""
        return self.frozen.content.label

    @property
    def content(self) -> Content:
        """All that the author wrote."""
        return self.frozen.content

    @property
    def files(self) -> tuple[DesignFile, ...]:
        """The files by digest."""
        return self.frozen.files

    @property
    def characteristics(self) -> tuple[Characteristic, ...]:
        """What is checked, in the author's order."""
        return self.frozen.content.characteristics

    @property
    def geometry(self) -> Geometry | None:
        """Height and edge break for the photo measurement."""
        return self.frozen.content.geometry

    @property
    def process_fields(self) -> tuple[ProcessField, ...]:
        """What the batch record must hold."""
        return self.frozen.content.process_fields

    @property
    def outline_sha256(self) -> str | None:
        """Digest of the polygons read from the outline file, or None without one."""
        return outline_digest(self.frozen.files)

    @property
    def may_be_made(self) -> bool:
        """Whether a new batch may start: a withdrawn or superseded revision cannot."""
        return self.state is RevisionState.RELEASED

    def characteristic(self, code: str) -> Characteristic | None:
        """One characteristic by its code."""
        return by_code(self.characteristics).get(code)


def outline_digest(files: tuple[DesignFile, ...]) -> str | None:
    """Digest of the polygons of the outline among these files."""
    return next((each.outline_sha256 for each in files if each.role is FileRole.OUTLINE), None)
