"""The words of the form by which bot admins link people. Slack allows few letters in some."""


def title() -> str:
    """The head of the modal; at most 24 characters, as the buttons."""
    return "Link a person"


def submit() -> str:
    """Makes the link."""
    return "Link"


def cancel() -> str:
    """Closes the form."""
    return "Cancel"


def done() -> str:
    """Closes what came of it."""
    return "Close"


def opening() -> str:
    """While it is found out whether somebody may have the form."""
    return "One moment…"


def looking_up() -> str:
    """While Slack and MOR are asked."""
    return "Looking up the person and the MOR user… You may close this; you will be told."


def person() -> str:
    """A field."""
    return "Person"


def username() -> str:
    """A field."""
    return "MOR username"


def username_hint() -> str:
    """Under that field."""
    return "As in MOR under Users > Users, such as tomford; not the name of the person."


def role() -> str:
    """A field."""
    return "Role at MOR"


def role_choice(role: str) -> str:
    """One of the roles."""
    return {
        "reseller": "Reseller: asks about himself and his users",
        "user": "User: asks about himself",
    }[role]


def owner() -> str:
    """A field."""
    return "Reseller who owns the user"


def owner_hint() -> str:
    """Under that field."""
    return "His MOR id, such as 3. Leave it empty if the user is not a reseller's."


def external() -> str:
    """A field."""
    return "From outside"


def external_choice() -> str:
    """The one choice of it."""
    return "A guest, or somebody of another workspace"


def not_filled_in() -> str:
    """At a field that is empty."""
    return "Fill this in."


def not_a_number() -> str:
    """At the field for the owner."""
    return "That is not a MOR id: it is a number, such as 3."


def not_of_a_reseller() -> str:
    """At the field for the owner, where the role is reseller."""
    return "Leave this empty for a reseller: only a user has one as his owner."


def not_a_username() -> str:
    """At the field for the username."""
    return "That is not a MOR username: write it as MOR does, such as tomford."


def not_yourself() -> str:
    """At the field for the person."""
    return "Nobody links himself in Slack: ask another bot admin."


def try_later() -> str:
    """At a field, where the bot is being stopped or has too much in hand."""
    return "morbot cannot look this up right now. Try again in a minute."


def cannot_open(command: str) -> tuple[str, str]:
    """Slack did not open the form."""
    return (
        "Slack did not open the form.",
        f"Try once more, or type it, such as: {command} link @tom tomford user",
    )
