"""The tables, as the newest migration leaves them; a test compares both."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)


class UtcTime(TypeDecorator[datetime]):
    """An instant: takes aware datetimes in any zone and returns them aware in UTC.

    SQLite stores no zone, so UTC is written there. A naive datetime is a ValueError.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()

links = Table(
    "links",
    metadata,
    Column("org", String(32), primary_key=True),
    Column("slack_user", String(32), primary_key=True),
    Column("mor_username", String(255), nullable=False),
    Column("folded_username", String, nullable=False, server_default=""),  # to be searched
    Column("mor_user_id", Integer),  # none for an admin without a MOR user
    Column("role", String(16), nullable=False),
    Column("owner_id", Integer, nullable=False),
    Column("foreign_refused", Boolean, nullable=False),
    Column("external", Boolean, nullable=False),
    Column("suspended", String(255), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by_org", String(32), nullable=False),
    Column("created_by_user", String(32), nullable=False),
    Column("checked_at", UtcTime, nullable=False),
    Column("failing_since", UtcTime),  # since when MOR could not confirm it
    Column("full_name", String(80), nullable=False, server_default=""),  # of its MOR user
    Index("links_by_slack_user", "slack_user"),
    Index("links_by_username", "folded_username", "mor_username", "mor_user_id"),
    Index("links_by_mor_user", "mor_user_id"),
    Index("links_by_owner", "owner_id", "role", "folded_username", "mor_username", "mor_user_id"),
)

bot_admins = Table(
    "bot_admins",
    metadata,
    Column("org", String(32), primary_key=True),
    Column("slack_user", String(32), primary_key=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("org", String(32), nullable=False),
    Column("slack_user", String(32), nullable=False),
    Column("mor_username", String(255), nullable=False),
    Column("target", BigInteger),
    Column("period_start", UtcTime),
    Column("period_end", UtcTime),
    Column("rows", Integer),
    Column("outcome", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("about", String(65), nullable=False),
    Index("audit_by_person", "org", "slack_user"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("org", String(32), nullable=False),
    Column("slack_user", String(32), nullable=False),
    Column("target", BigInteger, nullable=False),
    Column("target_name", String, nullable=False),
    Column("query", String, nullable=False),  # JSON, without its bounds
    Column("period_start", UtcTime, nullable=False),
    Column("period_end", UtcTime, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("zone_assumed", Boolean, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
    Index("answers_by_age", "kept_at"),
    Index("answers_by_person", "org", "slack_user", "kept_at"),
)

lapsed_bot_admins = Table(  # who is named, but does not count; the others have been told
    "lapsed_bot_admins",
    metadata,
    Column("org", String(32), primary_key=True),
    Column("slack_user", String(32), primary_key=True),
)

access_requests = Table(
    "access_requests",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("org", String(32), nullable=False),
    Column("slack_user", String(32), nullable=False),
    Column("asked_at", UtcTime, nullable=False),
    Column("outcome", String(16), nullable=False),  # empty until somebody decides
    Index("access_requests_by_person", "org", "slack_user"),
)

digests = Table(
    "digests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("org", String(32), nullable=False),  # the owner, whose permissions apply
    Column("slack_user", String(32), nullable=False),
    Column("query", String(1000), nullable=False),  # a command, read again for each slot
    Column("cron", String(255), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("place", String(32), nullable=False),  # a channel; empty for the owner's direct messages
    Column("extras", String(1000), nullable=False),  # JSON
    Column("state", String(16), nullable=False),
    Column("why", String(255), nullable=False),  # why it is paused; empty if its owner did it
    Column("detail", String(255), nullable=False, server_default=""),  # of that reason
    Column("name", String(80), nullable=False, server_default=""),  # empty if it was given none
    Column("draft", Integer),  # from which it was saved
    Column("expected", Text, nullable=False, server_default="[]"),  # addresses, as JSON
    Column("muted_until", UtcTime),
    Column("replaces", Integer),  # the digest that a draft will change when it is confirmed
    # The MOR user that its owner was when they ordered it or changed it last.
    Column("mor_user_id", Integer),  # none for an admin without an own id
    Column("mor_username", String(255), nullable=False, server_default=""),
    Column("revision", Integer, nullable=False, server_default="0"),  # counts changes of its query
    Column("next_slot", UtcTime),  # none if it is not active
    Column("created_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Index("digests_due", "next_slot"),
    Index("digests_by_owner", "org", "slack_user"),
    sqlite_autoincrement=True,  # the id of a deleted digest is never used again
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("digest_id", Integer, primary_key=True),
    Column("slot", UtcTime, primary_key=True),
    Column("attempt", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("why", String(255), nullable=False),  # a reason's code; empty if there is none
    Column("detail", String(255), nullable=False, server_default=""),
    Column("manual", Boolean, nullable=False),  # somebody clicked Send now
    Column("revision", Integer, nullable=False, server_default="0"),  # of what was posted
    Column("calls", BigInteger),
    Column("channel", String(32), nullable=False),
    Column("ts", String(32), nullable=False),  # of the message; empty until Slack returns it
    Column("thread", String(32), nullable=False),  # the message it replies to, if any
    Column("claimed_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Index("deliveries_by_state", "state", "changed_at"),
    Index("deliveries_by_age", "changed_at"),
)

replicas = Table(
    "replicas",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("seen_at", UtcTime, nullable=False),
)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("org", String(32), nullable=False),
    Column("slack_user", String(32), nullable=False),
    Column("name", String(50), nullable=False),
    Column("text", String, nullable=False),  # a command, so that it is read again each time
    Column("saved_at", UtcTime, nullable=False),
    Index("saved_searches_by_person", "org", "slack_user"),
)

TAKEN_NOTE = "true"
PENDING = f"value <> '{TAKEN_NOTE}'"  # rows that are more than taken note of

expiring = Table(
    "expiring",
    metadata,
    Column("kind", String(32), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("value", String, nullable=False),  # sealed, if it is a secret
    Column("ends_at", UtcTime, nullable=False),
    Index("expiring_pending", "kind", sqlite_where=text(PENDING), postgresql_where=text(PENDING)),
    sqlite_with_rowid=False,
)
