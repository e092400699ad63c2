"""A language whose words no native speaker read says so; one that was read does not."""

import io

import pypdfium2
import pytest

from certificates.documents.certificate_pdf import draw_certificate
from certificates.printing.documents import words
from qa_service.i18n import catalogue
from qa_service.pages.rendering import page
from tests.certificates.documents.making import document

HEADER = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n{}'
READ = '"X-Reviewed-By: Anna\\n"\n'
SAID = "Pas encore relu."
VALUES = {"languages": ["en", "fr"], "network_name": "N", "is_demo": False}


@pytest.mark.parametrize(
    ("lines", "is_read"),
    [
        (READ, True),
        ('"x-reviewed-by: A. B. <a@b.org>\\n"\n', True),
        ('"X-Reviewed-By: \\n"\n', False),
        ('"X-Reviewed-By:"\n', False),
        ("", False),
        (f'\nmsgid "a"\nmsgstr ""\n{READ}', False),
    ],
)
def test_only_a_name_in_the_header_counts(lines: str, is_read: bool) -> None:
    assert catalogue.names_reviewer(HEADER.format(lines).encode()) is is_read


@pytest.mark.parametrize("is_read", [True, False])
def test_page_and_certificate_say_it(monkeypatch: pytest.MonkeyPatch, *, is_read: bool) -> None:
    page("base.html", "fr", VALUES)  # what is imported on first use keeps no replaced texts
    draw_certificate(document(), words("fr"))
    monkeypatch.setattr(catalogue, "is_reviewed", lambda _language: is_read)
    monkeypatch.setattr(catalogue, "catalogue", lambda _language: {"strip.not_reviewed": SAID})
    shown = page("base.html", "fr", VALUES).body
    assert (SAID.encode() in bytes(shown)) is not is_read
    pdf = pypdfium2.PdfDocument(io.BytesIO(draw_certificate(document(), words("fr"))))
    assert (SAID in pdf[0].get_textpage().get_text_range()) is not is_read
    pdf.close()


def test_english_is_the_source_and_says_nothing() -> None:
    assert catalogue.unreviewed("en") == ""


@pytest.mark.parametrize("language", catalogue.LANGUAGES[1:])
def test_a_translation_says_it_in_its_own_words(language: str) -> None:
    if not catalogue.catalogue(language) or catalogue.is_reviewed(language):
        pytest.skip("no texts yet, or all of them were read")
    assert catalogue.unreviewed(language) != catalogue.text("strip.not_reviewed", "en")
