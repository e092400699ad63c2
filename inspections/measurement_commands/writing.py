"""Where a command writes: never over what it reads, and never two pictures to one name. A photo is evidence,
and nobody takes it again once its part has left.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from inspections.measurement_commands.task_file import PhotoAsked
from qa_service.errors import Invalid

Known = tuple[frozenset[str], frozenset[tuple[int, int]]]


def require_free(targets: Iterable[Path], reads: Iterable[Path]) -> None:
    """Raises Invalid for a folder, and for a file that is read, by links and other spellings too."""
    names, places = _known(reads)
    for each in targets:
        if each.is_dir():
            raise Invalid("file.is_folder", file=str(each))
        is_read = _name(each) in names or (each.exists() and _place(each) in places)
        if is_read:
            raise Invalid("task.same_file", out=str(each))


def are_one(one: Path, other: Path) -> bool:
    """Also by links, and by names that many disks take for one."""
    if _name(one) == _name(other):
        return True
    return one.exists() and other.exists() and one.samefile(other)


def picture_stems(photos: Sequence[PhotoAsked]) -> Mapping[str, str]:
    """A name without its ending for the pictures of each photo, by key: that of the photo, or its whole key
    where photos of several folders are named alike.
    """
    count = Counter(PurePath(each.key).stem.casefold() for each in photos)
    return {
        each.key: PurePath(each.key).stem
        if count[PurePath(each.key).stem.casefold()] == 1
        else "-".join(part for part in PurePath(each.key).parts if part not in ("/", ".."))
        for each in photos
    }


def picture_paths(folder: Path, photos: Sequence[PhotoAsked]) -> list[Path]:
    """All that may be written there. Raises Invalid where two would be one, as pocket 1 of `a` and `a-1`."""
    stems = picture_stems(photos)
    paths = [
        folder / picture_name(stems[each.key], pocket)
        for each in photos
        for pocket in each.pockets or (None,)
    ]
    twice = [path for path, count in Counter(map(_name, paths)).items() if count > 1]
    if twice:
        raise Invalid("task.pictures_alike", picture=PurePath(twice[0]).name)
    return paths


def picture_name(stem: str, pocket: int | None) -> str:
    """The file of one picture."""
    return f"{stem}.jpg" if pocket is None else f"{stem}-{pocket}.jpg"


def _known(paths: Iterable[Path]) -> Known:
    given = list(paths)
    return (
        frozenset(map(_name, given)),
        frozenset(_place(each) for each in given if each.exists()),
    )


def _name(path: Path) -> str:
    return str(path.resolve()).casefold()


def _place(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
