"""Every code that a person may see has an English text, and the text fits; translations follow it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from inspections.batches.way import STEPS
from inspections.measurement.refusal import ADVICE, ADVICE_BY_GATE
from qa_service.i18n.catalogue import LANGUAGES, PACKAGES, catalogue, text

ROOT = Path(__file__).resolve().parents[3]
CODE = re.compile(r"[a-z_]+\.[a-z_0-9.]+")
ERRORS = re.compile(
    r"Conflict|Invalid|NotFound|Forbidden|TooLarge|TooMany|Unavailable|Unauthenticated"
    r"|RefusedOnRecord|Fault|Bad[A-Z][a-z]+"
)
MOST_WORDS = 14


@cache
def raised() -> frozenset[str]:
    """Every code with which the service refuses; read once, and not before a test asks."""
    return frozenset(_raised())


def _raised() -> Iterator[str]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield from _code_of(node)


def _code_of(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call) or not node.args:
        return
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    first = node.args[0]
    if not ERRORS.fullmatch(name) or not isinstance(first, ast.Constant):
        return
    if isinstance(first.value, str) and CODE.fullmatch(first.value):
        yield first.value


def test_every_refusal_has_a_text() -> None:
    found = raised()
    assert len(found) > 150
    assert {"batch.not_ready", "photo.format", "sign_in.needed", "print_job.not_found"} <= found
    assert sorted(each for each in found if f"problem.{each}" not in catalogue("en")) == []


@pytest.mark.parametrize(("step", "_party", "_action"), STEPS)
def test_every_step_of_the_way_has_its_words(step: str, _party: str, _action: str) -> None:
    assert {f"way.{step}", f"missing.{step}"} & {*catalogue("en")}
    assert f"way.{step}" in catalogue("en")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_problem_is_told_in_short_sentences(language: str) -> None:
    told = {
        code: sentence
        for code, words in catalogue(language).items()
        if code.startswith("problem.")
        for sentence in re.split(r"[.!?](?:\s|$)", words)
        if len(sentence.split()) > MOST_WORDS
    }
    assert told == {}


@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("path", sorted(ROOT.glob("*/locales/en*.po")), ids=str)
def test_a_translation_keeps_plurals_and_details(path: Path, language: str) -> None:
    other = path.with_name(path.name.replace("en", language, 1))
    if not other.is_file():
        pytest.skip("not translated yet")
    english = _forms(path)
    for code, (count, details) in _forms(other).items():
        if code not in english:
            continue  # a text that is gone harms nobody
        assert (count > 1) == (english[code][0] > 1), code
        assert details == english[code][1], code


def _forms(path: Path) -> dict[str, tuple[int, set[str]]]:
    """By code: how many plural forms, and which details they name together."""
    found = {}
    with path.open("rb") as opened:
        for message in read_po(opened):
            said = message.string
            forms = (said,) if isinstance(said, str) else tuple(said or ())
            code = message.id if isinstance(message.id, str) else message.id[0]
            if code:
                found[code] = (len(forms), set(re.findall(r"\{\w+\}", " ".join(forms))))
    return found


def test_a_code_has_its_text_in_one_package_only() -> None:
    homes: dict[str, list[str]] = {}
    for path in sorted(ROOT.glob("*/locales/en*.po")):
        for code in re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE):
            homes.setdefault(code, []).append(path.parent.parent.name + "/" + path.name)
    assert {code: homes[code] for code in homes if len(homes[code]) > 1} == {}


@pytest.mark.parametrize(
    ("listed", "language", "said"),
    [
        (["a", "b"], "en", "It has a, b."),
        (["a"], "en", "It has a."),
        ([], "en", "It has –."),
        ([f"{k}" for k in range(1000)], "en", "18, 19, …."),
        (["a", "b"], "ar", "a، b"),
    ],
)
def test_a_list_in_a_sentence_reads_as_people_write_it(
    listed: list[str], language: str, said: str
) -> None:
    assert said in text("problem.task.image_unknown", language, image="q", known=listed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_advice_on_a_refused_photo_has_its_sentence(language: str) -> None:
    needed = {f"advice.{code}" for code in (*ADVICE.values(), *ADVICE_BY_GATE.values())}
    assert sorted(needed - catalogue(language).keys()) == []
