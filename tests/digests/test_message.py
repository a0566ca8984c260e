"""Digests as Slack messages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.calls.model import Call, Count, Filter, FilterKey, Group, Output, Period, Series
from bot.calls.series import over_time
from bot.digests.alerts import is_public, is_quiet
from bot.digests.blocks.message import digest_message
from bot.digests.report import Address, Comparison, DigestContent, NewAddresses, Pair
from bot.sandbox.slack_server.referee import message_faults
from bot.slack.kit.message import Message
from tests.support.digest_examples import (
    INGRID,
    SLOT,
    WEEK_BEFORE,
    addresses,
    content,
    digest,
    week,
)
from tests.support.examples import NOW, VILNIUS, answer, call
from tests.support.hostile_calls import calls, hostile
from tests.support.judges import assert_slack_takes, charted, rows, said
from tests.support.terminal import drawn

EMPTY = week(answer([]))


def assert_taken(message: Message, mentioned: str = "") -> None:
    """Slack takes it, and nobody is mentioned but who should be."""
    assert_slack_takes(message)
    assert message_faults(message.blocks) == []
    assert [one for one in elements(message.blocks) if one.get("type") not in DEAD] == (
        [{"type": "user", "user_id": mentioned}] if mentioned else []
    )


DEAD = {
    *("text", "rich_text_section", "rich_text_list", "rich_text_preformatted"),
    *("plain_text", "button"),
}


def elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Everything inside of `elements`, however deep."""
    for block in blocks:
        for element in block.get("elements", ()):
            yield element
            yield from elements([element])


def headline(total: int, before: int | None, period: Period = WEEK_BEFORE) -> str:
    found = week(total=total) if total else EMPTY
    message = digest_message(content(found, before=before, period=period), digest())
    assert_taken(message)
    return said(message)


def test_a_digest_with_everything(snapshot: SnapshotAssertion) -> None:
    one = digest(rows=True, new_ips=7, alert_above=100, mention=INGRID)
    found = week(answer([call(number) for number in range(3)], total=124))
    message = digest_message(
        content(found, new=addresses()), one, late=timedelta(hours=1, minutes=7, seconds=5)
    )
    assert_taken(message, INGRID)
    assert message.payload() == snapshot(extension_class=JSONSnapshotExtension)


def test_a_quiet_week(snapshot: SnapshotAssertion) -> None:
    message = digest_message(content(EMPTY, new=addresses(0)), digest(rows=True, new_ips=7))
    assert_taken(message)
    assert message.payload() == snapshot(extension_class=JSONSnapshotExtension)


@pytest.mark.parametrize("width", [100, 50])
def test_in_the_terminal(width: int, snapshot: SnapshotAssertion) -> None:
    one = digest(rows=True, new_ips=7, alert_above=100, mention=INGRID)
    found = week(answer([call(number) for number in range(3)], total=124))
    assert drawn(digest_message(content(found, new=addresses()), one), width) == snapshot


def test_the_plain_form_has_neither_table_nor_chart(snapshot: SnapshotAssertion) -> None:
    found = week(answer([call(number) for number in range(3)], total=124))
    message = digest_message(content(found), digest(rows=True), plain=True)
    assert_taken(message)
    kinds = {block["type"] for block in message.blocks}
    assert kinds == {"header", "rich_text", "context", "actions"}
    assert drawn(message) == snapshot


@pytest.mark.parametrize(
    ("total", "before", "told"),
    [
        (124, 112, "124 calls, 12 more than the week before (+11 %)"),
        (112, 124, "112 calls, 12 fewer than the week before (−10 %)"),
        (1, 2, "1 call, 1 fewer than the week before (−50 %)"),
        (12_000, 1, "12,000 calls, 11,999 more than the week before (+1,199,900 %)"),
        (1001, 1000, "1,001 calls, 1 more than the week before (less than 1 %)"),
        (205, 200, "205 calls, 5 more than the week before (+3 %)"),
        (124, 124, "124 calls, as many as the week before"),
        (1, 0, "1 call, none the week before"),
        (0, 0, "No local calls in this period.\nThere were none the week before either."),
        (0, 1, "No local calls in this period.\nThere was 1 call the week before."),
        (0, 1200, "No local calls in this period.\nThere were 1,200 calls the week before."),
    ],
)
def test_how_it_changed(total: int, before: int, told: str) -> None:
    assert told in headline(total, before)


@pytest.mark.parametrize(
    ("start", "end", "before", "told"),
    [
        ("11-16 00:00", "11-17 00:00", "11-15 00:00", "than the day before ("),
        ("11-02 00:00", "11-23 00:00", "10-12 00:00", "than the 21 days before ("),
        ("11-16 08:00", "11-16 09:00", "11-16 07:00", "than the hour before ("),
        ("11-16 08:00", "11-16 10:30", "11-16 05:30", "than the 2 h 30 min before ("),
        ("11-16 00:00", "11-16 09:00", "11-15 00:00", "than in the same period a day earlier ("),
        ("11-16 00:00", "11-18 09:00", "11-09 00:00", "than in the same period a week earlier ("),
        (
            "11-01 00:00",
            "11-18 09:00",
            "10-02 00:00",
            "than in the same period 30 days earlier (",
        ),
        ("10-26 00:00", "10-27 00:00", "10-25 00:00", "than the day before ("),  # of 25 hours
    ],
)
def test_what_it_is_compared_with_is_named(start: str, end: str, before: str, told: str) -> None:
    first, last, earlier = (
        datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=VILNIUS)
        for text in (start, end, before)
    )
    length = last.replace(tzinfo=None) - first.replace(tzinfo=None)
    found = week()
    found = replace(found, query=replace(found.query, period=Period(first, last)))
    message = digest_message(content(found, period=Period(earlier, earlier + length)), digest())
    assert told in said(message)
    began = f"{earlier:%a} {earlier.day} {earlier:%b %Y, %H:%M}"
    assert f"Compared with {began} – " in said(message)


@pytest.mark.parametrize("total", [0, 124])
@pytest.mark.parametrize("plain", [False, True])
def test_a_comparison_that_failed_is_not_hidden(total: int, *, plain: bool) -> None:
    found = week(total=total) if total else EMPTY
    told = content(found, before=None, fault="MOR does not answer.", new=addresses(0))
    told = replace(told, new_addresses=NewAddresses(7, fault="MOR does not answer."))
    message = digest_message(told, digest(new_ips=7), plain=plain)
    assert_taken(message)
    fault = "the week before: MOR does not answer."
    assert f"I could not read how many calls there were {fault}" in said(message)
    assert "I could not find out which addresses are new: MOR does not answer." in said(message)
    assert "Compared with" not in said(message)
    assert "No new" not in said(message)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("total", [0, 124])
def test_period_and_zone_are_always_said(total: int, *, plain: bool) -> None:
    found = week(total=total) if total else EMPTY
    message = digest_message(content(found), digest(), plain=plain)
    assert "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00 (Europe/Vilnius)" in said(message)
    assert "Mon 16 Nov – Sun 22 Nov 2026, 7 days" in said(message)
    assert "Mon 16 Nov 2026, 00:00 – Mon 23 Nov 2026, 00:00 (Europe/Vilnius)" in message.text
    assert "Digest 7: 5 last week, every Monday at 09:00, Europe/Vilnius." in said(message)


def test_a_period_ahead_is_called_so() -> None:
    told = replace(content(EMPTY), ahead=True, before=None)
    message = digest_message(told, digest())
    assert_taken(message)
    assert "has not begun yet" in said(message)


def test_filters_that_let_nothing_through_are_told_from_silence() -> None:
    filters = (Filter(FilterKey.DEVICE, "2 Device"),)
    message = digest_message(
        content(week(answer([], unfiltered=93, filters=filters)), before=0), digest()
    )
    assert 'Filters: device:"2 Device"' in said(message)
    assert "There were 93 calls in this period, but none of them matches" in said(message)


@pytest.mark.parametrize(
    ("number", "periods", "told"),
    [
        (0, 7, "No new addresses compared with the 7 weeks before."),
        (
            1,
            1,
            (
                "1 new address, not seen in the week before"
                "203.0.113.0 (public)\nTom's desk called Front desk on Wed 18 Nov 2026, 12:15:03,"
                " the only call."
            ),
        ),
        (2, 2, "2 new addresses, not seen in the 2 weeks before203.0.113.0 (public)\nTom's desk"),
    ],
)
def test_new_addresses(number: int, periods: int, told: str) -> None:
    message = digest_message(content(new=addresses(number, periods)), digest(new_ips=periods))
    assert_taken(message)
    assert told in said(message)


def test_an_alert_has_buttons_for_each_address_and_says_what_they_do() -> None:
    odd = Address("<!channel>", 1, NOW, "1018", "Reception", called=False)
    new = NewAddresses(7, (*addresses(1).found, odd))
    message = digest_message(content(new=new), digest(new_ips=7))
    assert_taken(message)
    assert message.text.startswith("🚨 2 new addresses for Tom Ford (user 5). Local calls of")
    told = said(message)
    assert told.startswith("🚨 2 new addresses for Tom Ford (user 5)")
    assert "<!channel>\n1018 was called by Reception on " in told
    assert "Both are undone with: digest show 7" in told
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    value = f"7:{int(SLOT.timestamp())}:1"
    assert [[(one["action_id"], one["value"]) for one in row] for row in rows] == [
        [("digest:calls", f"{value}@203.0.113.0"), ("digest:expect", f"{value}@203.0.113.0")],
        [(f"digest:{name}", value) for name in ("open", "csv", "mute", "pause")],
    ]


def test_a_muted_digest_is_no_alert() -> None:
    one = replace(digest(new_ips=7, alert_above=1, mention=INGRID), muted_until=SLOT)
    muted = replace(one, muted_until=SLOT + timedelta(seconds=1))
    told = content(new=addresses())
    assert digest_message(told, one).text.startswith("🚨")
    message = digest_message(told, muted)
    assert_taken(message)  # and nobody is mentioned
    assert message.text.startswith("Local calls of")
    assert "2 new addresses, not seen in the 7 weeks before203.0.113.0: 2 calls" in said(message)
    assert "Alerts are muted until Mon 23 Nov 2026, 09:00 +02:00." in said(message)
    assert "Mute" not in said(message)


@pytest.mark.parametrize(
    ("total", "new", "quiet"),
    [
        (100, addresses(0), True),
        (101, addresses(0), False),
        (100, addresses(1), False),
        (0, addresses(0), True),
        (100, NewAddresses(7, fault="MOR does not answer."), False),
    ],
)
def test_a_quiet_digest_is_not_posted_where_only_alerts_are(
    total: int, new: NewAddresses, *, quiet: bool
) -> None:
    one = digest(new_ips=7, alert_above=100, alert_only=True)
    told = content(week(total=total) if total else EMPTY, new=new)
    assert is_quiet(told, one) is quiet
    assert not is_quiet(told, digest(new_ips=7, alert_above=100))


@pytest.mark.parametrize(
    ("ip", "public"),
    [
        *((ip, False) for ip in ("10.1.2.3", "192.168.5.160", "172.31.0.1", "100.64.0.1")),
        *((ip, False) for ip in ("fd00::1", "::ffff:10.1.2.3")),
        *((ip, True) for ip in ("203.0.113.7", "8.8.8.8", "172.32.0.1")),
        *((ip, True) for ip in ("2001:db8::1", "::ffff:8.8.8.8")),
        *((ip, None) for ip in ("", "fe80::1%eth0", "<!here>", "1.2.3", "1018")),
    ],
)
def test_whether_an_address_is_public(ip: str, public: bool | None) -> None:
    assert is_public(ip) is public


def test_new_addresses_beyond_the_first_ten_are_counted() -> None:
    message = digest_message(content(new=addresses(1200)), digest(new_ips=7))
    assert "1,200 new addresses, " in said(message)
    assert "203.0.113.9: " in said(message)
    assert "203.0.113.10: " not in said(message)
    assert "and 1,190 more" in said(message)


def test_addresses_and_pairs_that_were_not_all_counted_are_owned_up_to() -> None:
    told = replace(content(new=replace(addresses(), whole=False)), all_pairs=None)
    message = digest_message(told, digest(new_ips=7))
    assert_taken(message)
    assert "There are more than 10,000 addresses" in said(message)
    assert "More than 50,000 pairs" in said(message)


def test_nothing_is_said_of_new_addresses_unless_asked() -> None:
    assert "address" not in said(digest_message(content(), digest()))


@pytest.mark.parametrize(
    ("total", "limit", "told"),
    [
        (124, 123, "124 calls are more than the limit of 123."),
        (1, 0, "1 call is more than the limit of 0."),
        (1240, 1000, "1,240 calls are more than the limit of 1,000."),
        (124, 124, ""),
        (124, None, ""),
    ],
)
def test_somebody_is_mentioned_above_a_limit(total: int, limit: int | None, told: str) -> None:
    message = digest_message(
        content(week(total=total)), digest(alert_above=limit, mention="W0OTHER01")
    )
    assert_taken(message, "W0OTHER01" if told else "")
    calls = "1 call" if total == 1 else f"{total:,} calls"
    mark = f"🚨 {calls} (limit {limit or 0:,}) for Tom Ford (user 5). Local calls of "
    assert message.text.startswith(mark if told else "Local calls")
    assert ("limit" in said(message)) is bool(told)
    assert told in said(message)


@pytest.mark.parametrize(
    "name", ["", "!channel", "<!here>", "U0TOM0001>", "C0NOC0001", "u0tom0001"]
)
def test_nobody_is_mentioned_whom_slack_has_not_named(name: str) -> None:
    message = digest_message(content(), digest(alert_above=1, mention=name))
    assert_taken(message)
    assert "124 calls are more than the limit of 1." in said(message)


@pytest.mark.parametrize(
    ("late", "told"),
    [
        (None, ""),
        (timedelta(minutes=5), ""),
        (timedelta(minutes=5, seconds=1), "This digest is 5 min late."),
        (timedelta(hours=26, minutes=30), "This digest is 26 h 30 min late."),
    ],
)
def test_a_late_digest_says_so(late: timedelta | None, told: str) -> None:
    message = digest_message(content(), digest(), late=late)
    assert ("late" in said(message)) is bool(told)
    assert told in said(message)


def test_the_buttons_carry_digest_slot_and_revision_alone() -> None:
    def pressed(message: Message) -> dict[str, str]:
        return {one["action_id"]: one["value"] for one in message.blocks[-1]["elements"]}

    value = f"7:{int(SLOT.timestamp())}:1"
    names = ("digest:open", "digest:csv", "digest:pause")
    assert pressed(digest_message(content(), digest())) == dict.fromkeys(names, value)
    empty = pressed(digest_message(content(EMPTY), digest()))
    assert list(empty) == ["digest:open", "digest:pause"]


def test_charts_are_of_what_is_asked_for() -> None:
    days = charted(digest_message(content(), digest()))
    assert {title: sum(calls for _, calls in points) for title, points in days.items()} == {
        "Calls per day": 124
    }
    report = replace(week().report, group=Group.IP, groups=(Count("", 9), Count("10.0.0.1", 7)))
    by_ip = replace(week(), report=report)
    assert "Busiest IP addresses10.0.0.1: 7 calls" in said(digest_message(content(by_ip), digest()))
    chart = replace(by_ip, query=replace(by_ip.query, output=Output.CHART))
    assert charted(digest_message(content(chart), digest())) == {
        **days,
        "Busiest IP addresses": [("10.0.0.1", 7)],
    }
    hours = [Count(datetime(2026, 11, 18, 10, tzinfo=VILNIUS), 124)]
    by_hour = replace(week(), report=replace(week().report, group=Group.HOUR, groups=hours))
    (title,) = charted(digest_message(content(by_hour), digest()))
    assert title == "Calls per 12 hours"


def test_long_names_are_cut_in_every_list() -> None:
    long, short = "x" * 200, "x" * 59 + "…"
    report = replace(week().report, top_devices=[Count(long, 9)])
    new = NewAddresses(1, (Address(long, 1, NOW, long, long),))
    told = content(replace(week(), report=report), new=new, pairs=(Pair(long, long, 1),))
    words = said(digest_message(told, digest()))
    assert f"Busiest devices{short}: 9 calls" in words
    assert f"{short} → {short}: 1 call" in words
    assert f"before{short}\n{short} called {short} on " in words


def test_a_single_bar_is_no_chart() -> None:
    one = week()
    day = Period(
        datetime(2026, 11, 16, 8, tzinfo=VILNIUS), datetime(2026, 11, 16, 9, tzinfo=VILNIUS)
    )
    series = over_time([Count(day.start, 3)], day, VILNIUS)
    report = replace(one.report, over_time=series)
    message = digest_message(content(replace(one, report=report)), digest())
    assert charted(message) == {}


def test_an_ordinary_digest_keeps_its_table_whole() -> None:
    found = week(answer(total=124))
    one = replace(digest(rows=True, new_ips=7), muted_until=SLOT + timedelta(days=1))  # no alert
    message = digest_message(content(found, new=addresses(10)), one)
    assert_taken(message)
    assert len(rows(message)) == 11
    assert "Showing the newest 10 of 124 calls" in said(message)
    assert "left out" not in said(message)


WIDE = "📞" * 200
TWENTY_DAYS = Series(
    Group.DAY, 1, tuple(Count(NOW - timedelta(days=20 - n), 10**9 - n) for n in range(20))
)
WIDEST = [Call(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), *[WIDE] * 7)] * 20


def widest(group: Group | None, output: Output) -> DigestContent:
    found = week(
        answer(
            WIDEST,
            total=10**9,
            unfiltered=10**9,
            group=group,
            groups=[Count(f"{number}{WIDE}", 10**9) for number in range(99)] if group else [],
            filters=(Filter(FilterKey.CALLERID, f"{WIDE} x"),) * 8,
            output=output,
            name=WIDE,
        )
    )
    devices = [Count(f"{number}{WIDE}", 10**9) for number in range(20)]
    report = replace(found.report, top_devices=devices, over_time=TWENTY_DAYS)
    found = replace(found, report=report)
    new = NewAddresses(31, tuple(Address(WIDE, 10**9, NOW) for _ in range(10_000)), whole=False)
    told = content(found, before=10**8, new=new, pairs=(Pair(WIDE, WIDE, 10**9),) * 10)
    return replace(told, all_pairs=None)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("output", [Output.TABLE, Output.CHART])
@pytest.mark.parametrize("group", [None, Group.USER])
def test_everything_at_its_widest_still_fits(
    group: Group | None, output: Output, *, plain: bool
) -> None:
    one = digest(rows=True, new_ips=31, alert_above=0, mention=INGRID)
    message = digest_message(widest(group, output), one, plain=plain, late=timedelta(days=1))
    assert_taken(message, INGRID)
    assert "1,000,000,000 of 1,000,000,000 calls, 900,000,000 more than" in said(message)
    assert "10,000 new addresses" in said(message)
    assert left_out(message)[0] == "the first calls"


@pytest.mark.parametrize("plain", [False, True])
def test_the_widest_fault_fits_too(*, plain: bool) -> None:
    told = widest(None, Output.TABLE)
    told = replace(
        told,
        before=Comparison(WEEK_BEFORE, None, WIDE),
        new_addresses=NewAddresses(31, fault=WIDE),
    )
    one = digest(rows=True, new_ips=31, alert_above=0, mention=INGRID)
    message = digest_message(told, one, plain=plain, late=timedelta(days=1))
    assert_taken(message, INGRID)
    assert "I could not read how many calls there were the week before: 📞" in said(message)


def left_out(message: Message) -> list[str]:
    """What the message says that it leaves out."""
    start = "Left out to fit into one message: "
    said = [note.removeprefix(start).rstrip(".") for note in notes(message) if start in note]
    return said[0].split(", ") if said else []


@pytest.mark.parametrize("plain", [False, True])
def test_parts_that_do_not_fit_go_in_a_fixed_order_and_are_named(*, plain: bool) -> None:
    one = digest(rows=True, new_ips=7)
    order = [
        *("the first calls", "the lists of the busiest"),
        *("the list of new addresses", "the chart"),
    ]
    sizes = set()
    for width in range(0, 61, 4):
        wide = "📞" * width
        filters = (Filter(FilterKey.CALLERID, wide),) * 5
        found = week(
            answer(
                [Call(NOW, *[f"{n}{wide}" for n in range(7)])] * 10,
                total=124,
                filters=filters,
                name=wide,
            )
        )
        names = [Count(f"{number}{wide}", 9) for number in range(9)]
        report = replace(found.report, top_devices=names, over_time=TWENTY_DAYS)
        found = replace(found, report=report)
        new = NewAddresses(7, tuple(Address(f"{n}{wide}", 1, NOW) for n in range(width // 4)))
        pairs = (Pair(wide, wide, 1),) * 10
        message = digest_message(content(found, new=new, pairs=pairs), one, plain=plain)
        assert_taken(message)
        gone = left_out(message)
        assert gone == [one for one in order if one in gone]
        shown = said(message)
        assert ("the first calls" in gone) is ("Showing the newest" not in shown)
        assert ("the lists of the busiest" in gone) is ("Busiest pairs" not in shown)
        if new.found:
            assert ("the list of new addresses" in gone) is ("on Wed 25 Nov 2026, 14" not in shown)
        assert ("the chart" in gone) is not ("Calls per day" in shown or bool(charted(message)))
        sizes.add(len(gone))
    assert len(sizes) > 2


def notes(message: Message) -> list[str]:
    return [
        one["text"]
        for block in message.blocks
        if block["type"] == "context"
        for one in block["elements"]
    ]


counts = st.builds(Count, hostile, st.integers(1, 10**9))
moments = st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis wants naive bounds


@given(
    st.lists(calls, max_size=20),
    st.lists(counts, max_size=20),
    st.lists(st.builds(Pair, hostile, hostile, st.integers(1, 10**9)), max_size=10),
    st.lists(st.builds(Address, hostile, st.integers(1, 10**9), moments), max_size=50),
    st.sampled_from([None, *Group]),
    st.sampled_from([Output.TABLE, Output.CHART]),
    st.tuples(hostile, hostile, st.lists(st.builds(Filter, st.sampled_from(FilterKey), hostile))),
    st.sampled_from(sorted(available_timezones())),
    st.booleans(),
)
def test_any_digest_makes_a_message_slack_takes(  # noqa: PLR0917 -- what there is of data
    page: list[Call],
    names: list[Count],
    pairs: list[Pair],
    ips: list[Address],
    group: Group | None,
    output: Output,
    words: tuple[str, str, list[Filter]],
    zone: str,
    plain: bool,
) -> None:
    name, fault, filters = words
    found = answer(
        page,
        total=len(page) * 1000,
        filters=tuple(filters),
        output=output,
        group=group,
        groups=names if group not in (Group.HOUR, Group.DAY) else [],
        name=name,
        zone=zone,
    )
    quarters = [Count(one.at, 1000) for one in page]
    series = over_time(quarters, found.query.period, ZoneInfo(zone))
    found = replace(found, report=replace(found.report, over_time=series, top_devices=names))
    told = DigestContent(
        answer=found,
        slot=SLOT,
        ahead=False,
        pairs=tuple(pairs),
        all_pairs=len(pairs),
        before=Comparison(WEEK_BEFORE, None if fault else 5, fault),
        new_addresses=NewAddresses(3, tuple(ips), fault=fault),
    )
    one = digest(rows=True, new_ips=3, alert_above=0, mention="<!channel>")
    assert_taken(digest_message(told, one, plain=plain, late=timedelta(days=1)))
