"""Run the migration steps on the engine that the caller opened."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from qa_service import features


def _plain_text(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write SQLModel's text type as the plain one, so that a migration needs no SQLModel."""
    return "sa.String()" if kind == "type" and isinstance(item, AutoString) else False


features.installed()
engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=_plain_text,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
