"""A digest as a message."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.ask import texts as answers
from bot.ask.tables_and_charts import calls_table
from bot.calls.model import Answer
from bot.digests import alert_texts as say_alerts
from bot.digests import posting_texts as say
from bot.digests.actions import CSV, MUTE, OPEN, PAUSE, slot_value
from bot.digests.alerts import alert_of, is_muted
from bot.digests.blocks.alert import WITH_BUTTONS, alert_blocks, alert_title, muted_until
from bot.digests.blocks.sections import (
    NOTHING,
    busiest,
    new_addresses,
    over_time,
    pairs,
    summary,
    totals,
)
from bot.digests.model import Digest
from bot.digests.report import DigestContent
from bot.digests.schedule import in_words
from bot.slack.kit import limits, times
from bot.slack.kit.chart import TEXT_WIDTH
from bot.slack.kit.escape import label
from bot.slack.kit.message import (
    Block,
    Message,
    bold,
    buttons,
    context,
    header,
    lines,
    mention,
    message,
    plain,
)

ROWS = 10
LATE = timedelta(minutes=5)  # a later digest says so

_NOTES = limits.CONTEXT_ELEMENTS


@dataclass(frozen=True, slots=True)
class _Size:
    """How many names and addresses are listed, how long each may be, and how wide bars of text
    are. With 0 there is no chart at all.
    """

    names: int
    addresses: int
    width: int = limits.CELL
    bars: int = 40


_SIZES = (
    _Size(5, 10, bars=TEXT_WIDTH),
    _Size(5, 5, 30),
    _Size(3, 3, 15),
    _Size(0, 3, 15),
    _Size(0, 0),
    _Size(0, 0, bars=0),
)


def digest_message(
    content: DigestContent, digest: Digest, *, plain: bool = False, late: timedelta | None = None
) -> Message:
    """Show a digest within Slack's limits.

    It shows whose calls they are, the period and zone, the totals and how they changed, calls over
    time, the busiest devices and pairs, and what its extras ask for.

    `late` is how long after its slot it comes. What does not fit is left out in a fixed order, and
    named: the table's columns, the table, names, addresses, the chart. `plain` uses monospace text
    instead of tables and charts, which not every workspace has.
    """
    drawing = _Drawing(content, digest, late or timedelta(), plain=plain)
    blocks = limits.fitting(drawing.sizes())
    simpler = None if plain else partial(digest_message, content, digest, plain=True, late=late)
    return message(drawing.words(), blocks, simpler)


class _Drawing:
    """One digest, drawn in several sizes."""

    def __init__(
        self, content: DigestContent, digest: Digest, late: timedelta, *, plain: bool
    ) -> None:
        self._content = content
        self._digest = digest
        self._late = late
        self._plain = plain
        self._title = answers.title(content.answer.target)
        self._alert = alert_of(content, digest)

    def words(self) -> str:
        """Return the digest in a line, with the alert in front."""
        answer = self._content.answer
        bounds = times.bounds(answer.query.period, ZoneInfo(answer.zone))
        said = answers.fallback(self._title, totals(self._content), bounds)
        return f"{alert_title(self._alert, self._content)}. {said}" if self._alert else said

    def sizes(self) -> Iterator[list[Block]]:
        """Yield the blocks in smaller and smaller sizes. The last one always fits."""
        rows = self._digest.plan.extras.rows and self._content.answer.report.total > 0
        if rows:
            for drawn, notes in calls_table(self._first_calls(), plain=self._plain):
                yield self._blocks(_SIZES[0], drawn, notes)
        for size in _SIZES:
            yield self._blocks(size, [], [], *([say.FIRST_CALLS] if rows else []))

    def _first_calls(self) -> Answer:
        answer = self._content.answer
        report = replace(answer.report, page=answer.report.page[:ROWS], page_size=ROWS)
        return replace(answer, report=report)

    def _blocks(
        self, size: _Size, table: list[Block], table_notes: list[str], *gone: str
    ) -> list[Block]:
        content = self._content
        bars = size.bars if self._plain else None
        addresses = new_addresses(content, size.addresses, size.width)
        alerts_to_new = self._alert is not None and self._alert.new > 0
        sections = [
            ([], addresses[1]) if alerts_to_new else addresses,
            over_time(content, bars) if size.bars else NOTHING,
            busiest(content, size.names, size.width, bars),
            pairs(content, size.names, size.width),
            (table, table_notes),
        ]
        notes = [note for _, notes in sections for note in notes]
        shortened = size.width < limits.CELL
        notes += self._notes([*gone, *_left_out(content, size)], shortened=shortened)
        return [
            header(alert_title(self._alert, content) if self._alert else self._title),
            *self._mention(),
            *(self._addresses(size) if alerts_to_new else ()),
            summary(content),
            *(block for blocks, _ in sections for block in blocks),
            *(context(notes[at : at + _NOTES]) for at in range(0, len(notes), _NOTES)),
            context([self._which()]),
            self._buttons(),
        ]

    def _which(self) -> str:
        digest, plan = self._digest, self._digest.plan
        schedule = f"{in_words(plan.cron)}, {plan.zone}"
        told = (plan.name, self._content.owner, plan.query)
        name, owner, query = (text and label(text, limits.CELL) for text in told)
        return say.which(digest.id, name, owner, query, schedule)

    def _above(self) -> str:
        """Return the alert if there are more calls than the owner's limit, else empty."""
        total, limit = self._content.answer.report.total, self._digest.plan.extras.alert_above
        is_above = self._alert is not None and limit is not None and total > limit
        return say.above(total, limit) if is_above and limit is not None else ""

    def _addresses(self, size: _Size) -> Iterator[Block]:
        """Yield the new addresses of an alert, the first with their buttons."""
        number = min(size.addresses, WITH_BUTTONS)
        listed, _ = new_addresses(self._content, size.addresses, size.width, shown=number)
        yield listed[0]  # the title
        yield from alert_blocks(self._content, self._digest, number, size.width)
        yield from listed[1:]

    def _mention(self) -> Iterator[Block]:
        if above := self._above():
            told = mention(self._digest.plan.extras.mention)
            yield lines([*told, plain(" "), bold(above)] if told else [bold(above)])

    def _notes(self, left_out: list[str], *, shortened: bool) -> Iterator[str]:
        content, digest = self._content, self._digest
        if self._alert:
            yield say_alerts.how_to_undo(digest.id)
        if is_muted(digest, content.slot):
            yield f"{say_alerts.muted_until(muted_until(digest))}."
        if content.before is not None and content.before.calls is not None:
            zone = ZoneInfo(content.answer.zone)
            yield say.compared(times.bounds(content.before.period, zone))
        if shortened:
            yield answers.LABELS_SHORTENED
        if left_out:
            yield say.left_out(left_out)
        if self._late > LATE:
            yield say.late(int(self._late.total_seconds()))

    def _buttons(self) -> Block:
        """Return the buttons. Their value names the digest and its slot."""
        value = slot_value(self._digest, self._content.slot)
        choices = [(OPEN, say.OPEN_SEARCH)]
        if self._content.answer.report.total:
            choices.append((CSV, say.CSV))
        if self._alert:
            choices.append((MUTE, say_alerts.MUTE))
        choices.append((PAUSE, say.PAUSE))
        return buttons((action_id, text, value) for action_id, text in choices)


def _left_out(content: DigestContent, size: _Size) -> Iterator[str]:
    if content.answer.report.total and not size.names:
        yield say.NAMES
    if content.new_addresses and content.new_addresses.found and not size.addresses:
        yield say.ADDRESSES
    if over_time(content)[0] and not size.bars:
        yield say.CHART
