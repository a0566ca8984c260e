"""Whom a command is about, and which of its words are left for the period.

The difficulty is a number in front: `5 last week` asks about the MOR user 5, `5 days ago` about
one's own calls, and `20 nov` could be either, so that nothing is guessed.
"""

import re

from bot.calls import texts as query
from bot.calls.model import Account, Period, Role, Who, WhoKind
from bot.calls.query_phrase import Phrase
from bot.calls.query_words import LONGEST_COMMAND
from bot.errors import AskError, Reading

_ID = re.compile(r"0|[1-9][0-9]{0,9}")  # as MOR writes them: ASCII digits, no leading zero
_GREATEST_ID = 2**31 - 1  # MOR keeps ids in a signed INT column of MySQL


def is_user_id(text: str) -> bool:
    """Could this be a MOR user id?"""
    return _ID.fullmatch(text) is not None and int(text) <= _GREATEST_ID


def who_and_period(who: Who | None, phrase: Phrase, account: Account) -> tuple[Who, Phrase, Period]:
    """Whom the question is about, the words of the period, and the period.

    `who` is whom the command names besides these words. Without it a leading number is the person
    where only then the rest is a period, and part of the period where only the whole is one.
    Where both are, role user means the period, unless the number is his own id; everybody else
    is offered both readings by AskError `ambiguous`.

    Raises AskError also where the period cannot be read, two people are named, or nobody is and
    the account has no id of its own.
    """
    whole = phrase.read()
    if who is None and is_user_id(phrase.first):
        return _with_number(phrase, whole, account)
    if isinstance(whole, Period):
        return _known(who, phrase, account), phrase, whole
    raise _misplaced_user(who, phrase, whole) or whole


def _with_number(
    phrase: Phrase, whole: Period | AskError, account: Account
) -> tuple[Who, Phrase, Period]:
    number = phrase.first
    may_be_user = account.role is not Role.USER or number == str(account.user_id)
    rest = phrase.rest().read()
    if isinstance(whole, Period):
        if isinstance(rest, Period) and may_be_user:
            raise _ambiguous(phrase, account)
        return _known(None, phrase, account), phrase, whole
    if isinstance(rest, AskError):
        raise rest if whole.code == "period-unreadable" else whole
    if 1 <= int(number) <= 31 and isinstance(phrase.with_first("1").read(), Period):
        # 31 nov, or 20 nov to 5 nov: more likely a slip in a date than the user 31's November.
        raise _slip(phrase, whole) if may_be_user else whole
    return Who(WhoKind.ID, number), phrase.rest(), rest


def _known(who: Who | None, phrase: Phrase, account: Account) -> Who:
    """`who`, or else the asker himself."""
    who = who or Who(WhoKind.ME)
    if who.kind is WhoKind.ME and account.user_id is None:
        raise AskError(*query.no_own_user(phrase.text), code="who-missing")
    return who


def _misplaced_user(who: Who | None, phrase: Phrase, whole: AskError) -> AskError | None:
    """The better explanation where only the first word keeps a phrase from being a period: it
    was meant for a user. None where that is not so.
    """
    if whole.code not in ("period-unreadable", "period-number"):
        return None
    if isinstance(phrase.rest().read(), AskError):
        return None
    if who and is_user_id(phrase.first):
        return AskError(*query.TWO_USERS, code="who-twice", place=phrase.place_of_first)
    if len(phrase.words) == 1:
        return None
    sentence = query.not_a_user(phrase.first)
    return AskError(*sentence, code="who-unreadable", place=phrase.place_of_first)


def _ambiguous(phrase: Phrase, account: Account) -> AskError:
    readings = [_as_user(phrase)]
    if account.user_id is not None:
        meaning = query.reading_as_period(phrase.text)
        readings.append(Reading(meaning, f"me {phrase.source.strip()}"))
    return AskError(
        *query.ambiguous(phrase.first, phrase.text, account.user_id is not None),
        code="ambiguous",
        place=phrase.place_of_first,
        readings=_fitting(readings),
    )


def _slip(phrase: Phrase, whole: AskError) -> AskError:
    return AskError(
        whole.text,
        query.or_a_user(whole.hint, phrase.first, phrase.rest().text),
        code=whole.code,
        place=whole.place,
        readings=_fitting([_as_user(phrase)]),
    )


def _as_user(phrase: Phrase) -> Reading:
    start = phrase.words[0].start
    command = f"{phrase.source[:start]}user:{phrase.source[start:]}".strip()
    return Reading(query.reading_as_user(phrase.first, phrase.rest().text), command)


def _fitting(readings: list[Reading]) -> list[Reading]:
    """Those that are still a command: an added word may make a long one too long."""
    return [reading for reading in readings if len(reading.command) <= LONGEST_COMMAND]
