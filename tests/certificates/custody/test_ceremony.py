"""A root ceremony from plan to published root: reviewed, signed by old and new, and refused when anything is off."""

import copy
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from certificates.publishing import actions as publishing
from certificates.publishing import roots
from certificates.trust import client
from qa_service import app as app_module
from qa_service import command
from qa_service.cli import run
from qa_service.errors import Unavailable
from tests.certificates.releasable import with_keys
from tests.conftest import StandingClock
from tests.network import Network

Json = dict[str, Any]
NAMES = ("Amina of the board", "Laboratory <A>", "\u0645\u062e\u062a\u0628\u0631 B")
PASSPHRASES = {name: f"a long passphrase {n}" for n, name in enumerate(NAMES)}


@pytest.fixture
def folder(
    network: Network, tmp_path: Path, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """An installation with its first root, whose keys lie on the server; commands see the same clock."""
    with_keys(network)
    real = app_module.open_installation
    monkeypatch.setattr(command, "open_installation", lambda s: real(s, clock=clock))
    monkeypatch.setattr("certificates.custody.commands.system_clock", clock)
    monkeypatch.setenv("QA_DATABASE_URL", network.house.settings.database_url)
    (tmp_path / "passphrases.json").write_text(json.dumps(PASSPHRASES))
    return network.house.settings.data_dir


def keys(*arguments: str | Path, code: int = 0) -> None:
    assert run(["keys", *map(str, arguments)]) == code


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def planned(
    folder: Path, where: Path, change: Callable[[Json], object] = lambda _plan: None
) -> Path:
    holders = [part for name in NAMES for part in ("--holder", name)]
    keys("plan", "--data", folder, "--out", where, *holders)
    value = yaml.safe_load(where.read_text())
    change(value)
    where.write_text(yaml.safe_dump(value, allow_unicode=True))
    return where


def held(folder: Path, tmp_path: Path, *more: str | Path, code: int = 0) -> Path:
    out = tmp_path / "ceremony"
    keys("ceremony", tmp_path / "plan.yaml", "--out", out, "--passphrases",
         tmp_path / "passphrases.json", "--json", *more, code=code)  # fmt: skip
    return out


def test_from_plan_to_a_root_that_people_keep(
    network: Network, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with network.house.database.read() as session:
        before = roots.current(session)
    assert before is not None
    planned(folder, tmp_path / "plan.yaml")
    keys("ceremony", tmp_path / "plan.yaml", "--out", tmp_path / "x", "--check")
    assert "Any 2 of 3 keys sign." in capsys.readouterr().out
    out = held(folder, tmp_path, "--data", folder)
    said = told(capsys)
    assert said["version"] == 2
    assert [each["name"] for each in said["holders"]] == [*NAMES]
    for each in said["holders"]:
        path = Path(each["file"])
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    page = pypdfium2.PdfDocument(io.BytesIO((out / "transcript.pdf").read_bytes()))
    words = page[0].get_textpage().get_text_range()
    assert all(each in words for each in said["words"])
    assert NAMES[1] in words
    keys("install", out / "root.json", "--data", folder, "--json")
    installed = told(capsys)
    assert (installed["words"], installed["keys_removed"]) == (said["words"], 3)
    with network.house.database.read() as session:
        now = network.house.clock()
        assert not roots.held_here(session)
        files_now = {
            "roots": roots.chain(session),
            "trust_list": json.loads(publishing.published(session, "trust"))["trust_list"],
            **{
                name: json.loads(publishing.published(session, name))
                for name in ("freshness", "status", "recalls")
            },
        }
        with pytest.raises(Unavailable, match=r"root\.kept_by_people"):
            roots.sign_here(session, network.house.settings, now=now)
    outcome = client.update(before, files_now, now=now)
    assert (outcome.refused, outcome.trusted.root.value.version) == ("", 2)
    assert outcome.trusted.root.value.fingerprint == said["fingerprint"]


def _public(path: Path, passphrase: str) -> bytes:
    key = load_pem_private_key(path.read_bytes(), passphrase.encode())
    return key.public_key().public_bytes_raw()  # type: ignore[union-attr]  # Ed25519 alone is made


def test_next_ceremony_needs_keys_that_people_kept(
    network: Network, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(folder, tmp_path / "plan.yaml")
    first = held(folder, tmp_path, "--data", folder)
    keys("install", first / "root.json", "--data", folder)
    capsys.readouterr()
    (tmp_path / "plan.yaml").unlink()
    old = [first / "root-key-1.pem", first / "root-key-2.pem"]
    known = PASSPHRASES | {str(path): PASSPHRASES[NAMES[n]] for n, path in enumerate(old)}
    kept = [_public(path, known[str(path)]) for path in old]

    def keep_two(plan: Json) -> None:
        plan["holders"][0]["key"], plan["holders"][1]["key"] = kept[0].hex(), kept[1].hex()

    plan = planned(folder, tmp_path / "plan.yaml", keep_two)
    (tmp_path / "passphrases.json").write_text(json.dumps(known))
    out = tmp_path / "second"
    rest: list[str | Path] = ["--passphrases", tmp_path / "passphrases.json"]
    keys("ceremony", plan, "--out", out, *rest, "--key", old[0], code=2)  # one of two is not enough
    assert "root_not_by_old" in capsys.readouterr().err
    assert not out.exists()
    keys("ceremony", plan, "--out", out, *rest, "--key", old[0], "--key", old[1])
    keys("install", out / "root.json", "--data", folder)
    keys("install", out / "root.json", "--data", folder)  # the same again changes nothing
    capsys.readouterr()
    keys("install", first / "root.json", "--data", folder, code=0)
    with network.house.database.read() as session:
        assert [each.value.version for each in [roots.current(session).root]] == [3]  # type: ignore[union-attr]


def test_root_of_strangers_is_not_taken_over(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(folder, tmp_path / "plan.yaml", lambda plan: plan.update(previous_root=None, version=1))
    out = held(folder, tmp_path)
    keys("install", out / "root.json", "--data", folder, code=2)
    assert "root_other_content" in capsys.readouterr().err
    forgotten = json.loads((out / "root.json").read_text()) | {"also": 1}
    (tmp_path / "odd.json").write_text(json.dumps(forgotten))
    keys("install", tmp_path / "odd.json", "--data", folder, code=2)
    assert "unknown_field" in capsys.readouterr().err


PLANS: list[tuple[Callable[[Json], object], str]] = [
    (lambda plan: plan.update(also=1), "the whole file"),
    (lambda plan: plan.pop("threshold"), "the whole file"),
    (lambda plan: plan.update(schema="x"), "schema"),
    (lambda plan: plan.update(threshold=1), "threshold"),
    (lambda plan: plan.update(threshold=3), "threshold"),
    (lambda plan: plan.update(version=7), "version"),
    (lambda plan: plan.update(expires_at="tomorrow"), "expires_at"),
    (lambda plan: plan["holders"].pop(), "holders"),
    (lambda plan: plan["holders"][0].update(name=NAMES[1]), "holders"),
    (lambda plan: plan["holders"][0].update(name=""), "holders"),
    (lambda plan: plan["holders"][0].update(key="00" * 32), "holders"),
    (lambda plan: plan["holders"][0].update(key="01" + "00" * 31), "holders"),
    (lambda plan: plan["keys"].update(freshness={}), "keys"),
    (lambda plan: plan.update(previous_root={}), "previous_root"),
]


def test_plan_that_does_not_hold_is_refused_with_its_place(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = yaml.safe_load(planned(folder, tmp_path / "good.yaml").read_text())
    for change, where in PLANS:
        plan = copy.deepcopy(good)
        change(plan)
        (tmp_path / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True))
        capsys.readouterr()
        held(folder, tmp_path, code=2)
        said = capsys.readouterr()
        assert said.out == ""
        assert f"where={where}" in said.err, where
        assert len(said.err.splitlines()) == 1
        assert not (tmp_path / "ceremony").exists()


def test_passphrases_are_given_and_long(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(folder, tmp_path / "plan.yaml")
    given: list[tuple[object, str]] = [
        ({}, "passphrase_missing"),
        (dict.fromkeys(NAMES, "short"), "passphrase_short"),
        (dict.fromkeys(NAMES, 5), "passphrases_unreadable"),
        ([], "passphrases_unreadable"),
    ]
    for passphrases, code in given:
        (tmp_path / "passphrases.json").write_text(json.dumps(passphrases))
        held(folder, tmp_path, "--data", folder, code=2)
        assert code in capsys.readouterr().err
        assert not (tmp_path / "ceremony").exists()


def test_nothing_is_written_over(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planned(folder, tmp_path / "plan.yaml")
    held(folder, tmp_path, "--data", folder)
    before = (tmp_path / "ceremony" / "root.json").read_bytes()
    held(folder, tmp_path, "--data", folder, code=2)
    assert "file.already_there" in capsys.readouterr().err
    assert (tmp_path / "ceremony" / "root.json").read_bytes() == before


def test_plan_file_of_another_form(folder: Path, tmp_path: Path) -> None:
    for content in (b"", b"\xff\xfe", b"a: [", b"- 1", b"x" * 2_000_000):
        (tmp_path / "plan.yaml").write_bytes(content)
        held(folder, tmp_path, code=2)
    keys("ceremony", tmp_path / "missing.yaml", "--out", tmp_path, code=2)
