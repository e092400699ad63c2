"""Every round of trust_updates.json: taken or refused with the code, and what is trusted after it."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from certificates.trust import client, fields, model, reading
from certificates.trust.client import Trusted
from certificates.trust.envelope import to_json
from certificates.trust.fields import TrustFault
from tests.vectors import updates, world

VECTORS = json.loads((Path(updates.__file__).parent / "trust_updates.json").read_text())
FILES = VECTORS["files"]


def _state(names: Mapping[str, object]) -> Trusted:
    return client.reopen({kind: FILES[str(name)] for kind, name in names.items()})


def _round(names: Mapping[str, object]) -> dict[str, object]:
    return {
        kind: [FILES[each] for each in given] if isinstance(given, list) else FILES[given]
        for kind, given in names.items()
    }


def _versions(trusted: Trusted) -> dict[str, int | None]:
    held = {name: getattr(trusted, name) for name in ("root", *client.FILES)}
    return {name: each.value.version if each else None for name, each in held.items()}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_a_round(case: dict[str, object]) -> None:
    now = datetime.fromisoformat(str(case["now"]))
    state, served = case["state"], case["round"]
    assert isinstance(state, dict)
    assert isinstance(served, dict)
    outcome = client.update(_state(state), _round(served), now=now)
    assert (outcome.refused or None) == case["refused"]
    assert _versions(outcome.trusted) == case["after"]


def test_a_refused_round_leaves_the_very_same_lists() -> None:
    before = _state(updates.HELD)
    for case in VECTORS["cases"]:
        if case["refused"] and case["state"] == updates.HELD and "roots" not in case["round"]:
            now = datetime.fromisoformat(case["now"])
            assert client.update(before, _round(case["round"]), now=now).trusted == before


def test_a_state_is_stored_and_read_again() -> None:
    trusted = _state(updates.HELD)
    again = client.reopen(
        {name: to_json(getattr(trusted, name).file) for name in ("root", *client.FILES)}
    )
    assert again == trusted


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"{", b"[" * 100_000, b'{"a": NaN}', b"Infinity", b"1" * 5_000]
)
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(TrustFault) as caught:
        reading.sealed(fields.from_bytes(data), model.ROOT_TYPE)
    assert caught.value.reason == "trust.unreadable"


def test_huge_files_are_refused_before_they_are_read() -> None:
    with pytest.raises(TrustFault, match=r"trust\.too_large"):
        fields.from_bytes(b" " * (2 * fields.MOST_BYTES + 1))
    huge = {
        "payload_type": model.TRUST_TYPE,
        "payload": base64.b64encode(bytes(fields.MOST_BYTES + 1)).decode(),
        "signatures": [],
    }
    outcome = client.update(_state(updates.HELD), {"trust_list": huge}, now=world.NOW)
    assert outcome.refused == "trust.too_large"


@pytest.mark.parametrize("roots", [{}, "x", 5, [None], [[]], [{"payload_type": "qa-root/1"}]])
def test_roots_of_another_form_are_refused(roots: object) -> None:
    before = _state(updates.HELD)
    outcome = client.update(before, {"roots": roots}, now=world.NOW)
    assert outcome.refused == ("" if roots == {} else "trust.unreadable")
    assert outcome.trusted == before


def test_a_device_that_was_frozen_hears_it_when_the_freshness_file_ends() -> None:
    before = _state(updates.HELD)
    same = _round(updates.USUAL)
    assert not client.update(before, same, now=world.NOW + timedelta(days=6)).refused
    late = client.update(before, same, now=world.NOW + timedelta(days=6, seconds=1))
    assert late.refused == "trust.freshness_expired"
