"""`qa-service recall ...`: two persons at the console, each with their sign-in name and password."""

from typing import Annotated, Any
from uuid import UUID

import typer
from sqlmodel import Session

from certificates.recalls import actions, records
from qa_service.command import DataOption, JsonOption, answer, open_house
from qa_service.errors import Invalid, Unauthenticated
from qa_service.identity import records as people
from qa_service.identity.model import Actor
from qa_service.ids import uuid7

LoginOption = Annotated[str, typer.Option("--login", help="Sign-in name of who decides.")]
PasswordOption = Annotated[
    str, typer.Option("--password", prompt=True, hide_input=True, help="Their password.")
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Recalls: propose, confirm, list.", no_args_is_help=True)
    group.command("propose")(propose)
    group.command("confirm")(confirm)
    group.command("list")(list_recalls)
    app.add_typer(group, name="recall")


def propose(
    gtin: Annotated[str, typer.Argument(help="The product, 14 digits.")],
    reason: Annotated[str, typer.Option(help="A short code, such as hooks_break.")],
    do: Annotated[str, typer.Option(help="What holders must do.")],
    contact: Annotated[str, typer.Option(help="Whom to ask.")],
    login: LoginOption,
    password: PasswordOption,
    lot: Annotated[str | None, typer.Option(help="First or only lot.")] = None,
    lot_to: Annotated[str | None, typer.Option(help="Last lot.")] = None,
    serial: Annotated[str | None, typer.Option(help="First or only serial.")] = None,
    serial_to: Annotated[str | None, typer.Option(help="Last serial.")] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """The first person: nothing is public yet."""
    scope = actions.scope_of(gtin=gtin, lot=lot, lot_to=lot_to, serial=serial, serial_to=serial_to)
    words = actions.words_of(reason=reason, action=do, contact=contact)
    with open_house(data) as house, house.database.write() as session:
        row = actions.propose(
            session, actor=_actor(session, login), recall_id=uuid7(), scope=scope, words=words,
            password=password, now=house.clock(),
        )  # fmt: skip
        value = _value(session, row)
    answer(
        value,
        f"Proposed: {value['labels']} labels on record fall under it. Another person confirms: "
        f"qa-service recall confirm {row.id}",
        as_json=as_json,
    )


def confirm(
    recall: Annotated[str, typer.Argument(help="Id of the proposal.")],
    login: LoginOption,
    password: PasswordOption,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """The second person: every scan says recalled from now on."""
    try:
        recall_id = UUID(recall)
    except ValueError:
        raise Invalid("recall.not_found", id=recall[:80]) from None
    with open_house(data) as house, house.database.write() as session:
        row = actions.confirm(
            session, house, actor=_actor(session, login), recall_id=recall_id,
            password=password, now=house.clock(),
        )  # fmt: skip
        value = _value(session, row)
    answer(value, f"Recalled and published: {value['labels']} labels.", as_json=as_json)


def list_recalls(data: DataOption = None, as_json: JsonOption = False) -> None:
    """Every proposal and recall."""
    with open_house(data) as house, house.database.read() as session:
        rows = [_value(session, each) for each in records.every(session)]
    lines = [f"{each['id']} {each['state']:9} {each['gtin']} {each['reason']}" for each in rows]
    answer(rows, "\n".join(lines) or "No recalls.", as_json=as_json)


def _actor(session: Session, login: str) -> Actor:
    person = people.person_by_login(session, login)
    if person is None:
        raise Unauthenticated("signature.wrong_password")
    return people.actor(session, person)


def _value(session: Session, row: records.RecallProposal) -> dict[str, Any]:
    names = ("gtin", "lot", "lot_to", "serial", "serial_to", "reason", "action", "contact", "state")
    value: dict[str, Any] = {name: getattr(row, name) for name in names}
    return {"id": str(row.id), **value, "labels": actions.covered(session, row)}
