"""The audit log as a message: who asked about whom and when, who changed what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from bot.audit import texts as say
from bot.calls.model import Period
from bot.ids import read_member
from bot.slack.conversation.paged_lists import page_buttons
from bot.slack.kit import limits, times
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, Message, Part, context, header, message, monospace, plain
from bot.store.audit import AuditEntry

PAGE_NAME = "audit"
ENTRIES_SHOWN = 15

_Row = Sequence[Sequence[Part]]  # cells, each made of parts


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of the log, counted from 0. `total` counts the entries of all pages."""

    entries: Sequence[AuditEntry]
    number: int
    total: int
    list_id: str


def audit_message(
    page: AuditPage, zone: ZoneInfo, command: str, *, simple: bool = False
) -> Message:
    """Draw a page as a table. `simple` draws monospace text instead."""
    title = say.title(page.total)
    draw = _monospace if simple else _table
    blocks = limits.fitting(
        [
            header(title),
            draw([_row(entry, zone, width) for entry in page.entries]),
            context([say.times_in(zone.key), say.csv_hint(command)]),
            *page_buttons(PAGE_NAME, page.number, page.total, ENTRIES_SHOWN, page.list_id),
        ]
        for width in limits.LABEL_WIDTHS
    )
    simpler = None if simple else partial(audit_message, page, zone, command, simple=True)
    return message(title, blocks, simpler)


def _row(entry: AuditEntry, zone: ZoneInfo, width: int) -> _Row:
    outcome = label(entry.outcome, width)
    if entry.rows is not None:
        outcome = say.with_rows(outcome, entry.kind, entry.rows)
    return [
        [plain(times.moment(entry.at, zone))],
        [_person(entry.slack_user, width)],
        _what(entry, zone, width),
        [plain(outcome)],
    ]


def _what(entry: AuditEntry, zone: ZoneInfo, width: int) -> list[Part]:
    parts = [plain(say.what(entry.kind))]
    if entry.about:
        parts += [plain(" "), _person(entry.about, width)]
    text = ""
    if entry.about and entry.mor_username:
        text += say.as_mor_user(label(entry.mor_username, width))
    elif entry.target is not None:
        text += say.about_mor_user(entry.target)
    if entry.period_start is not None and entry.period_end is not None:
        period = Period(entry.period_start, entry.period_end)
        text += say.of_period(times.span(period, zone))
    return [*parts, plain(text)] if text else parts


def _person(user: str, width: int) -> Part:
    """Show a person under their name in Slack, and anything else, for example `command line`."""
    member = read_member(user)
    return {"type": "user", "user_id": member.user} if member else plain(label(user, width))


def _table(rows: Sequence[_Row]) -> Block:
    heading = [[plain(text)] for text in say.HEADINGS]
    return {"type": "table", "rows": [[_cell(cell) for cell in row] for row in [heading, *rows]]}


def _cell(parts: Sequence[Part]) -> Part:
    if all(part["type"] == "text" for part in parts):
        return {"type": "raw_text", "text": "".join(part["text"] for part in parts)}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(parts)}],
    }


def _monospace(rows: Sequence[_Row]) -> Block:
    return monospace("  ".join("".join(map(_typed, cell)) for cell in row) for row in rows)


def _typed(part: Part) -> str:
    return str(part.get("text") or part.get("user_id"))
