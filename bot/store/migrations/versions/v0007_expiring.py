"""Rows that expire: what one replica remembers and another needs."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the table of expiring rows."""
    op.create_table(
        "expiring",
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("value", sa.String, nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sqlite_with_rowid=False,  # a row is one entry of one tree, since each ack writes one
    )
