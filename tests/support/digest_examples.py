"""Digests to draw."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.calls.model import Answer, Count, Group, Period
from bot.calls.series import over_time
from bot.digests.model import Digest, Extras, MorUser, Plan, State
from bot.digests.report import Address, Comparison, DigestContent, NewAddresses, Pair
from bot.ids import Identity
from tests.support.examples import VILNIUS, answer

SLOT = datetime(2026, 11, 23, 9, tzinfo=VILNIUS)
WEEK_BEFORE = Period(datetime(2026, 11, 9, tzinfo=VILNIUS), datetime(2026, 11, 16, tzinfo=VILNIUS))
INGRID = "U0INGRID1"


def digest(**extras: object) -> Digest:
    """Digest 7, of every Monday at nine."""
    plan = Plan("5 last week", "0 9 * * 1", "Europe/Vilnius", "C0NOC0001", Extras(**extras))  # type: ignore[arg-type]  # what a test names
    at = SLOT - timedelta(days=30)
    owner, mor_user = Identity("T1", "U1"), MorUser(5, "tomford")
    return Digest(7, owner, mor_user, plan, 1, State.ACTIVE, None, None, SLOT, at, at)


def week(found: Answer | None = None, *, total: int = 124) -> Answer:
    """An answer about last week, with calls on each of its days."""
    one = found or answer(total=total)
    days = [Count(datetime(2026, 11, 16 + day, tzinfo=VILNIUS), 0) for day in range(7)]
    days[2] = Count(days[2].key, one.report.total)
    names = [Count("Reception", 61), Count("Front desk", 32), Count("1018", 1)]
    series = over_time(days, one.query.period, VILNIUS, Group.DAY)
    report = replace(one.report, over_time=series, top_devices=names if one.report.total else ())
    return replace(one, report=report)


def content(
    found: Answer | None = None,
    *,
    before: int | None = 112,
    period: Period = WEEK_BEFORE,
    fault: str = "",
    new: NewAddresses | None = None,
    pairs: tuple[Pair, ...] = (Pair("Reception", "Front desk", 30), Pair("1018", "", 1)),
) -> DigestContent:
    """What there is to say of last week, by default with 124 calls after 112."""
    one = week() if found is None else found
    return DigestContent(
        answer=one,
        slot=SLOT,
        ahead=False,
        pairs=pairs if one.report.total else (),
        all_pairs=len(pairs),
        before=Comparison(period, before, fault),
        new_addresses=new,
    )


def addresses(number: int = 2, periods: int = 7) -> NewAddresses:
    """Some new addresses, the first in most calls."""
    first = datetime(2026, 11, 18, 10, 15, 3, tzinfo=ZoneInfo("UTC"))
    found = [
        Address(
            f"203.0.113.{place}",
            number - place,
            first + timedelta(hours=place),
            "Tom's desk",
            "Front desk",
        )
        for place in range(number)
    ]
    return NewAddresses(periods, tuple(found))
