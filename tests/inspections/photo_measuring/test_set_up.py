"""Which camera a gauge study holds for."""

from uuid import uuid4

from inspections.photo_measuring.set_up import SetUp, camera_name

X, Y = ("Phone X", "4.40 mm"), ("Phone Y", "4.40 mm")
SIZE = (3264, 2448)


def test_two_phones_of_as_many_pixels_are_two_cameras() -> None:
    assert camera_name(None, X, *SIZE) == "no profile Phone X 4.40 mm 3264x2448"
    assert camera_name(None, X, *SIZE) != camera_name(None, Y, *SIZE)
    assert camera_name(None, X, *SIZE) != camera_name(None, ("Phone X", "2.2 mm"), *SIZE)


def test_a_profile_names_the_camera_however_the_photo_was_turned() -> None:
    assert camera_name(X, Y, *SIZE) == camera_name(X, X, *SIZE[::-1])


def test_a_photo_that_names_no_phone_leaves_the_camera_unknown() -> None:
    for taken in (("", ""), ("", "4.40 mm")):
        assert not SetUp(uuid4(), "A5", 2, camera_name(None, taken, *SIZE)).is_camera_known
    for name in (camera_name(None, X, *SIZE), camera_name(X, X, *SIZE), ""):
        assert SetUp(uuid4(), "A5", 2, name).is_camera_known


def test_a_profile_chosen_by_name_leaves_the_camera_unknown() -> None:
    """The name comes with the answer, not with the photo: another phone may have made it."""
    named = camera_name(("Tab", ""), ("", ""), *SIZE)
    assert not SetUp(uuid4(), "A5", 2, named).is_camera_known
    assert named != camera_name(("Tab", ""), ("Tab", ""), *SIZE)


def test_a_phone_that_calls_itself_unknown_is_no_known_one() -> None:
    """What EXIF says is anybody's text: it may close the way, never open it for another phone."""
    assert camera_name(None, ("camera unknown", ""), *SIZE) != camera_name(None, ("", ""), *SIZE)
