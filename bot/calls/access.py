"""Who may ask about whom, and how far back. Decided before MOR is asked, because MOR asks for no
password and may silently answer a plain user with his own calls instead of refusing.
"""

from datetime import timedelta

from bot.calls import access_texts as access
from bot.calls.model import Account, Period, Role
from bot.errors import AskError


def check(account: Account, user_id: int) -> None:
    """Return where `account` may ask about the MOR user `user_id`.

    | role | may ask about |
    |---|---|
    | admin | any MOR user |
    | reseller | himself; others only while MOR is known to refuse him foreign ids |
    | user | himself |

    Raises AskError `not-allowed`, in words that do not tell whether that MOR user exists.
    """
    if account.role is Role.ADMIN or account.user_id == user_id:
        return
    if account.role is Role.USER:
        raise AskError(*access.ONLY_OWN, code="not-allowed")
    if not account.foreign_refused:  # else MOR itself tells his users from other people's
        raise AskError(*access.NO_SUCH_USER, code="not-allowed")


def check_period(period: Period, longest_days: int) -> None:
    """Return where `period` is at most `longest_days` long by the wall clock of its start, so
    that a day of 25 hours counts as one day.

    Raises AskError `period-too-long`, naming both lengths.
    """
    end = period.end.astimezone(period.start.tzinfo)
    length = end.replace(tzinfo=None) - period.start.replace(tzinfo=None)
    days = -(-length // timedelta(days=1))  # rounded up: a day that has begun counts
    if days > longest_days:
        raise AskError(*access.period_too_long(days, longest_days), code="period-too-long")
