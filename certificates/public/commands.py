"""`qa-service leaflet`: the page that a receiver gets with the goods."""

from pathlib import Path
from typing import Annotated

import typer

from certificates.public.leaflet import leaflet_pdf
from certificates.publishing.kit import root_words
from qa_service.command import DataOption, JsonOption, answer, open_house
from qa_service.errors import NotFound


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(leaflet)


def leaflet(
    out: Annotated[Path, typer.Option("--out", help="PDF to write.")],
    language: Annotated[str, typer.Option("--language", help="Language of the page.")] = "en",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw the leaflet: how to check a label, how to prepare a phone, the six words, what each answer means."""
    if not out.parent.is_dir():
        raise NotFound("file.not_found", file=str(out.parent))
    with open_house(data) as house, house.database.read() as session:
        drawn, words = leaflet_pdf(session, language=language), root_words(session)
    out.write_bytes(drawn)
    path = str(out.absolute())
    told = f"{path}. The six words: {' '.join(words)}"
    answer({"leaflet_pdf": path, "words": list(words)}, told, as_json=as_json)
