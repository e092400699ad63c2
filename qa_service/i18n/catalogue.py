"""Words for codes: gettext .po files, ids are stable codes.

<package>/locales/<language>.po holds what the server says (problems, pages, documents),
<language>.screens.po what only the tablet shows; both reach both (the tablet's by `locales.mjs`).
A code without a text is shown as the code itself, never as an error: a missing word must not stop work.
"""

import importlib.resources
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

LANGUAGES = ("en", "fr", "sw", "ar")
PACKAGES = ("qa_service", "checklists", "inspections", "certificates")


def language_of(accept_language: str) -> str:
    """The first known language of an Accept-Language header, else English."""
    for part in accept_language.split(","):
        wanted = part.split(";")[0].strip().lower().split("-")[0]
        if wanted in LANGUAGES:
            return wanted
    return "en"


def text(code: str, language: str, **details: object) -> str:
    """The sentence of a code in a language, English where there is none, with details filled in."""
    pattern = catalogue(language).get(code) or catalogue("en").get(code) or code
    try:
        return pattern.format(**details)
    except (KeyError, IndexError, ValueError):
        return pattern


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All texts of one language, of all packages."""
    texts: dict[str, str] = {}
    for package in PACKAGES:
        for name in (f"{language}.po", f"{language}.screens.po"):
            file = importlib.resources.files(package) / "locales" / name
            if file.is_file():
                with file.open("rb") as opened:
                    texts.update(_texts(read_po(opened)))
    return texts


def _texts(messages: Iterable[Message]) -> Iterator[tuple[str, str]]:
    """Texts by code; of a plural the general form (the last one)."""
    for message in messages:
        code = message.id if isinstance(message.id, str) else message.id[0]
        found = message.string
        words = found if isinstance(found, str) else found[-1] if found else ""
        if code and words and not message.fuzzy:
            yield code, words
