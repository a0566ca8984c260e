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


def title() -> str:
    """The form's title; Slack takes 24 characters."""
    return "Search calls"


def search() -> str:
    """The button that sends the form."""
    return "Search"


def cancel() -> str:
    """The button that closes it."""
    return "Cancel"


def person() -> tuple[str, str]:
    """Label and placeholder: one of the people who are linked."""
    return "Whose calls", "Search linked people"


def who() -> tuple[str, str]:
    """Label and hint: a MOR user typed."""
    return "Or a MOR user", "An id or a username, such as 5 or tomford. Neither means yourself."


def period() -> tuple[str, str]:
    """Label and hint: the period in words."""
    return "When", "Such as last week, yesterday 9-17 or 1-5 nov. Nothing means today."


def start() -> str:
    """Label: the beginning of the period, picked."""
    return "Or from"


def end() -> str:
    """Label: the end of the period, picked."""
    return "Until"


def filters() -> tuple[str, str]:
    """Label and hint: the filters."""
    return "Filters", 'Such as device:%1003% ip:10.0.0.% to:"Tom Ford"; % stands for anything.'


def show() -> str:
    """Label: the form of the answer."""
    return "Show"


def view(name: str) -> str:
    """One form of the answer."""
    return _VIEWS[name]


def oldest() -> tuple[str, str]:
    """Label and the one choice: the order."""
    return "Order", "Oldest calls first"


def linked_person(username: str, user_id: str) -> str:
    """One of the people to choose from."""
    return f"{username} (user {user_id})"


def one_person() -> str:
    """Somebody was chosen and somebody else typed."""
    return "Choose somebody above or type a MOR user here, not both."


def words_or_times() -> str:
    """The period was given twice."""
    return "Say when in words here or pick both times below, not both."


def both_times() -> str:
    """Only one of the two times was picked."""
    return "Pick both times, or neither of them."


def end_first() -> str:
    """The times are the wrong way round."""
    return "This must be later than the time it begins."


def form_gone() -> str:
    """The form was open too long, or the bot was restarted meanwhile."""
    return "This form was open for too long. Close it and open it again."


def cannot_tell_who() -> str:
    """Slack did not say in time who sends the form."""
    return "Slack did not tell who you are in time. Try again in a moment."


def later() -> str:
    """The bot is full or stopping."""
    return "morbot cannot take another question right now. Try again in a minute."


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
