"""The days of a month in words: `fifth of november`, `am zwanzigsten`, `le vingt-deux`."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.calls.period.calendar import MONTHS
from bot.calls.period.languages.tables import names_of

# Behind the tens of a language, its first nine follow again: twenty-first, двадцать первое.
_ENGLISH: Final = (
    *("first", "", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)
_GERMAN: Final = (
    *("erst", "zweit", "dritt", "viert", "fünft, fuenft", "sechst", "siebt, siebent", "acht"),
    *("neunt", "zehnt", "elft", "zwölft, zwoelft", "dreizehnt", "vierzehnt", "fünfzehnt"),
    *("sechzehnt", "siebzehnt", "achtzehnt", "neunzehnt", "zwanzigst"),
    *("einundzwanzigst", "zweiundzwanzigst", "dreiundzwanzigst", "vierundzwanzigst"),
    *("fünfundzwanzigst", "sechsundzwanzigst", "siebenundzwanzigst", "achtundzwanzigst"),
    *("neunundzwanzigst", "dreißigst, dreissigst", "einunddreißigst, einunddreissigst"),
)
_LITHUANIAN: Final = (
    *("pirm", "antr", "treči", "ketvirt", "penkt", "šešt", "septint", "aštunt", "devint", "dešimt"),
    *("vienuolikt", "dvylikt", "trylikt", "keturiolikt", "penkiolikt", "šešiolikt"),
    *("septyniolikt", "aštuoniolikt", "devyniolikt", "dvidešimt"),
)
_RUSSIAN: Final = (
    *("перв", "втор", "треть", "четвёрт", "пят", "шест", "седьм", "восьм", "девят", "десят"),
    *("одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат"),
    *("семнадцат", "восемнадцат", "девятнадцат", "двадцат"),
)
_SPANISH: Final = (
    *("trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte"),
    *("veintiuno, veintiún", "veintidós", "veintitrés", "veinticuatro", "veinticinco"),
    *("veintiséis", "veintisiete", "veintiocho", "veintinueve", "treinta", "treinta y uno"),
)
_FRENCH: Final = (
    *("treize", "quatorze", "quinze", "seize", "dix - sept, dix sept", "dix - huit, dix huit"),
    *("dix - neuf, dix neuf", "vingt", "vingt et un, vingt - et - un"),
    *("vingt - deux, vingt deux", "vingt - trois, vingt trois", "vingt - quatre, vingt quatre"),
    *("vingt - cinq, vingt cinq", "vingt - six, vingt six", "vingt - sept, vingt sept"),
    *("vingt - huit, vingt huit", "vingt - neuf, vingt neuf", "trente"),
    "trente et un, trente - et - un",
)


def _stems(first: tuple[str, ...], *tens: str) -> Iterator[str]:
    """The days in order: those given, then the first nine behind each of the tens."""
    yield from first
    if tens:
        yield from (f"{tens[0]} {one}" for one in first[:9])
        yield tens[1]
        yield f"{tens[2]} {first[0]}"


def _inflected(stems: Iterator[str], *endings: str) -> dict[str, str]:
    """`5th` to each stem with each ending."""
    return {
        f"{day}th": ",".join(stem + ending for stem in forms.split(",") for ending in endings)
        for day, forms in enumerate(stems, 1)
        if forms
    }


def _numbers(words: tuple[str, ...]) -> dict[str, str]:
    return {str(number): forms for number, forms in enumerate(words, 13)}


_WITH_SPACE: Final = _inflected(_stems(_ENGLISH, "twenty", "thirtieth", "thirty"), "")
_WITH_SPACE["22th"] = "twenty second"  # `second` alone is a unit too: `order` decides
_DAYS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        day: forms if " " not in forms else f"{forms},{forms.replace(' ', ' - ')}"
        for day, forms in _WITH_SPACE.items()
    },
    "de": _inflected(_stems(_GERMAN), "e", "en", "er", "es"),
    "lt": _inflected(
        _stems(_LITHUANIAN, "dvidešimt", "trisdešimt", "trisdešimt"),
        *("a", "ą", "oji", "ąją", "osios"),
    ),
    "ru": _inflected(_stems(_RUSSIAN, "двадцать", "тридцат", "тридцать"), "ое", "ого", "е", "его"),
    "es": _numbers(_SPANISH),
    "fr": _numbers(_FRENCH),
}


def days_of(language: str) -> Mapping[str, str]:
    """Return canonical days and numbers, and what people of that language write for each."""
    if language != "fr":
        return _DAYS[language]
    sept = {
        f"7 {month}": ",".join(f"sept {name}" for name in names)
        for month, names in names_of("fr").items()
        if month in MONTHS  # else sept is September
    }
    return {**_DAYS["fr"], **sept}
