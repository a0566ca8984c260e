"""Words to periods: `last week`, `nuo pirmadienio`, `2026-11-01 to 2026-11-05`."""

from bot.calls.period.reader import read_period, warm_up

__all__ = ["read_period", "warm_up"]
