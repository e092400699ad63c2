"""Proofs of leaves, checked with nothing but their text, and everything that must be refused."""

import base64
import json
from datetime import datetime
from pathlib import Path

import pytest

from certificates.tree import checkpoint, merkle, proof, request
from certificates.tree.checkpoint import NoteFault
from tests.vectors import logs

VECTORS = json.loads((Path(logs.__file__).parent / "log_proofs.json").read_text())
LOG = [checkpoint.read_vkey(VECTORS["log"])]
WITNESSES = [checkpoint.read_vkey(each) for each in VECTORS["witnesses"]]
NOW = datetime.fromisoformat(VECTORS["now"])


def _reason(case: dict[str, str]) -> str | None:
    try:
        proof.check(
            case["proof"], entry=base64.b64decode(case["entry"]), log=LOG, witnesses=WITNESSES,
            quorum=int(case["quorum"]), now=NOW,
        )  # fmt: skip
    except NoteFault as fault:
        return fault.reason
    return None


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_a_proof(case: dict[str, str]) -> None:
    assert _reason(case) == case["reason"]


def test_no_character_of_a_proof_may_change() -> None:
    good = VECTORS["cases"][0]
    text = good["proof"]
    for at in range(len(text)):
        for change in ("", "A", "\n", text[at] * 2):
            changed = text[:at] + change + text[at + 1 :]
            if changed != text:
                assert _reason(good | {"proof": changed}) is not None, (at, change)


@pytest.mark.parametrize(
    "case", VECTORS["consistent"], ids=lambda c: f"{c['old_size']}-{c['new_size']}"
)
def test_a_log_that_grew(case: dict[str, object]) -> None:
    assert merkle.is_consistent(
        old_size=int(str(case["old_size"])), new_size=int(str(case["new_size"])),
        old_root=base64.b64decode(str(case["old_root"])),
        new_root=base64.b64decode(str(case["new_root"])),
        proof=[base64.b64decode(each) for each in list(case["proof"])],  # type: ignore[call-overload]
    )  # fmt: skip


def test_when_each_witness_saw_it() -> None:
    good = VECTORS["cases"][0]
    found = proof.check(
        good["proof"], entry=base64.b64decode(good["entry"]), log=LOG, witnesses=WITNESSES,
        quorum=2, now=NOW,
    )  # fmt: skip
    assert found.witnesses.keys() == {*logs.WITNESSES}
    assert all(each < NOW for each in found.witnesses.values())


@pytest.mark.parametrize(
    "text",
    ["", "x", "a+b", "name+00000000+AAAA", VECTORS["log"][:-1], VECTORS["log"].upper(),
     VECTORS["log"].replace("+", "-", 1), "a b+12345678+AA=="],
)  # fmt: skip
def test_a_key_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(NoteFault, match=r"log\.key_unreadable"):
        checkpoint.read_vkey(text)


def test_keys_of_low_order_and_of_unknown_kinds_are_refused() -> None:
    for kind, public in ((checkpoint.ED25519, bytes(32)), (0x06, LOG[0].public_key)):
        bad = checkpoint.NoteKey("x", public, kind).vkey()
        with pytest.raises(NoteFault, match=r"log\.key_unreadable"):
            checkpoint.read_vkey(bad)


@pytest.mark.parametrize(
    "text",
    ["", "old 0", "old -1\n\n{note}", "old 01\n\n{note}", "old 99\n\n{note}", "new 1\n\n{note}",
     "old 0\n{hash}\n\n{note}", "old 1\nshort\n\n{note}", "old 1\n" + "{hash}\n" * 64 + "\n{note}",
     "old 1\n\nnot a note"],
)  # fmt: skip
def test_a_request_of_another_form_is_refused(text: str) -> None:
    filled = text.replace("{note}", logs.note()).replace(
        "{hash}", base64.b64encode(bytes(32)).decode()
    )
    with pytest.raises(NoteFault):
        request.from_text(filled)


def test_a_request_is_read_as_it_was_written() -> None:
    path = [bytes([7]) * 32]
    read = request.from_text(request.to_text(old_size=5, proof=path, note=logs.note()))
    assert (read.old_size, list(read.proof), read.checkpoint.note()) == (5, path, logs.note())
