"""Since when MOR could not confirm a link, and links by MOR username without case."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_LINKS = sa.table(
    "links", sa.column("mor_username", sa.String), sa.column("folded_username", sa.String)
)
_NAME = ["folded_username", "mor_username", "mor_user_id"]


def upgrade() -> None:
    """Add the columns, fold the usernames, and index them."""
    op.add_column("links", sa.Column("failing_since", sa.DateTime(timezone=True)))
    # The default is for rows written by the version before while both run.
    folded = sa.Column("folded_username", sa.String, nullable=False, server_default="")
    op.add_column("links", folded)
    connection = op.get_bind()
    for (name,) in connection.execute(sa.select(_LINKS.c.mor_username).distinct()).all():
        connection.execute(
            sa.update(_LINKS)
            .where(_LINKS.c.mor_username == name)
            .values(folded_username=name.casefold())
        )
    op.create_index("links_by_username", "links", _NAME)
    op.create_index("links_by_owner", "links", ["owner_id", "role", *_NAME])
