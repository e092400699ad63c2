"""Append-only tables, enforced by the database itself on both engines (decision 11)."""

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel

APPEND_ONLY = ("audit_entry",)
MARK = "append_only"


def marked(connection: Connection) -> tuple[str, ...]:
    """Tables of this database that are append-only: the chain, and those with info {MARK: True}."""
    asked = {each.name for each in SQLModel.metadata.tables.values() if each.info.get(MARK)}
    there = set(inspect(connection).get_table_names())
    return tuple(sorted((asked | set(APPEND_ONLY)) & there))


def protect(connection: Connection, tables: tuple[str, ...] | None = None) -> None:
    """Refuse UPDATE and DELETE on these tables (default: all marked; PostgreSQL: TRUNCATE too)."""
    for table in marked(connection) if tables is None else tables:
        statements = _sqlite(table) if connection.dialect.name == "sqlite" else _postgres(table)
        for statement in statements:
            connection.execute(text(statement))


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def _postgres(table: str) -> list[str]:
    return [
        f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()",
    ]
