"""Add the table of bot admins who do not count now, so that the others are told only once."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table of bot admins who do not count."""
    op.create_table(
        "lapsed_bot_admins",
        sa.Column("org", sa.String(32), primary_key=True),
        sa.Column("slack_user", sa.String(32), primary_key=True),
    )
