"""Months, weekdays, units and relative days of a language, from dateparser's tables."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from bot.calls.period.calendar import MONTHS, WEEKDAYS

_UNITS: Final = ("second", "minute", "hour", "day", "week", "month", "year")
_RELATIVE_DAYS: Final = {
    "0 day ago": "today",
    "1 day ago": "yesterday",
    "2 day ago": "ereyesterday",
    "in 1 day": "tomorrow",
    "in 2 day": "overmorrow",
    "0 second ago": "now",
}
# In these, people use the word for an hour for a time of day too: "de 9 à 17 heures".
_HOUR_IS_TIME: Final = ("lt", "es", "fr", "ru")
# What the tables have, and nobody means: articles and prepositions; "to date", which is no day;
# and `now`, which is a shape of its own (now-6h).
_NOT_MEANT: Final[Mapping[str, frozenset[str]]] = {
    "de": frozenset({"die", "mit", "don", "son", "sam", "fre"}),
    "en": frozenset({"till date", "now"}),
}
# Shorter names are other words as well: so, do, me, to; m is a minute here and a month there.
_SHORTEST: Final = 3
_SHORTEST_CYRILLIC: Final = 2


@lru_cache(maxsize=8)
def names_of(language: str) -> Mapping[str, tuple[str, ...]]:
    """Return canonical words, and what people of that language write for each.

    Units are in the singular, also where they write the plural.
    """
    # Imported here because it takes a quarter of a second; `warm_up` does it at the start.
    from dateparser.languages.loader import default_loader  # noqa: PLC0415 (see above)

    table = default_loader.get_locale(language).info
    hour = "heure" if language in _HOUR_IS_TIME else "hour"
    names = {name: table[name] for name in (*MONTHS, *WEEKDAYS)}
    names |= {hour if unit == "hour" else unit: table[unit] for unit in _UNITS}
    relative = table["relative-type"]
    names |= {name: relative[key] for key, name in _RELATIVE_DAYS.items() if key in relative}
    return {name: tuple(_usable(forms, language)) for name, forms in names.items()}


def _usable(forms: list[str], language: str) -> Iterator[str]:
    shortest = _SHORTEST_CYRILLIC if language == "ru" else _SHORTEST
    unwanted = _NOT_MEANT.get(language, frozenset())
    for form in forms:
        if len(form) >= shortest and form.lower() not in unwanted:
            yield form.replace("-", " - ")  # a hyphen is a word
