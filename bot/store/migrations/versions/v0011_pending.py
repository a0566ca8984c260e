"""Expiring rows that are more than taken note of are found without looking at all others."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_PENDING = sa.text("value <> 'true'")


def upgrade() -> None:
    """Create the index."""
    op.create_index(
        "expiring_pending",
        "expiring",
        ["kind"],
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )
