"""The first start: once, with the code from the console, whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from certificates.keyring import records as keys
from certificates.keyring.model import KeyRole
from certificates.publishing import actions as publishing
from certificates.setup import code
from certificates.setup.actions import ROOT_KEYS
from qa_service import installation
from qa_service.app import create_app, start
from qa_service.audit import actions as audit
from qa_service.cli import run
from qa_service.ids import uuid7
from qa_service.web import House
from tests.checklists.makers import Json
from tests.conftest import StandingClock

PASSWORD = "a long enough password"


def body(setup_code: str, **changes: Any) -> Json:
    made: Json = {
        "setup_code": setup_code, "network_name": "Coast network", "label_host": "qa.coast.example",
        "gtin_prefix": "6161234",
        "organisation": {"id": str(uuid7()), "code": "OPS", "name": "Coast office"},
        "inspection_body": {"id": str(uuid7()), "code": "LAB", "name": "Coast lab"},
        "admin": {"id": str(uuid7()), "login": "Amina", "name": "Amina", "password": PASSWORD},
    }  # fmt: skip
    return made | changes


def browser(house: House) -> TestClient:
    return TestClient(create_app(house), raise_server_exceptions=False)


def begin(client: TestClient, sent: Json) -> Response:
    answer: Response = client.post("/api/first-start", json=sent)
    return answer


def is_empty(house: House) -> bool:
    with house.database.read() as session:
        return not installation.read(session).name and not keys.all_keys(session)


def test_first_start_with_the_code_on_each_engine(house: House) -> None:
    client = browser(house)
    assert client.get("/api/session").json()["first_start"] is True
    assert begin(client, body(code.read_or_make(house.settings))).status_code == 204
    assert client.get("/api/session").json()["first_start"] is False
    signed_in = client.post("/api/session", json={"login": "amina", "password": PASSWORD}).json()
    assert signed_in["roles"] == ["admin"]
    assert signed_in["label_host"] == "QA.COAST.EXAMPLE"
    with house.database.read() as session:
        made = [each.role for each in keys.all_keys(session)]
        assert publishing.knowledge(session).trust is not None
        assert audit.verify(session).broken_at is None
    assert made.count(KeyRole.ROOT.value) == ROOT_KEYS
    # a witness key is made when this installation first watches another's log
    assert set(made) == {each.value for each in KeyRole} - {KeyRole.WITNESS.value}


def test_code_works_once_only(sqlite_house: House) -> None:
    setup_code = code.read_or_make(sqlite_house.settings)
    client = browser(sqlite_house)
    assert begin(client, body(setup_code)).status_code == 204
    again = begin(client, body(setup_code))
    assert again.status_code == 409
    assert again.json()["code"] == "installation.already_set_up"
    assert not (sqlite_house.settings.data_dir / "setup-code").exists()


@pytest.mark.parametrize("given", ["", "0000-0000-0000", "قفل", "x" * 60])
def test_wrong_code_is_refused_and_leaves_nothing(sqlite_house: House, given: str) -> None:
    code.read_or_make(sqlite_house.settings)
    refused = begin(browser(sqlite_house), body(given))
    assert refused.status_code == 403
    assert refused.json()["code"] == "installation.setup_code_wrong"
    assert is_empty(sqlite_house)


def test_without_a_code_on_the_console_nobody_begins(sqlite_house: House) -> None:
    for given in ("", " ", "-"):
        assert begin(browser(sqlite_house), body(given)).status_code == 403
    assert is_empty(sqlite_house)


def test_small_letters_and_spaces_are_forgiven(sqlite_house: House) -> None:
    given = f" {code.read_or_make(sqlite_house.settings).lower()}\n"
    assert begin(browser(sqlite_house), body(given)).status_code == 204


def test_guessing_is_slowed_down(sqlite_house: House, clock: StandingClock) -> None:
    setup_code = code.read_or_make(sqlite_house.settings)
    client = browser(sqlite_house)
    for _ in range(10):
        assert begin(client, body("0000-0000-0000")).status_code == 403
    refused = begin(client, body(setup_code))
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert is_empty(sqlite_house)
    clock.now += timedelta(minutes=2)
    assert begin(client, body(setup_code)).status_code == 204


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"label_host": "not a host"}, "installation.host"),
        ({"label_host": "localhost"}, "installation.host"),
        ({"label_host": "a.example/path"}, "installation.host"),
        ({"gtin_prefix": "12"}, "installation.gtin_prefix"),
        ({"gtin_prefix": "61612x4"}, "installation.gtin_prefix"),
        ({"network_name": "   "}, "installation.name_missing"),
        ({"admin": {"id": str(uuid7()), "login": "a", "name": "A", "password": "short"}}, ""),
    ],
)
def test_fault_leaves_nothing_and_the_code_still_works(
    sqlite_house: House, changes: Json, expected: str
) -> None:
    setup_code = code.read_or_make(sqlite_house.settings)
    client = browser(sqlite_house)
    refused = begin(client, body(setup_code, **changes))
    assert refused.status_code == 422
    assert expected in refused.json()["code"]
    assert is_empty(sqlite_house)
    assert begin(client, body(setup_code)).status_code == 204


def test_two_first_starts_at_the_same_moment_make_one(house: House) -> None:
    setup_code = code.read_or_make(house.settings)
    client = browser(house)
    client.get("/api/session")
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(begin, client, body(setup_code)) for _ in range(2)]
        answers = sorted(each.result().status_code for each in calls)
    assert answers[0] == 204
    assert answers[1] in (403, 409)
    with house.database.read() as session:
        assert len(keys.of_role(session, KeyRole.ROOT)) == ROOT_KEYS


def test_console_says_the_code_until_somebody_is_here(
    sqlite_house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    start(sqlite_house)
    setup_code = code.read_or_make(sqlite_house.settings)
    assert setup_code in capsys.readouterr().err
    path = sqlite_house.settings.data_dir / "setup-code"
    assert path.stat().st_mode & 0o777 == 0o600
    assert begin(browser(sqlite_house), body(setup_code)).status_code == 204
    start(sqlite_house)
    assert "setup code" not in capsys.readouterr().err


def test_init_on_the_command_line_works_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [
        "init", "--data", str(tmp_path / "house"), "--network", "Coast", "--host", "qa.coast.example",
        "--gtin-prefix", "6161234", "--organisation", "Coast office", "--inspection-body", "",
        "--login", "amina", "--name", "Amina", "--password", PASSWORD,
    ]  # fmt: skip
    assert run(given) == 0
    assert run(given) == 2  # the conventions: 1 is a no, 2 is what could not be done
    said = capsys.readouterr()
    assert "set up already" in said.err
    assert "Traceback" not in said.err
