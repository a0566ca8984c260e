"""When a digest runs: words to a cron line, and a cron line to moments in a zone."""

from bot.calls.schedule.due import MOST_MISSED, Due, due
from bot.calls.schedule.slots import shortest_interval, slots

__all__ = ["MOST_MISSED", "Due", "due", "shortest_interval", "slots"]
