"""Requests and answers of the design endpoints."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field
from sqlmodel import Session

from checklists.designs import records
from checklists.designs.actions import RevisionView
from checklists.designs.content import Content, DesignFile, FileRole
from checklists.designs.model import DesignHead, RevisionState
from checklists.designs.outline import Outline, Ring
from checklists.designs.places import off_outline
from checklists.designs.records import Design
from checklists.designs.symmetry import symmetry_of
from qa_service.identity import records as identity


class OwnerOut(BaseModel):
    """The organisation that owns a design."""

    id: UUID
    code: str
    name: str


class NewestOut(BaseModel):
    """A revision in a list."""

    id: UUID
    label: str
    state: RevisionState
    change: str
    released_at: datetime | None


class DesignOut(BaseModel):
    """A design in a list, with its newest revision that the reader may see."""

    id: UUID
    slug: str
    names: Mapping[str, str]
    owner: OwnerOut
    risk_class: str
    gtin: str | None
    licence: str
    kind: str
    newest: NewestOut | None


class WholeDesignOut(DesignOut):
    """A design with all its revisions that the reader may see, newest first."""

    intended_use: Mapping[str, str]
    source_url: str | None
    revisions: list[NewestOut]


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignIn(DesignHead):
    """A new design, with an id made by the sender."""

    id: UUID

    def head(self) -> DesignHead:
        """The design without its id."""
        return DesignHead(**{each.name: getattr(self, each.name) for each in fields(DesignHead)})


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionIn(Content):
    """A new draft, with an id made by the sender."""

    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionChangeIn(Content):
    """New content of a draft; names the version it replaces."""

    base_version: int


def content_of(body: Content) -> Content:
    """The content without what else was sent beside it."""
    return Content(**{each.name: getattr(body, each.name) for each in fields(Content)})


class ReasonIn(BaseModel):
    """Why."""

    # PostgreSQL keeps no zero character
    reason: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]


class SignatureOut(BaseModel):
    """Who submitted or released, and when."""

    person_name: str
    meaning: str
    at: datetime


class DesignNameOut(BaseModel):
    """The design a revision belongs to."""

    id: UUID
    slug: str
    names: Mapping[str, str]
    gtin: str | None
    risk_class: str
    owner_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionOut(Content):
    """A revision with everything in it; `hash` once it is released."""

    id: UUID
    design: DesignNameOut
    state: RevisionState
    version: int
    hash: str | None
    released_at: datetime | None
    withdrawn_reason: str | None
    files: tuple[DesignFile, ...]
    signatures: tuple[SignatureOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFileOut(DesignFile):
    """A file that was kept; of an outline, `off_outline` are codes of sizes that have no place on it."""

    off_outline: tuple[str, ...] = ()


class OutlineOut(BaseModel):
    """The polygons of a revision, in mm, y up, outer line counter-clockwise.

    `turns_alike`: in how many turns the part looks the same (1: its photo shows how it lies; 360: a
    ring); `mirror_alike`: it also looks the same turned over. `off_outline`: codes of the sizes that
    have no place on it, because it was replaced.
    """

    units: str = "mm"
    outer: Ring
    holes: tuple[Ring, ...]
    source: str
    nominal_height_mm: float | None
    turns_alike: int
    mirror_alike: bool
    off_outline: tuple[str, ...]


def design_out(session: Session, row: Design, head: DesignHead, *, drafts: bool) -> DesignOut:
    """A design as a list shows it."""
    return DesignOut(**_design(session, row, head, _revisions(session, row, drafts=drafts)))


def whole_design_out(
    session: Session, row: Design, head: DesignHead, *, drafts: bool
) -> WholeDesignOut:
    """A design with its revisions."""
    shown = _revisions(session, row, drafts=drafts)
    return WholeDesignOut(
        **_design(session, row, head, shown),
        intended_use=head.intended_use,
        source_url=head.source_url,
        revisions=shown,
    )


def revision_out(session: Session, found: RevisionView) -> RevisionOut:
    """A revision as a page shows it; names of people come from identity, never from the release."""
    signed = tuple(
        SignatureOut(
            person_name=identity.person(session, each.person_id).name,
            meaning=each.meaning,
            at=each.at,
        )
        for each in records.signatures(session, found.row.id)
    )
    return RevisionOut(
        **{each.name: getattr(found.content, each.name) for each in fields(Content)},
        id=found.row.id,
        design=DesignNameOut(
            id=found.design.id,
            slug=found.head.slug,
            names=found.head.names,
            gtin=found.head.gtin,
            risk_class=found.head.risk_class,
            owner_id=found.design.owner_id,
        ),
        state=RevisionState(found.row.state),
        version=found.row.version,
        hash=found.release.hash if found.release else None,
        released_at=found.release.released_at if found.release else None,
        withdrawn_reason=found.row.withdrawn_reason,
        files=found.files,
        signatures=signed,
    )


def kept_file_out(kept: DesignFile, codes: tuple[str, ...]) -> KeptFileOut:
    """A kept file; only an outline says which sizes are off it."""
    told = codes if kept.role is FileRole.OUTLINE else ()
    return KeptFileOut(
        **{each.name: getattr(kept, each.name) for each in fields(DesignFile)}, off_outline=told
    )


def outline_out(shape: Outline, found: RevisionView) -> OutlineOut:
    """The polygons with the height they are measured at."""
    height = found.content.geometry.height_mm if found.content.geometry else None
    symmetry = symmetry_of(shape.polygon)
    return OutlineOut(
        outer=shape.outer,
        holes=shape.holes,
        source=shape.source,
        nominal_height_mm=height,
        turns_alike=symmetry.order,
        mirror_alike=symmetry.is_mirrored,
        off_outline=off_outline(found.content.characteristics, shape),
    )


def _design(
    session: Session, row: Design, head: DesignHead, shown: list[NewestOut]
) -> dict[str, object]:
    owner = identity.organisation(session, row.owner_id)
    return {
        "id": row.id,
        "slug": row.slug,
        "names": head.names,
        "owner": OwnerOut(id=owner.id, code=owner.code, name=owner.name),
        "risk_class": head.risk_class,
        "gtin": row.gtin,
        "licence": head.licence,
        "kind": head.kind,
        "newest": shown[0] if shown else None,
    }


def _revisions(session: Session, row: Design, *, drafts: bool) -> list[NewestOut]:
    return [
        NewestOut(
            id=each.id,
            label=each.label,
            state=RevisionState(each.state),
            change=records.change_of(session, each),
            released_at=(release.released_at if release else None),
        )
        for each in records.revisions(session, row.id, with_drafts=drafts)
        for release in [records.release_row(session, each.id)]
    ]
