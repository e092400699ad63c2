"""`qa-service kit`: the trust kit as a file, for phones that never meet this server."""

from pathlib import Path
from typing import Annotated

import typer

from certificates.publishing.kit import kit as made_kit
from certificates.publishing.kit import root_words
from qa_service.command import DataOption, JsonOption, answer, open_house
from qa_service.errors import NotFound


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(kit)


def kit(
    out: Annotated[Path, typer.Option(help="The file to write.")],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the trust kit, and tell the six words to compare on the phone that loads it."""
    if not out.parent.is_dir():
        raise NotFound("file.not_found", file=str(out.parent))
    with open_house(data) as house, house.database.read() as session:
        content, words = made_kit(session), root_words(session)
    out.write_text(content, encoding="utf-8")
    told = f"{out}: {len(content.encode()):,} bytes. The six words: {' '.join(words)}"
    answer({"file": str(out), "words": list(words)}, told, as_json=as_json)
