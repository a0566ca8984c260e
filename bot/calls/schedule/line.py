"""A cron line as somebody types it, checked field by field."""

import re
from typing import Final

from bot.calls.schedule.cron import FIELDS, BadLine, read_cron
from bot.errors import AskError, Place
from bot.messages import schedule as messages

_FIELD: Final = re.compile(r"\S+")


def read_line(source: str, start: int, end: int) -> str:
    """The cron line at characters `start` to `end` of the source, in its one spelling.

    Raises AskError where it has not five fields, one of them cannot be read, or no day fits it.
    """
    fields = list(_FIELD.finditer(source, start, end))
    whole = Place(source, start, end)
    if len(fields) == 1 and fields[0][0].startswith("@"):
        sentence = messages.cron_nickname(fields[0][0])
        raise AskError(*sentence, code="schedule-cron", place=whole)
    if len(fields) != len(FIELDS):
        raise AskError(*messages.cron_fields(len(fields)), code="schedule-cron", place=whole)
    try:
        return read_cron(" ".join(field[0] for field in fields)).line
    except BadLine as bad:
        if bad.field is None:
            sentence = messages.cron_never(source[start:end])
            raise AskError(*sentence, code="schedule-never", place=whole) from None
        field = fields[bad.field]
        sentence = messages.cron_field(FIELDS[bad.field], field[0])
        place = Place(source, field.start(), field.end())
        raise AskError(*sentence, code="schedule-cron", place=place) from None
