"""When a digest runs: words to a cron line, and a cron line to moments in a zone.

`tokens` splits the words, `reader` reads them with `fields`, and `words` writes them. `cron` parses
a line, and finds when it fires and what is due.
"""

from bot.digests.schedule.cron import MOST_MISSED, Due, Schedule, due, shortest_interval, slots
from bot.digests.schedule.reader import read_schedule
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
