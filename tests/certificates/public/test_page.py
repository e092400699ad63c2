"""The page behind the code: plain HTML, short, escaped, honest about what it does not know."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import quote
from uuid import UUID

import pytest
from httpx2 import Response

from certificates.issuing import records
from certificates.publishing import records as publications
from certificates.publishing.kit import root_words
from qa_service.identity import records as identity
from qa_service.ids import uuid7
from tests.certificates.releasable import Releasable
from tests.checklists.makers import done

LONGEST_PAGE = 30_000
HOSTILE = '<script>alert("x")</script> & "quoted" مشبك العاصبة'


class Words(HTMLParser):
    """What a person reads, and what the page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.loaded: list[str] = []
        self.open: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.inline += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        self.loaded += [value or "" for name, value in attrs if name == "src"]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def read(page: Response) -> Words:
    words = Words()
    words.feed(page.text)
    return words


def path_of(label: records.Label) -> str:
    return f"/01/{label.gtin}/10/{label.lot}/21/{label.serial}"


def plate(page: Response) -> str:
    found = re.search(r'data-verdict="(\w+)"', page.text)
    assert found, page.text[:500]
    return found[1]


def ask(lot: Releasable, path: str, language: str = "en") -> Response:
    answer: Response = lot.network.client().get(path, headers={"accept-language": language})
    return answer


def rename(lot: Releasable, organisation_id: UUID, name: str) -> None:
    with lot.house.database.write() as session:
        row = identity.organisation(session, organisation_id)
        row.name = name
        identity.add(session, row)


def test_item_on_record_on_each_engine(ready_on_both: Releasable) -> None:
    issued = ready_on_both.issued()
    page = ask(issued, path_of(issued.labels()[0]))
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert plate(page) == "on_record"
    said = " ".join(read(page).said)
    assert "Plate" in said
    assert issued.labels()[0].serial in said
    assert "Organisation LAB" in said
    assert issued.row().number in said


@pytest.mark.parametrize("language", ["en", "fr", "sw", "ar"])
def test_page_is_short_in_each_language_and_needs_no_script(
    issued: Releasable, language: str
) -> None:
    page = ask(issued, path_of(issued.labels()[0]), language)
    assert len(page.content) < LONGEST_PAGE
    words = read(page)
    assert f'lang="{language}"' in page.text
    assert ('dir="rtl"' in page.text) == (language == "ar")
    assert words.inline == []  # the content policy would drop inline handlers and styles
    assert {each for each in words.loaded if not each.startswith("/")} == set()
    without = re.sub(r"<script.*?</script>", "", page.text, flags=re.S)
    assert issued.labels()[0].serial in without
    assert "problem." not in page.text
    assert not re.search(r"\b(public|verdict|not_checked)\.(?!css)[a-z_]+", without)


def test_everything_that_a_feature_phone_loads_stays_small(issued: Releasable) -> None:
    page = ask(issued, path_of(issued.labels()[0]))
    linked = re.findall(r'<link[^>]+href="([^"]+)"', page.text)
    assert any(each.endswith(".css") for each in linked)
    sizes = [len(ask(issued, each).content) for each in linked]
    assert min(sizes) > 100
    assert len(page.content) + sum(sizes) < LONGEST_PAGE


def test_the_six_words_stand_on_the_page(issued: Releasable) -> None:
    with issued.house.database.read() as session:
        words = " ".join(root_words(session))
    assert len(words.split()) == 6
    assert words in ask(issued, path_of(issued.labels()[0])).text


def test_signature_is_never_claimed_by_the_page(issued: Releasable) -> None:
    page = ask(issued, path_of(issued.labels()[0]))
    assert plate(page) != "valid"
    assert "genuine" not in page.text.lower()
    assert "certified" not in page.text.lower()


def test_names_are_escaped_and_arabic_is_kept(ready: Releasable) -> None:
    rename(ready, ready.network.organisation_id("LAB"), HOSTILE)
    rename(ready, ready.network.organisation_id("W1"), "'; DROP TABLE--\"><img src=x>")
    ready.issued()
    page = ask(ready, path_of(ready.labels()[0]))
    words = read(page)
    assert "alert(" not in "".join(re.findall(r"<script.*?</script>", page.text, flags=re.S))
    assert "img" not in words.open
    said = " ".join(words.said)
    assert HOSTILE in said
    assert "مشبك العاصبة" in page.text


def test_unknown_serial_says_so_in_plain_words(issued: Releasable) -> None:
    label = issued.labels()[0]
    page = ask(issued, f"/01/{label.gtin}/10/{label.lot}/21/ZZZZZZZ")
    assert page.status_code == 404
    assert plate(page) == "not_on_record"
    assert "ZZZZZZZ" in page.text
    assert "Organisation LAB" not in page.text
    assert len(page.content) < LONGEST_PAGE


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.replace("/01/0", "/01/1"),
        lambda path: path.replace("/10/", "9/10/"),
        lambda path: path.replace("/21/", "XX/21/"),
        lambda path: path + "0",
        lambda path: path + "0" * 40,
        lambda path: path.lower().replace("/01/", "/01/"),
        lambda path: path.replace("/01/0", "/01/"),
    ],
    ids=["digit", "long gtin", "other lot", "longer", "far longer", "lower case", "gtin of 13"],
)
def test_path_that_is_not_exactly_the_recorded_one_is_not_on_record(
    issued: Releasable, change: object
) -> None:
    assert callable(change)
    page = ask(issued, change(path_of(issued.labels()[0])))
    assert (page.status_code, plate(page)) == (404, "not_on_record")
    assert issued.row().number not in page.text


@pytest.mark.parametrize(
    "serial",
    ["<script>alert(1)", '"><img src=x onerror=alert(1)>', "مشبك", "%00", "{{7*7}}"],
)
def test_hostile_path_is_shown_as_text(issued: Releasable, serial: str) -> None:
    label = issued.labels()[0]
    page = ask(issued, f"/01/{label.gtin}/10/{label.lot}/21/{quote(serial, safe='')}")
    assert page.status_code == 404
    words = read(page)
    assert "img" not in words.open
    assert "alert(1)" not in "".join(re.findall(r"<script.*?</script>", page.text, flags=re.S))
    assert "49" not in re.findall(r">([^<]*)<", page.text)


def test_path_with_a_slash_in_it_is_no_page(issued: Releasable) -> None:
    answer = ask(issued, "/01/0/10/0/21/" + quote("<script>alert(1)</script>", safe=""))
    assert answer.status_code == 404
    assert "html" not in answer.headers["content-type"]


def test_not_yet_released_is_not_on_record(ready: Releasable) -> None:
    done(ready.sign_first())
    assert ask(ready, path_of(ready.labels()[0])).status_code == 404


@pytest.mark.parametrize(("verb", "verdict"), [("suspend", "suspended"), ("revoke", "revoked")])
def test_withdrawn_item_shows_it(issued: Releasable, verb: str, verdict: str) -> None:
    done(issued.change(verb))
    page = ask(issued, path_of(issued.labels()[0]))
    assert (page.status_code, plate(page)) == (200, verdict)


def test_recalled_lot_shows_it(issued: Releasable) -> None:
    row = issued.row()
    with issued.house.database.write() as session:
        publications.add(
            session,
            publications.RecallStatement(
                id=uuid7(), gtin=row.gtin, lot=row.lot, reason="Cracks", action="Do not use",
                at=issued.house.clock(),
            ),
        )  # fmt: skip
    assert plate(ask(issued, path_of(issued.labels()[0]))) == "recalled"


def test_headers_are_sane(issued: Releasable) -> None:
    headers = ask(issued, path_of(issued.labels()[0])).headers
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in headers


def test_certificate_of_the_page_opens_without_an_account(issued: Releasable) -> None:
    page = ask(issued, path_of(issued.labels()[0]))
    (address,) = re.findall(r'href="(/certificates/[^"]+\.pdf)"', page.text)
    pdf = ask(issued, address)
    assert pdf.content.startswith(b"%PDF-")
    assert ask(issued, "/certificates/C-00000000.pdf").status_code == 404


def test_numbers_cannot_be_walked(issued: Releasable) -> None:
    serials = [each.serial for each in issued.labels()]
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{7}", each) for each in serials)
    values = sorted(int(each, 36) for each in serials)
    assert all(later - earlier > 1 for earlier, later in pairwise(values))
