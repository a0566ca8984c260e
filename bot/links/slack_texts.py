"""What bot admins and newly linked people read in Slack.

`command` is the slash command's name.
"""

from collections.abc import Sequence

from bot.errors import AskError, ErrorCode, Place


def link_usage(command: str) -> str:
    """Return how a link is made."""
    return (
        f"For example: {command} link @tom tomford user. Add owner:3 for a user of reseller 3, and"
        " external for a guest."
    )


def person_missing(command: str, place: Place | None = None) -> AskError:
    """The first word is not a person."""
    return AskError(
        "Who should be linked? First pick the person from Slack's list.",
        link_usage(command),
        code="slack-user",
        place=place,
    )


def person_to_unlink_missing(command: str) -> AskError:
    return AskError(
        "Who should be unlinked? Name one person and nothing else.",
        f"For example: {command} unlink @tom, or a member ID from {command} links.",
        code="slack-user",
    )


def username_missing(command: str) -> AskError:
    return AskError("Which MOR user does the person ask as?", link_usage(command), code="username")


def role_missing(command: str) -> AskError:
    return AskError(
        "Which role does this user have at MOR: reseller or user?", link_usage(command), code="role"
    )


def not_a_role(word: str, command: str, place: Place) -> AskError:
    return AskError(
        f"“{word}” is not a role. The roles are reseller and user.",
        f'A username with a space needs quotes: user:"Tom Ford". {link_usage(command)}',
        code="role",
        place=place,
    )


def repeated(command: str, place: Place) -> AskError:
    return AskError("That was given already.", link_usage(command), code="said-twice", place=place)


def unknown_key(key: str, command: str, place: Place) -> AskError:
    return AskError(
        f"I don't know “{key}:” here.", link_usage(command), code="key-unknown", place=place
    )


def not_a_filter(command: str, place: Place) -> AskError:
    return AskError(
        "I don't know this filter of links.",
        f"For example: {command} links role:reseller, owner:3, user:tom%, suspended, external, csv",
        code="filter-unknown",
        place=place,
    )


def repeated_filter(command: str, place: Place) -> AskError:
    return AskError(
        "That filter was given already.",
        f"For example: {command} links role:reseller user:tom%",
        code="filter-twice",
        place=place,
    )


def wrong_role(place: Place) -> AskError:
    return AskError(
        "role: has to be admin, reseller or user.",
        "For example: role:reseller",
        code="filter-value",
        place=place,
    )


def wrong_owner(code: str, place: Place) -> AskError:
    return AskError(
        "owner: has to be a MOR user id.", "For example: owner:3", code=code, place=place
    )


def hint(code: str, command: str) -> str:
    """Return what to do in Slack about an error, empty if its usual hint says it."""
    hints = {
        "already-linked": f"Remove that link first, for example: {command} unlink @tom",
        "no-link": f"See who is: {command} links",
        ErrorCode.WRONG_HASH: (
            "Either the name is misspelled, or the user belongs to a reseller whose key signs (then"
            " add the owner, for example owner:3), or the key in the settings is not MOR's API"
            " Secret Key."
        ),
        "owner": "Leave owner: out for resellers.",
        "guest": "If the guest should see calls anyway, add the word external.",
        "foreign": "If somebody from outside should see calls anyway, add the word external.",
        ErrorCode.IS_ADMIN: "MOR's admin can only be linked on the command line.",
    }
    return hints.get(code, "")


def is_linked(username: str, user_id: int | None, role: str) -> str:
    """Follows the person's name."""
    return f" is linked to “{username}” (MOR user {user_id}, role {role})."


def as_user(username: str, user_id: int | None, role: str) -> str:
    """Follows the person in a list of links to be made."""
    return f"as “{username}” (MOR user {user_id}, role {role})"


def no_longer_linked(username: str) -> str:
    """Follows the person's name."""
    return f" is no longer linked to “{username}”."


ADMINS_TOLD = "All bot admins have been told."

GREETED = "I told the person how to ask."

NOT_GREETED = "I couldn't message the person. Tell them how to ask."


def done_by(news: str, who: str) -> str:
    """A change that somebody made in Slack."""
    return f"{news} (by {who})"


WELCOME = "You can ask morbot about calls now"


def welcome_as(username: str, user_id: int | None, role: str) -> str:
    """Return the MOR user that the person asks as."""
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
    """Return the users that a reseller may ask about."""
    return "themselves and their users" if foreign_refused else "themselves only"


EXTERNAL = "external"


def no_links(filtered: bool, command: str) -> AskError:
    """There is nothing to list."""
    if filtered:
        return AskError("No links match.", f"All links: {command} links", code="no-links")
    return AskError("Nobody is linked yet.", link_usage(command), code="no-links")


def page_shown(first: int, last: int, total: int) -> str:
    """Return which part of a list is shown."""
    return f"{first:,}–{last:,} of {total:,}"


def import_hint(command: str) -> str:
    """How many links are made at once."""
    return f"Many at once: {command} links import, or morbot link import on the command line."


def delivered(total: int) -> str:
    """The file was sent to the asker's direct messages."""
    links = "link" if total == 1 else "links"
    return f"A file with {total:,} {links} is in your direct messages with morbot."


BESIDE_FILE = "Links between Slack and MOR. You can import this file with links import."


def will_stop(digests: int) -> str:
    """Below a link that was removed: its person's digests stay, but cannot run."""
    those = "1 digest of theirs stops" if digests == 1 else f"{digests:,} digests of theirs stop"
    return f"{those} too. They can resume them when they are linked again."


def examples(role: str, other: str, *, own_id: bool) -> Sequence[tuple[str, str]]:
    """Return a few commands that this person may give, each with what it answers.

    `other` is the id of another MOR user that they may ask about, empty if they may about nobody.
    """
    if not own_id:
        return (
            (f"{other} last week", "calls of the user with this MOR id, last Monday to Sunday"),
            (f"{other} yesterday 9-17", "their calls in office hours"),
            (f"{other} last 30 days by:day", "counted by day"),
            (f"{other} this month ip:192.168.% oldest", "from or to these addresses, oldest first"),
        )
    own = (
        ("", "your calls of today"),
        ("last week", "your calls from last Monday to Sunday"),
        ("yesterday 9-17 to:Reception", "your calls to Reception in office hours"),
        ("last 30 days by:day", "your calls, counted by day"),
    )
    if not other:
        return own
    whose = "any MOR user's calls" if role == "admin" else "calls of one of your users"
    return (*own, (f"{other} last week", f"{whose}, by MOR id"))
