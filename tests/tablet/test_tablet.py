"""The web app: types and arrows hold, its rules pass under node, every word exists, the first load is small."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_service.i18n.catalogue import is_reviewed
from tests.tablet.conftest import run

ROOT = Path(__file__).parents[2]
TABLET = ROOT / "qa_service" / "tablet"
DIST = TABLET / "dist"
FIRST_LOAD_KIB = 60
LANGUAGES = ("en", "fr", "sw", "ar")
ROOMS = ("shell", "checklists", "inspections", "certificates")
# certificates.md 3.3 and screens/README.md 7: what a screen never says
FORBIDDEN = re.compile(
    r"\b(certified|genuine product|oops|invalid input|error|congratulations)\b|!(?!\w)",
    re.IGNORECASE,
)


def test_types_are_right_and_arrows_point_to_the_right(compiled: Path) -> None:
    assert list(compiled.glob("*.test.js"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_may_look_only_at_the_rooms_to_its_right(room: str) -> None:
    config = json.loads((TABLET / "src" / room / "tsconfig.json").read_text())
    seen = {each["path"].removeprefix("../") for each in config["references"]}
    assert seen == set(ROOMS[: ROOMS.index(room)])
    assert config["include"] == ["**/*.ts", "**/*.tsx"]


def test_an_import_without_a_reference_is_refused(
    compiled: Path, node: str, modules: Path, tmp_path: Path
) -> None:
    source = TABLET / "src"
    (tmp_path / "guilty.ts").write_text(
        f'export {{ INSPECTIONS }} from "{source}/inspections/room.ts";\n'
    )
    config = {
        "extends": str(TABLET / "tsconfig.base.json"),
        "compilerOptions": {"types": [], "rootDir": "/", "outDir": str(tmp_path / "out")},
        "files": ["guilty.ts"],
        "references": [{"path": str(source / "shell")}],
    }
    (tmp_path / "tsconfig.json").write_text(json.dumps(config))
    told = run(node, str(modules / "typescript" / "bin" / "tsc"), "-b", str(tmp_path))
    assert told.returncode != 0
    assert "inspections/room.ts" in told.stdout


def test_the_rules_of_the_app_pass(node: str, compiled: Path) -> None:
    files = sorted(str(each) for each in compiled.glob("*.test.js"))
    told = run(node, "--test", *files)
    assert told.returncode == 0, told.stdout[-8000:] + told.stderr[-2000:]


def test_every_word_that_a_screen_asks_for_is_there_in_english(node: str) -> None:
    english = _words(node, "en")
    asked = {code for text in _sources() for code in _codes(text)}
    assert len(asked) > 200
    assert sorted(asked - english.keys()) == []


def test_every_verdict_has_its_words(node: str) -> None:
    english = _words(node, "en")
    source = (TABLET / "src" / "certificates" / "verdicts.ts").read_text()
    verdicts = re.findall(r'^  (\w+): \["(?:good|care|stop|plain)"', source, re.MULTILINE)
    assert len(verdicts) == 14
    for verdict in [*verdicts, "concession"]:
        for part in ("headline", "do"):
            assert f"verdict.{verdict}.{part}" in english


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_says_a_forbidden_word(node: str, language: str) -> None:
    said = {code: _plain(text) for code, text in _words(node, language).items()}
    assert {code: text for code, text in said.items() if FORBIDDEN.search(text)} == {}


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_translation_keeps_the_places_of_details(node: str, language: str) -> None:
    english = _words(node, "en")
    for code, text in _words(node, language).items():
        if code in english:
            assert _places(text) <= _places(english[code]), code


def test_a_translation_that_nobody_read_is_told_to_the_app(node: str) -> None:
    assert "language.is_reviewed" in _words(node, "en")
    for language in LANGUAGES[1:]:
        is_told = "language.is_reviewed" in _words(node, language)
        assert is_told == (is_reviewed(language) and bool(_words(node, language)))


@pytest.mark.parametrize(
    ("lines", "is_read"),
    [
        ('"x-reviewed-by: A. B. <a@b.org>\\n"\n', True),
        ('"X-Reviewed-By: \\n"\n', False),
        ('"X-Reviewed-By:"\n', False),
        ('\nmsgid "a"\nmsgstr ""\n"X-Reviewed-By: Anna\\n"\n', False),
    ],
)
def test_only_a_name_in_the_header_counts(node: str, lines: str, *, is_read: bool) -> None:
    source = json.dumps('msgid ""\nmsgstr ""\n"Language: fr\\n"\n' + lines)
    told = run(
        node, "--input-type=module", "-e",
        f"import {{isReviewed}} from './locales.mjs'; console.log(isReviewed({source}))",
    )  # fmt: skip
    assert told.stdout.strip() == ("true" if is_read else "false")


def test_the_first_load_stays_small() -> None:
    if not (DIST / "index.html").is_file():
        pytest.skip("the app is not built (QA_SKIP_TABLET): no bundle to weigh")
    page = (DIST / "index.html").read_text()
    names = re.findall(r'(?:src|href)="/app/([^"]+\.(?:js|css))"', page)
    first = [DIST / name for name in names] + [DIST / "locales" / "en.json"]
    weight = sum(len(gzip.compress(each.read_bytes(), 9)) for each in first)
    assert names
    assert weight <= FIRST_LOAD_KIB * 1024, f"{weight / 1024:.1f} KiB gzip"


def test_the_app_fetches_nothing_from_elsewhere() -> None:
    foreign = re.compile(r"[\"'`(]https?://(?!www\.w3\.org/)[a-z0-9.-]+", re.IGNORECASE)
    for path in _source_files():
        assert not foreign.search(path.read_text()), path


def test_styles_use_logical_directions_only() -> None:
    physical = re.compile(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)|(?<=[{;\s])(?:left|right|top|bottom|width|height):"
    )
    for path in (TABLET / "src").rglob("*.css"):
        text = re.sub(
            r"@media[^{]*\{|\[data-[^]]*\]|/\*.*?\*/", "{", path.read_text(), flags=re.DOTALL
        )
        assert not physical.findall(text), path


def _words(node: str, language: str) -> dict[str, str | dict[str, str]]:
    told = run(
        node, "--input-type=module", "-e",
        f"import {{wordsOf}} from './locales.mjs'; console.log(JSON.stringify(wordsOf('{language}')))",
    )  # fmt: skip
    words: dict[str, str | dict[str, str]] = json.loads(told.stdout)
    return words


def _plain(text: str | dict[str, str]) -> str:
    return text if isinstance(text, str) else " ".join(text.values())


def _places(text: str | dict[str, str]) -> set[str]:
    return set(re.findall(r"\{\w+\}", _plain(text)))


def _source_files() -> Iterator[Path]:
    for pattern in ("*.ts", "*.tsx"):
        yield from (TABLET / "src").rglob(pattern)


def _sources() -> Iterator[str]:
    return (path.read_text() for path in _source_files())


def _codes(text: str) -> Iterator[str]:
    for call in re.findall(r"\b(?:t|rich)\(([^()]*(?:\([^()]*\)[^()]*)*)\)", text):
        first = call.split(", {")[0]
        yield from re.findall(r'"([a-z_]+\.[A-Za-z_.]+)"', first)
