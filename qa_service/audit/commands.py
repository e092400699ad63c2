"""`qa-service audit verify`: the whole chain, recomputed."""

import typer

from qa_service.audit import actions
from qa_service.command import DataOption, JsonOption, answer, open_house


def register(app: typer.Typer) -> None:
    """Add the audit commands."""
    group = typer.Typer(help="The audit chain.", no_args_is_help=True)
    group.command("verify")(verify)
    group.callback()(_only_a_group)
    app.add_typer(group, name="audit")


def _only_a_group() -> None:
    """The audit chain."""


def verify(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Check every link; exit 1 names the first broken entry."""
    with open_house(data) as house, house.database.read() as session:
        report = actions.verify(session)
    if report.broken_at is None:
        words = f"The chain holds: {report.entries} entries, head {report.head[:16]}."
    else:
        words = f"The chain is broken at entry {report.broken_at}: {report.reason}."
    answer(
        {
            "ok": report.broken_at is None,
            "entries": report.entries,
            "head": report.head,
            "broken_at": report.broken_at,
            "reason": report.reason,
        },
        words,
        as_json=as_json,
    )
    if report.broken_at is not None:
        raise typer.Exit(1)
