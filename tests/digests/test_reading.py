"""What a digest reads of the sandbox's MOR, through the real client."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from bot.ask.answers import Answers, QuestionLimits
from bot.ask.question_log import QuestionLog
from bot.calls.asker import Asker
from bot.calls.model import Account, Role
from bot.digests.model import Extras, Plan
from bot.digests.reading import DigestReader
from bot.errors import AskError, Unavailable
from bot.ids import Identity
from bot.mor.client import MorClient
from bot.mor.transport import Limits, Transport
from bot.sandbox.mor_server import Fault, ForeignIds, MorServer
from bot.sandbox.world import World
from bot.store.audit import Audit, AuditEntry
from bot.store.database import Database
from bot.telemetry import Metrics
from tests.support.company import NOW
from tests.support.link_office import links_of

LONGEST = {"admin": 92, "reseller": 92, "user": 31}
VILNIUS = ZoneInfo("Europe/Vilnius")
SLOT = datetime(2026, 11, 25, 9, tzinfo=VILNIUS)
INGRID = Asker(Identity("T1", "U1"), Account("admin", 0, Role.ADMIN), NOW, "Europe/Vilnius")
TOM = Asker(Identity("T1", "U2"), Account("tomford", 5, Role.USER), NOW, "Europe/London")
NILS = Asker(
    Identity("T1", "U3"),
    Account("nordvoice", 3, Role.RESELLER, foreign_refused=True),
    NOW,
    "Europe/Copenhagen",
)
HELD = replace(NILS, identity=Identity("T1", "U4"), account=Account("nordvoice", 3, Role.RESELLER))


@pytest.fixture
async def reader(mor: MorServer, database: Database) -> AsyncIterator[DigestReader]:
    keys = {0: SecretStr(mor.options.secret_key), 3: SecretStr(mor.options.reseller_keys[3])}
    async with MorClient(Transport(mor.url, Limits(patience=10)), keys) as client:
        log = QuestionLog(Audit(database), Metrics())
        links = await links_of(database, client, INGRID, TOM, NILS, HELD)
        yield DigestReader(Answers(client, links, log, QuestionLimits(LONGEST)))


def plan(query: str, zone: str = "Europe/Vilnius", **extras: int) -> Plan:
    return Plan(query, "0 9 * * *", zone, "C0NOC0001", Extras(**extras))  # type: ignore[arg-type]  # new_ips only


def asked(mor: MorServer) -> list[str]:
    """The bounds MOR was asked for, by the clock of Vilnius; the second belongs to them."""
    return [
        " – ".join(
            f"{datetime.fromtimestamp(int(one.parameters[name]), VILNIUS):%m-%d %H:%M:%S}"
            for name in ("from", "till")
        )
        for one in mor.received
        if "s_user" in one.parameters
    ]


def number(world: World, user: int, start: datetime, end: datetime) -> int:
    """Return how many calls a user has in the sandbox, as caller or called."""
    return sum(
        user in (call.originator_user_id, call.terminator_user_id)
        for call in world.calls
        if start.timestamp() <= call.at < end.timestamp()
    )


async def audited(database: Database) -> list[AuditEntry]:
    return list(reversed(await Audit(database).page(50)))


async def test_a_week_and_the_week_before(
    mor: MorServer, reader: DigestReader, world: World
) -> None:
    content = await reader.read(plan("5 last week"), INGRID, SLOT)
    assert asked(mor) == [
        "11-16 00:00:00 – 11-22 23:59:59",
        "11-09 00:00:00 – 11-15 23:59:59",
    ]
    monday = datetime(2026, 11, 16, tzinfo=VILNIUS)
    report = content.answer.report
    assert report.total == number(world, 5, monday, monday + timedelta(days=7)) > 0
    assert content.before is not None
    assert content.before.calls == number(world, 5, monday - timedelta(days=7), monday) > 0
    assert sum(count.calls for count in report.over_time.points) == report.total
    assert content.all_pairs is not None
    assert len(content.pairs) == min(10, content.all_pairs)
    assert content.new_addresses is None


async def test_a_late_run_reads_what_a_punctual_one_read(
    mor: MorServer, reader: DigestReader
) -> None:
    digest = plan("5 today", new_ips=2)
    first = await reader.read(digest, INGRID, SLOT)
    bounds = asked(mor)
    assert bounds[:2] == ["11-25 00:00:00 – 11-25 08:59:59", "11-24 00:00:00 – 11-24 23:59:59"]
    mor.received.clear()
    later = replace(INGRID, now=NOW + timedelta(hours=3), zone="America/New_York")
    assert await reader.read(digest, later, SLOT) == first
    assert asked(mor) == bounds


async def test_today_is_compared_with_as_much_of_yesterday(
    mor: MorServer, reader: DigestReader, world: World
) -> None:
    noon = SLOT.replace(hour=12)
    content = await reader.read(plan("5 today"), INGRID, noon)
    assert asked(mor)[1] == "11-24 00:00:00 – 11-24 11:59:59"
    midnight = noon.replace(hour=0) - timedelta(days=1)
    same = number(world, 5, midnight, noon - timedelta(days=1))
    assert content.before is not None
    assert content.before.calls == same > 0
    # With new addresses to be found, all of yesterday is read, and as much of it is counted.
    sought = await reader.read(plan("5 today", new_ips=1), INGRID, noon)
    assert asked(mor)[3] == "11-24 00:00:00 – 11-24 23:59:59"
    assert sought.before == content.before


async def test_phrases_are_read_in_the_zone_of_the_plan(
    mor: MorServer, reader: DigestReader
) -> None:
    content = await reader.read(plan("5 yesterday", zone="America/New_York"), TOM, SLOT)
    assert asked(mor)[0] == "11-24 07:00:00 – 11-25 06:59:59"
    assert (content.answer.zone, content.answer.zone_assumed) == ("America/New_York", False)


async def test_a_period_ahead_is_not_compared(mor: MorServer, reader: DigestReader) -> None:
    content = await reader.read(plan("5 tomorrow", new_ips=3), INGRID, SLOT)
    assert content.ahead
    assert (content.before, content.new_addresses) == (None, None)
    assert len(asked(mor)) == 1


async def test_new_addresses_are_those_of_no_period_before(
    mor: MorServer, reader: DigestReader, world: World
) -> None:
    content = await reader.read(plan("5 last week", new_ips=3), INGRID, SLOT)
    assert asked(mor)[1:] == [
        "11-09 00:00:00 – 11-15 23:59:59",
        "11-02 00:00:00 – 11-08 23:59:59",
        "10-26 00:00:00 – 11-01 23:59:59",
    ]
    monday = datetime(2026, 11, 16, tzinfo=VILNIUS).timestamp()
    seen: dict[bool, set[str]] = {True: set(), False: set()}
    for call in world.calls:
        own = 5 in (call.originator_user_id, call.terminator_user_id)
        if own and monday - 21 * 86400 <= call.at < monday + 7 * 86400:
            seen[call.at >= monday] |= {call.originator_ip, call.terminator_ip} - {""}
    assert content.new_addresses is not None
    assert {one.ip for one in content.new_addresses.found} == seen[True] - seen[False] != set()
    assert (content.new_addresses.periods, content.new_addresses.whole) == (3, True)


async def test_once_every_address_was_seen_no_more_is_asked(
    mor: MorServer, reader: DigestReader
) -> None:
    content = await reader.read(plan("5 last week ip:192.168.5.160", new_ips=31), INGRID, SLOT)
    assert content.new_addresses is not None
    found = {one.ip for one in content.new_addresses.found}
    assert "192.168.5.160" not in found
    quiet = await reader.read(plan("9 last week", new_ips=31), INGRID, SLOT)
    assert quiet.new_addresses is not None
    assert (quiet.answer.report.total, quiet.new_addresses.found) == (0, ())
    assert asked(mor)[-2:] == ["11-16 00:00:00 – 11-22 23:59:59", "11-09 00:00:00 – 11-15 23:59:59"]


async def test_more_periods_than_can_be_are_not_asked(reader: DigestReader) -> None:
    content = await reader.read(plan("5 last hour", new_ips=10**6), INGRID, SLOT)
    assert content.new_addresses is not None
    assert content.new_addresses.periods == 31


async def test_filters_count_in_every_period(reader: DigestReader, world: World) -> None:
    content = await reader.read(plan('5 last week device:"Tom\'s desk"'), INGRID, SLOT)
    report, before = content.answer.report, content.before
    assert 0 < report.total < report.unfiltered_total
    assert before is not None
    start, end = before.period.start.timestamp(), before.period.end.timestamp()
    assert before.calls == sum(
        "Tom's desk" in (call.originator_device, call.terminator_device)
        and 5 in (call.originator_user_id, call.terminator_user_id)
        for call in world.calls
        if start <= call.at < end
    )
    assert content.pairs
    assert all("Tom's desk" in (one.origin, one.destination) for one in content.pairs)


async def test_each_role_reads_as_itself(mor: MorServer, reader: DigestReader) -> None:
    for asker, query, user in (
        (INGRID, "user:frontdesk yesterday", "10"),
        (NILS, "6 yesterday", "6"),
        (TOM, "yesterday", "5"),
    ):
        mor.received.clear()
        await reader.read(plan(query), asker, SLOT)
        assert asker.account is not None
        assert {one.parameters["u"] for one in mor.received} == {asker.account.username}
        about = {one.parameters.get("s_user", user) for one in mor.received}
        assert about == {user}


@pytest.mark.parametrize(
    ("asker", "query", "code", "about"),
    [
        (TOM, "10 yesterday", "not-allowed", 10),
        (TOM, "user:frontdesk yesterday", "not-allowed", None),
        (HELD, "6 yesterday", "not-allowed", 6),
        (TOM, "last 40 days", "period-too-long", None),
        (replace(TOM, account=None), "yesterday", "not-linked", None),
        (replace(TOM, account=None, suspended="renamed"), "yesterday", "link-suspended", None),
        (INGRID, "5 yesterbay", "period-unreadable", None),
    ],
)
async def test_a_digest_asks_nothing_that_its_owner_may_not_ask(  # noqa: PLR0917 -- four are the case
    asker: Asker,
    query: str,
    code: str,
    about: int | None,
    mor: MorServer,
    reader: DigestReader,
    database: Database,
) -> None:
    mor.options.foreign_to_resellers = ForeignIds.OWN_DATA  # MOR would answer with their own calls
    with pytest.raises(AskError) as caught:
        await reader.read(plan(query), asker, SLOT)
    assert caught.value.code == code
    assert not mor.received
    (line,) = await audited(database)
    assert (line.kind, line.outcome, line.rows) == ("digest", code, None)
    assert line.target == about


async def test_every_question_is_in_the_audit_log(reader: DigestReader, database: Database) -> None:
    content = await reader.read(plan("5 last week"), INGRID, SLOT)
    own, before = await audited(database)
    assert (own.kind, own.outcome, own.target) == ("digest", "answered", 5)
    assert (own.slack_user, own.mor_username) == ("U1", "admin")
    assert own.rows == content.answer.report.total
    assert content.before is not None
    assert (before.kind, before.rows) == ("digest", content.before.calls)
    assert before.period_start == content.before.period.start


async def test_mor_down_at_its_own_question_is_an_error(
    mor: MorServer, reader: DigestReader, database: Database
) -> None:
    mor.fail(Fault.ERROR_500)
    with pytest.raises(Unavailable):
        await reader.read(plan("5 yesterday"), INGRID, SLOT)
    (line,) = await audited(database)
    assert (line.kind, line.rows) == ("digest", None)


@pytest.mark.parametrize("fault", [Fault.ERROR_500, Fault.TRUNCATED, Fault.PROXY_PAGE])
async def test_a_comparison_that_fails_is_told_of(
    fault: Fault, mor: MorServer, reader: DigestReader
) -> None:
    whole = await reader.read(plan("5 last week"), INGRID, SLOT)
    mor.fail(fault, after=1)
    content = await reader.read(plan("5 last week", new_ips=2), INGRID, SLOT)
    assert content.answer.report == whole.answer.report
    assert content.before is not None
    assert content.before.calls is None
    assert content.before.fault.endswith(".")
    assert content.new_addresses is not None
    assert content.new_addresses.found == ()
    assert content.new_addresses.fault == content.before.fault


async def test_addresses_are_not_called_new_where_a_later_question_fails(
    mor: MorServer, reader: DigestReader
) -> None:
    whole = await reader.read(plan("5 last week"), INGRID, SLOT)
    mor.fail(Fault.CUT, after=2)
    content = await reader.read(plan("5 last week", new_ips=3), INGRID, SLOT)
    assert content.before == whole.before
    assert content.new_addresses is not None
    assert (content.new_addresses.found, bool(content.new_addresses.fault)) == ((), True)
