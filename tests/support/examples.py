"""Answers to draw: real-looking ones, and ones as large as can be."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.calls.asker import Asker
from bot.calls.model import (
    Account,
    Answer,
    Call,
    Count,
    Filter,
    Group,
    Output,
    Period,
    Query,
    Report,
    Role,
    Series,
    Target,
    Who,
    WhoKind,
)
from bot.ids import Identity

VILNIUS = ZoneInfo("Europe/Vilnius")
NOW = datetime(2026, 11, 25, 14, 30, 15, tzinfo=VILNIUS)
LAST_WEEK = Period(datetime(2026, 11, 16, tzinfo=VILNIUS), datetime(2026, 11, 23, tzinfo=VILNIUS))
ADMIN = Account("admin", 0, Role.ADMIN)
RESELLER = Account("nordvoice", 3, Role.RESELLER, foreign_refused=True)
HELD_RESELLER = Account("harbour", 4, Role.RESELLER)
USER = Account("tomford", 5, Role.USER)
ID_LESS_ADMIN = Account("admin", None, Role.ADMIN)
FIVE = Who(WhoKind.ID, "5")

_DEVICES = ("2 Device Test", "Reception", "Warehouse gate", "Front desk", "1018")
_IPS = ("192.168.0.198", "192.168.0.167", "10.20.30.40", "")
WEEK = Series(
    Group.DAY,
    1,
    tuple(
        Count(datetime(2026, 11, 16 + day, tzinfo=VILNIUS), calls)
        for day, calls in enumerate((301, 287, 0, 333, 290, 7, 16))
    ),
)
DEVICES = [Count(name, 400 - 77 * number) for number, name in enumerate(_DEVICES)]


def asker(account: Account | None = None, user: str = "U0NEWTON1", **changes: Any) -> Asker:
    """Somebody who asks, in Vilnius."""
    identity = Identity("T0HARBOR1", user)
    return replace(Asker(identity, account, NOW, VILNIUS.key), **changes)


def call(number: int, at: datetime | None = None) -> Call:
    """One of a varied but fixed row of calls."""
    moment = at or datetime(2026, 11, 20, 15, 42, 10, tzinfo=UTC) - timedelta(minutes=37 * number)
    return Call(
        moment,
        _DEVICES[number % 5],
        ("", "37060012345", "Tom Ford <1018>")[number % 3],
        _IPS[number % 4],
        f"SIP/1018-{number:08x}" if number % 4 else "Local/1003@mor_local-00000003;2",
        ("Tom Ford", "Ada Lind", "Front Desk")[number % 3],
        _DEVICES[(number + 2) % 5],
        _IPS[(number + 1) % 4],
    )


def answer(
    calls: Sequence[Call] | None = None,
    *,
    total: int | None = None,
    unfiltered: int | None = None,
    period: Period = LAST_WEEK,
    filters: tuple[Filter, ...] = (),
    group: Group | None = None,
    groups: Sequence[Count] = (),
    output: Output = Output.TABLE,
    oldest_first: bool = False,
    name: str = "Tom Ford",
    zone: str = "Europe/Vilnius",
    zone_assumed: bool = False,
    who: Who = FIVE,
    over_time: Series | None = None,
    top_devices: Sequence[Count] | None = None,
) -> Answer:
    """An answer about user 5, by default about 1,234 calls of last week."""
    page = [call(number) for number in range(20)] if calls is None else calls
    found = (1234 if calls is None else len(page)) if total is None else total
    busiest = Count(datetime(2026, 11, 18, 10, tzinfo=VILNIUS), 87) if found else None
    report = Report(
        total=found,
        unfiltered_total=found if unfiltered is None else unfiltered,
        devices=5 if found else 0,
        busiest_hour=busiest,
        page=page,
        page_size=20,
        group=group,
        groups=groups,
        over_time=WEEK if over_time is None else over_time,
        top_devices=DEVICES if top_devices is None else top_devices,
    )
    query = Query(who, "last week", period, filters, group, output, oldest_first)
    return Answer(ADMIN, Target(5, name), query, report, zone, zone_assumed, NOW)
