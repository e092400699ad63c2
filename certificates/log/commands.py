"""`qa-service log witness ...` and `log proof`: keys are exchanged, checkpoints signed, proofs checked offline."""

from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from certificates.log import actions, asking, peers
from certificates.tree import checkpoint, proof
from certificates.tree.checkpoint import NoteFault, NoteKey
from qa_service.clock import iso, system_clock
from qa_service.command import DataOption, JsonOption, answer, open_house, say
from qa_service.errors import Conflict, Invalid, NotFound, TooLarge
from qa_service.identity import records as people
from qa_service.identity.model import OrganisationKind

MOST_BYTES = 1_000_000
NO = 1


def add_to(group: typer.Typer) -> None:
    """Add to the group `log`, which issuing/ opens with `log verify`."""
    witness = typer.Typer(
        help="Witnesses: whose log we sign, and who signs ours.", no_args_is_help=True
    )
    for command in (show, accept, add, ask):
        witness.command(command.__name__)(command)
    group.add_typer(witness, name="witness")
    group.command("proof")(write_proof)


def show(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Our keys to give away, who signs our log, whose log we sign, and what is not witnessed yet."""
    with open_house(data) as house, house.database.read() as session:
        value = _shown(session)
    lines = [f"log key:     {each}" for each in value["log_keys"]]
    lines += [f"witness key: {value['witness_key'] or 'none: accept a log first'}"]
    lines += [f"{each['name']}: {each['words']}" for each in value["witnesses"]]
    lines += [f"we sign {each['origin']} up to {each['size']}" for each in value["we_sign"]]
    answer(value, "\n".join(lines), as_json=as_json)


def accept(
    vkey: Annotated[str, typer.Argument(help="Key of the log whose checkpoints we will sign.")],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Witness the log of another installation from now on."""
    with open_house(data) as house, house.database.write() as session:
        row = actions.accept_log(
            session, house.settings, vkey=vkey, operator=_operator(session), now=house.clock()
        )
        own = actions.own_witness_key(session)
        value = {"origin": row.origin, "witness_key": own.vkey() if own else None}
    answer(
        value,
        f"We witness {row.origin}. Give them this key and our address:\n{value['witness_key']}",
        as_json=as_json,
    )


def add(
    vkey: Annotated[str, typer.Argument(help="Key of the witness.")],
    url: Annotated[str, typer.Argument(help="Its address, such as https://host/witness.")],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Ask this installation to sign our checkpoints from now on."""
    with open_house(data) as house, house.database.write() as session:
        row = actions.add_witness(session, vkey=vkey, url=url, actor=None, now=house.clock())
        value = {"name": row.name, "url": row.url}
    answer(value, f"{row.name} is asked at {row.url}.", as_json=as_json)


def ask(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Ask every witness now; exit 1 when one did not sign."""
    with open_house(data) as house:
        found = asking.ask_all(house, now=house.clock())
        with house.database.read() as session:
            value = _shown(session)
    words = [f"{name}: {fault or 'signed'}" for name, fault in found.items()]
    answer(value, "\n".join(words) or "There is no witness to ask.", as_json=as_json)
    if any(found.values()):
        raise typer.Exit(NO)


def write_proof(
    leaf: Annotated[int, typer.Argument(help="The leaf, as the label or certificate names it.")],
    out: Annotated[
        Path, typer.Option(help="File to write, .tlog-proof; the entry stands beside it.")
    ],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the proof of a leaf and its entry, to be checked anywhere without a network."""
    entry_file = out.with_suffix(".entry")
    with open_house(data) as house, house.database.read() as session:
        text = actions.prove(session, house.settings, leaf=leaf, now=house.clock())
        entry = actions.entry(session, leaf)
        witnesses = actions.seen_by(session, leaf)
    for path, content in ((out, text.encode()), (entry_file, entry)):
        if path.exists():
            raise Conflict("file.already_there", file=str(path))
        path.write_bytes(content)
    if not witnesses:
        say("Logged, not yet witnessed.")
    answer(
        {"proof": str(out.absolute()), "entry": str(entry_file.absolute()), "witnesses": witnesses},
        f"Written: {out} and {entry_file}",
        as_json=as_json,
    )


def check_proof(
    *, proof_file: Path, entry: Path | None, keys: list[str], quorum: int, as_json: bool
) -> None:
    """Offline: is this entry in the log, by so many witnesses? Exit 1 with the first fault."""
    text = _read(proof_file).decode("utf-8", "replace")
    content = _read(entry or proof_file.with_suffix(".entry"))
    known = [_key(each) for each in keys]
    try:
        found = proof.check(
            text, entry=content, quorum=quorum, now=system_clock(),
            log=[each for each in known if each.kind == checkpoint.ED25519],
            witnesses=[each for each in known if each.kind == checkpoint.COSIGNATURE],
        )  # fmt: skip
    except NoteFault as fault:
        answer({"ok": False, "reason": fault.reason}, f"No: {fault.reason}", as_json=as_json)
        raise typer.Exit(NO) from None
    seen = {name: iso(at) for name, at in found.witnesses.items()}
    told = ", ".join(seen) or "nobody yet"
    answer(
        {"ok": True, "reason": "", "leaf": found.index, "log": found.origin, "size": found.size,
         "witnesses": seen},
        f"Yes: leaf {found.index} of {found.origin}, size {found.size}, witnessed by {told}.",
        as_json=as_json,
    )  # fmt: skip


def _shown(session: Session) -> dict[str, Any]:
    own = actions.own_witness_key(session)
    return {
        "log_keys": [each.vkey() for each in actions.log_keys(session)],
        "witness_key": own.vkey() if own else None,
        "witnesses": [
            {
                "name": each.name, "url": each.url, "fault": each.fault,
                "size": peers.signed_size(session, each.name),
                "words": each.fault or f"signed up to {peers.signed_size(session, each.name)}",
            }
            for each in peers.witnesses(session)
        ],
        "we_sign": [
            {"origin": each.origin, "size": each.size} for each in peers.witnessed_logs(session)
        ],
    }  # fmt: skip


def _operator(session: Session) -> Any:
    wanted = OrganisationKind.NETWORK_OPERATOR.value
    found = [each.id for each in people.organisations(session) if each.kind == wanted]
    if not found:
        raise NotFound("trust.not_published", kind="operator")
    return found[0]


def _key(vkey: str) -> NoteKey:
    try:
        return checkpoint.read_vkey(vkey)
    except NoteFault:
        raise Invalid("log.key_unreadable") from None


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise NotFound("file.not_found", file=str(path))
    if path.stat().st_size > MOST_BYTES:
        raise TooLarge("file.too_large", file=str(path), most_bytes=MOST_BYTES)
    return path.read_bytes()
