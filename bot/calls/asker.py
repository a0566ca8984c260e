"""Who asks, and what they may ask about.

That is decided before MOR is asked: MOR takes no password and may silently answer plain users with
their own calls instead of refusing.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.calls import texts as say
from bot.calls.model import Account, Period, Role, Who, WhoKind
from bot.ids import Identity


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and when.

    `account` is None for people not linked; `suspended` is the code of why their link does not
    count. `now` is aware, in the person's zone; `zone_assumed` means that this zone is only the
    default. `locale` is Slack's (`en-US`), None if unknown. `can_click` is False in a terminal,
    where an answer has no buttons. `channel` is the Slack conversation, empty if there is none.
    `confirmed_at` is when MOR last confirmed the account, None if that is not known. `full_name`
    is MOR's first name and surname of the account's own MOR user, empty if unknown. Neither makes
    a difference between askers.
    """

    identity: Identity
    account: Account | None
    now: datetime
    zone: str
    zone_assumed: bool = False
    locale: str | None = None
    suspended: str = ""
    can_click: bool = True
    channel: str = ""
    confirmed_at: datetime | None = field(default=None, compare=False)
    full_name: str = field(default="", compare=False)


def check_access(account: Account, user_id: int) -> None:
    """Return if `account` may ask about the MOR user `user_id`.

    | role | may ask about |
    |---|---|
    | admin | any MOR user |
    | reseller | themselves; others only if MOR is known to refuse them foreign ids |
    | user | themselves |

    Raises AskError `not-allowed`, which does not reveal whether that MOR user exists.
    """
    if account.role is Role.ADMIN or account.user_id == user_id:
        return
    if account.role is Role.USER:
        raise say.only_own_calls()
    if not account.foreign_refused:  # else MOR itself refuses users that are not theirs
        raise say.no_such_user(user_id)


def may_ask_about_others(account: Account) -> bool:
    """Return whether `account` may ask about any other MOR user than its own."""
    return account.role is Role.ADMIN or (account.role is Role.RESELLER and account.foreign_refused)


def is_oneself(who: Who, asker: Asker, account: Account) -> bool:
    """Return whether the asker, linked to `account`, names their own MOR user."""
    own = {
        WhoKind.ID: str(account.user_id),
        WhoKind.NAME: account.username,
        WhoKind.MENTION: asker.identity.user,
    }
    return who.kind is WhoKind.ME or who.value == own[who.kind]


def check_length(period: Period, longest_days: int) -> None:
    """Return if `period` is at most `longest_days` long by the wall clock of its start, so that
    a day of 25 hours counts as one day.

    Raises AskError `period-too-long`.
    """
    end = period.end.astimezone(period.start.tzinfo)
    length = end.replace(tzinfo=None) - period.start.replace(tzinfo=None)
    days = -(-length // timedelta(days=1))  # rounded up: a day that has begun counts
    if days > longest_days:
        raise say.period_too_long(days, longest_days)
