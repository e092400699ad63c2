"""`qa-service log verify`: the transparency log, hashed again and compared with the certificates."""

import typer

from certificates.issuing import agreement
from qa_service.command import DataOption, JsonOption, answer, open_house


def register(app: typer.Typer) -> None:
    """Add the commands of the log."""
    group = typer.Typer(help="The transparency log.", no_args_is_help=True)
    group.command("verify")(verify)
    group.callback()(_only_a_group)
    app.add_typer(group, name="log")


def _only_a_group() -> None:
    """The transparency log."""


def verify(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Check every leaf and every certificate against it; exit 1 names what differs."""
    with open_house(data) as house, house.database.read() as session:
        found = agreement.check(session)
    if found.ok:
        words = f"The log holds: {found.log.leaves} leaves, root {found.log.root[:16]}."
    elif found.log.broken_at is not None:
        words = f"The log is broken at leaf {found.log.broken_at}: {found.log.reason}."
    else:
        words = "The log and the records differ: " + "; ".join(found.differences) + "."
    answer(
        {
            "ok": found.ok,
            "leaves": found.log.leaves,
            "root": found.log.root,
            "broken_at": found.log.broken_at,
            "reason": found.log.reason,
            "differences": list(found.differences),
        },
        words,
        as_json=as_json,
    )
    if not found.ok:
        raise typer.Exit(1)
