"""What people read in the form that creates and changes digests."""


def title(number: int | None) -> str:
    """Return the title for a new digest or the one of that number."""
    return "New digest" if number is None else f"Digest {number}"


ANY_TITLE = "Digest"

CONTINUE = "Continue"

QUERY = "What"

QUERY_HINT = (
    "A question as after the command, for example 5 yesterday or last week by:day."
    " Empty means your own calls of the day."
)

SCHEDULE = "When"

SCHEDULE_HINT = (
    "For example every weekday at 9:00, every monday 7:30, hourly from 8 to 18, 1st of the month."
    " A time zone may follow."
)

PLACE = "Where"

PLACE_HINT = "A channel that morbot is in. Empty means your direct messages with morbot."

CHOOSE_CHANNEL = "Choose a channel"

EXTRAS = "Also"

BOXES = {
    "skip-empty": "Post nothing when there are no calls",
    "thread": "Post in a thread under the last one",
    "rows": "Show the first calls as a table",
}
"""The boxes to tick, by the word of a command."""

NEW_IPS = "Show new addresses: periods to look back"

NEW_IPS_HINT = (
    "A number, for example 7: shows IP addresses that were not seen in the 7 periods before."
)

ALERT_ABOVE = "Mention somebody when there are more calls than"

ALERT_ABOVE_HINT = "A number, for example 100."

MENTION = "Who is mentioned"

MENTION_HINT = "Empty means yourself."

CHOOSE_PERSON = "Choose a person"

SCHEDULE_MISSING = "When should it run? For example: every weekday at 9:00"


def not_a_number(most: int) -> str:
    """The field takes numbers up to `most`."""
    return f"Enter a whole number from 0 to {most:,}."


NUMBER_MISSING = "Enter how many calls that is."
