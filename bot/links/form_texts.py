"""What people read in the forms that link one person or many, and about files of links."""

from collections.abc import Sequence

from bot.errors import AskError, ErrorCode

# One person.

LINK_TITLE = "Link a person"

LINK = "Link"

LOOKING_UP = (
    "Looking up the person and the MOR user… You can close this, I'll message you the result."
)

PERSON = "Person"

USERNAME = "MOR username"

USERNAME_HINT = "As in MOR under Users > Users, for example tomford. Not the person's name."

ROLE = "Role at MOR"

ROLES = {
    "reseller": "Reseller: asks about themselves and their users",
    "user": "User: asks about themselves",
}

OWNER = "Reseller who owns the user"

OWNER_HINT = "The reseller's MOR id, for example 3. Leave it empty if the user has no reseller."

EXTERNAL = "From outside"

EXTERNAL_CHOICE = "A guest, or somebody from another workspace"

REQUIRED = "Fill this in."

NOT_A_NUMBER = "That is not a MOR id. It is a number, for example 3."

NOT_OF_A_RESELLER = "Leave this empty for a reseller. Only users have an owner."

NOT_A_USERNAME = "That is not a MOR username. Write it as MOR does, for example tomford."

NOT_YOURSELF = "You can't link yourself in Slack. Ask another bot admin."


# Saying no to a request for access.

DECLINE_TITLE = "Decline access"

DECLINE = "Decline"

REASON = "Reason"

REASON_HINT = "The person reads it, and so do the other bot admins. You may leave it empty."


def asks_for_access(member: str) -> str:
    """Whose request it is; the name that Slack shows stands before it."""
    return f" ({member}) asks to be linked to a MOR user."


# Many people.

IMPORT_TITLE = "Import links"

CHECK = "Check"


def link_all(number: int) -> str:
    """The button that makes the links."""
    return "Make 1 link" if number == 1 else f"Make {number:,} links"


LINES = "Lines of CSV"


def lines_hint(columns: str) -> str:
    """Below the lines."""
    return (
        f"The first line names the columns: {columns}. Only slack_user, mor_username and role are"
        " required."
    )


def where_from(command: str) -> str:
    """Above the lines."""
    return (
        f"{command} links csv gives you a file in this format. Up to 3,000 characters at a time."
        " The person who runs morbot can import any number on the command line."
    )


CHECKING = "Looking up the people and the MOR users… Keep this open to confirm the links."

IMPORTING = "Looking them up again and making the links… You can close this."

NOTHING_CHANGED_YET = "Nothing is changed yet. These links would be made:"


def unchanged(number: int) -> str:
    """Lines whose links already exist."""
    return "1 link already exists." if number == 1 else f"{number:,} links already exist."


NOTHING_NEW = "All these links already exist. Nothing was changed."

FIX_THESE_LINES = "Nothing was changed. Fix these lines and check again:"


def more_lines(number: int) -> str:
    """There are more lines than are shown."""
    return f"{number:,} more."


def imported(number: int) -> str:
    """The links were made."""
    return "1 link was made." if number == 1 else f"{number:,} links were made."


GREETED = "All bot admins have been told. I told these people how to ask."


def not_greeted(people: str) -> str:
    """Some people could not be messaged."""
    return f"All bot admins have been told. I couldn't message {people}. Tell them how to ask."


def changed_meanwhile() -> AskError:
    """What was checked is not what would be made now."""
    return AskError(
        "Something has changed since these lines were checked, so nothing was made.",
        "Run the command again and check them again.",
        code="changed-meanwhile",
    )


def no_import_here(command: str) -> AskError:
    """The import was asked for where no form can be opened."""
    return AskError(
        "The import of links has a form.",
        f"It opens with: {command} links import",
        code="not-here",
    )


# Files of links.


def import_unreadable(columns: Sequence[str]) -> AskError:
    """The file is not CSV in UTF-8, or has none of the required columns."""
    return AskError(
        "That file is not a CSV file that can be imported.",
        f"It is text in UTF-8 whose first line names the columns: {','.join(columns)}. See an"
        " example: morbot link export",
        code=ErrorCode.IMPORT,
    )


def import_columns(unknown: list[str], missing: list[str], repeated: list[str]) -> AskError:
    faults = [f"unknown: {', '.join(unknown)}"] if unknown else []
    faults += [f"missing: {', '.join(missing)}"] if missing else []
    faults += [f"more than once: {', '.join(repeated)}"] if repeated else []
    return AskError(
        f"The columns of that file can't be used ({'; '.join(faults)}).",
        "The first line names them, as in: morbot link export",
        code=ErrorCode.IMPORT,
    )


def import_line(line: int, problem: str) -> str:
    """Return what is wrong with one line of the file."""
    return f"Line {line}: {problem}"


def import_cells(columns: int) -> str:
    """A line has more cells than there are columns."""
    return f"there are more cells than the {columns} columns. A name with a comma needs quotes."


def import_cell(column: str, allowed: str) -> str:
    """A cell cannot be read."""
    return f"the column {column} has to be {allowed}."


def import_twice(person: str, first: int) -> str:
    """A person is in the file more than once."""
    return f"{person} is in line {first} already."
