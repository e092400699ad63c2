"""One linear history for SQLite and PostgreSQL.

env.py         how Alembic reaches the tables of all features
versions/      the steps; until 0.1.0 one, made anew by regenerate.py
triggers.py    append-only tables: the database itself refuses UPDATE and DELETE
"""

from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from qa_service import features
from qa_service.database import Database


def configuration(url: str) -> Config:
    """Alembic's configuration for one database."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["url"] = url
    return config


@lru_cache(maxsize=1)
def newest() -> str:
    """The newest step."""
    head = ScriptDirectory.from_config(configuration("")).get_current_head()
    return head or ""


def upgrade(url: str) -> str:
    """Bring a database to the newest form; returns the step it is at.

    One that is there already is only asked for its step: reading every step takes half a second, and
    each command opens the installation.
    """
    database = Database(url)
    try:
        features.installed()
        with database.engine.connect() as connection:
            heads = MigrationContext.configure(connection).get_current_heads()
        if heads != (newest(),):
            config = configuration(url)
            config.attributes["engine"] = database.engine
            command.upgrade(config, "head")
    finally:
        database.close()
    return newest()
