"""Words to periods: `last week`, `nuo pirmadienio`, `2026-11-01 to 2026-11-05`.

The text is turned into canonical English words (`text`, with `shapes` for digits and `languages`
for letters), and a grammar over those words says what it means: `points` and `dates` read one
expression, `ranges` two, `reader` the rules around them. A word that is not understood fits no
rule, so nothing is ever passed over in silence; `refusals` says what was wrong. Dates in the
`other_languages` are looked for with dateparser where our own words do not make a period.
"""

from bot.calls.period.reader import read_period, warm_up
from bot.calls.period.units import FIRST_YEAR, LAST_YEAR

__all__ = ["FIRST_YEAR", "LAST_YEAR", "read_period", "warm_up"]
