"""`qa-service log verify`: the log hashed again and compared with certificates and audit chain; or one proof offline."""

from pathlib import Path
from typing import Annotated

import typer

from certificates.issuing import agreement
from certificates.log import commands as log_commands
from qa_service.command import DataOption, JsonOption, answer, open_house


def register(app: typer.Typer) -> None:
    """Add the commands of the log."""
    group = typer.Typer(help="The transparency log.", no_args_is_help=True)
    group.command("verify")(verify)
    log_commands.add_to(group)
    app.add_typer(group, name="log")


def verify(
    proof: Annotated[
        Path | None, typer.Option(help="Check this proof alone; no installation is opened.")
    ] = None,
    entry: Annotated[
        Path | None, typer.Option(help="What was logged (default: beside the proof).")
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option(help="Keys of the log and of witnesses that you trust.")
    ] = None,
    quorum: Annotated[int, typer.Option(min=0, help="So many witnesses must have signed.")] = 0,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check every leaf, certificate and audit entry; exit 1 names what differs. With --proof: one leaf."""
    if proof is not None:
        log_commands.check_proof(
            proof_file=proof, entry=entry, keys=key or [], quorum=quorum, as_json=as_json
        )
        return
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
