"""`verify` and `scan` as a stranger runs them: files in, JSON alone on standard output, exit 0, 1 or 2."""

import json
from pathlib import Path

import pytest

from qa_service.cli import run
from tests.vectors import build_vectors, slips, world

AT = "2026-11-24T09:00:00Z"
GOOD = build_vectors.text()
BAD = build_vectors.text(status_index=world.REVOKED_INDEX)


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, value in (
        ("trust.json", world.bundle()),
        ("status.json", world.status_list()),
        ("recalls.json", world.recall_feed((world.GTIN, "K7M3A2", None))),
        ("root.json", world.bundle()["root"]),
        ("other.json", world.bundle(root=_other_root())),
        ("empty.txt", None),
    ):
        (tmp_path / name).write_text("" if value is None else json.dumps(value))
    return tmp_path / "trust.json"


def _other_root() -> dict[str, object]:
    root = world.root_value()
    keys = root["keys"]
    assert isinstance(keys, dict)
    kept = dict(list(keys["root"].items())[:2])
    return root | {"keys": keys | {"root": kept}}


def _verify(capsys: pytest.CaptureFixture[str], *more: str, code: int) -> dict[str, object]:
    given = ["verify", "--trust", "trust.json", "--at", AT, "--json", *more]
    assert run(given) == code
    said: dict[str, object] = json.loads(capsys.readouterr().out)
    return said


@pytest.mark.usefixtures("trust")
def test_a_good_label_with_its_status(capsys: pytest.CaptureFixture[str]) -> None:
    said = _verify(capsys, GOOD, "--status", "status.json", code=0)
    assert (said["verdict"], said["gtin"], said["lot"]) == ("valid", world.GTIN, "K7M3A2")
    assert (said["serial"], said["concession"]) == ("7F3K9QX", False)
    assert said["maker"] == {"id": "w1", "name": "Workshop 1"}
    assert said["issuer"] == {"id": "ops", "name": "Release Office"}
    assert said["status_as_of"] == "2026-11-23T09:00:00.000Z"
    assert said["trust_pinned"] is False


@pytest.mark.usefixtures("trust")
def test_without_a_status_it_is_valid_and_old(capsys: pytest.CaptureFixture[str]) -> None:
    assert _verify(capsys, GOOD, code=0)["verdict"] == "valid_stale"


@pytest.mark.usefixtures("trust")
def test_a_packing_slip_is_told_apart_and_stands_for_no_piece(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = _verify(capsys, slips.text(), "--status", "status.json", code=1)
    assert (said["kind"], said["verdict"], said["signature_checked"]) == (
        "packing_slip", "on_record", True,
    )  # fmt: skip
    assert (said["lot"], said["quantity"], said["serial"]) == ("K7M3A2", 65, None)
    assert said["inspected_by"] == {"id": "lab", "name": "Test Laboratory"}
    # without recalls nothing may sound as if none were known
    assert (said["reason"], said["status_as_of"]) == ("no_recall_feed", None)
    recalled = _verify(capsys, slips.text(), "--recalls", "recalls.json", code=1)
    assert (recalled["verdict"], recalled["action"]) == ("recalled", "Do not use. Return it.")
    assert recalled["status_as_of"] == "2026-11-23T09:00:00.000Z"
    assert run(["verify", slips.text(), "--trust", "trust.json", "--at", AT]) == 1
    words = capsys.readouterr().out
    assert "Scan the label on every piece" in words
    assert "Not a valid label" not in words


@pytest.mark.usefixtures("trust")
@pytest.mark.parametrize("root", ["root.json", "trust.json"])
def test_a_root_pins(capsys: pytest.CaptureFixture[str], root: str) -> None:
    assert _verify(capsys, GOOD, "--root", root, code=0)["trust_pinned"] is True


@pytest.mark.usefixtures("trust")
def test_the_settings_pin(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_TRUSTED_ROOT", "ab" * 32)
    said = _verify(capsys, GOOD, "--status", "status.json", code=1)
    assert (said["verdict"], said["reason"]) == ("cannot_verify", "other_root")


@pytest.mark.usefixtures("trust")
def test_another_root_cannot_verify(capsys: pytest.CaptureFixture[str]) -> None:
    said = _verify(capsys, GOOD, "--root", "other.json", code=1)
    assert (said["verdict"], said["reason"]) == ("cannot_verify", "other_root")


@pytest.mark.usefixtures("trust")
def test_no_is_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert _verify(capsys, BAD, "--status", "status.json", code=1)["verdict"] == "revoked"
    assert _verify(capsys, GOOD, "--recalls", "recalls.json", code=1)["verdict"] == "recalled"
    assert _verify(capsys, "hello", code=1)["verdict"] == "invalid"
    assert _verify(capsys, "", code=1)["verdict"] == "invalid"


def test_a_file_is_answered_line_by_line(trust: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = f"{GOOD}\r\n\n{BAD}\n\u00e9\n".encode() + b"\xff\xfe\n" + GOOD.encode() + b"\n"
    (trust.parent / "lines.txt").write_bytes(lines)
    given = ["verify", "--trust", "trust.json", "--at", AT, "--status", "status.json"]
    assert run([*given, "--file", "lines.txt"]) == 1
    said = [json.loads(line)["verdict"] for line in capsys.readouterr().out.splitlines()]
    assert said == ["valid", "invalid", "revoked", "invalid", "invalid", "valid"]
    (trust.parent / "lines.txt").write_text(GOOD)
    assert run([*given, "--file", "lines.txt", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.usefixtures("trust")
def test_for_people_it_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", GOOD, "--trust", "trust.json", "--at", AT]) == 0
    said = capsys.readouterr().out
    assert "K7M3A2" in said
    assert "Release Office" in said
    assert "--root" in said


@pytest.mark.usefixtures("trust")
@pytest.mark.parametrize(
    "more",
    [
        (),
        (GOOD, "--file", "empty.txt"),
        ("--file", "missing.txt"),
        ("--file", "empty.txt"),
        (GOOD, "--at", "yesterday"),
        (GOOD, "--at", "2026-11-24T09:00:00"),
        (GOOD, "--at", "0001-01-01T00:00:00+14:00"),
        (GOOD, "--trust", "missing.json"),
        (GOOD, "--trust", "empty.txt"),
        (GOOD, "--trust", "status.json"),
        (GOOD, "--status", "recalls.json"),
        (GOOD, "--root", "status.json"),
        (GOOD, "--nonsense"),
    ],
)
def test_bad_input_is_exit_2_with_one_line(
    capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    assert run(["verify", "--trust", "trust.json", "--json", *more]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1


def test_scan_says_all_or_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scan", GOOD, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["kind"], said["expiry"], said["count"]) == ("label", "2031-11-22", None)
    assert run(["scan", "]d201095212340000131731110010A<GS>3012"]) == 0
    assert "expiry: 2031-11-30" in capsys.readouterr().out
    assert run(["scan", "hello", "--json"]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert len(found.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(01)09521234000013(17)261332", "no such date: (17)261332"),
        ("(01)09521234000014", "the last digit does not fit in (01)09521234000014"),
        ("(01)09521234000013(30)1x", "wrong length or characters: (30)1x"),
        ("hello", "no GS1 identifier stands at hello"),
    ],
)
def test_an_unreadable_scan_says_what_and_where_in_one_line(
    text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["scan", text]) == 2
    fault = capsys.readouterr().err
    assert said in fault
    assert fault.count("\n") == 1


@pytest.mark.usefixtures("trust")
@pytest.mark.parametrize(
    ("at", "advice"),
    [
        ("2020-01-01T00:00:00Z", "Set the date and time of this device, then scan again."),
        ("2040-01-01T00:00:00Z", "Load the list where there is network, then scan again."),
    ],
)
def test_what_to_do_fits_the_reason(
    capsys: pytest.CaptureFixture[str], at: str, advice: str
) -> None:
    assert run(["verify", "--trust", "trust.json", "--at", at, GOOD]) == 1
    assert capsys.readouterr().out.splitlines()[:2] == ["Cannot check", advice]


@pytest.mark.usefixtures("trust")
def test_a_recall_says_what_to_do_and_whom_to_ask(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["verify", "--trust", "trust.json", "--at", AT, "--recalls", "recalls.json", GOOD]
    assert run(given) == 1
    out = capsys.readouterr().out
    assert out.startswith("Recalled. Do not use.")
    assert "action: " in out
    assert "contact: " in out
