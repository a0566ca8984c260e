"""What people read in the search form and about saved searches."""

from collections.abc import Sequence

from bot.calls.texts import A_USER, mor_user
from bot.errors import AskError
from bot.ids import is_mor_id

# The search form.

TITLE = "Search calls"

SEARCH = "Search"

WHO = "Whose calls"

WHO_PLACEHOLDER = "Type a name, username or id"

WHO_HINT = "Empty means your own."

PERIOD = "When"

PERIOD_HINT = "For example last week, yesterday 9-17 or 1-5 nov. Empty means today."

START = "Or from"

END = "Until"

FILTERS = "Filters"

FILTERS_HINT = 'For example device:%1003% ip:10.0.0.% to:"Tom Ford". % matches anything.'

SHOW = "Show"

VIEWS = {
    "calls": "Calls",
    "oldest": "Calls, oldest first",
    "by:hour": "Calls counted by hour",
    "by:day": "Calls counted by day",
    "by:device": "Calls counted by device",
    "by:ip": "Calls counted by IP address",
    "by:user": "Calls counted by name called",
    "chart": "A chart",
    "csv": "A CSV file",
    "xlsx": "An Excel file",
}
"""What the answer can be, by the word of a command."""


MORE_FIELDS = "More filters"


def typed_user(typed: str) -> str:
    """A MOR user that was typed, one of the choices."""
    return mor_user(int(typed)) if is_mor_id(typed) else f"MOR user {typed}"


WORDS_OR_TIMES = "Enter a period here or pick both times below, not both."

BOTH_TIMES = "Pick both times or neither."

END_FIRST = "This must be later than the start."


def no_form_here(command: str) -> AskError:
    """The subcommand was written where no form can be opened, or with more words after it."""
    return AskError(
        "I can't open the search form from here.",
        f"Type {command} search with nothing after it, or use morbot's Home tab.",
        code="not-here",
    )


# Looking up what a message names.


def nothing_to_look_up() -> str:
    """The message names nothing that calls could be searched for."""
    return (
        "I found no IP address and no device of these calls in that message. Fill in what you are"
        " looking for."
    )


def found_in_message(names: Sequence[str]) -> str:
    """The message names this; the first one is filled in."""
    others = f" It also has {', '.join(names[1:])}." if len(names) > 1 else ""
    return f"From that message: {names[0]}.{others}"


# Saved searches.

SAVED_TITLE = "Your saved searches"

NONE_YET = "None yet. Click “Save search” below an answer, or fill in “Save as” in the search form."

WHERE_ANSWERS_GO = (
    "Periods like last week are relative to the day you run a search. Answers appear under"
    " Messages, here."
)

SEARCH_BUTTON = "Search calls"

RUN = "Run"

EDIT = "Edit"

DELETE = "Delete"

DELETE_QUESTION = "Delete this search"

DELETE_CONSEQUENCE = "You can save it again from an answer."

KEEP = "Keep"

SAVE_TITLE = "Save search"

EDIT_TITLE = "Edit saved search"

SAVE = "Save"

NAME = "Name"

NAME_HINT = "The search appears under this name in morbot's Home tab."

SAVE_AS = "Save as"

SAVE_AS_HINT = "With a name, the search is also saved in morbot's Home tab. Only you see it there."

NAME_MISSING = "Enter a name, for example: Reception, last week"


def saved(name: str) -> str:
    """The search was saved."""
    return f"Saved as “{name}”."


WHERE_IT_IS = (
    "Run, edit or delete it in morbot's Home tab: under Apps in Slack, open morbot > Home."
)


def name_taken(name: str) -> AskError:
    """Another search of the same person has this name."""
    return AskError(
        f"You already have a search called “{name}”.",
        "Choose another name, or edit that search in morbot's Home tab.",
        code="search-name-taken",
    )


def too_many_searches(most: int) -> AskError:
    """This person may not save another search."""
    return AskError(
        f"You've reached the limit of {most} saved searches.",
        "Delete one in morbot's Home tab, then save this one again.",
        code="too-many-searches",
    )


def search_gone() -> AskError:
    """This person has no search of that id."""
    return AskError(
        "That saved search no longer exists.",
        "Open morbot's Home tab to see your searches.",
        code="search-gone",
    )


def mention_in_search() -> AskError:
    """A mention means another MOR user when that person's link changes."""
    return AskError(
        "A saved search can't mention a person.",
        f"Name the MOR user by id or username, for example: {A_USER} last week",
        code="mention",
    )
