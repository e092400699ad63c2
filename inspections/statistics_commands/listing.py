"""Which photos a study has: a folder PART/INSPECTOR/photo, or a CSV or JSON list of part, operator, photo."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from inspections.statistics_commands.table import rows
from qa_service.errors import Invalid, NotFound

PHOTOS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})
COLUMNS: Final = ("part", "operator", "photo")
TURN: Final = "rotation_hint_deg"
MOST_BYTES: Final = 20_000_000
MOST_PHOTOS: Final = 2000


@dataclass(frozen=True, slots=True)
class Taken:
    """One photo of one part by one inspector; how the part lies, where the list says it."""

    part: str
    operator: str
    path: Path
    rotation_hint_deg: float | None = None


def listed(source: Path) -> tuple[Taken, ...]:
    """The photos in order. Raises NotFound or Invalid, naming the place: nothing there, a photo that is
    not a file, too many.
    """
    if source.is_dir():
        found = tuple(_in_folder(source))
    elif not source.is_file():
        raise NotFound("file.not_found", file=str(source))
    elif source.suffix.lower() == ".json":
        found = tuple(_in_json(source))
    else:
        found = tuple(_in_csv(source))
    if not found:
        raise Invalid("study.no_photos", file=str(source))
    if len(found) > MOST_PHOTOS:
        raise Invalid("study.too_many_photos", found=len(found), most=MOST_PHOTOS)
    for each in found:
        if not each.path.is_file():
            raise NotFound("file.not_found", file=str(each.path))
    return found


def _in_folder(folder: Path) -> Iterator[Taken]:
    for part in _folders(folder):
        for operator in _folders(part):
            for path in sorted(operator.iterdir()):
                if path.suffix.lower() in PHOTOS and not path.name.startswith("."):
                    yield Taken(part.name, operator.name, path)


def _folders(folder: Path) -> Sequence[Path]:
    found = (each for each in folder.iterdir() if each.is_dir() and not each.name.startswith("."))
    return sorted(found, key=lambda each: (len(each.name), each.name))  # 2 before 10


def _in_csv(path: Path) -> Iterator[Taken]:
    for row in rows(path, COLUMNS, optional=(TURN,), no_column="study.no_column"):
        part, operator, photo = (row.cells[each] for each in COLUMNS)
        hint = row.number(TURN) if row.cells.get(TURN) else None
        yield Taken(part, operator, path.parent / photo, hint)


def _in_json(path: Path) -> Iterator[Taken]:
    if path.stat().st_size > MOST_BYTES:
        raise Invalid("file.too_large", file=str(path), most_bytes=MOST_BYTES)
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise Invalid("file.not_json", file=str(path)) from None
    if isinstance(entries, dict):
        entries = entries.get("photos")
    if not isinstance(entries, list):
        raise Invalid("task.field", where="photos", expected="a list")
    for k, entry in enumerate(entries):
        yield _entry(entry, f"photos[{k}]", path.parent)


def _entry(entry: object, where: str, folder: Path) -> Taken:
    if not isinstance(entry, Mapping):
        raise Invalid("task.field", where=where, expected="an object")
    words = []
    for name in COLUMNS:
        if name not in entry:
            raise Invalid("task.field_missing", where=where, name=name)
        word = str(entry[name]).strip()
        if not word or isinstance(entry[name], dict | list | bool) or entry[name] is None:
            raise Invalid("task.field", where=f"{where}.{name}", expected="a name")
        words.append(word)
    part, operator, photo = words
    return Taken(part, operator, folder / photo, _hint(entry.get(TURN), f"{where}.{TURN}"))


def _hint(value: object, where: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Invalid("task.field", where=where, expected="a number")
    return float(value)
