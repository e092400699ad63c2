"""Engines, transactions and UTC times, the same on SQLite and PostgreSQL.

SQLite: WAL, synchronous=FULL (a workshop loses power, not processes), foreign keys, BEGIN IMMEDIATE
for writers and one write lock in the process, so that writers queue instead of backing off.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, create_engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

from qa_service.errors import RefusedOnRecord, Unavailable

READ_ONLY = "qa_read_only"
LONGEST_WAIT_S = 10.0


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC times in and out; a naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; SQLite keeps no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(  # the name is given by SQLAlchemy
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Give back UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """One database: hands out transactions that commit or leave nothing behind."""

    def __init__(self, url: str) -> None:
        self.url = _with_driver(url)
        self.engine = _engine(self.url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writing = threading.Lock()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One writing transaction: commits at the end, rolls back on any exception.

        RefusedOnRecord alone commits first: the audit entry of the refusal stays.
        """
        turn = self._turn() if self.is_sqlite else nullcontext()
        refusal: RefusedOnRecord | None = None
        with turn, Session(self.engine, expire_on_commit=False) as session, session.begin():
            try:
                yield session
            except RefusedOnRecord as raised:
                refusal = raised
        if refusal is not None:
            raise refusal

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Writers queue. A request may begin and end on different threads, so the lock belongs to none."""
        if not self._writing.acquire(timeout=LONGEST_WAIT_S):
            raise Unavailable("database.unavailable")
        try:
            yield
        finally:
            self._writing.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One reading transaction that sees one state and changes nothing."""
        engine = self.engine.execution_options(**{READ_ONLY: True})
        with Session(engine, expire_on_commit=False) as session:
            try:
                yield session
            finally:
                session.expunge_all()  # what was read stays readable after the end
                session.rollback()

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


def advisory_lock(session: Session, number: int) -> None:
    """Serialise writers of one thing until the end of the transaction (SQLite: they already are)."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": number})


def _with_driver(url: str) -> str:
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"check_same_thread": False, "timeout": 10})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # the driver must not begin transactions by itself: we choose IMMEDIATE or deferred
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "temp_store=MEMORY",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    read_only = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")
