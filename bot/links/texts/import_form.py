"""The form by which bot admins link many people at once. Slack allows few letters in some words."""

Words = tuple[str, str]


TITLE = "Import links"
"""The head of the modal; at most 24 characters, as the buttons."""


CHECK = "Check"


def make(number: int) -> str:
    """Makes the links."""
    return "Make 1 link" if number == 1 else f"Make {number:,} links"


DONE = "Close"


CANCEL = "Cancel"


LINES = "Lines of CSV"


def lines_hint(columns: str) -> str:
    """Under it."""
    return (
        f"The first line names the columns: {columns}. Only slack_user, mor_username and role have"
        " to be there."
    )


def where_from(command: str) -> str:
    """Above it."""
    return (
        f"{command} links csv gives you a file of this form. Up to 3,000 characters at a time;"
        " whoever runs morbot can import any number on the command line."
    )


CHECKING = "Looking up the people and the MOR users… Leave this open: nothing is made yet."


MAKING = "Looking them up once more, and making the links… You may close this."


NOT_MADE_YET = "Nothing is made yet. These links would be:"


def there_already(number: int) -> str:
    """Lines that say what is so already."""
    return "1 link is there already." if number == 1 else f"{number:,} links are there already."


NOTHING_NEW = "All these links are there already. Nothing was changed."


MEND = "Nothing was made. Mend these lines and check again:"


def more_lines(number: int) -> str:
    """More of them than are shown."""
    return f"{number:,} more."


def made(number: int) -> str:
    """It is done."""
    return "1 link was made." if number == 1 else f"{number:,} links were made."


TOLD = "All bot admins are told, and morbot has written to these people how to ask."


def told_but(people: str) -> str:
    """The same where some could not be written to."""
    return f"All bot admins are told. morbot could not write to {people}: say there how to ask."


CHANGED_MEANWHILE = (
    "Something has changed since these lines were checked, so nothing was made.",
    "Give the command once more, and check them again.",
)


def form_gone(command: str) -> Words:
    """The form was open too long, or was another person's, or the bot was restarted."""
    return (
        "This form was open for too long.",
        f"Close it and give the command once more: {command} links import",
    )


def by_command(command: str) -> Words:
    """Said in a mention or a direct message, where no form can be opened."""
    return ("The import of links has a form.", f"It opens with: {command} links import")


def cannot_open(command: str) -> Words:
    """Slack did not open the form."""
    return ("Slack did not open the form.", f"Try once more: {command} links import")


TRY_LATER = "morbot cannot look this up right now. Try again in a minute."
