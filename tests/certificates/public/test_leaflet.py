"""The leaflet: one page in any language, codes that read, the words of the root, every verdict of the app."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray

from certificates.documents import shapes
from certificates.documents.leaflet_pdf import Leaflet, draw_leaflet
from certificates.public.leaflet import CONCESSION, SHAPES, leaflet
from certificates.trust.words import six_words
from certificates.verification.model import Verdict
from qa_service.cli import run
from qa_service.i18n.catalogue import LANGUAGES, text
from tests.certificates.printing.reading import codes, words
from tests.certificates.releasable import Releasable

ICONS = {"pass": shapes.PASS, "care": shapes.CARE, "ask": shapes.ASK, "fail": shapes.STOP,
         "plain": shapes.RECORD}  # fmt: skip
APP = Path(__file__).parents[3] / "qa_service/tablet/src/certificates/verdicts.ts"
HOSTILE = (
    '<b>Coast</b> & "network" <a href="http://e">', "x" * 200, "very long name " * 40,
    "\u0634\u0628\u0643\u0629 \u0627\u0644\u0633\u0627\u062d\u0644", "\U0001fa79 \u4f60\u597d \x00\x1d\n", "",
)  # fmt: skip
PATH = "/published/leaflet.pdf"


def _pages(pdf: bytes) -> list[NDArray[np.uint8]]:
    opened = pypdfium2.PdfDocument(pdf)
    found = [page.render(scale=300 / 72, grayscale=True).to_numpy() for page in opened]
    opened.close()
    return found


def _codes(page: NDArray[np.uint8]) -> Sequence[str]:
    kind = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
    return [each.text for each in zxingcpp.read_barcodes(np.ascontiguousarray(page), kind)]


def _made(issued: Releasable, language: str = "en") -> Leaflet:
    with issued.house.database.read() as session:
        return leaflet(session, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_in_every_language_and_nothing_is_cut(
    issued: Releasable, language: str
) -> None:
    answer = issued.network.client().get(PATH, params={"language": language})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    (page,) = _pages(answer.content)
    made = _made(issued, language)
    assert sorted(_codes(page)) == sorted([made.check.address, made.prepare.address])
    shown = words(answer.content)
    assert " ".join(made.words) in shown
    assert "\u2026" not in shown
    margin = round(4 / 25.4 * 300)
    assert page[-margin:].min() == 255  # nothing runs off the page
    assert page[margin * 8 :, :margin].min() == page[margin * 8 :, -margin:].min() == 255
    said = [made.what, made.wrong, *made.check.steps, *made.prepare.steps]
    assert not any("leaflet." in each or "{" in each for each in said)
    assert bool(made.unreviewed) == (language != "en")


def test_the_words_are_those_of_the_root_and_the_host_that_of_the_labels(
    issued: Releasable,
) -> None:
    client = issued.network.client()
    pairing = issued.network.client("aid-store").get("/api/trust/pairing").json()
    fingerprint = pairing["address"].rpartition("#")[2]
    shown = words(client.get(PATH).content)
    assert " ".join(six_words(fingerprint)) in shown
    host = issued.text().split("/01/")[0].lower()
    assert codes(client.get(PATH).content) in (
        [f"{host}/app/scan", f"{host}/app/trust"], [f"{host}/app/trust", f"{host}/app/scan"],
    )  # fmt: skip
    assert f"{host}/ exactly" in shown
    assert text("public.demo_strip", "en") in shown


def test_every_verdict_has_the_shape_that_the_app_shows(issued: Releasable) -> None:
    assert {*SHAPES} == {*Verdict, CONCESSION}
    table = re.findall(r'^  (\w+): \["\w+", "(\w+)"\],$', APP.read_text(), re.MULTILINE)
    assert {name: ICONS[icon] for name, icon in table} == {
        code: kind for code, kind in SHAPES.items() if code != CONCESSION
    }
    shown = words(issued.network.client().get(PATH).content)
    for code in SHAPES:
        assert text(f"verdict.{code}.headline", "en") in shown


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_of_a_network_and_any_host_leaves_one_page_with_its_codes(
    issued: Releasable, name: str
) -> None:
    made = _made(issued)
    long = f"https://{'a' * 60}.{'b' * 60}.org/app/trust"
    strange = replace(made, network=name, prepare=replace(made.prepare, address=long))
    for is_right_to_left in (False, True):
        drawn = draw_leaflet(replace(strange, is_right_to_left=is_right_to_left))
        (page,) = _pages(drawn)
        assert sorted(_codes(page)) == sorted([made.check.address, long])
        assert long in words(drawn).replace(" ", "")


def test_where_nothing_is_demo_and_the_words_were_read_no_strip_says_otherwise(
    issued: Releasable,
) -> None:
    made = replace(_made(issued, "fr"), demo="", unreviewed="")
    shown = words(draw_leaflet(made))
    assert text("public.demo_strip", "fr") not in shown
    assert text("strip.not_reviewed", "fr") not in shown


def test_who_holds_it_already_hears_so_and_a_strange_language_is_refused(
    issued: Releasable,
) -> None:
    client = issued.network.client()
    first = client.get(PATH)
    assert "max-age" in first.headers["cache-control"]
    again = client.get(PATH, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    refused = client.get(PATH, params={"language": "xx" * 500})
    assert refused.status_code == 422
    assert refused.json()["code"] == "labels.language"


def test_the_command_draws_the_same_page(
    issued: Releasable, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, data = tmp_path / "leaflet.pdf", str(issued.house.settings.data_dir)
    asked = ["leaflet", "--out", str(out), "--language", "sw", "--data", data]
    assert run([*asked, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {"leaflet_pdf": str(out), "words": list(_made(issued).words)}
    served = issued.network.client().get(PATH, params={"language": "sw"}).content
    assert out.read_bytes() == served


@pytest.mark.parametrize(
    ("more", "said"),
    [(("--language", "xx"), "xx"), (("--out", "/no/such/folder/x.pdf"), "/no/such/folder")],
)
def test_what_cannot_be_drawn_is_one_line_and_exit_2(
    issued: Releasable, tmp_path: Path, more: tuple[str, ...], said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    out = tmp_path / "leaflet.pdf"
    data = str(issued.house.settings.data_dir)
    assert run(["leaflet", "--out", str(out), "--data", data, *more]) == 2
    fault = capsys.readouterr().err
    assert said in fault
    assert fault.count("\n") == 1
    assert not out.exists()


def test_before_the_first_start_there_is_no_leaflet(tmp_path: Path) -> None:
    out = tmp_path / "leaflet.pdf"
    assert run(["leaflet", "--out", str(out), "--data", str(tmp_path / "new")]) == 2
    assert not out.exists()
