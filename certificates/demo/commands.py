"""`qa-service demo`: the main job from nothing, then served."""

import sys
import time

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from certificates.demo import story
from certificates.demo.network import NETWORK_NAME, PASSWORD
from certificates.demo.steps import Step, Told
from qa_service.command import DataOption, JsonOption, answer, open_house, read_settings, say

PEOPLE = (
    ("inspector", "lab-inspector-1"),
    ("reviewer", "lab-reviewer"),
    ("issuer", "ops-release"),
    ("maker", "w1-lead"),
    ("receiver", "aid-store-nbo"),
    ("administrator", "ops-admin"),
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    data: DataOption = None,
    no_serve: bool = typer.Option(False, "--no-serve", help="Stop after the ten steps."),
    as_json: JsonOption = False,
) -> None:
    """Run the main job from nothing on the embedded default, then serve it."""
    began = time.monotonic()
    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
    )
    with (
        open_house(data) as house,
        Progress(*columns, console=console, transient=True, disable=as_json) as bar,
    ):
        task = bar.add_task("starting", total=1)
        told = Told(
            tell=lambda step: _tell(console, step, quiet=as_json),
            progress=lambda what, done, of: bar.update(
                task, description=what, completed=done, total=of
            ),
        )
        made = story.tell(house, told)
        folder = house.settings.data_dir.absolute()
    value = {
        "label_text": made.label_text,
        "trust_list": str(made.trust_list.absolute()),
        "status_list": str(made.status_list.absolute()),
        "labels_pdf": str(made.labels_pdf.absolute()),
        "certificate_pdf": str(made.certificate_pdf.absolute()),
        "batch": made.batch,
        "data": str(folder),
        "steps": [
            {"name": s.name, "result": s.result, "files": [str(f.absolute()) for f in s.files]}
            for s in told.steps
        ],
    }
    took = time.monotonic() - began
    answer(
        value, f"{NETWORK_NAME}: done in {took:.0f} s. Everything lies in {folder}", as_json=as_json
    )
    sys.stdout.flush()
    if not no_serve:
        _serve(data)


def _serve(data: DataOption) -> None:
    from qa_service.app import serve_forever

    settings = read_settings(data)
    address = f"http://{settings.bind_host}:{settings.bind_port}"
    say(f"\nOpen {address} and sign in; the password of everybody is: {PASSWORD}")
    for role, login in PEOPLE:
        say(f"  {role:14} {login}")
    say("Demo numbers, drawn photos: not for use. Stop with Ctrl+C.")
    serve_forever(settings, host=settings.bind_host, port=settings.bind_port)


def _tell(console: Console, step: Step, *, quiet: bool) -> None:
    if quiet:
        return
    console.print(f"[bold]{step.name:13}[/bold] {step.result}", soft_wrap=True)
    for path in step.files:
        console.print(f"{'':13} {path}", soft_wrap=True, style="dim")
