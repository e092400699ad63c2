"""Make the one initial migration anew from the tables (until 0.1.0; decision 23).

Run as `python -m qa_service.migrations.regenerate` after a table changed.
"""

import subprocess
import tempfile
from pathlib import Path

from alembic import command

from qa_service.database import Database
from qa_service.migrations import configuration

INITIAL = "0001"


def regenerate() -> Path:
    """Write versions/0001_initial.py; returns its path."""
    versions = Path(__file__).parent / "versions"
    for old in versions.glob("0001_*.py"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/empty.sqlite3"
        config = configuration(url)
        database = Database(url)
        config.attributes["engine"] = database.engine
        command.revision(config, message="initial", autogenerate=True, rev_id=INITIAL)
        database.close()
    made = versions / f"{INITIAL}_initial.py"
    subprocess.run(["ruff", "check", "--fix", "-q", str(made)], check=False)  # noqa: S603, S607
    subprocess.run(["ruff", "format", "-q", str(made)], check=False)  # noqa: S603, S607
    return made


if __name__ == "__main__":
    regenerate()
