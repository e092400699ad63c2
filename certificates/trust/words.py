"""Six words for the fingerprint of a root, to be compared with those on paper.

72 bits: two syllables of 6 bits a word, said alike in many languages. The tablet has a twin.
"""

_CONSONANTS, _VOWELS = "bdfghjklmnrstvwz", "aiou"
_SYLLABLES = tuple(consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS)
WORDS = 6


def six_words(fingerprint: str) -> tuple[str, ...]:
    """The words, such as `bako timu ...`, of a fingerprint in hexadecimal."""
    bits = int.from_bytes(bytes.fromhex(fingerprint)[: WORDS * 12 // 8], "big")
    parts = [_SYLLABLES[bits >> 6 * at & 0b111111] for at in reversed(range(2 * WORDS))]
    return tuple(first + second for first, second in zip(parts[::2], parts[1::2], strict=True))
