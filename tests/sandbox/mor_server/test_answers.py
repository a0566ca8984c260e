from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from httpx import AsyncClient
from lxml import etree

from bot.sandbox.mor_server import ErrorForm, MorServer, Options, ZoneForm, running
from bot.sandbox.world import World, build_world
from tests.sandbox.mor_server.telephone import (
    FEBRUARY,
    OCTOBER,
    WORLD,
    Telephone,
    at,
    dates,
    error,
    signed,
)

DOCUMENTED_PAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<page>
  <local_calls>
    <call>
      <calldate>
        <date>2018-02-22 12:23:08</date>
        <timezone>GMT +0000</timezone>
      </calldate>
      <originator_device>dsadas12</originator_device>
      <originator_caller_id></originator_caller_id>
      <orignator_ip>192.168.0.198</orignator_ip>
      <orignator_channel>SIP/1018-00000008</orignator_channel>
      <terminator_user>Tom Ford</terminator_user>
      <terminator_device>2 Device Test</terminator_device>
      <terminator_ip>192.168.0.167</terminator_ip>
    </call>
  </local_calls>
</page>
"""
EMPTY_PAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<page>
  <local_calls></local_calls>
</page>
"""


async def test_a_call_is_written_as_documented_misspelt_tags_included(phone: Telephone) -> None:
    assert await phone.calls("admin", 5, FEBRUARY, FEBRUARY) == DOCUMENTED_PAGE


async def test_without_calls_the_list_holds_not_even_white_space(phone: Telephone) -> None:
    assert await phone.calls("admin", 9, FEBRUARY, OCTOBER) == EMPTY_PAGE


async def test_without_calls_the_list_may_be_absent(phone: Telephone) -> None:
    phone.server.options.absent_when_empty = True
    page = await phone.calls("admin", 9, FEBRUARY, OCTOBER)
    assert page == '<?xml version="1.0" encoding="UTF-8"?>\n<page>\n</page>\n'


async def test_the_right_spelling_is_a_switch(phone: Telephone) -> None:
    phone.server.options.right_spelling = True
    page = await phone.calls("admin", 5, FEBRUARY, FEBRUARY)
    assert "<originator_ip>192.168.0.198</originator_ip>" in page
    assert "<originator_channel>SIP/1018-00000008</originator_channel>" in page
    assert "orignator" not in page


async def test_labels_are_escaped_and_what_xml_cannot_hold_is_a_star(phone: Telephone) -> None:
    page = await phone.calls("admin", 8, OCTOBER, OCTOBER)
    assert '<originator_device>A &amp; "B" &lt;b&gt;*</originator_device>' in page


async def test_every_label_of_the_company_arrives_as_it_was_typed() -> None:
    until = datetime(2026, 11, 25, tzinfo=UTC)
    world = build_world(1, until, days=30)
    end = int(until.timestamp())
    async with running(world) as server, AsyncClient() as client:
        page = await Telephone(server, client).calls("admin", 11, 0, end)
    listed = [
        tuple(element.findtext(tag) for tag in ("originator_device", "orignator_channel"))
        for element in etree.fromstring(page.encode()).iter("call")
    ]
    assert listed == [
        (call.originator_device, call.originator_channel)
        for call in world.calls
        if 11 in (call.originator_user_id, call.terminator_user_id)
    ]


@pytest.mark.parametrize(
    ("first", "last", "calls"),
    [
        (OCTOBER, OCTOBER, 1),  # both bounds are inclusive
        (OCTOBER + 1, OCTOBER + 9, 0),
        (OCTOBER - 9, OCTOBER - 1, 0),
        (FEBRUARY, OCTOBER, 2),
        (OCTOBER, FEBRUARY, 0),  # from after till
        (-5, 10**40, 2),
        ("x", OCTOBER, 2),  # Ruby reads what is not a number as 0
        (FEBRUARY, "x", 0),
        (f"{FEBRUARY}.9", f"{FEBRUARY} o'clock", 1),
    ],
)
async def test_bounds_are_inclusive_unix_seconds(
    phone: Telephone, first: object, last: object, calls: int
) -> None:
    page = await phone.calls("admin", 5, first, last)
    assert len(dates(page)) == calls
    assert error(page) == ""


async def test_calls_match_on_either_side_in_order_of_time(phone: Telephone) -> None:
    page = await phone.calls("admin", 10, FEBRUARY, OCTOBER)
    assert dates(page) == ["2018-02-22 12:23:08", "2018-10-03 14:08:52"]


async def test_without_dates_it_is_today_in_the_servers_zone(phone: Telephone) -> None:
    answers = {}
    for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles"):
        phone.server.options.timezone = ZoneInfo(zone)
        answers[zone] = dates(await phone.calls("admin", 5))
    # At 20:00 UTC it is the 4th in Tokyo already, and the call was at 23:08 of the 3rd there.
    assert answers == {
        "UTC": ["2018-10-03 14:08:52"],
        "Asia/Tokyo": [],
        "America/Los_Angeles": ["2018-10-03 07:08:52"],
    }


async def test_today_lasts_from_midnight_to_the_last_second() -> None:
    midnight = at("2018-10-02 15:00:00")  # the 3rd begins in Tokyo
    moments = (midnight - 1, midnight, midnight + 86399, midnight + 86400)
    calls = tuple(WORLD.calls[0]._replace(at=moment) for moment in moments)
    world = World(WORLD.users, (), calls)
    options = Options(timezone=ZoneInfo("Asia/Tokyo"))
    now = datetime.fromtimestamp(midnight + 60, UTC)
    async with running(world, options, clock=lambda: now) as server, AsyncClient() as client:
        page = await Telephone(server, client).calls("admin", 5)
    assert dates(page) == ["2018-10-03 00:00:00", "2018-10-03 23:59:59"]


async def test_one_missing_date_is_the_beginning_or_end_of_today(phone: Telephone) -> None:
    assert len(dates(await phone.calls("admin", 5, first=FEBRUARY))) == 2
    assert len(dates(await phone.calls("admin", 5, last=OCTOBER))) == 1
    assert len(dates(await phone.calls("admin", 5, last=at("2018-10-03 00:00:00") - 1))) == 0


@pytest.mark.parametrize(
    ("of_call", "form", "february", "october"),
    [
        (False, ZoneForm.PLAIN, "GMT +0300", "GMT +0300"),  # the offset of now
        (True, ZoneForm.PLAIN, "GMT +0200", "GMT +0300"),
        (True, ZoneForm.COLON, "GMT +02:00", "GMT +03:00"),
    ],
)
async def test_the_offset_is_that_of_now_or_of_the_call(
    phone: Telephone, of_call: bool, form: ZoneForm, february: str, october: str
) -> None:
    options = phone.server.options
    options.timezone = ZoneInfo("Europe/Vilnius")
    options.offset_of_call, options.zone_form = of_call, form
    page = await phone.calls("admin", 5, FEBRUARY, OCTOBER)
    assert dates(page) == ["2018-02-22 14:23:08", "2018-10-03 17:08:52"]
    assert page.index(f"<timezone>{february}<") < page.rindex(f"<timezone>{october}<")


async def test_offsets_west_and_of_half_hours_are_written_whole(phone: Telephone) -> None:
    for zone, offset in (("America/St_Johns", "GMT -0230"), ("Asia/Kolkata", "GMT +0530")):
        phone.server.options.timezone = ZoneInfo(zone)
        page = await phone.calls("admin", 5, OCTOBER, OCTOBER)
        assert f"<timezone>{offset}</timezone>" in page


@pytest.mark.parametrize(
    ("form", "lines"),
    [
        (ErrorForm.PAGE, ["<page>", "<status>", "<error>", "</status>", "</page>"]),
        (ErrorForm.STATUS, ["<status>", "<error>", "</status>"]),
        (ErrorForm.PAGE_ERROR, ["<page>", "<error>", "</page>"]),
        (ErrorForm.ERROR, ["<error>"]),
        (ErrorForm.CAPITAL, ["<Error>"]),
    ],
)
async def test_errors_come_with_200_in_the_chosen_elements(
    phone: Telephone, form: ErrorForm, lines: list[str]
) -> None:
    phone.server.options.error_form = form
    answer = await phone.post("local_calls_get", u="admin", s_user=77, hash=signed(77))
    assert answer.status_code == 200
    declaration, *rest = answer.text.splitlines()
    assert declaration == '<?xml version="1.0" encoding="UTF-8"?>'
    assert [line.strip().split("User was")[0] for line in rest] == lines
    assert "User was not found</" in answer.text


async def test_synthetic_calls_are_as_many_as_asked_for_within_the_period(
    phone: Telephone,
) -> None:
    phone.server.options.synthetic_calls = 1234
    page = await phone.calls("admin", 5, FEBRUARY, OCTOBER)
    times = dates(page)
    assert len(times) == page.count("</call>") == 1234
    assert all(earlier <= later for earlier, later in pairwise(times))
    assert times[0] == "2018-02-22 12:23:08"
    assert times[-1] <= "2018-10-03 14:08:52"
    assert page.endswith("  </local_calls>\n</page>\n")
    phone.server.options.synthetic_calls = 0
    assert await phone.calls("admin", 5, FEBRUARY, OCTOBER) == EMPTY_PAGE


async def test_a_bounded_memory_holds_the_latest_requests(mor: MorServer, phone: Telephone) -> None:
    await phone.calls("admin", 5)
    assert mor.received.maxlen
    last = mor.received[-1]
    assert (last.http_method, last.path) == ("POST", "/billing/api/local_calls_get")
    assert last.query == {}
    assert last.parameters["hash"] == signed(5)


async def test_far_bounds_do_not_trouble_synthetic_calls(phone: Telephone) -> None:
    phone.server.options.synthetic_calls = 3
    assert len(dates(await phone.calls("admin", 5, -(10**30), 10**30))) == 3
