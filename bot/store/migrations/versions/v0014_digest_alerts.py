"""Digests know addresses that are expected, and until when their alerts are muted."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the columns."""
    expected = sa.Column("expected", sa.Text, nullable=False, server_default="[]")
    op.add_column("digests", expected)
    op.add_column("digests", sa.Column("muted_until", sa.DateTime(timezone=True)))
