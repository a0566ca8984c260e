"""Decides which person a command is about, and which of its words tell the period.

A leading number is the difficulty: `5 last week` asks about the MOR user 5, `5 days ago` about
the asker's own calls, and `20 nov` could be either, so that nothing is guessed.
"""

from bot.calls import texts as say
from bot.calls.model import Account, Period, Role, Who, WhoKind
from bot.calls.words import LONGEST_COMMAND, PeriodWords
from bot.errors import AskError, ErrorCode, Reading
from bot.ids import is_mor_id


def who_and_period(
    who: Who | None, phrase: PeriodWords, account: Account
) -> tuple[Who, PeriodWords, Period]:
    """Return the person that the question is about, the words of the period, and the period.

    `who` is the person that other words name. Without it, a leading number is the person if only
    the rest is a period, and part of the period if only the whole is one. If both are, role user
    means the period, unless the number is their own id; everybody else gets AskError `ambiguous`
    with both readings.

    Raises AskError also if the period cannot be read, two people are named, or nobody is and the
    account has no id of its own.
    """
    whole = phrase.read()
    if who is None and is_mor_id(phrase.first):
        return _with_number(phrase, whole, account)
    if isinstance(whole, Period):
        return _known(who, phrase, account), phrase, whole
    raise _misplaced_user(who, phrase, whole) or whole


def _with_number(
    phrase: PeriodWords, whole: Period | AskError, account: Account
) -> tuple[Who, PeriodWords, Period]:
    number = phrase.first
    may_be_user = account.role is not Role.USER or number == str(account.user_id)
    rest = phrase.rest().read()
    if isinstance(whole, Period):
        if isinstance(rest, Period) and may_be_user:
            raise _ambiguous(phrase, account)
        return _known(None, phrase, account), phrase, whole
    if isinstance(rest, AskError):
        raise rest if whole.code == ErrorCode.PERIOD_UNREADABLE else whole
    if 1 <= int(number) <= 31 and isinstance(phrase.with_first("1").read(), Period):
        # 31 nov, or 20 nov to 5 nov: more likely a slip in a date than the user 31's November.
        if not may_be_user:
            raise whole
        readings = _short_enough([_as_user(phrase)])
        raise say.or_a_user(whole, number, phrase.rest().text, readings)
    return Who(WhoKind.ID, number), phrase.rest(), rest


def _known(who: Who | None, phrase: PeriodWords, account: Account) -> Who:
    who = who or Who(WhoKind.ME)
    if who.kind is WhoKind.ME and account.user_id is None:
        raise say.no_own_user(phrase.text)
    return who


def _misplaced_user(who: Who | None, phrase: PeriodWords, whole: AskError) -> AskError | None:
    """A better explanation if the first word was meant for a user and the rest is a period."""
    if whole.code not in (ErrorCode.PERIOD_UNREADABLE, ErrorCode.PERIOD_NUMBER):
        return None
    if isinstance(phrase.rest().read(), AskError):
        return None
    if who and is_mor_id(phrase.first):
        return say.two_users(phrase.words[0].place)
    if len(phrase.words) == 1:
        return None
    return say.not_a_user(phrase.first, phrase.words[0].place)


def _ambiguous(phrase: PeriodWords, account: Account) -> AskError:
    has_own_user = account.user_id is not None
    readings = [_as_user(phrase)]
    if has_own_user:
        meaning = say.reading_as_period(phrase.text)
        readings.append(Reading(meaning, f"me {phrase.source.strip()}"))
    readings = _short_enough(readings)
    place = phrase.words[0].place
    return say.ambiguous(phrase.first, phrase.text, place, readings, has_own_user=has_own_user)


def _as_user(phrase: PeriodWords) -> Reading:
    start = phrase.words[0].start
    command = f"{phrase.source[:start]}user:{phrase.source[start:]}".strip()
    return Reading(say.reading_as_user(phrase.first, phrase.rest().text), command)


def _short_enough(readings: list[Reading]) -> list[Reading]:
    """Leave out those that an added word makes too long for a command."""
    return [reading for reading in readings if len(reading.command) <= LONGEST_COMMAND]
