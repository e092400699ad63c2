"""The setup code: whoever reads the operator's console may set the installation up, nobody else."""

import hmac
import os
from pathlib import Path

from qa_service.errors import Forbidden
from qa_service.identity import records as identity_records
from qa_service.ids import random_serial
from qa_service.settings import Settings
from qa_service.web import House


def read_or_make(settings: Settings) -> str:
    """The code, made at the first call and kept in a file that only the owner reads."""
    path = _path(settings)
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write("-".join(random_serial(4) for _ in range(3)))
    return path.read_text()


def at_start(house: House) -> tuple[str, ...]:
    """The line for the console of an installation that nobody has set up yet."""
    with house.database.read() as session:
        if not identity_records.is_empty(session):
            return ()
    return (
        f"Nobody is here yet. Open /app and enter the setup code {read_or_make(house.settings)}",
    )


def check(settings: Settings, given: str) -> None:
    """Raises Forbidden unless the code is right."""
    path = _path(settings)
    known = path.read_text() if path.exists() else ""
    if not known or not hmac.compare_digest(known.encode(), given.strip().upper().encode()):
        raise Forbidden("installation.setup_code_wrong")


def forget(settings: Settings) -> None:
    """Once set up, the code opens nothing."""
    _path(settings).unlink(missing_ok=True)


def _path(settings: Settings) -> Path:
    return settings.data_dir / "setup-code"
