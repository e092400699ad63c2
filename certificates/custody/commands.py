"""`qa-service keys ...`: what the operator does at the console; the actor is the console itself."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
import yaml
from sqlmodel import Session

from certificates.custody import actions, ceremony, shapes, transcript
from certificates.custody.model import Plan, PlanFault, read_plan
from certificates.keyring import actions as keyring
from certificates.keyring import records
from certificates.keyring.model import KeyFacts, KeyRole
from certificates.publishing import roots
from certificates.trust import fields
from certificates.trust.fields import TrustFault
from certificates.trust.words import six_words
from qa_service.clock import iso, system_clock
from qa_service.command import DataOption, JsonOption, answer, open_house, say
from qa_service.errors import Conflict, Invalid, NotFound, TooLarge
from qa_service.identity import records as people
from qa_service.web import House

MOST_BYTES = 1_000_000
KeyArgument = Annotated[str, typer.Argument(help="Key: its id here, its key id, or a beginning.")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why; it stays on record.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        help="Keys: list, make, rotate, retire, revoke, export; the root ceremony.",
        no_args_is_help=True,
    )
    for command in (list_keys, make, rotate, retire, revoke, export, plan, hold_ceremony, install):
        name = {"list_keys": "list", "hold_ceremony": "ceremony"}.get(command.__name__)
        group.command(name or command.__name__)(command)
    app.add_typer(group, name="keys")


def list_keys(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Every key: role, owner, state, dates, whether its private half lies here; and the root."""
    with open_house(data) as house, house.database.read() as session:
        found = [
            shapes.key_out(each) for each in actions.listed(session, house.settings, actor=None)
        ]
        root = shapes.root_out(session)
    lines = [f"root version {root.version}: {' '.join(root.words)}"] if root else []
    lines += [
        f"{each.role:10} {each.organisation:6} {each.state:8} until {each.valid_to:%Y-%m-%d}  "
        f"{'here' if each.is_here else 'elsewhere':9} {each.id}"
        for each in found
    ]
    value = {
        "root": root.model_dump(mode="json") if root else None,
        "keys": [each.model_dump(mode="json") for each in found],
    }
    answer(value, "\n".join(lines) or "No keys yet.", as_json=as_json)


def make(
    role: Annotated[KeyRole, typer.Argument(help="What it may sign.")],
    organisation: Annotated[
        str, typer.Option(help="Code of its owner (default: the network operator).")
    ] = "",
    makers: Annotated[str, typer.Option(help="Only these maker numbers, 3,7.")] = "",
    gtins: Annotated[str, typer.Option(help="Only these products, by GTIN.")] = "",
    public: Annotated[
        str, typer.Option(help="Enrol this public key (hexadecimal); nothing is made here.")
    ] = "",
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a key here, or enrol a public key whose private half lies elsewhere."""
    scope = shapes.scope_of(_split(makers), _split(gtins))
    with open_house(data) as house, house.database.write() as session:
        facts = actions.make(
            session, house, actor=None, role=role, scope=scope, now=house.clock(),
            organisation_id=_organisation(session, organisation),
            public_key=shapes.public_key_of(public) if public else None,
        )  # fmt: skip
        _tell(session, house, facts, "made", as_json=as_json)


def rotate(key: KeyArgument, data: DataOption = None, as_json: JsonOption = False) -> None:
    """A successor signs from now on; the old key stays good for what it signed."""
    with open_house(data) as house, house.database.write() as session:
        known = _key(session, key)
        facts = actions.rotate(session, house, actor=None, key_id=known.id, now=house.clock())
        _tell(session, house, facts, "made", as_json=as_json)


def retire(
    key: KeyArgument, reason: ReasonOption, data: DataOption = None, as_json: JsonOption = False
) -> None:
    """It signs nothing more; what it signed until now stays good."""
    with open_house(data) as house, house.database.write() as session:
        known = _key(session, key)
        facts = actions.retire(
            session, house, actor=None, key_id=known.id, reason=reason, now=house.clock()
        )
        _tell(session, house, facts, "retired", as_json=as_json)


def revoke(
    key: KeyArgument,
    reason: ReasonOption,
    good_up_to_leaf: Annotated[
        int | None, typer.Option(help="The last leaf of the log from before the theft.")
    ] = None,
    nothing_good: Annotated[
        bool, typer.Option("--nothing-good", help="No label of this key holds any more.")
    ] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Stolen or lost: labels on record up to the leaf stay good, everything else is refused."""
    if (good_up_to_leaf is None) != nothing_good:
        raise Invalid("key.say_what_is_good")
    with open_house(data) as house, house.database.write() as session:
        known = _key(session, key)
        facts = actions.revoke(
            session, house, actor=None, key_id=known.id, good_up_to=good_up_to_leaf,
            reason=reason, now=house.clock(),
        )  # fmt: skip
        _tell(session, house, facts, "revoked", as_json=as_json)


def export(
    key: Annotated[str, typer.Argument(help="Only this key.")] = "",
    private: Annotated[
        bool, typer.Option("--private", help="The private half too, under a new passphrase.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="File for the private half.")] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(help="File that holds the new passphrase; else it is asked.")
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Public halves as people exchange them; with --private one encrypted PKCS#8 file."""
    if private and (not key or out is None):
        raise Invalid("key.export_needs_key_and_file")
    with open_house(data) as house, house.database.read() as session:
        rows = [_key(session, key)] if key else list(records.all_keys(session))
        found = [
            shapes.key_out(actions.as_listed(session, house.settings, row.facts())) for row in rows
        ]
        if private and out is not None:
            opened = keyring.private_half(house.settings, rows[0])
            pem = ceremony.sealed_pem(opened, _passphrase("the exported key", passphrase_file))
            ceremony.write_secret(out, pem)
            say(f"Written: {out}")
    lines = [f"{each.public_key}  {each.role} {each.organisation}" for each in found]
    answer([each.model_dump(mode="json") for each in found], "\n".join(lines), as_json=as_json)


def plan(
    out: Annotated[Path, typer.Option(help="The plan to write, YAML.")],
    holder: Annotated[
        list[str] | None, typer.Option(help="Who will keep a root key; say it three times.")
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the plan of a root ceremony: people read it, change it and sign it off."""
    with open_house(data) as house, house.database.read() as session:
        value = actions.plan(session, holders=holder or (), now=house.clock())
    written = yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120)
    ceremony.write_new(out, (PLAN_HEAD + written).encode())
    answer(
        {"plan": str(out.absolute()), "version": value["version"]},
        f"Read and change {out}, let somebody else check it, then: qa-service keys ceremony {out}",
        as_json=as_json,
    )


def hold_ceremony(
    plan_file: Annotated[Path, typer.Argument(help="The plan that people signed off.")],
    out: Annotated[Path, typer.Option(help="Folder for the root, the keys and the transcript.")],
    key: Annotated[
        list[Path] | None, typer.Option(help="A root key from before, PKCS#8; say it for each.")
    ] = None,
    passphrases: Annotated[
        Path | None, typer.Option(help="JSON, name or file to passphrase; else they are asked.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only read the plan and say what would be signed.")
    ] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the root keys, sign the root, check it as a device would, write the transcript.

    Without --data no installation is opened: run it on a machine without a network. With --data
    the keys of the root before are those that lie on this server (the first ceremony).
    """
    read = _read_plan(plan_file)
    if check:
        answer(shapes.plan_value(read), _said(read), as_json=as_json)
        return
    given = _passphrases(read, passphrases, key or ())
    present = [ceremony.open_key(path, given[str(path)]) for path in key or ()]
    if data is not None:
        with open_house(data) as house, house.database.read() as session:
            present += [
                keyring.private_half(house.settings, row) for row in roots.held_here(session)
            ]
    done = ceremony.hold(read, passphrases=given, present=present, now=system_clock())
    paths = ceremony.write(done, out)
    page = out / "transcript.pdf"
    ceremony.write_new(page, transcript.draw(read, done))
    answer(
        {
            "root": str(paths["root"].absolute()),
            "transcript": str(page.absolute()),
            "version": done.version,
            "fingerprint": done.fingerprint,
            "words": list(done.words),
            "holders": [
                {
                    "name": each.name, "key_id": each.key_id, "words": list(each.words),
                    "file": str(paths[each.name].absolute()) if each.name in paths else None,
                }
                for each in done.kept
            ],
        },
        f"Root version {done.version}: {' '.join(done.words)}\nPrint and sign {page}, give each "
        f"holder their key file, then on the server: qa-service keys install {paths['root']}",
        as_json=as_json,
    )  # fmt: skip


def install(
    root: Annotated[Path, typer.Argument(help="root.json of a ceremony.")],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Publish the root of a ceremony; root keys that lay on this server leave it."""
    value = _json(root)
    with open_house(data) as house:
        with house.database.write() as session:
            found = actions.take_over(session, house, actor=None, root=value, now=house.clock())
        with house.database.read() as session:
            gone = actions.forget_retired_roots(session, house.settings)
    said = found.root.value
    answer(
        {
            "version": said.version, "fingerprint": said.fingerprint,
            "words": list(six_words(said.fingerprint)), "keys_removed": gone,
        },
        f"Root version {said.version} is published: {' '.join(six_words(said.fingerprint))}. "
        f"{gone} root keys left this server.",
        as_json=as_json,
    )  # fmt: skip


PLAN_HEAD = """\
# Plan of a root ceremony. Read every line. Change the holders, the place and the witnesses.
# key: new makes a key for that holder; a public key in hexadecimal keeps the one they have.
# Take a server key out of `keys` when it was stolen. Then let a second person check this file.
"""


def _said(read: Plan) -> str:
    lines = [
        f"Root version {read.version} of {read.network}, until {iso(read.expires_at)}.",
        f"Any {read.threshold} of {len(read.holders)} keys sign.",
    ]
    lines += [
        f"{each.name}: {'a new key' if each.public_key is None else 'the key kept from before'}"
        for each in read.holders
    ]
    return "\n".join(lines)


def _read_plan(path: Path) -> Plan:
    try:
        value: object = yaml.safe_load(_text(path))
    except (yaml.YAMLError, ValueError, RecursionError):
        raise Invalid("ceremony.plan_unreadable", file=str(path), where="YAML") from None
    if isinstance(value, dict) and isinstance(value.get("expires_at"), datetime):
        value["expires_at"] = iso(value["expires_at"])  # somebody took the quotes away
    try:
        return read_plan(value)
    except PlanFault as fault:
        raise Invalid(fault.reason, file=str(path), where=fault.where) from None


def _passphrases(read: Plan, path: Path | None, keys: Sequence[Path]) -> dict[str, str]:
    """By holder for new keys, by file for old ones."""
    needed = [each.name for each in read.holders if each.public_key is None]
    needed += [str(each) for each in keys]
    if path is None:
        return {name: _passphrase(name, None) for name in needed}
    value = _json(path)
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise Invalid("ceremony.passphrases_unreadable", file=str(path))
    missing = [name for name in needed if name not in value]
    if missing:
        raise Invalid("ceremony.passphrase_missing", name=missing[0])
    return {name: str(value[name]) for name in needed}


def _passphrase(whose: str, path: Path | None) -> str:
    if path is not None:
        return _text(path).strip()
    asked: str = typer.prompt(
        f"Passphrase of {whose}", hide_input=True, confirmation_prompt=True, err=True
    )
    return asked


def _key(session: Session, text: str) -> records.SigningKey:
    wanted = text.strip().lower()
    found = [
        row
        for row in records.all_keys(session)
        if wanted and (str(row.id).startswith(wanted) or shapes.id_of(row).startswith(wanted))
    ]
    if not found:
        raise NotFound("key.not_found", id=text[:80])
    if len(found) > 1:
        raise Conflict("key.several", id=text[:80], found=len(found))
    return found[0]


def _organisation(session: Session, code: str) -> UUID | None:
    if not code:
        return None
    found = people.organisation_by_code(session, code)
    if found is None:
        raise NotFound("organisation.not_found", id=code[:40])
    return found.id


def _split(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _tell(session: Session, house: House, facts: KeyFacts, verb: str, *, as_json: bool) -> None:
    out = shapes.key_out(actions.as_listed(session, house.settings, facts))
    answer(
        out.model_dump(mode="json"),
        f"{verb}: {out.role} key of {out.organisation}, {out.id}, {' '.join(out.words)}",
        as_json=as_json,
    )


def _text(path: Path) -> str:
    if not path.is_file():
        raise NotFound("file.not_found", file=str(path))
    if path.stat().st_size > MOST_BYTES:
        raise TooLarge("file.too_large", file=str(path), most_bytes=MOST_BYTES)
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Invalid("file.not_json", file=str(path)) from None


def _json(path: Path) -> object:
    try:
        return fields.from_bytes(_text(path).encode())
    except TrustFault:
        raise Invalid("file.not_json", file=str(path)) from None
