"""Answers that can be looked at again: who asked what, with its bounds, but no calls."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of answers."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "answers",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("org", sa.String(32), nullable=False),
        sa.Column("slack_user", sa.String(32), nullable=False),
        sa.Column("target", sa.BigInteger, nullable=False),
        sa.Column("target_name", sa.String, nullable=False),
        sa.Column("query", sa.String, nullable=False),
        sa.Column("period_start", instant, nullable=False),
        sa.Column("period_end", instant, nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("zone_assumed", sa.Boolean, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
        sa.Column("shared", sa.Boolean, nullable=False),
        sa.Column("kept_at", instant, nullable=False),
    )
    op.create_index("answers_by_age", "answers", ["kept_at"])
