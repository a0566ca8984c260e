"""Who may ask about whom, and how far back."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calls.asker import check_access, check_length
from bot.calls.model import Account, Period, Role
from bot.calls.texts import A_USER
from bot.errors import AskError

VILNIUS = ZoneInfo("Europe/Vilnius")

ADMIN = Account("admin", 0, Role.ADMIN)
ADMIN_WITHOUT_ID = Account("admin", None, Role.ADMIN)
RESELLER = Account("nordvoice", 3, Role.RESELLER, foreign_refused=True)
HELD_RESELLER = Account("nordvoice", 3, Role.RESELLER)
USER = Account("tomford", 5, Role.USER)
USER_OF_A_REFUSING_MOR = Account("tomford", 5, Role.USER, foreign_refused=True)


def period(start: str, end: str) -> Period:
    return Period(_vilnius(start), _vilnius(end))


def _vilnius(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.astimezone(VILNIUS) if moment.tzinfo else moment.replace(tzinfo=VILNIUS)


@pytest.mark.parametrize(
    ("account", "user_id"),
    [
        (ADMIN, 0),
        (ADMIN, 5),
        (ADMIN_WITHOUT_ID, 5),
        (RESELLER, 3),
        (RESELLER, 6),
        (HELD_RESELLER, 3),
        (USER, 5),
        (USER_OF_A_REFUSING_MOR, 5),
    ],
)
def test_who_may_ask_is_let_through(account: Account, user_id: int) -> None:
    check_access(account, user_id)


@pytest.mark.parametrize(
    ("account", "user_id"),
    [
        (HELD_RESELLER, 6),
        (HELD_RESELLER, 0),
        (USER, 6),
        (USER, 0),
        (USER_OF_A_REFUSING_MOR, 6),
        (Account("nobody", None, Role.USER), 0),
        (Account("nobody", None, Role.RESELLER), 0),
    ],
)
def test_a_refusal_has_an_example(account: Account, user_id: int) -> None:
    with pytest.raises(AskError) as caught:
        check_access(account, user_id)
    assert caught.value.code == "not-allowed"
    example = "me" if account.role is Role.USER else A_USER
    assert f"{example} last week" in caught.value.hint


def test_a_refusal_is_the_same_for_foreign_and_missing_users() -> None:
    said = set()
    for user_id in (0, 6, 2**31 - 1):
        with pytest.raises(AskError) as caught:
            check_access(HELD_RESELLER, user_id)
        assert caught.value.text == f"MOR does not show you user {user_id}."
        said.add(caught.value.hint)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("start", "end", "longest"),
    [
        ("2026-09-01", "2026-12-02", 92),  # an hour more, by the autumn change
        ("2026-03-01", "2026-06-01", 92),
        ("2026-10-25", "2026-10-26", 1),  # 25 hours
        ("2026-11-24 14:30:15", "2026-11-25 14:30:15", 1),
        ("2026-10-25T03:30:00+03:00", "2026-10-25T03:30:00+02:00", 1),
        ("1970-01-02", "2100-01-01", 10**12),
    ],
)
def test_a_period_up_to_the_longest_is_let_through(start: str, end: str, longest: int) -> None:
    check_length(period(start, end), longest)


@pytest.mark.parametrize(
    ("start", "end", "longest", "days"),
    [
        ("2026-09-01", "2026-12-02 00:00:01", 92, "93 days"),
        ("2026-03-28", "2026-03-29 00:00:01", 1, "2 days"),
        ("2025-01-01", "2026-01-01", 92, "365 days"),
        ("1970-01-02", "2100-01-01", 92, "47,481 days"),
    ],
)
def test_a_longer_one_is_refused_with_both_lengths(
    start: str, end: str, longest: int, days: str
) -> None:
    with pytest.raises(AskError) as caught:
        check_length(period(start, end), longest)
    assert caught.value.code == "period-too-long"
    assert days in caught.value.text
    assert (f"{longest} days" if longest > 1 else "1 day") in caught.value.text
    assert ("yesterday" if longest == 1 else f"last {longest} days") in caught.value.hint


def test_bounds_of_two_zones_are_compared_by_the_clock_of_the_first() -> None:
    start = datetime(2026, 11, 1, tzinfo=VILNIUS)
    check_length(Period(start, datetime(2026, 11, 1, 22, tzinfo=UTC)), 1)
    with pytest.raises(AskError):
        check_length(Period(start, datetime(2026, 11, 1, 22, 0, 1, tzinfo=UTC)), 1)
