"""Trust files of tomorrow and of last year, older versions, half their signatures, texts of any sort: said plainly."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from certificates.trust import client
from qa_service.cli import run
from qa_service.clock import iso
from tests.vectors import build_vectors, updates, world
from tests.vectors.world import NOW, ROOTS, Json

GOOD = build_vectors.text()
Check = Callable[..., Any]


def chained() -> Json:
    """A trust file whose root is the third; the two before stand in its chain."""
    files = updates.make().all
    return {
        "schema": "qa-trust/1", "root": files["root 3"],
        "trust_list": world.bundle(listed=world.list_value())["trust_list"],
        "chain": [files["root 1"], files["root 2"]],
    }  # fmt: skip


@pytest.fixture
def check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    """Run `verify` with files; returns the answer, or the one line of the refusal."""
    monkeypatch.chdir(tmp_path)

    def run_it(text: str, *, code: int, **files: object) -> Any:
        given: list[str] = []
        for name, value in {"trust": world.bundle(), **files}.items():
            Path(f"{name}.json").write_text(json.dumps(value))
            given += [f"--{name}", f"{name}.json"]
        assert run(["verify", text, *given, "--at", iso(NOW), "--json"]) == code
        said = capsys.readouterr()
        if code == 2:
            assert (said.out, len(said.err.splitlines())) == ("", 1)
            return said.err
        return json.loads(said.out)

    return run_it


def test_trust_list_of_another_time(check: Check) -> None:
    listed = world.list_value()
    tomorrow = listed | {"issued_at": iso(NOW + timedelta(days=1))}
    last_year = listed | {
        "issued_at": iso(NOW - timedelta(days=365)), "expires_at": iso(NOW - timedelta(days=275)),
    }  # fmt: skip
    for value, reason in ((tomorrow, "clock_before_list"), (last_year, "list_expired")):
        said = check(GOOD, code=1, trust=world.bundle(listed=value))
        assert (said["verdict"], said["reason"]) == ("cannot_verify", reason)


def test_trust_list_of_a_lower_version_than_the_one_held(check: Check) -> None:
    held = world.bundle(listed=world.list_value() | {"version": 5})
    assert "trust.list_rollback" in check(GOOD, code=2, root=held)
    older = world.bundle(listed=world.list_value() | {"version": 3})
    assert check(GOOD, code=0, root=older)["trust_pinned"] is True
    newer = world.root_value() | {"version": 2}
    assert "trust.root_rollback" in check(GOOD, code=2, root=world.bundle(root=newer)["root"])


def test_root_with_half_its_signatures(check: Check) -> None:
    one = world.bundle(root_signers=ROOTS[:1])
    assert "not signed by enough" in check(GOOD, code=2, trust=one)


def test_chain_is_walked_from_an_older_root(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    files = updates.make().all
    trust = chained()
    assert check(GOOD, code=0, trust=trust, root=files["root 1"])["trust_pinned"] is True
    assert check(GOOD, code=0, trust=trust, root=files["root 2"])["trust_pinned"] is True
    gap = trust | {"chain": [files["root 1"]]}
    assert check(GOOD, code=1, trust=gap, root=files["root 1"])["reason"] == "other_root"
    thief = trust | {"chain": [files["root 1"], files["root 2 of a thief"]]}
    assert check(GOOD, code=1, trust=thief, root=files["root 1"])["reason"] == "other_root"
    odds: tuple[object, ...] = ({}, "x", [1], [{}])
    for odd in odds:
        said = check(GOOD, code=1, trust=trust | {"chain": odd}, root=files["root 1"])
        assert said["reason"] == "other_root"
    monkeypatch.setenv("QA_TRUSTED_ROOT", client.begin(files["root 1"]).root.value.fingerprint)
    assert check(GOOD, code=0, trust=trust)["trust_pinned"] is True
    assert check(GOOD, code=1, trust=gap)["reason"] == "other_root"


def wrapped(text: str, every: int) -> str:
    return "\n".join(text[at : at + every] for at in range(0, len(text), every))


TEXTS = [
        ("10 kB of digits", "7" * 10_000, "invalid", "too_long"),
        ("our link with 10 kB of digits", GOOD + "7" * 10_000, "invalid", "too_long"),
        ("lower case", GOOD.lower(), "invalid", "not_a_label"),
        ("percent-encoded", GOOD.replace("/", "%2F"), "invalid", "not_a_label"),
        ("percent-encoded mark", GOOD.replace("#", "%23"), "invalid", "not_a_label"),
        ("wrapped", wrapped(GOOD, 76), "invalid", "not_a_label"),
        ("wrapped by a mail", wrapped(GOOD, 76).replace("\n", "=\n"), "invalid", "not_a_label"),
        ("shortened address", "https://bit.ly/3xYzAbC", "invalid", "not_a_label"),
        ("another host", build_vectors.text(host="EVIL.EXAMPLE.ORG"), "invalid", "other_host"),
        ("other issuer on our path", build_vectors.text("nobody"), "unknown_issuer", "key_unknown"),
        ("path alone", GOOD.split("#")[0], "incomplete", "block_missing"),
        ("in quotes", f'"{GOOD}"', "invalid", "not_a_label"),
        ("a space in the block", GOOD.replace("#", "# "), "invalid", "block_length"),
        ("a tag", "<script>alert(1)</script>", "invalid", "not_a_label"),
        ("Arabic digits", GOOD[:-1] + "\u0663", "invalid", "block_length"),
    ]  # fmt: skip


def test_text_of_any_sort(check: Check) -> None:
    for name, text, verdict, reason in TEXTS:
        said = check(text, code=1)
        assert (said["verdict"], said["reason"]) == (verdict, reason), name
