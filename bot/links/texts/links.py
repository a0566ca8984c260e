"""What is said where bot admins link and unlink people in Slack.

Texts with a hint are (what happened, what to do). `command` is the slash command's name.
"""

from collections.abc import Sequence

from bot.errors import ErrorCode

Words = tuple[str, str]


def link_usage(command: str) -> str:
    """How a link is made."""
    return (
        f"Such as: {command} link @tom tomford user; with owner:3 for a user of reseller 3,"
        " and with external for a guest."
    )


def unlink_usage(command: str) -> str:
    """How a link is removed."""
    return f"Such as: {command} unlink @tom, or a member ID as in {command} links."


def person_missing(command: str) -> Words:
    """The first word is nobody."""
    return ("Say first who is meant: pick the person from Slack's list.", link_usage(command))


def person_to_unlink_missing(command: str) -> Words:
    """It is not said who is to be unlinked."""
    return ("Say who is to be unlinked, and nothing else.", unlink_usage(command))


def username_missing(command: str) -> Words:
    """No MOR user is named."""
    return ("Say which MOR user the person asks as.", link_usage(command))


def role_missing(command: str) -> Words:
    """No role is given."""
    return ("Say the role that this user has at MOR: reseller or user.", link_usage(command))


def not_a_role(word: str, command: str) -> Words:
    """A word stands where a role should."""
    return (
        f"“{word}” is not a role: reseller and user are.",
        f'A username with a space needs quotes: user:"Tom Ford". {link_usage(command)}',
    )


def said_twice(command: str) -> Words:
    """Something is said more than once."""
    return ("That has been said already.", link_usage(command))


def unknown_key(key: str, command: str) -> Words:
    """A `key:value` that says nothing here."""
    return (f"“{key}:” means nothing here.", link_usage(command))


def not_a_filter(command: str) -> Words:
    """A word that does not say which links to list."""
    return (
        "That does not say which links to list.",
        f"Such as: {command} links role:reseller, owner:3, user:tom%, suspended, external, csv",
    )


def filter_value(key: str) -> Words:
    """The value behind a filter cannot be one."""
    allowed = {"role": "admin, reseller or user", "owner": "a MOR user id, such as 3"}[key]
    example = {"role": "reseller", "owner": "3"}[key]
    return (f"{key}: has to be {allowed}.", f"Such as: {key}:{example}")


BOT_ADMINS_ONLY = (
    "Only bot admins may see who is linked.",
    "Ask one of them, or whoever runs morbot: morbot link admin add U0INGRID1",
)


def hint(code: str, command: str) -> str:
    """What to do in Slack about a fault with a link; empty where the usual hint says it."""
    hints = {
        "already-linked": f"Remove that link first, such as: {command} unlink @tom",
        "no-link": f"See who is with: {command} links",
        ErrorCode.WRONG_HASH: (
            "Either the name is misspelt; or the user belongs to a reseller, whose key signs for"
            " him (say whose, such as owner:3); or the key that is set is not MOR's API Secret Key."
        ),
        "owner": "Leave owner: out for resellers.",
        "guest": "If the guest is to see calls all the same, say so: add the word external.",
        "foreign": "If that is meant to be so, say it: add the word external.",
        ErrorCode.IS_ADMIN: "MOR's admin is linked on the command line only.",
    }
    return hints.get(code, "")


def is_linked(username: str, user_id: int | None, role: str) -> str:
    """Stands behind the person's name."""
    return f" is linked to “{username}” (MOR user {user_id}, role {role})."


def as_user(username: str, user_id: int | None, role: str) -> str:
    """Stands behind the person in a list of links to be made."""
    return f"as “{username}” (MOR user {user_id}, role {role})"


def no_longer_linked(username: str) -> str:
    """Stands behind the person's name."""
    return f" is no longer linked to “{username}”."


EVERYBODY_TOLD = "All bot admins are told."


GREETED = "morbot has written to the person how to ask."


NOT_GREETED = "morbot could not write to the person: say yourself how to ask."


def done_by(news: str, who: str) -> str:
    """A change that somebody made in Slack."""
    return f"{news} (by {who})"


WELCOME = "You can ask morbot about calls now."


def welcome_as(username: str, user_id: int | None, role: str) -> str:
    """As whom he asks."""
    return f"You ask as the MOR user “{username}” (id {user_id}, {role}). Try one of these:"


def links_title(total: int, of_all: int) -> str:
    """Above the list of links."""
    if total == of_all:
        return f"{total:,} {'link' if total == 1 else 'links'}"
    return f"{total:,} of {of_all:,} links"


def role_of_owner(role: str, owner_id: int) -> str:
    """The role of a user who belongs to a reseller."""
    return f"{role} of reseller {owner_id}"


def reach(foreign_refused: bool) -> str:
    """Whom a reseller may ask about."""
    return "himself and his users" if foreign_refused else "himself only"


EXTERNAL = "external"


def no_links(filtered: bool, command: str) -> Words:
    """There is nothing to list."""
    if filtered:
        return ("No link is like that.", f"All of them: {command} links")
    return ("Nobody is linked yet.", link_usage(command))


def page_shown(first: int, last: int, total: int) -> str:
    """Which part of a list is shown."""
    return f"{first:,}–{last:,} of {total:,}"


def import_hint(command: str) -> str:
    """Where many links are made at once."""
    return f"Many at once: {command} links import, or morbot link import on the command line."


def delivered(total: int) -> str:
    """The file lies in the asker's direct messages."""
    links = "link" if total == 1 else "links"
    return f"A file with {total:,} {links} is in your direct messages with morbot."


BESIDE_FILE = "Links between Slack and MOR, as asked for; links import takes its lines."


def will_stop(digests: int) -> str:
    """Under a link that was removed: its person's digests stay, but cannot run."""
    those = "1 digest of theirs stops" if digests == 1 else f"{digests:,} digests of theirs stop"
    return f"{those} with it, and can be resumed by them when they are linked again."


def examples(role: str, *, foreign: bool, own_id: bool) -> Sequence[tuple[str, str]]:
    """A few commands that this person may give, each with what it answers."""
    if not own_id:
        return (
            ("5 last week", "calls of the MOR user with id 5, last Monday to Sunday"),
            ("user:tomford yesterday 9-17", "of the MOR user called tomford, in office hours"),
            ("5 last 30 days by:day", "counted by day"),
            ("5 this month ip:192.168.% oldest", "from or to these addresses, oldest first"),
        )
    own = (
        ("", "your calls of today"),
        ("last week", "your calls from last Monday to Sunday"),
        ("yesterday 9-17 to:Reception", "your calls to Reception in office hours"),
        ("last 30 days by:day", "your calls, counted by day"),
    )
    if not foreign:
        return own
    whose = "any MOR user's" if role == "admin" else "a user's of yours"
    return (*own, ("5 last week", f"{whose}: here the one with MOR id 5"))
