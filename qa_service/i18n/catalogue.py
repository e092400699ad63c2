"""Words for codes: gettext .po files at <package>/locales/<language>.po, ids are stable codes.

A code without a text is shown as the code itself, never as an error: a missing word must not stop work.
"""

import importlib.resources
from collections.abc import Mapping
from functools import cache

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
        file = importlib.resources.files(package) / "locales" / f"{language}.po"
        if not file.is_file():
            continue
        with file.open("rb") as opened:
            for message in read_po(opened):
                if isinstance(message.id, str) and message.id and isinstance(message.string, str):
                    texts[message.id] = message.string
    return texts
