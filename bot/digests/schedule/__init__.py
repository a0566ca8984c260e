"""When a digest runs: words to a cron line, and a cron line to moments in a zone.

`reader` reads the words (`text` and `tokens` with their places, `days`, `hours`, `zone`; a `line`
of cron as it is), `words` says them back. `cron` takes a line apart, `slots` tells when it fires,
and `due` which of that is to be done now.
"""

from bot.digests.schedule.due import MOST_MISSED, Due, due
from bot.digests.schedule.model import Schedule
from bot.digests.schedule.reader import read_schedule
from bot.digests.schedule.slots import shortest_interval, slots
from bot.digests.schedule.words import in_words, schedule_text

__all__ = [
    "MOST_MISSED",
    "Due",
    "Schedule",
    "due",
    "in_words",
    "read_schedule",
    "schedule_text",
    "shortest_interval",
    "slots",
]
