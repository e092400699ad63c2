"""The sampling commands: JSON alone on standard output, exit 2 with one line for bad input."""

import json

import pytest

from qa_service.cli import run


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["sampling", *arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_plan_of_the_demo_lot(capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "plan", "--lot", "250", "--scheme", "c0", "--lq", "5", "--risk", "0.10")
    assert (found["n"], found["ac"], found["re"], found["code_letter"]) == (40, 0, 1, None)
    assert said(capsys, "plan", "--lot", "9", "--scheme", "full")["n"] == 9
    assert said(capsys, "plan", "--lot", "9", "--scheme", "fixed", "--n", "20")["n"] == 9


def test_the_operating_characteristic(capsys: pytest.CaptureFixture[str]) -> None:
    found = said(capsys, "oc", "--lot", "250", "--n", "40", "--ac", "0", "--p", "0,0.052,1")
    points = found["points"]
    assert isinstance(points, list)
    chances = [each["probability_of_acceptance"] for each in points]
    assert chances == [1.0, pytest.approx(0.0975, abs=1e-4), 0.0]


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan", "--lot", "250", "--level", "II", "--aql", "2.5"),
        ("plan", "--lot", "250", "--scheme", "z14"),
        ("plan", "--lot", "250", "--scheme", "c0"),
        ("plan", "--lot", "250", "--scheme", "c0", "--lq", "nan"),
        ("plan", "--lot", "250", "--scheme", "c0", "--lq", "5", "--risk", "0"),
        ("plan", "--lot", "250", "--scheme", "fixed"),
        ("plan", "--lot", "250", "--scheme", "fixed", "--n", "0"),
        ("plan", "--lot", "0", "--scheme", "full"),
        ("oc", "--lot", "250", "--n", "40", "--ac", "0", "--p", "many"),
        ("oc", "--lot", "250", "--n", "40", "--ac", "0", "--p", "nan"),
        ("oc", "--lot", "250", "--n", "40", "--ac", "-1", "--p", "0.1"),
        ("oc", "--lot", "-1", "--n", "40", "--ac", "0", "--p", "0.1"),
    ],
)
def test_bad_input_ends_with_two_and_one_line(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert run(["sampling", *arguments]) == 2
    heard = capsys.readouterr()
    assert heard.out == ""
    assert len(heard.err.strip().splitlines()) == 1


def test_a_scheme_that_is_not_here_names_those_that_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["sampling", "plan", "--lot", "250", "--scheme", "z14"])
    assert "c0, fixed, full" in capsys.readouterr().err
