"""The form by which bot admins link many people at once. Slack allows few letters in some words."""

Words = tuple[str, str]


def title() -> str:
    """The head of the modal; at most 24 characters, as the buttons."""
    return "Import links"


def check() -> str:
    """Has the lines looked up; nothing is made by it."""
    return "Check"


def make(number: int) -> str:
    """Makes the links."""
    return "Make 1 link" if number == 1 else f"Make {number:,} links"


def done() -> str:
    """Closes a form in which nothing is left to do."""
    return "Close"


def cancel() -> str:
    """Closes the form."""
    return "Cancel"


def lines() -> str:
    """The field."""
    return "Lines of CSV"


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


def checking() -> str:
    """While Slack and MOR are asked, line by line."""
    return "Looking up the people and the MOR users… Leave this open: nothing is made yet."


def making() -> str:
    """While they are looked up once more, and made."""
    return "Looking them up once more, and making the links… You may close this."


def not_made_yet() -> str:
    """Above what would be made."""
    return "Nothing is made yet. These links would be:"


def there_already(number: int) -> str:
    """Lines that say what is so already."""
    return "1 link is there already." if number == 1 else f"{number:,} links are there already."


def nothing_new() -> str:
    """Every line is so already."""
    return "All these links are there already. Nothing was changed."


def mend() -> str:
    """Above what is wrong with the lines."""
    return "Nothing was made. Mend these lines and check again:"


def more_lines(number: int) -> str:
    """More of them than are shown."""
    return f"{number:,} more."


def made(number: int) -> str:
    """It is done."""
    return "1 link was made." if number == 1 else f"{number:,} links were made."


def told() -> str:
    """Small print under it."""
    return "All bot admins are told, and morbot has written to these people how to ask."


def told_but(people: str) -> str:
    """The same where some could not be written to."""
    return f"All bot admins are told. morbot could not write to {people}: say there how to ask."


def changed_meanwhile() -> Words:
    """What was checked is not so any more."""
    return (
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


def try_later() -> str:
    """At the field, where the bot is being stopped or has too much in hand."""
    return "morbot cannot look this up right now. Try again in a minute."
