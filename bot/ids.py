"""Ids of Slack and of MOR: how they look, and who somebody is in Slack."""

import re
from dataclasses import dataclass
from typing import Final

_USER: Final = "[UW][A-Z0-9]{2,30}"
_ORG: Final = "[TE][A-Z0-9]{2,30}"
_CHANNEL: Final = "[CG][A-Z0-9]{2,30}"

_SLACK_USER = re.compile(_USER)
_SLACK_ORG = re.compile(_ORG)
_SLACK_CHANNEL = re.compile(_CHANNEL)
_MEMBER = re.compile(rf"(?:(?P<org>{_ORG})/)?(?P<user>{_USER})")
_MOR_ID = re.compile("0|[1-9][0-9]{0,9}")  # as MOR writes them: ASCII digits, no leading zero

USER_MENTION: Final = re.compile(rf"<@({_USER})(?:\|[^<>]*)?>")
"""A person in a command's text, as Slack escapes them: `<@U0INGRID1|ingrid>`."""

CHANNEL_MENTION: Final = re.compile(rf"<#({_CHANNEL})(?:\|[^<>]*)?>")
"""A channel in a command's text: `<#C0NOC0001|noc>`."""

GREATEST_MOR_ID: Final = 2**31 - 1
"""MOR keeps ids in a signed INT column of MySQL."""


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """A person in Slack: their own enterprise or else team id, and their user id."""

    org: str
    user: str

    def __str__(self) -> str:
        return f"{self.org}/{self.user}" if self.org else self.user


# Acts when nobody in Slack does. Every identity from Slack has an org.
COMMAND_LINE = Identity("", "command line")
DAILY_CHECK = Identity("", "daily check")
ON_ASKING = Identity("", "check on asking")


def is_slack_user(text: str) -> bool:
    """Return whether this looks like a Slack user id."""
    return _SLACK_USER.fullmatch(text) is not None


def is_slack_org(text: str) -> bool:
    """Return whether this looks like the id of a Slack workspace or enterprise."""
    return _SLACK_ORG.fullmatch(text) is not None


def is_slack_channel(text: str) -> bool:
    """Return whether this looks like a Slack channel id. Direct messages are no channel."""
    return _SLACK_CHANNEL.fullmatch(text) is not None


def read_member(text: str) -> Identity | None:
    """Read `U0NILS001` or `T0HARBOR1/U0NILS001`. The org is empty if not given."""
    found = _MEMBER.fullmatch(text)
    return Identity(found["org"] or "", found["user"]) if found else None


def read_mor_id(text: str) -> int | None:
    """Read a MOR id as MOR writes it. None if it is not one, or too large for MOR."""
    if not _MOR_ID.fullmatch(text):
        return None
    number = int(text)
    return number if number <= GREATEST_MOR_ID else None


def is_mor_id(text: str) -> bool:
    """Return whether this is a MOR id as MOR writes it."""
    return read_mor_id(text) is not None
