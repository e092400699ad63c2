"""One kept copy that cannot be compared hides none of the others."""

from inspections.photos.comparing import are_copies, candidates
from inspections.photos.likeness import print_of
from qa_service.limited import LimitedWorker
from tests.inspections.photo_lot import copy_of, photo
from tests.inspections.photos.test_likeness import screen


def test_a_picture_that_does_not_decode_is_no_copy_and_the_next_one_is(
    limited: tuple[LimitedWorker, LimitedWorker],
) -> None:
    kept = screen(photo("x01"))
    sent_on = screen(copy_of(photo("x01"), quality=60))
    ((name, start),) = candidates(print_of(sent_on), [("x01", print_of(kept).pack())])
    assert name == "x01"
    others = [(b"lost", start), (kept, start), (screen(photo("x02")), start)]
    assert are_copies(limited[0], sent_on, others) == [False, True, False]
    assert are_copies(limited[0], b"lost", others) == [False, False, False]
    assert are_copies(limited[0], sent_on, []) == []
