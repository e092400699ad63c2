"""serve, migrate, config and doctor on the command line."""

import os
from pathlib import Path

import typer

from qa_service.command import DataOption, JsonOption, answer, open_house, read_settings, say
from qa_service.health import checks
from qa_service.settings import Settings, origin


def register(app: typer.Typer) -> None:
    """Add the operator's commands."""
    app.command()(serve)
    app.command()(migrate)
    app.command()(config)
    app.command()(doctor)


def serve(
    data: DataOption = None,
    host: str = typer.Option("", help="Address to listen on."),
    port: int = typer.Option(0, help="Port to listen on."),
) -> None:
    """Serve the pages and the API."""
    from qa_service.app import serve_forever

    settings = read_settings(data)
    serve_forever(settings, host=host or settings.bind_host, port=port or settings.bind_port)


def migrate(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Bring the database to the newest form."""
    from qa_service.app import lay_out

    revision = lay_out(read_settings(data))
    answer({"revision": revision}, f"The database is at revision {revision}.", as_json=as_json)


def config(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Show every setting with its value and where it came from."""
    settings = read_settings(data)
    rows = {
        name: {
            "value": str(getattr(settings, name)),
            "origin": "--data"
            if data is not None and name == "data_dir"
            else origin(name, environment=dict(os.environ), env_file=Path(".env")),
            "meaning": field.description or "",
        }
        for name, field in Settings.model_fields.items()
    }
    lines = [f"QA_{name.upper()}={row['value']}  ({row['origin']})" for name, row in rows.items()]
    answer(rows, "\n".join(lines), as_json=as_json)


def doctor(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Look for what is wrong with this installation."""
    with open_house(data) as house:
        findings = checks.everything(house)
    for each in findings:
        word = "FAULT" if each.fault else "advice" if each.advice else "ok"
        say(f"{each.name:10} {word:7}{each.fault or each.advice}")
    rows = {each.name: {"fault": each.fault, "advice": each.advice} for each in findings}
    answer(rows, "", as_json=as_json)
    if any(each.fault for each in findings):
        raise typer.Exit(1)
