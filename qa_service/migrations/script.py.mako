"""${message}.

Revision ${up_revision}, after ${down_revision}.
"""

import sqlalchemy as sa
from alembic import op

import qa_service.database
from qa_service.migrations.triggers import protect
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lay out all tables and protect those that are only ever added to."""
    ${upgrades if upgrades else "pass"}
    protect(op.get_bind())
