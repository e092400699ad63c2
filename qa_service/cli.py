"""The command `qa-service`: every feature adds its commands; no traceback ever reaches a user."""

import sys
from collections.abc import Sequence

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from qa_service import features
from qa_service.errors import QaError
from qa_service.i18n.catalogue import text

BAD_INPUT = 2


def build() -> typer.Typer:
    """The command line with the commands of all features."""
    app = typer.Typer(
        name="qa-service",
        help="Quality assurance and traceability for medical devices made locally.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for feature in features.installed():
        for register in feature.commands:
            register(app)
    return app


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 done, 1 the answer is no, 2 bad input with one clear line."""
    try:
        outcome = build()(args=arguments, standalone_mode=False)
    except typer.Exit as ended:
        return ended.exit_code
    except typer.Abort:
        return _refuse("stopped")
    except typer.TyperException as fault:
        return _refuse(_usage(fault))
    except QaError as refusal:
        return _refuse(_sentence(refusal))
    except ValidationError as fault:
        first = fault.errors()[0]
        return _refuse(f"setting {'.'.join(map(str, first['loc']))}: {first['msg']}")
    except SQLAlchemyError as fault:
        return _refuse(f"database: {str(fault).splitlines()[0]}")
    except OSError as fault:
        return _refuse(f"{fault.filename or 'file'}: {fault.strerror or fault}")
    return outcome if isinstance(outcome, int) else 0


def main() -> None:
    """Entry point of the command."""
    sys.exit(run())


def _usage(fault: typer.TyperException) -> str:
    message: object = getattr(fault, "message", "") or str(fault)
    return " ".join(str(message).split())


def _sentence(refusal: QaError) -> str:
    words = text(f"problem.{refusal.code}", "en", **refusal.details)
    return str(refusal) if words.startswith("problem.") else f"{words} [{refusal}]"


def _refuse(line: str) -> int:
    sys.stderr.write(f"qa-service: {line}\n")
    return BAD_INPUT
