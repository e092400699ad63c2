"""Signatures on which the world's verifiers disagree: one strict answer, in both languages."""

import json
from pathlib import Path

import pytest

from certificates.cose.strict import is_signed
from tests.vectors import edges

CASES = json.loads((Path(edges.__file__).parent / "ed25519_edges.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_edge(case: dict[str, object]) -> None:
    key, message, signature = (
        bytes.fromhex(str(case[name])) for name in ("key", "message", "signature")
    )
    assert is_signed(message, signature, public_key=key) is case["valid"]


def test_the_edges_hold_both_answers_and_every_family() -> None:
    names = " ".join(case["name"] for case in CASES)
    assert len(CASES) >= 100
    assert sum(case["valid"] for case in CASES) >= 10
    for family in ("order", "mixed key", "mixed R", "R of low order", "off the curve", "y + p"):
        assert family in names
