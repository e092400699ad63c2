"""Fails that another answer replaced: the verdict is without them, whoever reviews it sees them. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from checklists.requirements.model import Outcome
from inspections.visits.reading import VisitView
from inspections.visits.records import Answer, Result


@dataclass(frozen=True, slots=True)
class FailedBefore:
    """A result that failed, the answer that it came from, and the answer that replaced that one."""

    result: Result
    answer: Answer
    by: Answer


def failed_before(view: VisitView) -> Iterator[FailedBefore]:
    """In the order in which they failed; none where the answer that counts now fails as well."""
    answers = {each.id: each for each in view.answers}
    followers = {each.replaces: each for each in view.answers}
    failed = [each for each in view.results if each.outcome == Outcome.FAIL.value]
    still = {_place(each) for each in failed if view.is_current(each)}
    for each in sorted(failed, key=lambda found: (found.at, found.id)):
        by = followers.get(each.answer_id)
        if by is not None and _place(each) not in still:
            yield FailedBefore(each, answers[each.answer_id], by)


def _place(result: Result) -> tuple[object, ...]:
    return result.unit_id, result.item_code, result.characteristic
