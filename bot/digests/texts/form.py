"""The form by which digests are ordered and changed."""


def title(number: int | None) -> str:
    """The form's title, for a new digest or the one of that number; Slack takes 24 characters."""
    return "New digest" if number is None else f"Digest {number}"


ANY_TITLE = "Digest"


GO_ON = "Continue"


CANCEL = "Cancel"


LOADING = "One moment…"


QUERY = (
    "What",
    (
        "A question as behind the command, such as 5 yesterday or last week by:day."
        " Nothing means your own calls of the day."
    ),
)


SCHEDULE = (
    "When",
    (
        "Such as every weekday at 9:00, every monday 7:30, hourly from 8 to 18, 1st of the"
        " month; a time zone may follow."
    ),
)


PLACE = "Where", "A channel that morbot is in. None means your direct messages with morbot."


CHOOSE_CHANNEL = "Choose a channel"


EXTRAS = "Also"


def box(name: str) -> str:
    """One of the boxes to tick."""
    return {
        "skip-empty": "Post nothing when there are no calls",
        "thread": "Post in a thread under the last one",
        "rows": "Show the first calls as a table",
    }[name]


NEW_IPS = (
    "Show new addresses: periods to look back",
    "A number such as 7: IP addresses are shown that were not seen in the 7 periods before.",
)


ALERT_ABOVE = "Mention somebody when there are more calls than", "A number such as 100."


MENTION = "Who is mentioned", "Nobody chosen means yourself."


CHOOSE_PERSON = "Choose a person"


NOT_FILLED_IN = "Say when, such as: every weekday at 9:00"


def not_a_number(most: int) -> str:
    """A number that cannot be one."""
    return f"A whole number from 0 to {most:,}."


NUMBER_MISSING = "Say above how many calls that is."


GONE = "This form was open for too long. Close it and open it again."


CANNOT_TELL_WHO = "Slack did not answer in time. Try again in a moment."


LATER = "morbot cannot take another order right now. Try again in a minute."


def not_opened(command: str) -> tuple[str, str]:
    """Slack did not open the form."""
    return (
        "Slack did not open the form in time.",
        f"Try again, or type it: {command} digest 5 yesterday every weekday at 9:00 in #noc",
    )
