"""Who somebody is in Slack, and who acts where nobody in Slack does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """A person in Slack: their own enterprise or else team id, and their user id."""

    org: str
    user: str

    def __str__(self) -> str:
        return f"{self.org}/{self.user}" if self.org else self.user


# Who acts where nobody in Slack does. No identity from Slack is without an org.
COMMAND_LINE = Identity("", "command line")


DAILY_CHECK = Identity("", "daily check")


ON_ASKING = Identity("", "check on asking")
