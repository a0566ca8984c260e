"""Reads periods: `last week`, `nuo pirmadienio`, `2026-11-01 to 2026-11-05`.

The text becomes canonical English words (`text`, with `shapes` for digits and `languages` for
letters) in the order of the grammar (`order`). A grammar over those words says what it means:
`points` and `dates` read one expression, `ranges` two, `reader` the whole. An unknown word fits no
rule, so nothing is ignored silently; `refusals` says what was wrong. If our own words make no
period, dateparser is asked for single dates in the asker's language (`single_dates`).
"""

from bot.calls.period.calendar import FIRST_YEAR, LAST_YEAR
from bot.calls.period.reader import find_period, read_period, warm_up

__all__ = ["FIRST_YEAR", "LAST_YEAR", "find_period", "read_period", "warm_up"]
