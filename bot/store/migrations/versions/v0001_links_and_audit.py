"""Who is who, who runs the bot, and who asked what."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first three tables."""
    instant = sa.DateTime(timezone=True)
    op.create_table(
        "links",
        sa.Column("org", sa.String(32), primary_key=True),
        sa.Column("slack_user", sa.String(32), primary_key=True),
        sa.Column("mor_username", sa.String(255), nullable=False),
        sa.Column("mor_user_id", sa.Integer),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("owner_id", sa.Integer, nullable=False),
        sa.Column("foreign_refused", sa.Boolean, nullable=False),
        sa.Column("external", sa.Boolean, nullable=False),
        sa.Column("suspended", sa.String(255), nullable=False),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("created_by_org", sa.String(32), nullable=False),
        sa.Column("created_by_user", sa.String(32), nullable=False),
        sa.Column("checked_at", instant, nullable=False),
    )
    op.create_index("links_by_slack_user", "links", ["slack_user"])
    op.create_table(
        "bot_admins",
        sa.Column("org", sa.String(32), primary_key=True),
        sa.Column("slack_user", sa.String(32), primary_key=True),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", instant, nullable=False),
        sa.Column("org", sa.String(32), nullable=False),
        sa.Column("slack_user", sa.String(32), nullable=False),
        sa.Column("mor_username", sa.String(255), nullable=False),
        sa.Column("target", sa.BigInteger),
        sa.Column("period_start", instant),
        sa.Column("period_end", instant),
        sa.Column("rows", sa.Integer),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("about", sa.String(65), nullable=False),
    )
    op.create_index("audit_by_person", "audit", ["org", "slack_user"])
