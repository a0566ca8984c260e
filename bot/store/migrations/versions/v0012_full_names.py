"""What MOR calls the MOR user of a link, and links by MOR user."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column, empty until MOR confirms the link again, and the index."""
    # The default is for rows written by the version before while both run.
    name = sa.Column("full_name", sa.String(80), nullable=False, server_default="")
    op.add_column("links", name)
    op.create_index("links_by_mor_user", "links", ["mor_user_id"])
