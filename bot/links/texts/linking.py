"""What is said about links between people in Slack and MOR users: (what happened, what to do)."""


def _key_setting(owner_id: int) -> str:
    return f"MOR_KEY_RESELLER_{owner_id}" if owner_id else "MOR_KEY_ADMIN"


def already_linked(person: str) -> tuple[str, str]:
    """A person has one link at most."""
    return (
        f"{person} is already linked to a MOR user.",
        "Remove that link first, such as: morbot link remove U0INGRID1",
    )


def no_link(person: str) -> tuple[str, str]:
    """Somebody who is to be unlinked is not linked."""
    return (f"{person} is not linked.", "See who is with: morbot link list")


def not_a_slack_user() -> tuple[str, str]:
    """Not a Slack user id."""
    return (
        "That is not a Slack member ID.",
        (
            "It is a U or W followed by capitals and digits, such as U0INGRID1: in Slack, open the"
            " person's profile > ⋮ > Copy member ID."
        ),
    )


def not_a_slack_org() -> tuple[str, str]:
    """Not the id of a workspace or an enterprise."""
    return (
        "That is not the ID of a Slack workspace or enterprise.",
        (
            "It is a T (for an enterprise an E) followed by capitals and digits, such as T0HARBOR1,"
            " and stands in Slack's address in a browser, behind app.slack.com/client/."
        ),
    )


def which_org(known: list[str]) -> tuple[str, str]:
    """Nobody said to which workspace a person belongs."""
    choice = f" Known so far: {', '.join(known)}." if known else ""
    return (
        "The person's workspace or enterprise has to be said.",
        f"Add it, such as: --org T0HARBOR1.{choice}",
    )


def not_a_username() -> tuple[str, str]:
    """Not a MOR username."""
    return (
        "That is not a MOR username.",
        "Write it as MOR does, without spaces around it, such as tomford.",
    )


def not_an_id() -> tuple[str, str]:
    """Not a MOR user id."""
    return ("That is not a MOR user id.", "It is a number, such as 5.")


def id_needed() -> tuple[str, str]:
    """Only an admin can be linked without an id."""
    return (
        "Only an admin can be linked without a MOR user id.",
        "Leave --id out, and the id is looked up at MOR.",
    )


def owner_of_users_only() -> tuple[str, str]:
    """An owner was given for an admin or a reseller."""
    return (
        "Only a MOR user of role user has a reseller as his owner.",
        "Leave --owner out for admins and resellers.",
    )


def name_unknown(username: str) -> tuple[str, str]:
    """MOR does not know the username."""
    return (
        f"MOR knows no user “{username}”.",
        (
            "Check the spelling in MOR: Users > Users. It is the username, such as tomford, not the"
            " name of the person."
        ),
    )


def name_differs(username: str) -> tuple[str, str]:
    """MOR answered about another username than was asked for."""
    return (
        f"Asked for “{username}”, MOR told about a user who is not written so.",
        "Check the spelling in MOR, capitals included: Users > Users.",
    )


def id_differs(username: str, expected: int, found: int) -> tuple[str, str]:
    """MOR gives another id than was expected."""
    return (
        f"“{username}” is not user {expected} at MOR but user {found}.",
        "Check which of the two you mean.",
    )


def not_admin(username: str) -> tuple[str, str]:
    """The user to be linked as admin is not MOR's admin."""
    return (
        f"“{username}” is not the admin of MOR, whose id is 0.",
        "Use --role reseller or --role user for anybody else; accountants cannot be linked.",
    )


def is_admin(username: str) -> tuple[str, str]:
    """MOR's admin was to be linked with another role."""
    return (
        f"“{username}” is the admin of MOR.",
        "He can be linked on the command line only, with --role admin.",
    )


def key_not_accepted(username: str, owner_id: int) -> tuple[str, str]:
    """MOR says that the hash is wrong."""
    setting = _key_setting(owner_id)
    return (
        f"MOR does not accept {setting} for “{username}”.",
        (
            "Either the name is misspelt; or another owner's key signs for this user (say whose"
            f" with --owner, such as --owner 3); or {setting} is not MOR's API Secret Key."
        ),
    )


def no_key_fits(username: str) -> tuple[str, str]:
    """Of all keys that are set, none is the reseller's."""
    return (
        f"None of the keys that are set is that of the reseller “{username}”.",
        (
            "Set MOR_KEY_RESELLER_ followed by his MOR id to his own API Secret Key, such as"
            " MOR_KEY_RESELLER_3. If he is not a reseller, use --role user."
        ),
    )


def bot_admins_only() -> tuple[str, str]:
    """Somebody who is not a bot admin wants to change links."""
    return (
        "Only bot admins may link and unlink people.",
        "Ask one of them, or whoever runs morbot: morbot link admin add U0INGRID1",
    )


def not_oneself() -> tuple[str, str]:
    """Somebody wants to change his own link in Slack."""
    return (
        "Nobody links or unlinks himself in Slack.",
        "Ask another bot admin, or whoever runs morbot to do it on the command line.",
    )


def admin_by_command_line() -> tuple[str, str]:
    """Links of role admin are not changed in Slack."""
    return (
        "Links of MOR's admin are made and removed on the command line only.",
        "Such as: morbot link add U0INGRID1 admin --role admin",
    )


def person_unknown(user: str) -> tuple[str, str]:
    """Slack knows nobody of this id, or an app only."""
    return (
        f"Slack knows no person {user}.",
        "Copy the ID once more: in Slack, the person's profile > ⋮ > Copy member ID.",
    )


def of_another_org(user: str, given: str, found: str) -> tuple[str, str]:
    """The person belongs to another workspace or enterprise than was said."""
    return (
        f"{user} does not belong to {given}: Slack says {found}.",
        "Leave the workspace out, and it is taken from Slack.",
    )


def is_guest(person: str) -> tuple[str, str]:
    """A guest is to be linked as if he were a member."""
    return (
        f"{person} is a guest in Slack.",
        "If the guest is to see calls all the same, add --external.",
    )


def is_foreign(person: str) -> tuple[str, str]:
    """Somebody of another workspace is to be linked as if he were a member."""
    return (
        f"{person} belongs to another Slack workspace.",
        "If somebody from outside is to see calls all the same, add --external.",
    )


def is_deactivated(person: str) -> tuple[str, str]:
    """Somebody who has left is to be linked."""
    return (
        f"{person} is deactivated in Slack.",
        "Is it the right member ID? In Slack, the person's profile > ⋮ > Copy member ID.",
    )


def not_looked_up() -> str:
    """People are not looked up in Slack."""
    return (
        "Nobody is looked up in Slack, since SLACK_BOT_TOKEN is not set: who is a guest, or does"
        " not exist, shows at the first question."
    )


def slack_not_asked(reason: str) -> str:
    """Slack was to be asked about people, and does not answer."""
    return f"People are not looked up in Slack now. {reason}"


_SUSPENSIONS = {
    "guest": "its person is a guest in Slack, and it was not made for one",
    "foreign": "its person is of another Slack workspace, and it was not made for that",
    "deactivated": "its person is deactivated in Slack",
    "elsewhere": "its person belongs to another Slack workspace or enterprise now",
    "unknown-person": "Slack no longer knows its person",
    "name-gone": "MOR no longer knows its username",
    "name-moved": "its username belongs to another MOR user now",
}


def suspension(code: str) -> str:
    """Why a link is suspended, as the end of a sentence; a code not known here as it is."""
    return _SUSPENSIONS.get(code, code)


def linked(person: str, username: str, user_id: int | None, role: str) -> str:
    """A link was made."""
    who = f"MOR user {user_id}" if user_id is not None else "without an id of his own"
    return f"{person} is linked to “{username}” ({who}, role {role})."


def would_be_linked(person: str, username: str, user_id: int | None, role: str) -> str:
    """A link that was checked but not made."""
    return linked(person, username, user_id, role).replace(" is linked ", " would be linked ", 1)


def own_id_only(username: str) -> str:
    """A reseller's link does not reach his users."""
    return (
        f"“{username}” may ask about his own id only: MOR does not clearly refuse him other"
        " people's ids, so an answer might be about somebody else."
    )


def unlinked(person: str, username: str) -> str:
    """A link was removed."""
    return f"{person} is no longer linked to “{username}”."


def nobody_linked() -> str:
    """The directory is empty."""
    return "Nobody is linked yet. Such as: morbot link add U0INGRID1 admin --role admin"


def reach(role: str, foreign_refused: bool) -> str:
    """Whom somebody may ask about."""
    if role == "admin":
        return "anybody"
    return "himself and his users" if foreign_refused else "himself"


def state(suspended: str) -> str:
    """Whether a link counts; `suspended` is the code of why it does not."""
    return f"suspended: {suspension(suspended)}" if suspended else "active"


def checked(person: str, username: str, outcome: str, why: str) -> str:
    """What came of asking MOR again about a link; `why` is the end of a sentence."""
    return f"{person} as “{username}”: {outcome}{f' ({why})' if why else ''}"


def suspended(person: str, username: str, code: str) -> str:
    """A link has stopped to count; `code` is why."""
    return f"{person} as “{username}”: suspended ({suspension(code)})"


def on_command_line(news: str) -> str:
    """A change that was made on the command line."""
    return f"{news} (on the command line)"


def not_told(people: list[str], reason: str) -> str:
    """Bot admins who could not be told of a change that was made."""
    who = ", ".join(people) or "The bot admins"
    return f"{who} could not be told in Slack{f': {reason}' if reason else '.'}"


def made_admin(person: str, changed: bool) -> str:
    """Somebody is a bot admin now, or was already."""
    return f"{person} is a bot admin{' now' if changed else ' already'}."


def revoked_admin(person: str) -> str:
    """Somebody is a bot admin no longer."""
    return f"{person} is no longer a bot admin."


def no_such_admin(person: str) -> tuple[str, str]:
    """Somebody who is to be a bot admin no longer is none."""
    return (
        f"{person} is not a bot admin.",
        "See who is with: morbot link admin list. Those of BOT_ADMINS are removed in that setting.",
    )


def admin_by_setting(person: str) -> str:
    """A bot admin who stands in the settings."""
    return f"{person} (in BOT_ADMINS)"


def import_unreadable(columns: str) -> tuple[str, str]:
    """The file is not CSV text in UTF-8 with the columns that are needed."""
    return (
        "That file is not a CSV file that can be imported.",
        (
            f"It is text in UTF-8 whose first line names the columns: {columns}. See one with:"
            " morbot link export"
        ),
    )


def import_columns(unknown: list[str], missing: list[str], repeated: list[str]) -> tuple[str, str]:
    """The columns of the file are not those that are needed."""
    faults = [f"unknown: {', '.join(unknown)}"] if unknown else []
    faults += [f"missing: {', '.join(missing)}"] if missing else []
    faults += [f"more than once: {', '.join(repeated)}"] if repeated else []
    return (
        f"The columns of that file cannot be used ({'; '.join(faults)}).",
        "The first line names them, as in: morbot link export",
    )


def import_line(line: int, problem: str) -> str:
    """What is wrong with one line of the file."""
    return f"Line {line}: {problem}"


def import_cells(columns: int) -> str:
    """A line with more cells than there are columns."""
    return f"there are more cells than the {columns} columns; a name with a comma needs quotes."


def import_cell(column: str, allowed: str) -> str:
    """A cell that cannot be read."""
    return f"the column {column} has to be {allowed}."


def import_twice(person: str, first: int) -> str:
    """One person stands in the file more than once."""
    return f"{person} stands in line {first} already."


def import_problems(problems: list[str]) -> tuple[str, str]:
    """Nothing was imported, and why."""
    return ("\n".join(["Nothing was imported.", *problems]), "Mend these lines and try again.")


def import_outcome(new: int, unchanged: int, done: bool) -> str:
    """How many links were, or would be, made."""
    counts = f"{new} to be made, {unchanged} already there."
    if done:
        return f"{new} made, {unchanged} already there."
    return f"{counts} Nothing was changed{'; do it with --yes.' if new else '.'}"


def not_linked(suspended: str) -> tuple[str, str]:
    """Nobody stands behind this Slack identity, or the link is suspended; the code says why."""
    if suspended:
        return (
            f"Your link to MOR is suspended: {suspension(suspended)}.",
            "Ask whoever runs morbot in your company to look at it.",
        )
    return (
        "You are not linked to a MOR user yet, so there is nothing you may ask about.",
        (
            "Ask whoever runs morbot in your company to link you; tell your Slack member ID"
            " (your profile > ⋮ > Copy member ID) and your MOR username."
        ),
    )
