"""Errors about words that are not one clear schedule. Each marks the place that it is about."""

from bot.errors import AskError, Place

_EXAMPLES = (
    "For example: every weekday at 9:00, every mon and thu at 7, hourly from 8 to 18, "
    'every 1st of the month at 6, or cron:"0 9 * * 1-5"'
)
_SUFFIXES = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_STEPS_ARE_UNEVEN = "so the last step in it would be shorter."
_CRON_VALUES = {
    "minute": "0 to 59",
    "hour": "0 to 23",
    "day": "1 to 31, L for the last one, or LW for the last weekday",
    "month": "1 to 12, or JAN to DEC",
    "weekday": "0 to 7 (0 and 7 are Sunday), or SUN to SAT; 5L is the last Friday, 5#2 the second",
}


def ordinal(day: int) -> str:
    """Return a day of the month as it is counted: 1st, 2nd."""
    return f"{day}{_SUFFIXES.get(day, 'th')}"


def missing() -> AskError:
    """No word says when."""
    return AskError("When should it run?", _EXAMPLES, code="schedule-missing")


def unreadable(place: Place) -> AskError:
    """A word has no meaning where it is."""
    text = f"I could not read this as part of a schedule: {_typed(place)}"
    return _error("unreadable", place, text, _EXAMPLES)


def unfinished(place: Place) -> AskError:
    """A word needs another one after it."""
    text = f"Something is missing after “{_typed(place)}”."
    return _error("unfinished", place, text, _EXAMPLES)


def no_days(place: Place) -> AskError:
    """A time without its days."""
    typed = _typed(place)
    return _error("days", place, f"On which days {typed}?", f"Write: every day {typed}")


def said_twice(place: Place) -> AskError:
    """The days, times, hours or steps are given twice."""
    text = f"“{_typed(place)}” repeats what a schedule can say only once."
    hint = "List them: every mon and thu at 7:00. Days with other times need another digest."
    return _error("twice", place, text, hint)


def no_such_time(place: Place) -> AskError:
    """A time of day that does not exist."""
    text = f"There is no such time of day: {_typed(place)}"
    return _error("time", place, text, "Write 8:30, 17:00, 5 pm, or 0:00 for midnight.")


def bare_number(number: int, place: Place) -> AskError:
    """A number that may be an hour, a date or a count."""
    hour = number if number < 24 else 9
    date = number if 1 <= number <= 31 else 1
    text = f"The number {number} alone does not say what it counts."
    hint = f"Write: every day at {hour}, or: every {ordinal(date)} of the month"
    return _error("number", place, text, hint)


def with_seconds(place: Place) -> AskError:
    """A time with seconds."""
    text = f"Digests run at whole minutes: {_typed(place)}"
    return _error("seconds", place, text, "Leave the seconds out, for example: 9:00")


def no_such_date(place: Place) -> AskError:
    """A day that no month has."""
    hint = "Write: every 15th of the month, or: last day of the month"
    return _error("date", place, f"No month has this day: {_typed(place)}", hint)


def other_times(one: str, other: str, place: Place) -> AskError:
    """The times differ in their minutes, which one cron line cannot say."""
    text = f"{one} and {other} cannot be in one schedule: it has the same minutes each hour."
    return _error("times", place, text, f"Make two digests, one at {one} and one at {other}.")


def midnight_of_a_day(place: Place) -> AskError:
    """The midnight before a day, or the one after it."""
    text = "This midnight may be the one before the day or the one after it."
    hint = "Write the time, for example: every friday at 0:00, or: every saturday at 0:00"
    return _error("midnight", place, text, hint)


def every_second(weekday: str, place: Place) -> AskError:
    """`every second monday`: every other Monday, or the second of the month."""
    text = f"“{_typed(place)}” may be every other {weekday}, or one of the month."
    hint = f"Write: every 2nd {weekday} of the month, or: every {weekday} (weeks cannot be skipped)"
    return _error("ambiguous", place, text, hint)


def every_second_day(place: Place) -> AskError:
    """`every second day`: every other day, or the second of the month."""
    text = f"“{_typed(place)}” may be every other day, or one of the month."
    hint = "Write: every 2nd of the month, or: every day"
    return _error("ambiguous", place, text, hint)


def other_days(place: Place) -> AskError:
    """Any days with `daily`, days of the month with `weekly`, of the week with `monthly`."""
    hint = (
        "Write: every weekday, weekly on friday, monthly on the 15th, or last friday of the month"
    )
    return _error("cycle", place, f"This does not fit together: {_typed(place)}", hint)


def steps_of_days(typed: str, place: Place) -> AskError:
    """Steps of several days, weeks or months."""
    text = f"A schedule cannot count days, weeks or months: {typed}"
    hint = "Write: every day, every monday, or: every 1st and 15th of the month"
    return _error("step", place, text, hint)


def uneven_minutes(count: int, place: Place) -> AskError:
    """Minutes that do not divide the hour."""
    text = f"{count} minutes do not divide the hour, {_STEPS_ARE_UNEVEN}"
    hint = "Use 5, 6, 10, 12, 15, 20 or 30 minutes, for example: every 15 minutes from 8 to 18"
    return _error("step", place, text, hint)


def uneven_hours(count: int, place: Place) -> AskError:
    """Hours that do not divide the day."""
    text = f"{count} hours do not divide the day, {_STEPS_ARE_UNEVEN}"
    hint = "Use 2, 3, 4, 6, 8 or 12 hours, for example: every 2 hours from 8 to 18"
    return _error("step", place, text, hint)


def hours_without_steps(place: Place) -> AskError:
    """`from 8 to 18` without how often in these hours."""
    typed = _typed(place)
    asked = f"between {typed[5:].replace(' to ', ' and ')}" if typed.startswith("from ") else typed
    hint = f"Write: hourly {typed}, or: every 30 minutes {typed}"
    return _error("hours", place, f"How often {asked}?", hint)


def time_in_steps(place: Place) -> AskError:
    """A time of day with `hourly`."""
    text = f"This already runs hourly or in steps, so it has no other time: {_typed(place)}"
    hint = "Write: every day at 9:00, or: hourly from 9:00 to 18:00"
    return _error("steps-and-times", place, text, hint)


def hours_too_short(place: Place) -> AskError:
    """Hours in which no step fits, or which end where they begin."""
    text = f"No run fits into these hours: {_typed(place)}"
    return _error("hours", place, text, "Write more hours, for example: hourly from 8 to 18")


def over_midnight(place: Place) -> AskError:
    """Hours over midnight on named days: of the day before, or of the same day."""
    text = f"The hours after midnight may belong to the day before: {_typed(place)}"
    hint = 'Write: hourly from 22 to 6 (every day), or the hours: cron:"0 0-6,22,23 * * 1-5"'
    return _error("night", place, text, hint)


def uneven_hours_of_day(whole: str, place: Place) -> AskError:
    """Steps of minutes in hours that are not whole. `whole` is what is possible."""
    text = f"Steps of minutes have to begin and end on the full hour: {_typed(place)}"
    return _error("hours", place, text, f"Write: {whole}")


def zone_unknown(place: Place) -> AskError:
    """A name that looks like a time zone but is not one."""
    text = f"There is no such time zone: {_typed(place)}"
    return _error("zone", place, text, "For example: Europe/Vilnius, or UTC")


def zone_short(place: Place) -> AskError:
    """An abbreviation that several places use, or that leaves summer time open."""
    text = f"{_typed(place)} names no place, so it is unclear when summer time begins."
    return _error("zone", place, text, "Write the zone of a city: Europe/Vilnius, or UTC")


def zone_not_last(place: Place) -> AskError:
    """Something after the zone."""
    text = f"The time zone has to come last: {_typed(place)}"
    return _error("zone", place, text, "For example: every day at 9:00 Europe/Vilnius")


def cron_fields(count: int, place: Place) -> AskError:
    """A cron line with too few or too many fields."""
    seconds = " Seconds are not one of them." if count > 5 else ""
    text = f"A cron line has five fields: minute, hour, day, month and weekday.{seconds}"
    return _error("cron", place, text, 'For example: cron:"0 9 * * 1-5" (9:00, Monday to Friday)')


def cron_nickname(place: Place) -> AskError:
    """`@daily`, `@reboot` and the like."""
    text = f"{_typed(place).strip()} is not a cron line with five fields."
    return _error("cron", place, text, 'Write: every day at 9:00, or: cron:"0 9 * * *"')


def cron_field(name: str, place: Place) -> AskError:
    """A field of a cron line that cannot be read. `name` is which one."""
    text = f"“{_typed(place)}” is not a {name} of a cron line."
    hint = f"Use {_CRON_VALUES[name]}; * for all, 1-5, 1,3 and */2 for several."
    return _error("cron", place, text, hint)


def cron_never(place: Place) -> AskError:
    """A cron line whose fields never meet."""
    text = f"No month has this day: {_typed(place).strip()}"
    return _error("never", place, text, 'The last day of each month is: cron:"0 9 L * *"')


def _typed(place: Place) -> str:
    return place.source[place.start : place.end]


def _error(code: str, place: Place, text: str, hint: str) -> AskError:
    return AskError(text, hint, code=f"schedule-{code}", place=place)
