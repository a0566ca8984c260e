"""What people type, chosen by chance."""

from random import Random
from typing import Any

from bot.sandbox.company import MOR_USERS, SLACK_PEOPLE
from tests.access.filling import IDS, PERIODS, USERNAMES

PEOPLE = [one.name for one in SLACK_PEOPLE]
_CAST = 4
OUTPUTS = ("", "", "", "by:device", "by:user", "by:day", "chart", "oldest", "csv", "xlsx")

Args = tuple[Any, ...]


class Dice(Random):
    """Chance, and the few people of a conversation: so they come across one another."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.cast = self.sample(PEOPLE, _CAST)

    def person(self) -> str:
        """Return somebody of them."""
        return self.choice(self.cast)


def nothing(_dice: Dice) -> Args:
    """Choose no arguments."""
    return ()


def question(random: Dice) -> str:
    """Return a question about anybody, in any form."""
    who = random.choice(
        (
            "",
            "me",
            f"{random.choice(IDS)}",
            f"user:{random.choice(IDS)}",
            f"user:{random.choice(USERNAMES)}",
            f"@{random.person()}",
        )
    )
    text = f"{who} {random.choice(PERIODS)} {random.choice(OUTPUTS)}".strip()
    return random.choice((text, text, text, f"{text} device:q%", "20 nov"))


def request(random: Dice, name: str) -> str:
    """Return words after `/localcalls` that are no question."""
    username = random.choice(USERNAMES)
    person, role = random.person(), random.choice(("user", "user", "reseller", "admin"))
    return random.choice(
        (
            f"link @{person} {username} {role} {random.choice(('', 'external', 'owner:3'))}",
            f"unlink @{person}",
            "links",
            "links csv",
            "links import",
            "link",
            "audit",
            "audit csv",
            f"audit @{person}",
            "search",
            "whoami",
            "digest list",
            f"digest {random.choice(('show', 'pause', 'resume', 'delete', 'now'))} {name}",
        )
    )


def order(random: Dice) -> Args:
    """Return what a digest is about, and when and where it is wanted."""
    about = random.choice(("", f"{random.choice(IDS)}", f"user:{random.choice(USERNAMES)}"))
    place = random.choice(("in #noc", "in #numbers-private", "to me", "here"))
    extras = random.choice(("", "", "csv", "skip-empty"))
    return about, f"every day at {random.randint(7, 11)}:00 {place} {extras}".strip()


def link(random: Dice) -> Args:
    """Return the words that link somebody to a MOR user, with the right role."""
    user = random.choice([one for one in MOR_USERS if one.usertype in ("user", "reseller")])
    words = f"{user.username} {user.usertype} owner:{user.owner_id}"
    return (f"link @{random.person()} {words.removesuffix(' owner:0')}",)
