"""Every vector: the verdict and reason that docs/label-format.md asks for, as the tablet's twin gives them."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from certificates.trust import reading
from certificates.verification.knowledge import Knowledge
from certificates.verification.verify import verify
from tests.vectors import build_vectors

FOLDER = Path(build_vectors.__file__).parent
LABELS = json.loads((FOLDER / "labels.json").read_text())
FILES = json.loads((FOLDER / "trust_files.json").read_text())


@cache
def _knowledge(name: str) -> Knowledge:
    given = LABELS["knowledge"][name]
    if given["trust"] is None:
        return Knowledge(trust=None)
    bundle = reading.read_bundle(given["trust"])
    return Knowledge(
        trust=bundle,
        status=reading.read_status(given["status"], bundle.root) if given["status"] else None,
        recalls=reading.read_recalls(given["recalls"], bundle.root) if given["recalls"] else None,
        pinned_root=given["pinned_root"],
    )


def test_the_files_are_as_they_are_built() -> None:
    for name, value in build_vectors.build().items():
        assert (FOLDER / name).read_text() == build_vectors.written(value), name


def test_there_are_many_and_most_are_negative() -> None:
    names = [case["name"] for case in LABELS["cases"]]
    assert len(names) == len(set(names)) >= 60
    good = [case for case in LABELS["cases"] if case["verdict"] in ("valid", "valid_stale")]
    assert len(good) * 2 < len(names)


@pytest.mark.parametrize("case", LABELS["cases"], ids=lambda case: case["name"])
def test_a_label(case: dict[str, object]) -> None:
    now = datetime.fromisoformat(str(case["at"]))
    report = verify(str(case["text"]), _knowledge(str(case["knowledge"])), now=now)
    assert (report.verdict.value, report.reason) == (case["verdict"], case["reason"])
    assert report.signature_checked is case["signature_checked"]
    assert report.concession is case["concession"]
    assert report.trust_pinned is case["trust_pinned"]


def _read(case: dict[str, object]) -> None:
    bundle = reading.read_bundle(case["trust"])
    if case["status"]:
        reading.read_status(case["status"], bundle.root)
    if case["recalls"]:
        reading.read_recalls(case["recalls"], bundle.root)


@pytest.mark.parametrize("case", FILES["cases"], ids=lambda case: case["name"])
def test_a_file_that_is_refused(case: dict[str, object]) -> None:
    with pytest.raises(reading.TrustFault) as caught:
        _read(case)
    assert caught.value.reason == case["reason"]


def test_no_digit_changed_removed_or_doubled_leaves_a_label_valid() -> None:
    case = LABELS["cases"][0]
    text, now = case["text"], datetime.fromisoformat(case["at"])
    known = _knowledge("full")
    start = text.index("#") + 1
    for at in range(start, len(text)):
        others = [str((int(text[at]) + step) % 10) for step in range(1, 10)]
        changes = [*others, "", text[at] * 2]
        for change in changes if at % 7 == 0 else changes[::4]:
            report = verify(text[:at] + change + text[at + 1 :], known, now=now)
            assert report.verdict.value not in ("valid", "valid_stale"), (at, change)


def test_no_character_before_the_block_may_change() -> None:
    case = LABELS["cases"][0]
    text, now = case["text"], datetime.fromisoformat(case["at"])
    known = _knowledge("full")
    for at in range(text.index("#") + 1):
        for change in ("", "0", "A", text[at] * 2, text[at].swapcase()):
            changed = text[:at] + change + text[at + 1 :]
            if changed != text:
                assert verify(changed, known, now=now).verdict.value not in ("valid", "valid_stale")
