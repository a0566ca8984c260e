"""The words of the form by which bot admins link people. Slack allows few letters in some."""

TITLE = "Link a person"
"""The head of the modal; at most 24 characters, as the buttons."""


SUBMIT = "Link"


CANCEL = "Cancel"


DONE = "Close"


OPENING = "One moment…"


LOOKING_UP = "Looking up the person and the MOR user… You may close this; you will be told."


PERSON = "Person"


USERNAME = "MOR username"


USERNAME_HINT = "As in MOR under Users > Users, such as tomford; not the name of the person."


def role() -> str:
    """A field."""
    return "Role at MOR"


def role_choice(role: str) -> str:
    """One of the roles."""
    return {
        "reseller": "Reseller: asks about himself and his users",
        "user": "User: asks about himself",
    }[role]


OWNER = "Reseller who owns the user"


OWNER_HINT = "His MOR id, such as 3. Leave it empty if the user is not a reseller's."


EXTERNAL = "From outside"


EXTERNAL_CHOICE = "A guest, or somebody of another workspace"


NOT_FILLED_IN = "Fill this in."


NOT_A_NUMBER = "That is not a MOR id: it is a number, such as 3."


NOT_OF_A_RESELLER = "Leave this empty for a reseller: only a user has one as his owner."


NOT_A_USERNAME = "That is not a MOR username: write it as MOR does, such as tomford."


NOT_YOURSELF = "Nobody links himself in Slack: ask another bot admin."


TRY_LATER = "morbot cannot look this up right now. Try again in a minute."


def cannot_open(command: str) -> tuple[str, str]:
    """Slack did not open the form."""
    return (
        "Slack did not open the form.",
        f"Try once more, or type it, such as: {command} link @tom tomford user",
    )
