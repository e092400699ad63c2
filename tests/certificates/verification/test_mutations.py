"""Label texts changed at random: none is valid, none is a crash; tests/tablet asks 100,000 of both languages."""

import random
from collections.abc import Callable

from certificates.verification.verify import verify
from tests.benchmarks.verification import knowledge
from tests.vectors import build_vectors, world

Change = Callable[[random.Random, str], str]
ALPHABET = "0123456789ABCXYZabcxyz/:?&=#.-% \n\t\x1d\u00e9\u0660\u2014\U0001f600"


def _at(chance: random.Random, text: str) -> int:
    return chance.randrange(len(text))


def replaced(chance: random.Random, text: str) -> str:
    at = _at(chance, text)
    return text[:at] + chance.choice(ALPHABET) + text[at + 1 :]


def removed(chance: random.Random, text: str) -> str:
    at, count = _at(chance, text), chance.randint(1, 8)
    return text[:at] + text[at + count :]


def doubled(chance: random.Random, text: str) -> str:
    at, count = _at(chance, text), chance.randint(1, 8)
    return text[: at + count] + text[at : at + count] + text[at + count :]


def swapped(chance: random.Random, text: str) -> str:
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def inserted(chance: random.Random, text: str) -> str:
    at = _at(chance, text)
    noise = "".join(chance.choice(ALPHABET) for _ in range(chance.choice((1, 2, 9, 500))))
    return text[:at] + noise + text[at:]


def cut(chance: random.Random, text: str) -> str:
    at = _at(chance, text)
    return chance.choice((text[:at], text[at:]))


def crossed(chance: random.Random, text: str) -> str:
    """The head of one label and the block of another."""
    other = build_vectors.text(chance.choice(("scoped", "stolen", "cut", "inspection")))
    at = _at(chance, text)
    return text[:at] + other[at:]


def digit_changed(chance: random.Random, text: str) -> str:
    at = chance.randrange(text.index("#") + 1, len(text))
    if not "0" <= text[at] <= "9":
        return text[:at] + "0" + text[at + 1 :]
    return text[:at] + str((int(text[at]) + chance.randint(1, 9)) % 10) + text[at + 1 :]


CHANGES: tuple[Change, ...] = (
    replaced, removed, doubled, swapped, inserted, cut, crossed, digit_changed,
)  # fmt: skip


def none_holds(count: int, seed: int) -> None:
    chance = random.Random(seed)
    known, text = knowledge(), build_vectors.text()
    for _ in range(count):
        changed = text
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            changed = chance.choice(CHANGES)(chance, changed) if "#" in changed[:-2] else changed
        if changed.strip(" \t\r\n") == text:
            continue
        report = verify(changed, known, now=world.NOW)
        assert report.verdict.value not in ("valid", "valid_stale"), changed
        assert report.reason


def test_some_changed_texts() -> None:
    none_holds(2_000, seed=1)
