"""The audit log as a message: who asked about whom and when, who changed what."""

import re
from collections.abc import Sequence
from functools import partial
from zoneinfo import ZoneInfo

from bot.audit import texts as say
from bot.calls.model import Period
from bot.links.blocks.links import WIDTHS, pages
from bot.slack.kit import limits, times
from bot.slack.kit.escape import label
from bot.slack.kit.message import Block, Message, Part, context, header, message, monospace, plain
from bot.store.audit import AuditEntry

LINES_SHOWN = 15

_SLACK_USER = re.compile(r"(?:[TE][A-Z0-9]{2,30}/)?([UW][A-Z0-9]{2,30})")


def audit_message(  # noqa: PLR0913 -- each is a fact of its own
    entries: Sequence[AuditEntry],
    *,
    page: int,
    total: int,
    zone: str,
    list_id: str,
    command: str,
) -> Message:
    """Draw a page of the log, counted from 0, as a table."""
    title = say.title(total)
    notes = context([say.times_in(zone), say.csv_hint(command)])
    turns = pages("audit", page, total, LINES_SHOWN, list_id)

    def draw(*, without_table: bool) -> Message:
        draw_lines = _monospace if without_table else _table
        blocks = limits.fitting(
            [
                header(title),
                draw_lines([_row(entry, ZoneInfo(zone), width) for entry in entries]),
                notes,
                *turns,
            ]
            for width in WIDTHS
        )
        return message(title, blocks, None if without_table else partial(draw, without_table=True))

    return draw(without_table=False)


def _row(entry: AuditEntry, zone: ZoneInfo, width: int) -> list[list[Part]]:
    """The cells of a line, each made of parts."""
    outcome = label(entry.outcome, width)
    if entry.rows is not None:
        outcome = say.with_rows(outcome, entry.kind, entry.rows)
    return [
        [plain(times.moment(entry.at, zone))],
        [_somebody(entry.slack_user, width)],
        _what(entry, zone, width),
        [plain(outcome)],
    ]


def _what(entry: AuditEntry, zone: ZoneInfo, width: int) -> list[Part]:
    parts = [plain(say.what(entry.kind))]
    if entry.about:
        parts += [plain(" "), _somebody(entry.about, width)]
    text = ""
    if entry.about and entry.mor_username:
        text += say.as_mor_user(label(entry.mor_username, width))
    elif entry.target is not None:
        text += say.about_mor_user(entry.target)
    if entry.period_start is not None and entry.period_end is not None:
        period = Period(entry.period_start, entry.period_end)
        text += say.of_period(times.bounds(period, zone).removesuffix(f" {zone.key}"))
    return [*parts, plain(text)] if text else parts


def _somebody(user: str, width: int) -> Part:
    """A person of Slack under his name there; what is none, such as the command line, as it is."""
    found = _SLACK_USER.fullmatch(user)
    return {"type": "user", "user_id": found[1]} if found else plain(label(user, width))


def _table(rows: Sequence[Sequence[Sequence[Part]]]) -> Block:
    heading = [[plain(text)] for text in say.HEADINGS]
    return {"type": "table", "rows": [[_cell(cell) for cell in row] for row in [heading, *rows]]}


def _cell(parts: Sequence[Part]) -> Part:
    if all(part["type"] == "text" for part in parts):
        return {"type": "raw_text", "text": "".join(part["text"] for part in parts)}
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(parts)}],
    }


def _monospace(rows: Sequence[Sequence[Sequence[Part]]]) -> Block:
    return monospace("  ".join("".join(map(_typed, cell)) for cell in row) for row in rows)


def _typed(part: Part) -> str:
    return str(part.get("text") or part.get("user_id"))
