"""The latest questions of a person are found by an index."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the index."""
    op.create_index("answers_by_person", "answers", ["org", "slack_user", "kept_at"])
