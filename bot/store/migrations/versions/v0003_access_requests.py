"""Who has asked for access, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table of requests."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "access_requests",
        sa.Column("id", sa.String(22), primary_key=True),
        sa.Column("org", sa.String(32), nullable=False),
        sa.Column("slack_user", sa.String(32), nullable=False),
        sa.Column("asked_at", instant, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
    )
    op.create_index("access_requests_by_person", "access_requests", ["org", "slack_user"])
