"""What is said around saved searches. Texts with a hint are (what happened, what to do)."""

Words = tuple[str, str]


TITLE = "Your saved searches"


NONE_YET = "None yet. Press “Save search” below an answer, or fill in “Save as” in the search form."


ANSWERED_WHERE = (
    "Periods such as last week are read anew each time. Answers come under Messages, here."
)


SEARCH_BUTTON = "Search calls"


RUN = "Run"


EDIT = "Edit"


DELETE = "Delete"


DELETE_QUESTION = "Delete this search?"


DELETE_CONSEQUENCE = (
    "It is only the search that goes. To have it back, save it again from an answer."
)


KEEP = "Keep"


FORM_TITLE = "Save search"
"""The title of the form that asks for a name; Slack takes 24 characters."""


EDIT_TITLE = "Edit saved search"


SAVE = "Save"


NAME = "Name", "Under this name it stands in morbot's Home tab."


SAVE_AS = "Save as", "With a name it is kept in morbot's Home tab as well. Only you see it there."


DONE = "Done"


def saved(called: str) -> str:
    """It is kept."""
    return f"Saved as “{called}”."


WHERE_IT_IS = (
    "Run, edit or delete it in morbot's Home tab: under Apps in Slack, open morbot > Home."
)


NAME_MISSING = "Give it a name, such as: Reception, last week"


def name_taken(called: str) -> Words:
    """Another search of the same person is called so."""
    return (
        f"You have another search called “{called}”.",
        "Choose another name, or edit that one in morbot's Home tab.",
    )


def too_many(most: int) -> Words:
    """No more searches are kept for one person."""
    return (
        f"You have {most} saved searches, and no more are kept for one person.",
        "Delete one in morbot's Home tab, then save this one again.",
    )


GONE = (
    "That saved search is not there any more.",
    "Open morbot's Home tab to see which you have.",
)


A_MENTION_CHANGES = (
    "A saved search cannot be about a mentioned person.",
    "Name the MOR user by id or username, such as: user:tomford",
)


NOT_IN_TIME = "It was not saved in time. Try again in a moment."


NOT_OPENED = ("Slack did not open the form in time.", "Press the button once more.")
