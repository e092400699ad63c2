"""Labels changed at random: none is valid, none is a crash, and both languages say the same of each."""

import json
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from certificates.label import grammar
from certificates.verification.verify import verify
from tests.certificates.test_vectors import LABELS, _knowledge
from tests.tablet.conftest import run

FEW, MANY = 1_500, 100_000
GOOD = ("valid", "valid_stale")
ODD = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-/?#&=:%+ abcxyz\n\t\u0660\u212a\u00e9\U0001f600()\x1d\x00"
TEXTS: list[str] = [case["text"] for case in LABELS["cases"] if case["text"]]
UNTOUCHED = {text.strip(" \t\r\n") for text in TEXTS}
Change = Callable[[str, random.Random], str]


def _replaced(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[:at] + dice.choice(ODD) + text[at + 1 :]


def _removed(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[:at] + text[at + dice.choice((1, 1, 2, 7)) :]


def _doubled(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[: at + 1] + text[at:]


def _put_in(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + "".join(dice.choices(ODD, k=dice.choice((1, 2, 5)))) + text[at:]


def _swapped(text: str, dice: random.Random) -> str:
    at = dice.randrange(max(1, len(text) - 1))
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]


def _other_case(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return dice.choice((text.lower(), text.upper(), text[:at] + text[at:].swapcase()))


def _cut(text: str, dice: random.Random) -> str:
    return text[: dice.randrange(len(text))]


def _other_block(text: str, dice: random.Random) -> str:
    head, _, digits = text.partition("#")
    if not digits.isascii() or not digits.isdigit():
        return head + "#" + "".join(dice.choices("0123456789", k=200))
    bits = dice.choice((1, 8, 63, 300, 511, 512, 530, 600, 655, 663, 664))
    return f"{head}#{int(digits) ^ (1 << bits):0200d}"


def _joined(text: str, dice: random.Random) -> str:
    other = dice.choice(TEXTS)
    mine, theirs = text.partition("#"), other.partition("#")
    made = (mine[0] + "#" + theirs[2], theirs[0] + "#" + mine[2], text + other)
    return str(dice.choice(made))


def _encoded(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text))
    return text[:at] + "".join(f"%{byte:02X}" for byte in text[at].encode()) + text[at + 1 :]


CHANGES: tuple[Change, ...] = (
    _replaced, _removed, _doubled, _put_in, _swapped, _other_case, _cut, _other_block, _joined,
    _encoded,
)  # fmt: skip


def mutated(count: int, seed: int = 20_261_124) -> list[str]:
    """Changed texts; those that came out as they were are left out."""
    dice = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        text = dice.choice(TEXTS)
        for _ in range(dice.choice((1, 1, 1, 2, 4))):
            text = dice.choice(CHANGES)(text, dice) if text else text
        if text.strip(" \t\r\n") not in UNTOUCHED:
            made.append(text)
    return made


@pytest.mark.parametrize(
    "count", [FEW, pytest.param(MANY, marks=pytest.mark.thorough)], ids=["few", "many"]
)
def test_no_changed_label_is_valid_and_both_languages_agree(
    count: int, node: str, compiled: Path, tmp_path: Path
) -> None:
    texts, at = mutated(count), "2026-11-24T09:00:00.000Z"
    asked = {"knowledge": LABELS["knowledge"]["full"], "at": at, "texts": texts}
    (tmp_path / "asked.json").write_text(json.dumps(asked))
    told = run(
        node, str(compiled / "mutations.js"), str(tmp_path / "asked.json"),
        str(tmp_path / "said.json"), timeout_s=3_000,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr[-2000:]
    said = json.loads((tmp_path / "said.json").read_text())
    known, now = _knowledge("full"), datetime.fromisoformat(at)
    for text, theirs in zip(texts, said, strict=True):
        report = verify(text, known, now=now)
        assert [report.verdict.value, report.reason, report.concession] == theirs, repr(text)
        assert report.verdict.value not in GOOD, repr(text)


def test_the_changes_reach_every_step_of_the_check() -> None:
    known = _knowledge("full")
    now = datetime.fromisoformat("2026-11-24T09:00:00+00:00")
    reasons = {verify(text, known, now=now).reason for text in mutated(FEW)}
    assert {
        "not_a_label",
        "block_length",
        "signature_wrong",
        "block_missing",
        "too_long",
    } <= reasons
    assert max(map(len, mutated(FEW))) > grammar.LONGEST
