"""The way of a batch to its certificate: what is done, what is missing, and who must act next. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from inspections.batches.model import ACCEPTED, BatchState
from inspections.batches.process import Lack
from qa_service.identity.model import Role

MAKER, INSPECTION, OPERATOR, OWNER = "maker", "inspection_body", "operator", "design_owner"
_S = BatchState


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was taken."""

    at: datetime
    person_id: UUID | None
    organisation_id: UUID | None


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step: `party` must act; `done` is set once it was taken; `is_next` when it waits for them."""

    step: str
    party: str
    done: Done | None = None
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, and which party must act."""

    code: str
    party: str
    details: Mapping[str, str] = field(default_factory=dict)


STEPS: tuple[tuple[str, str, str], ...] = (
    ("opened", MAKER, "batch.opened"),
    ("process", MAKER, ""),
    ("units", MAKER, ""),
    ("handed_over", MAKER, "handed_over"),
    ("inspected", INSPECTION, "visit.signed"),
    ("reviewed", INSPECTION, "inspection.approved"),
    ("first_signature", INSPECTION, "certificate.first_signed"),
    ("released", OPERATOR, "certificate.issued"),
    ("labels", MAKER, "labels.printed"),
)
# at the inspection body three different people act; elsewhere the party has one role for it
_ROLES = {MAKER: Role.MAKER, OPERATOR: Role.ISSUER, OWNER: Role.DESIGN_OWNER}
_ROLES_OF_INSPECTION = {
    "inspected": Role.INSPECTOR,
    "reviewed": Role.REVIEWER,
    "first_signature": Role.ISSUER,
    "on_hold": Role.REVIEWER,
}
_HANDED_OVER = frozenset({_S.AWAITING_INSPECTION, _S.IN_INSPECTION, *ACCEPTED, _S.NOT_ACCEPTED})


def way(
    state: BatchState, *, lacks: Sequence[Lack], taken: Mapping[str, Done]
) -> tuple[WayStep, ...]:
    """All steps in order; the first one not done is the next, unless the batch was refused."""
    steps: list[WayStep] = []
    is_open = state is not _S.NOT_ACCEPTED and state is not _S.SCRAPPED
    for step, party, action in _steps(state):
        done = taken.get(action) if action else _without_action(step, state, lacks, taken)
        is_next = is_open and done is None and all(each.done for each in steps)
        steps.append(WayStep(step, party, done, is_next))
    return tuple(steps)


def missing(
    state: BatchState,
    *,
    lacks: Sequence[Lack],
    steps: Sequence[WayStep],
    taken: Mapping[str, Done],
) -> tuple[Missing, ...]:
    """What is missing now, most urgent first; empty once labels were printed."""
    if state is _S.NOT_ACCEPTED and _waits_for_owner(taken):
        return (Missing("missing.concession", OWNER),)
    if state in (_S.NOT_ACCEPTED, _S.SCRAPPED):
        return (Missing("missing.not_accepted", MAKER),)
    if state is _S.ON_HOLD:
        return (Missing("missing.on_hold", INSPECTION),)
    found = [
        Missing(f"missing.{each.code}", MAKER, {"field": each.field, "given": each.given})
        for each in lacks
        if state not in _HANDED_OVER
    ]
    if state is _S.PLANNED:
        found.append(Missing("missing.production_not_begun", MAKER))
    if found:
        return tuple(found)
    following = next((each for each in steps if each.is_next), None)
    return (Missing(f"missing.{following.step}", following.party),) if following else ()


def role_for(step: str, party: str) -> Role | None:
    """Which role of the party takes a step, or supplies what is missing ("missing." before its name)."""
    if party == INSPECTION:
        return _ROLES_OF_INSPECTION.get(step.removeprefix("missing."))
    return _ROLES.get(party)


def _steps(state: BatchState) -> tuple[tuple[str, str, str], ...]:
    """A lot with a concession was refused by the review, then excepted."""
    if state is not _S.ACCEPTED_WITH_CONCESSION:
        return STEPS
    place = [step for step, _, _ in STEPS].index("reviewed")
    excepted = (
        ("reviewed", INSPECTION, "inspection.refused"),
        ("excepted", OWNER, "concession.granted"),
    )
    return (*STEPS[:place], *excepted, *STEPS[place + 1 :])


def _waits_for_owner(taken: Mapping[str, Done]) -> bool:
    asked = taken.get("concession.asked")
    answers = (taken.get("concession.granted"), taken.get("concession.refused"))
    return asked is not None and all(each is None or each.at < asked.at for each in answers)


def _without_action(
    step: str, state: BatchState, lacks: Sequence[Lack], taken: Mapping[str, Done]
) -> Done | None:
    opened = taken.get("batch.opened")
    about_units = [each.field == "units" for each in lacks]
    open_here = any(about_units) if step == "units" else not all(about_units)
    if state not in _HANDED_OVER and lacks and open_here:
        return None
    return opened
