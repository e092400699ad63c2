"""`qa-service msa photos`: a study from photos of printed sheets, and lists that are not right."""

import csv
import io
import json
from pathlib import Path

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from inspections.measurement.sheets import sheet_to_json
from inspections.printed_sheets.designs import Wanted, design
from inspections.printed_sheets.printing import draw
from qa_service.cli import run
from tests.checklists.makers import Json
from tests.inspections.measurement.test_pockets import ell
from tests.inspections.photo_lot import copy_of
from tests.inspections.printed import Print, jpeg
from tests.variants import thorough

NOMINAL = 30.0
SIZES = {"1": 29.8, "2": 29.9, "3": 30.0, "4": 30.1, "5": 30.2}
SHEET = design(Wanted("A5"))
FOOT: Json = {
    "id": "foot", "kind": "outer_length", "nominal": NOMINAL, "lower_tol": -0.5, "upper_tol": 0.5,
    "refs": {"edges": [[[0, 2], [0, 22]], [[NOMINAL, 1], [NOMINAL, 7]]]},
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five parts, two inspectors, two photos each from two sides; calliper values 0.02 mm too large."""
    where = tmp_path_factory.mktemp("study")
    pdf = draw(Wanted("A5"), ["ONE"]).pdf
    for n, (part, size) in enumerate(SIZES.items()):
        made = Print(SHEET, pdf).lay(ell(60.0, 30.0, size))
        for who, by in (("ana", 0), ("ben", 1)):
            place = where / "photos" / part / who
            place.mkdir(parents=True)
            for k in (0, 1):
                shown = made.photo(
                    tilt_deg=4.0 + 3 * k + 2 * by,
                    azimuth_deg=50.0 + 25 * n + 40 * by,
                    roll_deg=1.0 + 3 * by + k,
                    size_px=(2432, 1824),
                )
                (place / f"{k}.jpg").write_bytes(jpeg(shown))
    (where / "sheet.json").write_text(json.dumps(sheet_to_json(SHEET)))
    (where / "ell.json").write_text(json.dumps({"outer": ell(0, 0, NOMINAL), "holes": []}))
    entry: Json = {
        "sheet": "sheet.json", "design": "ell.json", "measured_bar_mm": {"x": 100, "y": 80},
        "measured_bar_U95_mm": 0.05, "nominal_height_mm": 0.0, "height_tol_mm": 0.0,
        "edge_break_max_mm": 0.0, "features": [FOOT],
    }  # fmt: skip
    task = {"schema": "photo-bench-task/1", "images": {"any.jpg": entry}}
    (where / "task.json").write_text(json.dumps(task))
    lines = ["part,feature,value", *(f"{part},foot,{size + 0.02}" for part, size in SIZES.items())]
    (where / "calliper.csv").write_text("\n".join(lines))
    return where


def studied(folder: Path, source: Path, *more: str) -> int:
    out = ["--task", str(folder / "task.json"), "--out", str(folder / "out" / "foot.csv")]
    return run(["msa", "photos", str(source), *out, *more])


def test_a_folder_of_photos_gives_grr_and_bias(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--reference", str(folder / "calliper.csv"), "--reference-u95", "0.01"]
    assert studied(folder, folder / "photos", *given, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record == json.loads((folder / "out" / "foot.json").read_text())
    assert len(record["photos"]) == 20
    assert all(each["refused"] is None for each in record["photos"])
    (said,) = record["outcomes"]
    assert said["grade"] in ("good", "conditional")
    assert said["grr"] < 0.01
    rows = list(csv.DictReader((folder / "out" / "foot.csv").read_text().splitlines()))
    assert [float(row["foot"]) for row in rows] == pytest.approx(
        [SIZES[row["part"]] for row in rows], abs=0.12
    )
    off = [float(row["foot"]) - SIZES[row["part"]] - 0.02 for row in rows]
    assert said["bias"] == pytest.approx(sum(off) / len(off), abs=1e-5)
    assert run(["msa", "grr", str(folder / "out" / "foot.csv"), "--value", "foot", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pct_study_var"]["grr"] < 10


def test_without_calliper_values_grr_is_told_alone(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_LANGUAGE", "fr")
    assert studied(folder, folder / "photos") == 0
    told = capsys.readouterr().out
    assert "foot: good by GRR alone, GRR 0.0" in told
    assert "bias not known (study_no_reference): Il manque des valeurs" in told
    (said,) = json.loads((folder / "out" / "foot.json").read_text())["outcomes"]
    assert said["grr"] > 0
    assert (said["grade"], said["bias"], said["reason"]) == (None, None, "study_no_reference")


@pytest.mark.thorough
def test_calliper_values_of_some_parts_only_are_no(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "some.csv").write_text("part,feature,value,u95\n1,foot,29.8,0.01")
    assert studied(folder, folder / "photos", "--reference", str(folder / "some.csv")) == 1
    assert "bias not known (study_no_reference)" in capsys.readouterr().out


def test_who_took_too_few_photos_of_which_part_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "few.csv").write_text(
        "part,operator,photo\n1,ana,photos/1/ana/0.jpg\n1,ana,photos/1/ana/1.jpg\n1,ben,photos/1/ben/0.jpg"
    )
    assert studied(folder, folder / "few.csv") == 1
    told = capsys.readouterr().out
    assert "Part 1, inspector ben: 1 readings where the others have 2." in told
    assert "foot: no answer (study_size)" in told


def test_a_refused_photo_is_named_and_missed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list, with a photo that shows nothing: no grade, and `msa grr` says where."""
    (folder / "photos" / "dark.jpg").write_bytes(b"no photo")
    rows = [
        f"{part},{who},photos/{part}/{who}/{k}.jpg"
        for part in SIZES for who in ("ana", "ben") for k in (0, 1)
    ]  # fmt: skip
    rows[3] = "1,ben,photos/dark.jpg"
    listed = folder / "list.csv"
    listed.write_text("part,operator,photo\n" + "\n".join(rows))
    assert studied(folder, listed) == 1
    told = capsys.readouterr()
    assert "1 ben dark.jpg: unreadable" in told.out
    assert "Take the photo again." in told.out
    assert "foot: no answer (study_incomplete): Photos are missing." in told.out
    assert run(["msa", "grr", str(folder / "out" / "foot.csv"), "--value", "foot"]) == 2
    assert "row=5, column=foot" in capsys.readouterr().err


def _at(content: bytes, moment: str) -> bytes:
    """The same picture as a camera that says when it was taken."""
    exif, out = Image.Exif(), io.BytesIO()
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = moment
    Image.open(io.BytesIO(content)).save(out, "JPEG", quality=92, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(
    ("quality", "crop", "brightness", "longest_px"),
    [
        (85, 0.04, 1.0, 4000),
        *thorough((40, 0.0, 1.0, 1600), (80, 0.0, 0.7, 4000), (90, 0.0, 1.15, 2000)),
    ],
)
def test_a_copy_of_a_photo_is_told_with_both_files(
    folder: Path, capsys: pytest.CaptureFixture[str],
    quality: int, crop: float, brightness: float, longest_px: int,
) -> None:  # fmt: skip
    first = folder / "photos" / "1" / "ana" / "0.jpg"
    sent_on = copy_of(
        first.read_bytes(), quality=quality, crop=crop, brightness=brightness, longest_px=longest_px
    )
    (folder / "sent_on.jpg").write_bytes(sent_on)
    (folder / "copied.csv").write_text(
        "part,operator,photo\n1,ana,photos/1/ana/0.jpg\n1,ana,photos/1/ana/1.jpg\n1,ben,sent_on.jpg\n"
    )
    assert studied(folder, folder / "copied.csv") == 2
    told = capsys.readouterr().err
    assert "study.photo_copied" in told
    assert f"photo={folder / 'sent_on.jpg'}, same={first}" in told


def test_two_shots_of_a_still_scene_are_no_copies(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = (folder / "photos" / "2" / "ana" / "0.jpg").read_bytes()
    for k, moment in enumerate(("2026:03:01 10:00:00", "2026:03:01 10:00:07", "")):
        (folder / f"still{k}.jpg").write_bytes(_at(taken, moment) if moment else taken)
    head = "part,operator,photo\n2,ana,still0.jpg\n2,ben,"
    (folder / "still.csv").write_text(head + "still1.jpg\n")
    assert studied(folder, folder / "still.csv") == 1  # too few for a study, and read
    assert "2 photos, 0 refused" in capsys.readouterr().out
    (folder / "still.csv").write_text(head + "still2.jpg\n")
    assert studied(folder, folder / "still.csv") == 2
    assert "study.photo_copied" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("part,operator,photo\n1,ana,nowhere.jpg", "file.not_found"),
        ("part,operator,photo\n1,ana,photos/1/ana/0.jpg\n2,ana,photos/1/ana/0.jpg", "study.photo_twice"),
        ("part,operator,photo\n1,,photos/1/ana/0.jpg", "row=2, column=operator"),
        ("part,photo\n1,photos/1/ana/0.jpg", "study.no_column (column=operator"),
        ("part,operator,photo\n", "msa.empty"),
        ('{"photos": [{"part": 1, "photo": "x.jpg"}]}', "photos[0]"),
        ('{"photos": 3}', "task.field"),
        ("[1", "file.not_json"),
    ],
)  # fmt: skip
def test_a_list_that_is_not_right_is_told_with_its_place(
    folder: Path, content: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = folder / ("list.json" if content[0] in "[{" else "list.csv")
    listed.write_text(content)
    assert studied(folder, listed) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("part,feature,value\n9,foot,30", "study.unknown_part (row=2"),
        ("part,feature,value\n1,arm,30", "study.unknown_feature (row=2"),
        ("part,feature,value,u95\n1,foot,30,0.02\n1,foot,30,0.02", "study.reference_twice (row=3"),
        ("part,feature,value\n1,foot,30", "study.reference_without_u (row=2"),
        ("part,feature,value,u95\n1,foot,30,-1", "study.reference_without_u (row=2"),
        (
            "part,feature,value,u95\n1,foot,30,0.02\n2,foot,300,0.02",
            "study.far_from_nominal (row=3",
        ),
        ("part,feature,value,u95\n1,foot,1e200,0.02", "msa.number_too_large (row=2"),
    ],
)
def test_calliper_values_that_are_not_right_are_told_with_their_row(
    folder: Path, content: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "wrong.csv").write_text(content)
    assert studied(folder, folder / "photos", "--reference", str(folder / "wrong.csv")) == 2
    assert said in capsys.readouterr().err
