"""One property of a product that is checked: what, how, and between which limits. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import ConfigDict, Field

from checklists.text import Code, Finite, Line, Names, Passage

Point = tuple[Finite, Finite]


class QualityClass(StrEnum):
    """What a failure does: A can harm, B spoils the function, C is a defect of order."""

    A = "A"
    B = "B"
    C = "C"


class Method(StrEnum):
    """How a characteristic is checked."""

    PHOTO_DIMENSION = "photo_dimension"
    PHOTO_ATTRIBUTE = "photo_attribute"
    GAUGE_READING = "gauge_reading"
    PROOF_LOAD = "proof_load"
    BREAK_TEST = "break_test"
    FUNCTION_TEST = "function_test"
    COMPUTED = "computed"
    ATTRIBUTE = "attribute"


class Scope(StrEnum):
    """Whether every drawn unit is checked, or a few of the lot by the characteristic's own number."""

    UNIT = "unit"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Circle:
    """A round edge of the outline: centre and radius in mm, part frame."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    centre: Point
    radius: Annotated[float, Field(gt=0, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Arc:
    """Part of a round edge: centre and radius in mm, angles in degrees, counter-clockwise."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    centre: Point
    radius: Annotated[float, Field(gt=0, allow_inf_nan=False)]
    start_deg: Finite
    end_deg: Finite


@dataclass(frozen=True, slots=True)
class Refs:
    """Where on the outline a photo is measured, in mm of the part frame, y up."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    edges: tuple[tuple[Point, Point], ...] = ()
    circles: tuple[Circle, ...] = ()
    arcs: tuple[Arc, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is named."""
        return not (self.edges or self.circles or self.arcs)


@dataclass(frozen=True, slots=True)
class Characteristic:
    """One property to check. Limits are included; None is no limit, never zero.

    `unit` is that of nominal, lsl and usl. With scope LOT, `n_fixed` pieces of a lot are checked and
    none may fail (decision 19). `applies_to` names materials; empty is all.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    code: Code
    names: Names
    kind: Code
    class_: Annotated[QualityClass, Field(alias="class")]
    method: Method
    unit: Annotated[str, Field(max_length=40)] | None = None
    nominal: Finite | None = None
    lsl: Finite | None = None
    usl: Finite | None = None
    balloon: Annotated[int, Field(ge=1, le=9999)] | None = None
    instrument: Line = ""
    fallback: Line | None = None
    evidence: Line = ""
    scope: Scope = Scope.UNIT
    n_fixed: Annotated[int, Field(ge=1, le=100_000)] | None = None
    destructive: bool = False
    applies_to: tuple[Code, ...] = ()
    refs: Refs | None = None
    origin: Line = ""
    procedure: Passage = ""
    basis: Passage = ""
    note: Passage = ""

    @property
    def is_numeric(self) -> bool:
        """Whether a number is compared with limits: everything but a plain yes or no."""
        return self.method is not Method.ATTRIBUTE

    @property
    def has_limit(self) -> bool:
        """Whether at least one side is limited."""
        return self.lsl is not None or self.usl is not None


def by_code(characteristics: tuple[Characteristic, ...]) -> Mapping[str, Characteristic]:
    """The characteristics by their codes."""
    return {each.code: each for each in characteristics}
