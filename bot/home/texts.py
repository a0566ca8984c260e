"""What people read in the help, in the card about themselves, and in the Home tab."""

from collections.abc import Sequence

from bot.slack.texts import counted

_ROLES = {"admin": "administrator", "reseller": "reseller", "user": "user"}

HELP_INTRO = (
    "Lists local calls: calls between two devices of the same MOR. "
    "Only you see the answer. Everything after the command may be left out."
)

GREETING = "Hello! I list who called whom inside your MOR."

GREETING_HINT = "Ask me for a time, for example last week, or begin with one of these."

TODAY = "Calls today"

WHOAMI = "Who am I"

HELP = "Help"

# Headings of the help's parts.
EXAMPLES = "Try one of these"
WHO = "Whose calls"
PERIOD = "When"
FILTER = "Only some calls"
OUTPUT = "In which form"
MORE = "More"
BOT_ADMINS = "For bot admins"

PERIODS = (
    ("today", "if you name none; also yesterday, monday, nov 20, 2026-11-20"),
    ("last week", "Monday to Sunday; also this month, march, Q3 2025"),
    ("last 7 days", "back from now; also last 24 hours, 90m"),
    ("1-5 nov", "both days included; also 2026-11-01 to 2026-11-05"),
    ("yesterday 9-17", "hours of a day; also monday morning"),
    ("since monday", "until now"),
)

FILTERS = (
    ("device:Reception", "either side's device"),
    ("ip:192.168.0.%", "either side's address; % matches anything"),
    ('callerid:"Tom Ford"', "the caller id; quotes around spaces"),
    ("channel:SIP/1018%", "the caller's channel"),
    ("to:%desk%", "the called user or device"),
)

OUTPUTS = (
    ("by:hour", "counts instead of calls; also by:day, by:device, by:ip, by:user"),
    ("chart", "bars over time and by device; also by:user chart"),
    ("oldest", "the oldest calls first"),
    ("csv", "all calls as a file, in your direct messages; also xlsx, for Excel"),
)

FOR_BOT_ADMINS = (
    ("link @tom tomford user", "links somebody to a MOR user; link alone opens a form"),
    ("unlink @tom", "takes the link away"),
    ("links", "who is linked; also links role:reseller, links suspended, links csv"),
    ("links import", "links many at once: a form for lines of CSV, checked before they count"),
    ("audit", "who asked about whom; also audit @tom last week, audit outcome:refused csv"),
)

ELSEWHERE = (
    "You can say the same without the command: mention morbot in a channel, or write to it. "
    "Its Home tab holds the searches you save."
)

MORE_THERE = "There is more than fits here."

WHOAMI_TITLE = "Who you are to MOR"

WHOAMI_HEADINGS = ("MOR account", "You may ask about", "Time zone")


def help_title(command: str) -> str:
    """Return the title of the help."""
    return f"{command}: who called whom inside your MOR"


def who(role: str, *, foreign: bool, own_id: bool) -> Sequence[tuple[str, str]]:
    """Return the ways to say whose calls are meant, as far as this person may ask."""
    own = (("me", "yourself, also if you name nobody"),) if own_id else ()
    if not foreign:
        return own
    whose = "any MOR user" if role == "admin" else "a user of yours"
    return (
        *own,
        ("5", f"{whose} by MOR id, in front of everything else"),
        ("user:5", "the same, in any place"),
        ("user:tomford", "by MOR username; in quotes if it has a space"),
    )


def only_own_calls(user_id: int) -> str:
    """Return the words for somebody who may only ask about themselves."""
    return f"Your own, as MOR user {user_id}."


def longest_period(days: int) -> str:
    """Return how long a period may be."""
    return f"At most {counted(days, 'day')} at a time, in your time zone."


def more(question: str) -> Sequence[tuple[str, str]]:
    """Return other commands. `question` is one that this person may ask."""
    return (
        ("search", "the same, with a form to fill in"),
        (f"digest {question} every weekday at 9:00 in #noc", "tells a channel by itself"),
        ("digest", "the same, with a form to fill in; also digest list"),
        ("whoami", "who you are to MOR, and what you may ask"),
        ("help", "this page"),
    )


def account(username: str, role: str, user_id: int | None) -> str:
    """Return the linked MOR account."""
    identity = "no calls of its own" if user_id is None else f"user {user_id}"
    return f"{username} ({identity}), {_ROLES[role]}"


def may_ask_about(role: str, *, foreign: bool) -> str:
    """Return whose calls somebody may see."""
    if role == "admin":
        return "any MOR user"
    return "yourself and your users" if foreign else "yourself"


def zone(name: str, *, assumed: bool) -> str:
    """Return the zone in which times are read and written."""
    return f"{name} (assumed, because Slack didn't say yours)" if assumed else name


# The overview in the Home tab.

OVERVIEW = "Your calls"

COUNTING = "Counting today's calls…"

NOT_COUNTED = "MOR did not say how many calls there were today. Open this tab again later."

ASKED_LATELY = "What you asked lately, to ask again:"

NOT_ASKED_YET = "What you ask stands here, to be asked again by a click."


def today(calls: int) -> str:
    """Return how many calls there were today, by now."""
    return f"{counted(calls, 'call')} today, by now."
