"""What people read in the form of a digest."""

ANY_TITLE = "Digest"
CONTINUE = "Continue"
QUERY_HINT = (
    "A question as after the command, for example yesterday or last week by:day."
    " Empty means your own calls of the day."
)
SCHEDULE_HINT = (
    "For example every weekday at 9:00, every monday 7:30, hourly from 8 to 18, 1st of the month."
    " A time zone may follow."
)
PLACE_HINT = "A channel that morbot is in. Empty means your direct messages with morbot."
CHOOSE_CHANNEL = "Choose a channel"
BOXES = {
    "skip-empty": "Post nothing when there are no calls",
    "thread": "Post in a thread under the last one",
    "rows": "Show the first calls as a table",
    "alert-only": "Post alerts only: new addresses, or more calls than the number below",
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
NAME = "Name"
NAME_HINT = "For example NOC morning. Empty means the question and the schedule."
NO_NAME = "A name has at most {most} characters, and not digits alone."
SCHEDULE_MISSING = "When should it run? For example: every weekday at 9:00"
NOTHING_TO_ALERT = "Fill in new addresses or a number of calls below, or untick post alerts only."
NUMBER_MISSING = "Enter how many calls that is."


def form_title(number: int | None) -> str:
    """Return the title for a new digest or the one of that number."""
    return "New digest" if number is None else f"Digest {number}"


def not_a_number(most: int) -> str:
    """The field takes numbers up to `most`."""
    return f"Enter a whole number from 0 to {most:,}."
