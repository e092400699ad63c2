"""Six words for a root: the same in both languages, other for other roots."""

import pytest

from certificates.trust.words import six_words


@pytest.mark.parametrize(
    ("fingerprint", "words"),
    [
        ("00" * 32, "baba baba baba baba baba baba"),
        # tests/tablet/judging.test.ts holds the same words
        ("0123456789abcdef00" + "00" * 23, "baho gidi kiwa noru tulo zaba"),
        ("ff" * 32, "zuzu zuzu zuzu zuzu zuzu zuzu"),
    ],
)
def test_the_words_of_a_fingerprint(fingerprint: str, words: str) -> None:
    assert " ".join(six_words(fingerprint)) == words


def test_each_of_the_first_72_bits_changes_the_words() -> None:
    usual = six_words("5a" * 32)
    for bit in range(72):
        changed = bytearray.fromhex("5a" * 32)
        changed[bit // 8] ^= 0x80 >> bit % 8
        assert six_words(changed.hex()) != usual
