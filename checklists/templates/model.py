"""A checklist: its items, how each class is sampled, and the released form as others see it. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, TypeAdapter

from checklists.designs.characteristics import QualityClass
from checklists.requirements.model import Outcome
from checklists.sampling.model import PlanRule
from checklists.text import Code, Finite, Line, Names
from qa_service.audit.model import canonical

SCHEMA: Final = "qa-checklist/1"


class ChecklistState(StrEnum):
    """Where a checklist stands. A retired one stays usable by inspections already begun."""

    DRAFT = "draft"
    RELEASED = "released"
    RETIRED = "retired"

    def may_become(self, other: "ChecklistState") -> bool:
        """draft -> released -> retired, nothing else."""
        return (self, other) in (
            (ChecklistState.DRAFT, ChecklistState.RELEASED),
            (ChecklistState.RELEASED, ChecklistState.RETIRED),
        )


class OncePer(StrEnum):
    """Whether an item is answered for each unit or once for the lot."""

    UNIT = "unit"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class When:
    """The condition of an item; exactly one of the five forms, evaluated by conditions.py.

    item (+ characteristics) had one of the outcomes; a process field is / is not a value; one of the
    materials is used; the unit was drawn for a lot test; anything failed on this unit.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    item: Code | None = None
    characteristics: tuple[Code, ...] = ()
    outcome: tuple[Outcome, ...] = ()
    process: Code | None = None
    is_: Annotated[Line | None, Field(alias="is")] = None
    is_not: Line | None = None
    material: tuple[Code, ...] = ()
    drawn_for: Code | None = None
    any_failed: bool = False

    @property
    def is_well_formed(self) -> bool:
        """Whether exactly one form is used, and used wholly."""
        forms = (self.item, self.process, self.material, self.drawn_for, self.any_failed)
        if sum(bool(each) for each in forms) != 1:
            return False
        if bool(self.item) != bool(self.outcome) or (self.characteristics and not self.item):
            return False
        has_value = (self.is_ is not None) + (self.is_not is not None)
        return has_value == (1 if self.process else 0)


def _well_formed(when: When | None) -> When | None:
    if when is not None and not when.is_well_formed:
        raise ValueError("a condition has exactly one form: item, process, material, ...")
    return when


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    code: Code
    names: Names
    passes: Annotated[bool, Field(alias="pass")]


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `class_` counts where the item names no characteristic; else the characteristic's does.

    `every_unit` items are asked on all units, whatever was drawn. Limits of its own may only be
    stricter than those of the characteristic.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    code: Code
    type: Code
    names: Names
    class_: Annotated[QualityClass, Field(alias="class")]
    characteristics: tuple[Code, ...] = ()
    unit: Annotated[str, Field(max_length=40)] | None = None
    lsl: Finite | None = None
    usl: Finite | None = None
    options: tuple[Option, ...] = ()
    photos_min: Annotated[int, Field(ge=0, le=20)] = 0
    photo_on_fail: bool = False
    once_per: OncePer = OncePer.UNIT
    every_unit: bool = False
    instrument_type: Line | None = None
    hint: Names | None = None
    when: Annotated[When | None, AfterValidator(_well_formed)] = None
    failure_modes: tuple[Code, ...] = ()


ALL: Final = PlanRule(scheme="full")
ISOLATED_B: Final = PlanRule(scheme="c0", lq_percent=5.0, risk=0.10)
ISOLATED_C: Final = PlanRule(scheme="c0", lq_percent=10.0, risk=0.10)


@dataclass(frozen=True, slots=True)
class Sampling:
    """The rule for each class; the default is that of isolated lots (decision 19)."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    A: PlanRule = ALL
    B: PlanRule = ISOLATED_B
    C: PlanRule = ISOLATED_C

    def of(self, class_: QualityClass) -> PlanRule:
        """The rule of one class."""
        match class_:
            case QualityClass.A:
                return self.A
            case QualityClass.B:
                return self.B
            case QualityClass.C:
                return self.C


ISOLATED: Final = Sampling()


@dataclass(frozen=True, slots=True)
class ChecklistContent:
    """All that the author writes of one checklist version."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    code: Code
    version: Annotated[int, Field(ge=1, le=100_000)]
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=500)]
    sampling: Sampling = ISOLATED
    names: Names | None = None
    sign_offs: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class FrozenChecklist:
    """Everything that a release freezes; its digest is the checklist's hash."""

    schema: str
    checklist_id: UUID
    revision_id: UUID
    revision_hash: str
    content: ChecklistContent

    def canonical(self) -> str:
        """One text for one content: the form that is stored and hashed."""
        return canonical(FROZEN.dump_python(self, mode="json", by_alias=True))

    def digest(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.canonical().encode()).hexdigest()


FROZEN: Final = TypeAdapter(FrozenChecklist)
CONTENT: Final = TypeAdapter(ChecklistContent)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist as it was released. `state` may since be retired; the rest never changes."""

    id: UUID
    state: ChecklistState
    released_at: datetime
    hash: str
    frozen: FrozenChecklist

    @property
    def revision_id(self) -> UUID:
        """The design revision it is bound to."""
        return self.frozen.revision_id

    @property
    def code(self) -> str:
        """Short name of the checklist."""
        return self.frozen.content.code

    @property
    def version(self) -> int:
        """Which version of that name."""
        return self.frozen.content.version

    @property
    def items(self) -> tuple[Item, ...]:
        """The questions in the author's order."""
        return self.frozen.content.items

    @property
    def sampling(self) -> Sampling:
        """How each class is sampled."""
        return self.frozen.content.sampling

    @property
    def names(self) -> Mapping[str, str]:
        """What it is called; its code where nothing else was given."""
        return self.frozen.content.names or {"en": self.code}

    def item(self, code: str) -> Item | None:
        """One question by its code."""
        return next((each for each in self.items if each.code == code), None)
