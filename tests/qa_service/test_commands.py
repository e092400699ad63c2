"""The operator's commands: exit codes, one clear line, no traceback."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from qa_service import cli
from qa_service.database import Database


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.run(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_init_sets_up_once_and_doctor_finds_it_well(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = (
        "init", "--data", str(tmp_path / "d"), "--network", "Net", "--host", "qa.example.org",
        "--gtin-prefix", "9520417", "--organisation", "Office", "--inspection-body", "Lab",
        "--login", "Boss", "--name", "First <admin>", "--password", "long enough to be kept",
    )  # fmt: skip
    code, out, _ = _run(capsys, *asked, "--json")
    assert (code, json.loads(out)["admin"]) == (0, "boss")
    code, _, err = _run(capsys, *asked)
    assert code == 2
    assert "already" in err
    assert len(err.strip().splitlines()) == 1
    code, out, _ = _run(capsys, "doctor", "--data", str(tmp_path / "d"), "--json")
    assert (code, {each["fault"] for each in json.loads(out).values()}) == (0, {""})


def test_audit_verify_names_the_first_broken_entry(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert _run(capsys, "migrate", "--data", str(tmp_path))[0] == 0
    database = Database(f"sqlite:///{tmp_path / 'qa.sqlite3'}")
    with database.write() as session:
        session.connection().execute(
            text(
                "INSERT INTO audit_entry VALUES (1,'2026-11-24 12:00:00','x','y',NULL,NULL,'{}','0','1')"
            )
        )
    database.close()
    code, out, _ = _run(capsys, "audit", "verify", "--data", str(tmp_path), "--json")
    assert (code, json.loads(out)["broken_at"]) == (1, 1)


def test_config_says_where_each_setting_came_from(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("QA_BIND_PORT=9100\n")
    monkeypatch.setenv("QA_WORKERS", "3")
    _, out, _ = _run(capsys, "config", "--json")
    rows = json.loads(out)
    assert (rows["bind_port"]["value"], rows["bind_port"]["origin"]) == ("9100", ".env")
    assert (rows["workers"]["value"], rows["workers"]["origin"]) == ("3", "environment")
    assert rows["bind_host"]["origin"] == "default"


@pytest.mark.parametrize("arguments", [("nothing",), ("serve", "--port", "x"), ("doctor", "--dta")])
def test_bad_usage_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    code, out, err = _run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert len(err.strip().splitlines()) == 1


def test_a_bad_setting_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_BIND_PORT", "many")
    code, _, err = _run(capsys, "config")
    assert code == 2
    assert "bind_port" in err
