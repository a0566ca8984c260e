"""What is said around saved searches. Texts with a hint are (what happened, what to do)."""

Words = tuple[str, str]


def title() -> str:
    """Above the saved searches in the Home tab."""
    return "Your saved searches"


def none_yet() -> str:
    """Where there are none."""
    return "None yet. Press “Save search” below an answer, or fill in “Save as” in the search form."


def answered_where() -> str:
    """Small print: where the answer of a search comes that is run from the Home tab."""
    return "Periods such as last week are read anew each time. Answers come under Messages, here."


def search_button() -> str:
    """Opens the search form."""
    return "Search calls"


def run() -> str:
    """A button."""
    return "Run"


def edit() -> str:
    """A button."""
    return "Edit"


def delete() -> str:
    """A button."""
    return "Delete"


def delete_question() -> str:
    """The title of the dialog before a search is deleted."""
    return "Delete this search?"


def delete_consequence() -> str:
    """What that dialog says."""
    return "It is only the search that goes. To have it back, save it again from an answer."


def keep() -> str:
    """The button that leaves it."""
    return "Keep"


def form_title() -> str:
    """The title of the form that asks for a name; Slack takes 24 characters."""
    return "Save search"


def edit_title() -> str:
    """The title of the search form where a saved search stands in it."""
    return "Edit saved search"


def save() -> str:
    """The button that sends either of them."""
    return "Save"


def name() -> tuple[str, str]:
    """Label and hint: what the search is to be called."""
    return "Name", "Under this name it stands in morbot's Home tab."


def save_as() -> tuple[str, str]:
    """Label and hint: the same in the search form, where it may be left empty."""
    return "Save as", "With a name it is kept in morbot's Home tab as well. Only you see it there."


def done() -> str:
    """The button that closes a form in which nothing is left to do."""
    return "Done"


def saved(called: str) -> str:
    """It is kept."""
    return f"Saved as “{called}”."


def where_it_is() -> str:
    """Where to find it again."""
    return "Run, edit or delete it in morbot's Home tab: under Apps in Slack, open morbot > Home."


def name_missing() -> str:
    """At the field."""
    return "Give it a name, such as: Reception, last week"


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


def gone() -> Words:
    """The search was deleted meanwhile, or it never was this person's."""
    return (
        "That saved search is not there any more.",
        "Open morbot's Home tab to see which you have.",
    )


def a_mention_changes() -> Words:
    """A mention would mean somebody else as soon as that person is linked anew."""
    return (
        "A saved search cannot be about a mentioned person.",
        "Name the MOR user by id or username, such as: user:tomford",
    )


def not_in_time() -> str:
    """At the field: the search was not saved within the seconds that Slack waits."""
    return "It was not saved in time. Try again in a moment."


def not_opened() -> Words:
    """Slack did not open the form."""
    return ("Slack did not open the form in time.", "Press the button once more.")
