"""Words for codes: gettext .po files, ids are stable codes.

<package>/locales/<language>.po holds what the server says (problems, pages, documents),
<language>.screens.po what only the tablet shows; both reach both (the tablet's by `locales.mjs`).
A code without a text is shown as the code itself, never as an error: a missing word must not stop work.
A translation says in its headers who read it: `X-Reviewed-By: `, empty until a native speaker did.
"""

import importlib.resources
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol

LANGUAGES = ("en", "fr", "sw", "ar")
PACKAGES = ("qa_service", "checklists", "inspections", "certificates")
COMMA = {"ar": "، "}
MOST_LISTED = 20
# babel drops headers that gettext does not know
REVIEWER = re.compile(rb'^"X-Reviewed-By:[ \t]*[^\s\\"]', re.IGNORECASE | re.MULTILINE)


def language_of(accept_language: str) -> str:
    """The first known language of an Accept-Language header, else English."""
    for part in accept_language.split(","):
        wanted = part.split(";")[0].strip().lower().split("-")[0]
        if wanted in LANGUAGES:
            return wanted
    return "en"


def text(code: str, language: str, **details: object) -> str:
    """The sentence of a code in a language, English where there is none, with details filled in; of a
    list its first items, as people list them.
    """
    pattern = catalogue(language).get(code) or catalogue("en").get(code) or code
    try:
        return pattern.format(**{name: shown(each, language) for name, each in details.items()})
    except (KeyError, IndexError, ValueError):
        return pattern


def shown(detail: object, language: str) -> object:
    """A detail as a sentence holds it: several as people list them, a fraction with the language's sign."""
    match detail:
        case list() | tuple():
            first = [str(shown(each, language)) for each in detail[:MOST_LISTED]]
            more = ["…"] if len(detail) > MOST_LISTED else []
            return COMMA.get(language, ", ").join([*first, *more]) or "–"
        case float():
            return repr(detail).removesuffix(".0").replace(".", get_decimal_symbol(language))
        case _:
            return detail


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """All texts of one language, of all packages."""
    texts: dict[str, str] = {}
    for file in _files(language):
        texts.update(_texts(read_po(io.BytesIO(file))))
    return texts


@cache
def is_reviewed(language: str) -> bool:
    """Whether a native speaker read every file of a language; English needs none, it is the source."""
    return language == "en" or all(map(names_reviewer, _files(language)))


def names_reviewer(file: bytes) -> bool:
    """Whether the header of one .po file says who read it; locales.mjs reads the same."""
    return REVIEWER.search(re.split(rb"\n\s*\n", file)[0]) is not None


def unreviewed(language: str) -> str:
    """What a page or document in a language says of its own words; nothing where they were read."""
    return "" if is_reviewed(language) else text("strip.not_reviewed", language)


def _files(language: str) -> Iterator[bytes]:
    for package in PACKAGES:
        for name in (f"{language}.po", f"{language}.screens.po"):
            file = importlib.resources.files(package) / "locales" / name
            if file.is_file():
                yield file.read_bytes()


def _texts(messages: Iterable[Message]) -> Iterator[tuple[str, str]]:
    """Texts by code; of a plural the general form (the last one)."""
    for message in messages:
        code = message.id if isinstance(message.id, str) else message.id[0]
        found = message.string
        words = found if isinstance(found, str) else found[-1] if found else ""
        if code and words and not message.fuzzy:
            yield code, words
