"""The form by which digests are ordered and changed."""


def title(number: int | None) -> str:
    """The form's title, for a new digest or the one of that number; Slack takes 24 characters."""
    return "New digest" if number is None else f"Digest {number}"


def any_title() -> str:
    """The same while it is not known which digest it is, or where there is none."""
    return "Digest"


def go_on() -> str:
    """The button that sends the form: what was filled in is said back first."""
    return "Continue"


def cancel() -> str:
    """The button that closes it."""
    return "Cancel"


def loading() -> str:
    """Stands in the form until it is known what belongs into it."""
    return "One moment…"


def query() -> tuple[str, str]:
    """Label and hint: what it reads."""
    return (
        "What",
        (
            "A question as behind the command, such as 5 yesterday or last week by:day."
            " Nothing means your own calls of the day."
        ),
    )


def schedule() -> tuple[str, str]:
    """Label and hint: when it runs."""
    return (
        "When",
        (
            "Such as every weekday at 9:00, every monday 7:30, hourly from 8 to 18, 1st of the"
            " month; a time zone may follow."
        ),
    )


def place() -> tuple[str, str]:
    """Label and hint: where it is posted."""
    return "Where", "A channel that morbot is in. None means your direct messages with morbot."


def choose_channel() -> str:
    """Stands in the menu while nothing is chosen."""
    return "Choose a channel"


def extras() -> str:
    """Label: what it does besides."""
    return "Also"


def box(name: str) -> str:
    """One of the boxes to tick."""
    return {
        "skip-empty": "Post nothing when there are no calls",
        "thread": "Post in a thread under the last one",
        "rows": "Show the first calls as a table",
    }[name]


def new_ips() -> tuple[str, str]:
    """Label and hint: the periods that are looked back."""
    return (
        "Show new addresses: periods to look back",
        "A number such as 7: IP addresses are shown that were not seen in the 7 periods before.",
    )


def alert_above() -> tuple[str, str]:
    """Label and hint: the number of calls above which somebody is mentioned."""
    return "Mention somebody when there are more calls than", "A number such as 100."


def mention() -> tuple[str, str]:
    """Label and hint: who is mentioned."""
    return "Who is mentioned", "Nobody chosen means yourself."


def choose_person() -> str:
    """Stands in the menu while nobody is chosen."""
    return "Choose a person"


def not_filled_in() -> str:
    """A field that is needed."""
    return "Say when, such as: every weekday at 9:00"


def not_a_number(most: int) -> str:
    """A number that cannot be one."""
    return f"A whole number from 0 to {most:,}."


def number_missing() -> str:
    """A person to mention, and not when."""
    return "Say above how many calls that is."


def gone() -> str:
    """The form was open too long, or the bot was restarted meanwhile."""
    return "This form was open for too long. Close it and open it again."


def cannot_tell_who() -> str:
    """Slack did not say in time who sends the form, or what the channel is."""
    return "Slack did not answer in time. Try again in a moment."


def later() -> str:
    """The bot is full or stopping."""
    return "morbot cannot take another order right now. Try again in a minute."


def not_opened(command: str) -> tuple[str, str]:
    """Slack did not open the form."""
    return (
        "Slack did not open the form in time.",
        f"Try again, or type it: {command} digest 5 yesterday every weekday at 9:00 in #noc",
    )
