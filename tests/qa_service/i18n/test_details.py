"""Details in sentences: lists and fractions as people write them."""

import math

import pytest

from qa_service.i18n.catalogue import shown


@pytest.mark.parametrize(
    ("detail", "language", "said"),
    [
        (97.007, "fr", "97,007"),
        (97.007, "en", "97.007"),
        (100.0, "en", "100"),
        (12345.5, "fr", "12345,5"),
        (["A4", "A5"], "en", "A4, A5"),
        ([0.5, 2], "fr", "0,5, 2"),
        ([], "en", "–"),
        (1234, "fr", 1234),
        ("0.5", "fr", "0.5"),
        (True, "fr", True),
        (None, "ar", None),
        (1e300, "fr", "1e+300"),
        (math.inf, "fr", "inf"),
        (0.5, "ar", "0.5"),
    ],
)
def test_a_detail_is_said_as_people_write_it(detail: object, language: str, said: object) -> None:
    assert shown(detail, language) == said
