"""Calls and sheets to write, with everything in them that a spreadsheet could stumble over."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.ask.file_formats import Sheet, sheet_of
from bot.ask.spool import CallSpool
from bot.calls.model import Call
from tests.support.examples import LAST_WEEK, answer

VILNIUS = ZoneInfo("Europe/Vilnius")
START = datetime(2026, 11, 16, 8, tzinfo=UTC)
NASTY = (
    '=HYPERLINK("http://example.com","Win")',
    "+37060012345",
    "-1+1",
    "@here",
    "\t=1",
    "http://example.com",
    "<r><t>x</t></r>",
    "<r>&bogus;</r>",
    "_x0041_",
    "a\x00b\x1bc",
    "\u202eenohp",
    "two\nlines",
    "x;=1+1",
    "{=1+1}",
    "1e5",
    "TRUE",
    "☎ Küche, “left”",
    " ",
    "",
)


def call(minutes: int = 0, **fields: str) -> Call:
    """A call so many minutes after START; all texts are empty but those given."""
    texts = [fields.get(name, "") for name in Call._fields[1:]]
    return Call(START + timedelta(minutes=minutes), *texts)


def sheet(spool: CallSpool, calls: list[Call], *, oldest_first: bool = True) -> Sheet:
    """The sheet of an answer with these calls."""
    spool.add(calls)
    told = answer(calls, period=LAST_WEEK, oldest_first=oldest_first)
    return sheet_of(told, spool)


def unchecked() -> None:
    """Nobody stops the writing."""
