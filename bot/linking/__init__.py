"""The use cases around links: who is who, confirmed by MOR before it is believed.

MOR asks for no password, so a link is what lets a person see calls. A link is made only for
somebody whom Slack knows, and only after MOR, asked in the name of that very username and with the
key of its owner, has named the same username and an id.
"""

from bot.linking.links import Linking, Outcome, Recheck
from bot.linking.standing import FindPerson, Person, Standing, has_left, objection
from bot.linking.wish import Wish, check_person, check_user, is_wished

__all__ = [
    "FindPerson",
    "Linking",
    "Outcome",
    "Person",
    "Recheck",
    "Standing",
    "Wish",
    "check_person",
    "check_user",
    "has_left",
    "is_wished",
    "objection",
]
