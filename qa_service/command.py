"""What all commands share: --data, --json, messages on standard error, the house opened and closed."""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from qa_service.app import open_installation
from qa_service.i18n.catalogue import language_of
from qa_service.settings import Settings
from qa_service.web import House

DataOption = Annotated[
    Path | None, typer.Option("--data", help="Data folder (default from settings).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]


def read_settings(data: Path | None) -> Settings:
    """The settings, with the data folder of the command line before all others."""
    return Settings(data_dir=data) if data is not None else Settings()


@contextmanager
def open_house(data: Path | None) -> Iterator[House]:
    """An installation for the length of one command."""
    house = open_installation(read_settings(data))
    try:
        yield house
    finally:
        house.limited.stop()
        house.quick.stop()
        house.database.close()


def language_here() -> str:
    """The language of whoever types: QA_LANGUAGE, else that of the system, else English."""
    named = Settings().language or next(
        (os.environ[each] for each in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(each)), ""
    )
    return language_of(re.split("[_.@]", named)[0])


def say(message: str) -> None:
    """A message for the person, on standard error."""
    sys.stderr.write(message + "\n")


def answer(value: Mapping[str, object] | Sequence[object], words: str, *, as_json: bool) -> None:
    """The answer on standard output: JSON for programs or words for people."""
    if as_json:
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")
    elif words:
        sys.stdout.write(words + "\n")


def progress() -> Progress:
    """A bar on standard error that leaves nothing behind."""
    return Progress(
        TextColumn("{task.completed}/{task.total}"),
        BarColumn(),
        TextColumn("{task.description}"),
        console=Console(stderr=True),
        transient=True,
    )
