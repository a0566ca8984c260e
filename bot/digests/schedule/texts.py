"""What is said about words that are not one clear schedule: (what happened, what to do)."""

_EXAMPLES = (
    "For example: every weekday at 9:00, every mon and thu at 7, hourly from 8 to 18, "
    'every 1st of the month at 6, or cron:"0 9 * * 1-5"'
)
_CRON = "minute, hour, day, month and weekday"
_SUFFIXES = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def ordinal(day: int) -> str:
    """A day of the month as it is counted: 1st, 2nd."""
    return f"{day}{_SUFFIXES.get(day, 'th')}"


def unreadable(typed: str) -> tuple[str, str]:
    """A word that has no meaning where it stands."""
    return f"I could not read this as part of a schedule: {typed}", _EXAMPLES


MISSING = "It is not said when.", _EXAMPLES


def unfinished(typed: str) -> tuple[str, str]:
    """A word that needs something behind it which does not come."""
    return f"Something is missing behind “{typed}”.", _EXAMPLES


def no_days(typed: str) -> tuple[str, str]:
    """A time without the days it is for."""
    return f"It is not said on which days: {typed}", f"Write: every day {typed}"


def said_twice(typed: str) -> tuple[str, str]:
    """A second saying of the days, the times, the hours or the steps."""
    return (
        f"A schedule says this once, and “{typed}” says it again.",
        "List them, as in: every mon and thu at 7:00. A digest each for days with other times.",
    )


def no_such_time(typed: str) -> tuple[str, str]:
    """A time of day that does not exist."""
    return (
        f"There is no such time of day: {typed}",
        "Write 8:30, 17:00, 5 pm, or 0:00 for midnight.",
    )


def bare_number(number: int) -> tuple[str, str]:
    """A number that may be an hour, a date or a count."""
    hour = number if number < 24 else 9
    date = number if 1 <= number <= 31 else 1
    return (
        f"The number {number} alone does not say what it counts.",
        f"Write: every day at {hour}, or: every {ordinal(date)} of the month",
    )


def with_seconds(typed: str) -> tuple[str, str]:
    """A time with seconds."""
    return f"Digests are sent at whole minutes: {typed}", "Leave the seconds out, as in 9:00."


def no_such_date(typed: str) -> tuple[str, str]:
    """A day that no month has."""
    return (
        f"No month has this day: {typed}",
        "Write: every 15th of the month, or: last day of the month",
    )


def other_times(one: str, other: str) -> tuple[str, str]:
    """Times that differ in their minutes, so that one cron line cannot say them."""
    return (
        f"{one} and {other} are too different for one schedule: it has the same minutes each hour.",
        f"Make two digests, one at {one} and one at {other}.",
    )


MIDNIGHT_OF_A_DAY = (
    "This midnight may be the one before the day or the one after it.",
    "Write the time instead, such as: every friday at 0:00, or: every saturday at 0:00",
)


def every_second(typed: str, weekday: str) -> tuple[str, str]:
    """`every second monday`: every other one, or the second of the month."""
    return (
        f"“{typed}” may be every other {weekday}, or one of the month.",
        f"Write: every 2nd {weekday} of the month, or: every {weekday} (a week cannot be left out)",
    )


def every_second_day(typed: str) -> tuple[str, str]:
    """`every second day`: every other one, or the second of the month."""
    return (
        f"“{typed}” may be every other day, or one of the month.",
        "Write: every 2nd of the month, or: every day",
    )


def other_days(typed: str) -> tuple[str, str]:
    """Days beside `daily`, days of the month beside `weekly`, of the week beside `monthly`."""
    return (
        f"This does not fit together: {typed}",
        "Write: every weekday, weekly on friday, monthly on the 15th, or last friday of the month",
    )


def steps_of_days(typed: str) -> tuple[str, str]:
    """Every so many days, weeks or months."""
    return (
        f"A schedule cannot count days, weeks or months: {typed}",
        "Write: every day, every monday, or: every 1st and 15th of the month",
    )


def uneven_minutes(count: int) -> tuple[str, str]:
    """Minutes that do not divide the hour; `count` may be anything."""
    return (
        f"{count} minutes do not divide the hour, so that the last step in it would be shorter.",
        "There are 5, 6, 10, 12, 15, 20 and 30 minutes, such as: every 15 minutes from 8 to 18",
    )


def uneven_hours(count: int) -> tuple[str, str]:
    """Hours that do not divide the day; `count` may be anything."""
    return (
        f"{count} hours do not divide the day, so that the last step in it would be shorter.",
        "There are 2, 3, 4, 6, 8 and 12 hours, such as: every 2 hours from 8 to 18",
    )


def hours_without_steps(typed: str) -> tuple[str, str]:
    """`from 8 to 18` without what is to happen between them."""
    return (
        f"How often {typed} is not said.",
        f"Write: hourly {typed}, or: every 30 minutes {typed}",
    )


def time_in_steps(typed: str) -> tuple[str, str]:
    """A time of day beside `hourly`."""
    return (
        f"It is hourly or in steps already, so it cannot be {typed} too.",
        "Write: every day at 9:00, or: hourly from 9:00 to 18:00",
    )


def ends_before(typed: str) -> tuple[str, str]:
    """Hours in which no step fits, or which end where they begin."""
    return f"These hours are too short for it: {typed}", "Write more of them: hourly from 8 to 18"


def over_midnight(typed: str) -> tuple[str, str]:
    """Hours that go over midnight on named days: of the day before or of the same one."""
    return (
        f"The hours after midnight may belong to the day before: {typed}",
        'Write: hourly from 22 to 6 (every day), or the hours: cron:"0 0-6,22,23 * * 1-5"',
    )


def uneven_hours_of_day(typed: str, whole: str) -> tuple[str, str]:
    """Steps of minutes whose first or last hour is not whole; `whole` is what could be said."""
    return (
        f"Steps of minutes begin and end with an hour, and this does not: {typed}",
        f"Write: {whole}",
    )


def zone_unknown(typed: str) -> tuple[str, str]:
    """A name in the form of a zone that is none."""
    return f"There is no such time zone: {typed}", "Write one such as Europe/Vilnius, or UTC."


def zone_short(typed: str) -> tuple[str, str]:
    """Letters that more than one place uses, or that leave summer time open."""
    return (
        f"{typed} does not say where, and so not when summer time begins.",
        "Write the zone of a city, such as Europe/Vilnius, or UTC.",
    )


def zone_not_last(typed: str) -> tuple[str, str]:
    """Something behind the zone."""
    return f"The time zone stands last: {typed}", "As in: every day at 9:00 Europe/Vilnius"


def cron_fields(count: int) -> tuple[str, str]:
    """A cron line with too few or too many fields."""
    why = " Seconds are none of them." if count > 5 else ""
    return (
        f"A cron line has five fields: {_CRON}.{why}",
        'As in: cron:"0 9 * * 1-5" (9:00 from Monday to Friday)',
    )


def cron_nickname(typed: str) -> tuple[str, str]:
    """`@daily`, `@reboot` and their kind."""
    return (
        f"{typed} is no cron line with five fields.",
        'Write: every day at 9:00, or: cron:"0 9 * * *"',
    )


def cron_field(name: str, typed: str) -> tuple[str, str]:
    """A field of a cron line that cannot be read; `name` is which one."""
    known = {
        "minute": "0 to 59",
        "hour": "0 to 23",
        "day": "1 to 31, L for the last one, LW for the last weekday",
        "month": "1 to 12, or JAN to DEC",
        "weekday": "0 to 7 (Sunday is both), or SUN to SAT; 5L is the last Friday, 5#2 the second",
    }
    return (
        f"“{typed}” is no {name} of a cron line.",
        f"There are {known[name]}; * for all, 1-5, 1,3 and */2 for several.",
    )


def cron_never(line: str) -> tuple[str, str]:
    """A cron line whose fields never meet."""
    return f"No month has this day: {line}", 'The last of each month is: cron:"0 9 L * *"'
