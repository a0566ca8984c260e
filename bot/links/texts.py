"""What people read when links are made, checked and removed, in Slack or on the command line."""

from bot.errors import AskError, ErrorCode
from bot.ids import Identity


def already_linked(person: Identity) -> AskError:
    """A person has at most one link."""
    return AskError(
        f"{person} is already linked to a MOR user.",
        f"Remove that link first: morbot link remove {person.user}",
        code="already-linked",
    )


def no_link(person: str) -> AskError:
    """A person to be unlinked is not linked."""
    return AskError(f"{person} is not linked.", "See who is: morbot link list", code="no-link")


def not_a_slack_user() -> AskError:
    return AskError(
        "That is not a Slack member ID.",
        "It is a U or W followed by capitals and digits, for example U012AB3CD. In Slack, open the"
        " person's profile > ⋮ > Copy member ID.",
        code="slack-user",
    )


def not_a_slack_org() -> AskError:
    return AskError(
        "That is not the ID of a Slack workspace or enterprise.",
        "It is a T (for an enterprise an E) followed by capitals and digits, for example"
        " T012AB3CD. You see it in Slack's address in a browser, after app.slack.com/client/.",
        code="slack-org",
    )


def not_a_username() -> AskError:
    return AskError(
        "That is not a MOR username.",
        "Write it as MOR does, without spaces around it, for example tomford.",
        code="username",
    )


def not_an_id() -> AskError:
    return AskError("That is not a MOR user id.", "It is a number, for example 5.", code="id")


def id_needed() -> AskError:
    return AskError(
        "Only an admin can be linked without a MOR user id.",
        "Leave --id out, and the id is looked up at MOR.",
        code="id-needed",
    )


def owner_of_users_only() -> AskError:
    return AskError(
        "Only a MOR user with the role user has a reseller as owner.",
        "Leave --owner out for admins and resellers.",
        code="owner",
    )


def name_unknown(username: str) -> AskError:
    return AskError(
        f"MOR knows no user “{username}”.",
        "Check the spelling in MOR: Users > Users. It is the username, for example tomford, not"
        " the person's name.",
        code=ErrorCode.USER_NOT_FOUND,
    )


def name_differs(username: str) -> AskError:
    """MOR answered about another username than was asked for."""
    return AskError(
        f"Asked for “{username}”, MOR answered about a differently spelled user.",
        "Check the spelling in MOR, including capitals: Users > Users.",
        code=ErrorCode.NAME_DIFFERS,
    )


def id_differs(username: str, expected: int, found: int) -> AskError:
    return AskError(
        f"“{username}” is not user {expected} at MOR but user {found}.",
        "Check which of the two you mean.",
        code=ErrorCode.ID_DIFFERS,
    )


def owner_differs(username: str, given: int) -> AskError:
    """Another owner's key signs for the user than the one given."""
    owner = f"reseller {given}" if given else "the admin"
    return AskError(
        f"At MOR “{username}” does not belong to {owner}: another owner's key signs for it.",
        "Link it with its owner of now, for example: --owner 4",
        code=ErrorCode.OWNER_DIFFERS,
    )


def not_admin(username: str) -> AskError:
    return AskError(
        f"“{username}” is not the admin of MOR, whose id is 0.",
        "Use --role reseller or --role user for anybody else. Accountants can't be linked.",
        code=ErrorCode.NOT_ADMIN,
    )


def is_admin(username: str) -> AskError:
    return AskError(
        f"“{username}” is the admin of MOR.",
        "MOR's admin can only be linked on the command line, with --role admin.",
        code=ErrorCode.IS_ADMIN,
    )


def key_not_accepted(username: str, owner_id: int) -> AskError:
    """MOR says that the hash is wrong."""
    setting = f"MOR_KEY_RESELLER_{owner_id}" if owner_id else "MOR_KEY_ADMIN"
    return AskError(
        f"MOR does not accept the {'reseller' if owner_id else 'admin'}'s key for “{username}”.",
        "Either the name is misspelled, or another owner's key signs for this user (then add the"
        f" owner, for example --owner 3), or {setting} is not MOR's API Secret Key.",
        code=ErrorCode.WRONG_HASH,
    )


def no_key_fits(username: str) -> AskError:
    return AskError(
        f"The settings have no key of the reseller “{username}”.",
        "Set MOR_KEY_RESELLER_ followed by the reseller's MOR id to their own API Secret Key, for"
        " example MOR_KEY_RESELLER_3. If this is not a reseller, use --role user.",
        code=ErrorCode.NO_KEY,
    )


def not_oneself() -> AskError:
    return AskError(
        "You can't link or unlink yourself in Slack.",
        "Ask another bot admin, or the person who runs morbot to do it on the command line.",
        code="not-allowed",
    )


def admin_by_command_line(member: str) -> AskError:
    """The person with this member ID is to be, or is, linked to MOR's admin."""
    return AskError(
        "MOR's admin can only be linked and unlinked on the command line.",
        f"For example: morbot link add {member} admin --role admin",
        code="not-allowed",
    )


def person_unknown(user: str) -> AskError:
    """Slack knows nobody of this id, or only an app."""
    return AskError(
        f"Slack knows no person {user}.",
        "Copy the ID again: in Slack, the person's profile > ⋮ > Copy member ID.",
        code=ErrorCode.PERSON_UNKNOWN,
    )


def of_another_org(user: str, given: str, found: str) -> AskError:
    return AskError(
        f"{user} does not belong to {given}: Slack says {found}.",
        "Leave the workspace out, and it is taken from Slack.",
        code="org-differs",
    )


def is_guest(person: str) -> AskError:
    return AskError(
        f"{person} is a guest in Slack.",
        "If the guest should see calls anyway, add --external.",
        code="guest",
    )


def is_foreign(person: str) -> AskError:
    return AskError(
        f"{person} belongs to another Slack workspace.",
        "If somebody from outside should see calls anyway, add --external.",
        code="foreign",
    )


def is_deactivated(person: str) -> AskError:
    return AskError(
        f"{person} is deactivated in Slack.",
        "Is it the right member ID? In Slack, the person's profile > ⋮ > Copy member ID.",
        code="deactivated",
    )


def not_linked(suspended: str = "") -> AskError:
    """The asker has no link, or one that is `suspended` for the reason with this code."""
    if suspended:
        return AskError(
            f"Your link to MOR is suspended: {suspension(suspended)}.",
            "Ask the person who runs morbot in your company to check it.",
            code="link-suspended",
        )
    return AskError(
        "You are not linked to a MOR user yet, so there is nothing you can ask about.",
        "Ask the person who runs morbot in your company to link you. They need your Slack member ID"
        " (your profile > ⋮ > Copy member ID) and your MOR username.",
        code=ErrorCode.NOT_LINKED,
    )


def not_confirmed(username: str) -> AskError:
    """MOR says neither that the asker's link is true nor that it is not."""
    return AskError(
        f"MOR does not confirm that you are “{username}”, so it is not asked.",
        "The bot admins have been told. Ask again when they have looked at it.",
        code="link-not-confirmed",
    )


LINK_CHANGED = (
    "Your link to MOR has changed since you asked, so nothing is shown.",
    "Ask again. If that is refused, ask the person who runs morbot to check your link.",
)


# Suspended links and news about links.

_SUSPENSIONS = {
    "guest": "its person is a guest in Slack, and it does not allow guests",
    "foreign": "its person is from another Slack workspace, and it does not allow that",
    "deactivated": "its person is deactivated in Slack",
    "elsewhere": "its person belongs to another Slack workspace or enterprise now",
    "unknown-person": "Slack no longer knows its person",
    "name-gone": "MOR no longer knows its username",
    "name-moved": "its username belongs to another MOR user now",
    "owner-moved": "its MOR user has another owner or another role now",
    "unconfirmed": "MOR has not confirmed it for days",
}


def suspension(code: str) -> str:
    """Return why a link is suspended, as the end of a sentence. An unknown code is returned."""
    return _SUSPENSIONS.get(code, code)


def state(suspended: str) -> str:
    """Return whether a link counts. `suspended` is the code of why it does not."""
    return f"suspended: {suspension(suspended)}" if suspended else "active"


def linked(person: str, username: str, user_id: int | None, role: str) -> str:
    """A link was made."""
    who = f"MOR user {user_id}" if user_id is not None else "without an id of its own"
    return f"{person} is linked to “{username}” ({who}, role {role})."


def unlinked(person: str, username: str) -> str:
    """A link was removed."""
    return f"{person} is no longer linked to “{username}”."


def own_id_only(username: str) -> str:
    """A reseller's link does not reach the reseller's users."""
    return (
        f"“{username}” is limited to its own id, because MOR didn't reject requests for other ids:"
        " an answer might be about somebody else."
    )


def not_checked(links: int, trouble: str) -> str:
    """Some links could not be checked. `trouble` is what MOR said, in sentences."""
    those = "1 link" if links == 1 else f"{links:,} links"
    return (
        f"MOR could not confirm {those}: {trouble} They count as before; what MOR does not confirm"
        " for days is suspended until it does."
    )


def mor_fault(text: str, details: str) -> str:
    """Somebody was only told `text`. The `details` are for bot admins."""
    return f"MOR did not answer a question: {text} {details}"


def told_suspended(username: str, why: str) -> str:
    """What the person of a link that MOR no longer confirms is told."""
    return (
        f"Your link to the MOR user “{username}” is suspended: {why}. If it should not be, ask the"
        " person who runs morbot in your company."
    )


def checked(person: str, username: str, outcome: str, why: str) -> str:
    """Return what checking a link has led to. `why` ends a sentence, or is some of its own."""
    return f"{person} as “{username}”: {outcome}{f' ({why})' if why else ''}"
