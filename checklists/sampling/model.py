"""The sampling rule a checklist names for a class, and the plan it comes to for one lot. Pure."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field


class BadPlan(ValueError):
    """A rule cannot be used; `code` says why, `details` name what."""

    def __init__(self, code: str, **details: str | int | float | None) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class PlanRule:
    """How a class is sampled: `full`, `c0` with limiting quality and risk, or `fixed` with n.

    `lq_percent` is the share of bad pieces that shall be found with probability 1 - `risk`.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    scheme: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,30}$")]
    lq_percent: Annotated[float, Field(gt=0, le=100, allow_inf_nan=False)] | None = None
    risk: Annotated[float, Field(gt=0, lt=1, allow_inf_nan=False)] | None = None
    n: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """For one lot: look at `n` of `lot` pieces, accept with at most `ac` failed, refuse from `re`."""

    scheme: str
    lot: int
    n: int
    ac: int
    re: int

    @property
    def is_full(self) -> bool:
        """Whether every piece is looked at."""
        return self.n >= self.lot
