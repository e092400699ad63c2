"""What photos of a reference piece say of a visit."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from inspections.visits.reference import Check, Photographed, ReferenceState, reference_state
from qa_service.ids import uuid7

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PHOTOS = [Photographed(NOON), Photographed(NOON + timedelta(hours=1))]


def at(minutes: float, en: float | None = 0.2, *, is_done: bool = True) -> Check:
    """A photo of the piece so many minutes after the first unit."""
    return Check(NOON + timedelta(minutes=minutes), en, is_done)


@pytest.mark.parametrize(
    ("checks", "state"),
    [
        ([], ReferenceState.NOT_PHOTOGRAPHED),
        ([at(-1), at(61)], ReferenceState.AGREES),
        ([at(-1)], ReferenceState.LAST_MISSING),
        ([at(5), at(61)], ReferenceState.FIRST_MISSING),
        ([at(-1), at(61, en=-1.01)], ReferenceState.OFF),
        ([at(-1, en=1.01), at(0), at(61)], ReferenceState.OFF),
        ([at(-1), at(61, en=1.0)], ReferenceState.AGREES),
        ([at(-1), at(61, en=None)], ReferenceState.LAST_MISSING),
        ([at(-1), at(61, en=None, is_done=False)], ReferenceState.MEASURING),
    ],
)
def test_first_last_and_how_far_off(checks: list[Check], state: ReferenceState) -> None:
    assert reference_state(checks, PHOTOS, is_registered=True) is state


def test_a_piece_vouches_only_for_the_print_that_it_lies_on() -> None:
    two = [Photographed(NOON, "A"), Photographed(NOON + timedelta(hours=1), "B")]

    def state(*checks: tuple[float, str]) -> ReferenceState:
        lying = [replace(at(minutes), print_=print_) for minutes, print_ in checks]
        return reference_state(lying, two, is_registered=True)

    first, last = -1, 61
    assert state((first, "C"), (last, "C")) is ReferenceState.OTHER_SHEET
    assert state((first, "A"), (last, "A")) is ReferenceState.OTHER_SHEET
    assert state((first, "A"), (last, "B")) is ReferenceState.FIRST_MISSING
    assert state((first, "A"), (first, "B"), (last, "B")) is ReferenceState.LAST_MISSING
    both = [(minutes, print_) for minutes in (first, last) for print_ in "AB"]
    assert state(*both) is ReferenceState.AGREES
    off = [replace(at(first, en=2.0), print_="C"), replace(at(last), print_="A")]
    assert reference_state(off, two, is_registered=True) is ReferenceState.OFF


def test_a_corrected_check_does_not_count_and_its_correction_counts_from_the_photo_on() -> None:
    wrong = replace(at(-1, en=-7.5), id=uuid7())
    right = replace(at(90, en=0.3), id=uuid7(), corrects=wrong.id)
    assert reference_state([wrong, at(61)], PHOTOS, is_registered=True) is ReferenceState.OFF
    state = reference_state([wrong, at(61), right], PHOTOS, is_registered=True)
    assert state is ReferenceState.AGREES
    # it was photographed first: a correction afterwards is no last photo
    assert reference_state([wrong, right], PHOTOS, is_registered=True) is (
        ReferenceState.LAST_MISSING
    )
    still_off = reference_state([wrong, replace(right, en=2.0)], PHOTOS, is_registered=True)
    assert still_off is ReferenceState.OFF
    waiting = replace(right, en=None, is_done=False)
    state = reference_state([wrong, at(61), waiting], PHOTOS, is_registered=True)
    assert state is ReferenceState.MEASURING


def test_no_piece_on_record_is_said_and_no_photos_need_none() -> None:
    none = reference_state([], PHOTOS, is_registered=False)
    assert none is ReferenceState.NONE_REGISTERED
    assert reference_state([], [], is_registered=False) is ReferenceState.NO_PHOTOS
