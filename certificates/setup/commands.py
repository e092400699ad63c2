"""`qa-service init`: the first start on the command line."""

import typer

from certificates.setup import actions
from qa_service.command import DataOption, JsonOption, answer, open_house
from qa_service.ids import uuid7


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(init)


def init(
    data: DataOption = None,
    network: str = typer.Option(..., prompt="Name of the network"),
    host: str = typer.Option(
        ..., prompt="Host printed on labels for ever (14 characters or less keep labels small)"
    ),
    gtin_prefix: str = typer.Option(..., prompt="GS1 company prefix (952... is for demos)"),
    organisation: str = typer.Option(..., prompt="Organisation that runs the network"),
    organisation_code: str = typer.Option("OPS", help="Its short code."),
    inspection_body: str = typer.Option(
        "", prompt="Inspection body (empty: add it later)", help="First inspection body."
    ),
    inspection_body_code: str = typer.Option("LAB", help="Its short code."),
    login: str = typer.Option(..., prompt="Sign-in name of the first administrator"),
    name: str = typer.Option(..., prompt="Name of the first administrator"),
    password: str = typer.Option(..., prompt=True, hide_input=True, confirmation_prompt=True),
    as_json: JsonOption = False,
) -> None:
    """Set up a real installation: first administrator, organisations, host, GTIN prefix, keys."""
    start = actions.FirstStart(
        network_name=network,
        label_host=host,
        gtin_prefix=gtin_prefix,
        operator=actions.NewOrganisation(uuid7(), organisation_code, organisation),
        inspection_body=actions.NewOrganisation(uuid7(), inspection_body_code, inspection_body)
        if inspection_body
        else None,
        admin_id=uuid7(),
        admin_login=login,
        admin_name=name,
        admin_password=password,
    )
    with open_house(data) as house:
        with house.database.write() as session:
            actions.establish(session, house.settings, start=start, now=house.clock())
        folder = str(house.settings.data_dir.absolute())
    answer(
        {"data": folder, "admin": login.lower(), "label_host": host.upper()},
        f"Set up in {folder}. Start it with: qa-service serve --data {folder}",
        as_json=as_json,
    )
