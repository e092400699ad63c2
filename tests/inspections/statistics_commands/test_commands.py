"""`qa-service msa grr`: the published figures, and faults that name their row and column."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from qa_service.cli import run

STUDY = "jasp_grr_10x3x3"


def _compare(found: object, expected: object, where: str = "") -> None:
    if isinstance(expected, Mapping):
        assert isinstance(found, Mapping)
        assert set(found) == set(expected), where
        for key, each in expected.items():
            _compare(found[key], each, f"{where}/{key}")
    else:
        assert found == pytest.approx(cast(float, expected), rel=5e-5), where


def test_the_published_study_to_four_digits(
    shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared / "data" / "msa_spc"
    columns = ["--part", "Parts", "--operator", "Operators", "--value", "Dm"]
    command = ["msa", "grr", str(folder / f"{STUDY}.csv"), *columns, "--tolerance", "10", "--json"]
    for method in ([], ["--method", "average-range"]):
        assert run([*command, *method]) == 0
        expected = json.loads((folder / f"{STUDY}.expected.json").read_text())
        _compare(json.loads(capsys.readouterr().out), expected)


GOOD = "part,operator,value\n" + "".join(
    f"{part},{who},{part}.{trial}\n" for part in range(3) for who in "AB" for trial in range(2)
)
SCALED = "part,operator,value\n" + "".join(
    f"{part},{who},{part}.{trial}{{0}}\n" for part in (1, 2) for who in "AB" for trial in (2, 3)
)
# parts a millimetre apart, read alike but for the last of 170 digits
HARDLY = (
    "part,operator,value\n" + "1,A,1\n1,A,1\n1,B,1\n1,B,1\n" + "2,A,0\n2,A,1e-170\n2,B,0\n2,B,0\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("1,B,1.0", '1,B,"1,0"'), ("msa.decimal_comma", "row=8", "column=value")),
        (GOOD.replace("1,B,1.0", "1,B,1,0"), ("msa.too_many_cells", "row=8")),
        (GOOD.replace("1,B,1.0", "1,B,"), ("msa.missing", "row=8", "column=value")),
        (GOOD.replace("1,B,1.0", ",B,1.0"), ("msa.missing", "row=8", "column=part")),
        (GOOD.replace("1,B,1.0", "1"), ("msa.missing", "row=8", "column=operator")),
        (GOOD.replace("1,B,1.0", "1,B,big"), ("msa.not_a_number", "row=8", "given=big")),
        (GOOD.replace("1,B,1.0", "1,B,inf"), ("msa.not_a_number", "row=8")),
        (GOOD.replace("1,B,1.0\n", ""), ("msa.unbalanced", "part=1", "operator=B", "found=1")),
        (GOOD.replace(",B,", ",A,"), ("msa.one_operator",)),
        (GOOD.replace("value", "reading"), ("msa.no_column", "column=value")),
        ("part,operator,value\n", ("msa.empty",)),
        ("", ("msa.no_column",)),
        ("part,operator,value\n" + "1,A,4\n1,B,4\n" * 2 + "2,A,4\n2,B,4\n" * 2, ("msa.constant",)),
        (GOOD.replace("1,B,1.0", "1,B,1e200"), ("msa.number_too_large", "row=8", "column=value")),
        (GOOD.replace("1,B,1.0", "1,B,-1e61"), ("msa.number_too_large", "row=8", "given=-1e61")),
        (SCALED.format("e200"), ("msa.number_too_large", "row=2", "column=value")),
        (SCALED.format("e-200"), ("msa.spread_too_small", "least=1e-60")),
        (SCALED.format("e-320"), ("msa.spread_too_small",)),
        (HARDLY, ("msa.spread_too_small", "found=1e-170")),
    ],
)
def test_a_fault_ends_with_2_and_says_where(
    text: str, said: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.csv"
    path.write_text(text)
    assert run(["msa", "grr", str(path), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    for each in said:
        assert each in told.err


@pytest.mark.parametrize("unit", ["e57", "e-58", "e0"])
@pytest.mark.parametrize("method", ["anova", "average-range"])
def test_the_answer_does_not_depend_on_the_unit(
    unit: str, method: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.csv"
    path.write_text(SCALED.format(unit))
    assert run(["msa", "grr", str(path), "--json", "--method", method]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["pct_study_var"]["grr"] == pytest.approx(100 * (0.004 / 0.503) ** 0.5)
    assert 0 < found["average_range"]["pct_GRR"] < 100


@pytest.mark.parametrize("tolerance", ["1e-300", "1e300", "nan", "0"])
def test_a_tolerance_that_none_has_is_refused(
    tolerance: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.csv"
    path.write_text(GOOD)
    assert run(["msa", "grr", str(path), "--tolerance", tolerance]) == 2
    assert "msa.tolerance" in capsys.readouterr().err


def test_no_file_and_bytes_that_are_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["msa", "grr", str(tmp_path / "none.csv")]) == 2
    binary = tmp_path / "binary.csv"
    binary.write_bytes(b"\xff\xfe\x00")
    assert run(["msa", "grr", str(binary)]) == 2
    assert "msa.not_text" in capsys.readouterr().err


def test_semicolons_and_a_mark_at_the_start_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.csv"
    path.write_text("\ufeff" + GOOD.replace(",", ";"), encoding="utf-8")
    assert run(["msa", "grr", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pct_tolerance_grr"] is None
