"""Digests, what became of each of their slots, and the replicas that send them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables of digests."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "digests",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("org", sa.String(32), nullable=False),
        sa.Column("slack_user", sa.String(32), nullable=False),
        sa.Column("query", sa.String(1000), nullable=False),
        sa.Column("cron", sa.String(255), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("place", sa.String(32), nullable=False),
        sa.Column("extras", sa.String(1000), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.String(255), nullable=False),
        sa.Column("replaces", sa.Integer),
        sa.Column("next_slot", instant),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("changed_at", instant, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("digests_due", "digests", ["next_slot"])
    op.create_index("digests_by_owner", "digests", ["org", "slack_user"])
    op.create_table(
        "deliveries",
        sa.Column("digest_id", sa.Integer, primary_key=True),
        sa.Column("slot", instant, primary_key=True),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.String(255), nullable=False),
        sa.Column("manual", sa.Boolean, nullable=False),
        sa.Column("calls", sa.BigInteger),
        sa.Column("channel", sa.String(32), nullable=False),
        sa.Column("ts", sa.String(32), nullable=False),
        sa.Column("thread", sa.String(32), nullable=False),
        sa.Column("claimed_at", instant, nullable=False),
        sa.Column("changed_at", instant, nullable=False),
    )
    op.create_index("deliveries_by_state", "deliveries", ["state", "changed_at"])
    op.create_index("deliveries_by_age", "deliveries", ["changed_at"])
    op.create_table(
        "replicas",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("seen_at", instant, nullable=False),
    )
