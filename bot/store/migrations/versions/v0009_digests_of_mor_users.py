"""Digests keep the MOR user that their owner was when they ordered them, and count their changes.

A digest from before is taken to be ordered as the MOR user that its owner is now. One whose owner
has no link gets no MOR user: it waits until its owner saves it again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_MOR_USER = ("mor_user_id", "mor_username")


def upgrade() -> None:
    """Add the columns, and take the MOR users from the links."""
    op.add_column("digests", sa.Column("mor_user_id", sa.Integer))
    name = sa.Column("mor_username", sa.String(255), nullable=False, server_default="")
    op.add_column("digests", name)
    for table in ("digests", "deliveries"):
        number = sa.Column("revision", sa.Integer, nullable=False, server_default="0")
        op.add_column(table, number)
    digests, links = (
        sa.table(name, *map(sa.column, ("org", "slack_user", *_MOR_USER)))
        for name in ("digests", "links")
    )
    own = (links.c.org == digests.c.org) & (links.c.slack_user == digests.c.slack_user)
    found = {
        column: sa.select(links.c[column]).where(own).scalar_subquery() for column in _MOR_USER
    }
    op.get_bind().execute(digests.update().where(sa.exists().where(own)).values(found))
