"""Reasons are codes: sentences that were stored give way to what they mean.

The sentences are those of the version before, written out here, since today's may read otherwise.
A text that no version wrote stays: as what a link is suspended for, which is then not lifted, and
as the detail of a reason.
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_SUSPENSIONS = {
    "its person is a guest in Slack, and it was not made for one": "guest",
    "its person is of another Slack workspace, and it was not made for that": "foreign",
    "its person is deactivated in Slack": "deactivated",
    "its person belongs to another Slack workspace or enterprise now": "elsewhere",
    "Slack no longer knows its person": "unknown-person",
    "MOR no longer knows its username": "name-gone",
    "its username belongs to another MOR user now": "name-moved",
}

_REASONS = {
    "nothing was running in time": ("missed", ""),
    "nothing was running in time, as for one earlier slot": ("missed-with-earlier", "1"),
    "its schedule or time zone cannot be read any longer": ("schedule-unreadable", ""),
    "the digest was deleted or paused": ("digest-gone", ""),
    "there were no calls": ("no-calls", ""),
    "its owner is not linked to a MOR user any longer": ("not-linked", ""),
    **{
        f"its owner's link to MOR is suspended: {sentence}": ("link-suspended", code)
        for sentence, code in _SUSPENSIONS.items()
    },
    "its owner's link to MOR is suspended: its person is deactivated in Slack": (
        "owner-deactivated",
        "",
    ),
    "its owner is no longer in this Slack workspace": ("owner-gone", ""),
    "it took too long": ("took-too-long", ""),
    "morbot was cut short in the middle of it": ("cut-short", ""),
    "Slack's answer was lost, so it may have been posted, or not": ("outcome-unknown", ""),
    "a bot admin paused it": ("bot-admin", ""),
}

_DETAILED = {
    "missed-with-earlier": r"nothing was running in time, as for ([0-9]+) earlier slots",
    "link-suspended": r"its owner's link to MOR is suspended: (.+)",
    "link-not-checked": r"MOR did not confirm its owner's link\. (.+)",
    "fault": r"something went wrong inside morbot \(reference (.*)\)",
    "error": r"(.+)",  # what MOR, Slack or the reading of the query said
}


def upgrade() -> None:
    """Put codes, and what they leave open, in the place of sentences."""
    connection = op.get_bind()
    links = sa.table("links", sa.column("suspended"))
    for sentence, code in _SUSPENSIONS.items():
        where = links.c.suspended == sentence
        connection.execute(links.update().where(where).values(suspended=code))
    for name in ("digests", "deliveries"):
        detail = sa.Column("detail", sa.String(255), nullable=False, server_default="")
        op.add_column(name, detail)
        table = sa.table(name, sa.column("why"), sa.column("detail"))
        stored = sa.select(table.c.why).where(table.c.why != "").distinct()
        for sentence in connection.scalars(stored).all():
            code, rest = _meaning(sentence)
            where = table.c.why == sentence
            connection.execute(table.update().where(where).values(why=code, detail=rest))


def _meaning(sentence: str) -> tuple[str, str]:
    """The code and the detail of a stored reason."""
    if sentence in _REASONS:
        return _REASONS[sentence]
    matches = (
        (code, found[1])
        for code, pattern in _DETAILED.items()
        if (found := re.fullmatch(pattern, sentence, re.DOTALL))
    )
    return next(matches)
