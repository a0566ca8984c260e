"""The form to search by, and what is said where it cannot be read."""

_VIEWS = {
    "calls": "Calls",
    "by:hour": "Calls counted by hour",
    "by:day": "Calls counted by day",
    "by:device": "Calls counted by device",
    "by:ip": "Calls counted by IP address",
    "by:user": "Calls counted by name called",
    "chart": "A chart",
    "csv": "A CSV file",
    "xlsx": "An Excel file",
}


TITLE = "Search calls"
"""The form's title; Slack takes 24 characters."""


SEARCH = "Search"


CANCEL = "Cancel"


PERSON = "Whose calls", "Search linked people"


WHO = "Or a MOR user", "An id or a username, such as 5 or tomford. Neither means yourself."


PERIOD = "When", "Such as last week, yesterday 9-17 or 1-5 nov. Nothing means today."


START = "Or from"


END = "Until"


FILTERS = "Filters", 'Such as device:%1003% ip:10.0.0.% to:"Tom Ford"; % stands for anything.'


SHOW = "Show"


def view(name: str) -> str:
    """One form of the answer."""
    return _VIEWS[name]


OLDEST = "Order", "Oldest calls first"


def linked_person(username: str, user_id: str) -> str:
    """One of the people to choose from."""
    return f"{username} (user {user_id})"


ONE_PERSON = "Choose somebody above or type a MOR user here, not both."


WORDS_OR_TIMES = "Say when in words here or pick both times below, not both."


BOTH_TIMES = "Pick both times, or neither of them."


END_FIRST = "This must be later than the time it begins."


FORM_GONE = "This form was open for too long. Close it and open it again."


CANNOT_TELL_WHO = "Slack did not tell who you are in time. Try again in a moment."


LATER = "morbot cannot take another question right now. Try again in a minute."


def by_command(command: str) -> tuple[str, str]:
    """The word alone, in a mention or direct message, or with more behind it."""
    return (
        "The search form cannot be opened by that.",
        f"It opens with {command} search and nothing else, or in morbot's Home tab.",
    )


def not_opened(command: str) -> tuple[str, str]:
    """Slack did not open the form."""
    return (
        "Slack did not open the form in time.",
        f"Try again, or type the question, such as: {command} 5 last week",
    )
