"""Digests have names, and the draft from which they were saved.

Digests from before have no name. Drafts used to become digests, with the same id: for the rest of
their day, those of before are found by the column, too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the columns."""
    name = sa.Column("name", sa.String(80), nullable=False, server_default="")
    op.add_column("digests", name)
    op.add_column("digests", sa.Column("draft", sa.Integer))
    digests = sa.table("digests", *map(sa.column, ("id", "draft", "state")))
    saved = digests.c.state != "draft"
    op.get_bind().execute(digests.update().where(saved).values(draft=digests.c.id))
