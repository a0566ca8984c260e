"""A cron line as somebody types it, in quotes or without, checked field by field."""

import re
from collections.abc import Sequence
from typing import Final

from bot.calls.words import Keyed, Word
from bot.digests.schedule import texts as messages
from bot.digests.schedule.cron import FIELDS, BadLine, read_cron
from bot.digests.schedule.model import Schedule
from bot.digests.schedule.zone import is_zone, read_zone
from bot.errors import AskError, Place

_FIELD: Final = re.compile(r"\S+")


def read_line(source: str, first: Keyed, others: Sequence[Word]) -> Schedule:
    """What `cron:` and the words behind it say: five fields, and perhaps a zone.

    Raises AskError where there are not five fields, one of them cannot be read, or no day fits.
    """
    start = source.index(":", first.start) + 1
    quoted = first.end - start > len(first.text)
    if quoted:
        line, rest = Place(source, start + 1, first.end - 1), others
    else:
        has_zone = bool(others) and is_zone(source[others[-1].start : others[-1].end])
        fields, rest = others[: len(others) - has_zone], others[len(others) - has_zone :]
        empty = not (first.text or fields)
        end = fields[-1].end if fields else first.end
        line = Place(source, first.start if empty else start, end)
    cron = _cron(line)
    if len(rest) > 1:
        place = Place(source, rest[1].start, rest[-1].end)
        sentence = messages.zone_not_last(source[place.start : place.end])
        raise AskError(*sentence, code="schedule-zone", place=place)
    return Schedule(cron, read_zone(Place(source, rest[0].start, rest[0].end)) if rest else "")


def _cron(line: Place) -> str:
    """The cron line at that place, in its one spelling."""
    fields = list(_FIELD.finditer(line.source, line.start, line.end))
    if len(fields) == 1 and fields[0][0].startswith("@"):
        sentence = messages.cron_nickname(fields[0][0])
        raise AskError(*sentence, code="schedule-cron", place=line)
    if len(fields) != len(FIELDS):
        raise AskError(*messages.cron_fields(len(fields)), code="schedule-cron", place=line)
    try:
        return read_cron(" ".join(field[0] for field in fields)).line
    except BadLine as bad:
        if bad.field is None:
            sentence = messages.cron_never(line.source[line.start : line.end].strip())
            raise AskError(*sentence, code="schedule-never", place=line) from None
        field = fields[bad.field]
        sentence = messages.cron_field(FIELDS[bad.field], field[0])
        place = Place(line.source, field.start(), field.end())
        raise AskError(*sentence, code="schedule-cron", place=place) from None
