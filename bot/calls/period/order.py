"""Puts canonical words into the order and the form that the grammar reads."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from bot.calls.period.calendar import MONTHS, UNITS, WEEKDAYS
from bot.calls.period.languages import AGO, MAR, MAR_ALONE
from bot.calls.period.phrase import UNKNOWN, CanonicalWord

AFTER_NOUN: Final = "<"  # starts a canonical adjective that may follow its noun
AFTER_NUMBER: Final = "#"  # the same, and it may follow a number too: les 7 derniers jours
TWO_MEANINGS: Final = f"{UNKNOWN}mar"  # Tuesday or March, and nothing beside it tells which

_NOUNS: Final = frozenset((*UNITS, *(f"{unit}s" for unit in UNITS), *WEEKDAYS, *MONTHS, "weekend"))
_COUNT: Final = re.compile(r"[0-9.]+|@\S+")
_PLURALS: Final = {f"{unit}s": unit for unit in UNITS}
_MONTH: Final = "|".join(MONTHS)
_WEEKDAY: Final = "|".join(WEEKDAYS)
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ALIKE: Final = (
    _DATE,
    r"--[0-9]{2}-[0-9]{2}",
    r"[0-9]{4}-[0-9]{2}",
    r"[0-9]{4}",
    r"[0-9]{1,2}(?:th)?",
    r"@\S+",
    r"![0-9]+",
    r"(?:[0-9]{4}-)?w[0-9]{1,2}",
    r"(?:[0-9]{4}-)?q[1-4]",
    "|".join(WEEKDAYS),
    _MONTH,
    "today|yesterday|tomorrow|ereyesterday",
)
_DAY_WORD: Final = "|".join((*WEEKDAYS, "today", "yesterday", "tomorrow", _DATE))
# What a hyphen without spaces, or a slash, joins if it means "to".
_JOINTS: Final = re.compile(
    "|".join(
        (
            *(f"(?:{shape}) - (?:{shape})" for shape in _ALIKE),
            r"[0-9]{1,2} - @\S+",  # 9-5pm
            r"heures? - [0-9]{1,2}",  # 9h-17h
            rf"[0-9]{{1,2}}th - (?:{_DATE}|--[0-9]{{2}}-[0-9]{{2}})",  # 1.-5.11.2026
            rf"(?:{_DATE}|@\S+) / (?:{_DATE}|@\S+)",
            r"(![0-9]+|[0-9]{4}-[0-9]{2}) / (![0-9]+|[0-9]{4}-[0-9]{2})",
        )
    )
)
# The hyphens of a date with its month in letters, with the word before: a dash there is no "to".
_DATE_HYPHENS: Final = re.compile(
    rf"(?!(?:{_MONTH}) )\S* [0-9]{{1,2}}(?:th)? - (?:{_MONTH})"  # 20-nov, but not nov 1–nov 5
    rf"|\S* (?:{_MONTH}) - [0-9]{{4}}"
    rf"|(?:from|to|between|) [0-9]{{4}} - (?:{_MONTH})"
    rf"|- (?:{_MONTH}) - [0-9]{{1,2}}"
)
# Where a comma is allowed: after a whole expression, before one that adds to it.
_COMMAS: Final = re.compile(
    "|".join(
        (
            r"[0-9]{1,2}(?:th)? , [0-9]{4}",
            r"(?:second|minute|hour|day)s? , [0-9]+",
            rf"(?:{_MONTH}) , [0-9]{{4}}",
            rf"(?:{_DAY_WORD}|[0-9]{{4}}|@\S+) , (?:{_DAY_WORD}|{_MONTH}|[0-9]{{1,2}}(?:th)?)",
            rf"(?:{_DAY_WORD}|{_MONTH}|[0-9]{{4}}) , (?:from|at|between|the|@\S+)",
            rf"(?:{_MONTH}|[0-9]{{1,2}}(?:th)?) , (?:{_WEEKDAY})",
            rf"(?:{_WEEKDAY}) , (?:prelast|last|this|next|week|(?:[0-9]{{4}}-)?w[0-9]{{1,2}})",
            rf"(?:week|(?:[0-9]{{4}}-)?w[0-9]{{1,2}}) , (?:from|between|{_WEEKDAY})",
        )
    )
)
# The day, not the unit: second of november, november the second, second to fifth of november.
_SECOND: Final = re.compile(
    rf"(?:{_MONTH}) (?:the )?=(?: |$)|= (?:of )?(?:{_MONTH})"
    r"|= of (?:the )?(?:last|this|next) month|= (?:-|to|and) [0-9]{1,2}th"
)
_LENGTH: Final = re.compile(rf"[0-9]+ (?:{'|'.join(UNITS)})s?(?: [0-9]+ (?:{'|'.join(UNITS)})s?)*")
# What a homograph (=) is, by the two words before it and behind it.
_MARCH: Final = re.compile(
    rf"(?:^| )(?:(?:[0-9]{{1,2}}(?:th)?|[0-9]{{4}})(?: of| -)? ="  # 12 mar, 2026 mar, 5 de mar
    rf"|(?:{_MONTH}) (?:-|to|à) =|month of ="
    rf"|= (?:[-/] )?[0-9]{{4}}"
    rf"|= (?:-|to|à) (?:{_MONTH}))(?: |$)"
)
_TUESDAY: Final = re.compile(
    rf"(?:^| )(?:= (?:{_DATE}|--[0-9]{{2}}-[0-9]{{2}}|@\S+)"
    rf"|= [0-9]{{1,2}}(?:th)? (?:{_MONTH}|{MAR}\S*|of|heures?|\{UNKNOWN}\S*)"
    rf"|(?:{'|'.join(WEEKDAYS)}) (?:-|to|à) ="
    rf"|= (?:-|to|à) (?:{'|'.join(WEEKDAYS)}))(?: |$)"
)
_AUGUST: Final = re.compile(
    rf"(?:^| )(?:[0-9]{{1,2}}(?:th)?(?: of| -) =|= (?:(?:of|-|/) )?[0-9]{{4}}"
    rf"|(?:{_MONTH}) (?:-|to|à) =|= (?:-|to|à) (?:{_MONTH}))(?: |$)"
)
_HOMOGRAPHS: Final = (MAR, MAR_ALONE, AGO, "second")
_IN_DOUBT: Final = re.compile(r"(?:^| )= [0-9]|(?:^| )in =")


def joined(words: list[CanonicalWord], source: str) -> Iterator[CanonicalWord]:
    """Yield the words with hyphens and dashes that mean "to" replaced, without the commas that are
    allowed, and with those that have two meanings decided.
    """
    texts = [word.text for word in words]
    for index, text in enumerate(texts):
        if text in _HOMOGRAPHS:
            texts[index] = _decided(texts, index)
    for index, word in enumerate(words):
        before, text = texts[index - 1] if index else "", texts[index]
        behind = texts[index + 1] if index + 1 < len(texts) else ""
        if text == ",":
            is_length = _LENGTH.fullmatch(" ".join(texts[index + 1 :])) and before not in _NOUNS
            if _COMMAS.fullmatch(f"{before} , {behind}") and not is_length:
                continue
        elif text in ("-", "/") and before and behind:
            text = "to" if _means_to(word, texts, index, source) else text
        yield CanonicalWord(text, word.start, word.end)


def in_order(words: Iterable[CanonicalWord]) -> list[CanonicalWord]:
    """Return the words with adjectives before the noun or the number that they follow, and with
    units in the singular beside a number. "last days" stays, since it does not say how many.
    """
    ordered: list[CanonicalWord] = []
    for word in words:
        text = word.text.lstrip(AFTER_NOUN + AFTER_NUMBER)
        before = ordered[-1].text if ordered and text != word.text else ""
        moves = before in _NOUNS or (word.text.startswith(AFTER_NUMBER) and before.isdigit())
        ordered.insert(len(ordered) - moves, CanonicalWord(text, word.start, word.end))
    for index, word in enumerate(ordered):
        if word.text in _PLURALS and any(
            _COUNT.fullmatch(beside.text)
            for beside in (*ordered[max(index - 1, 0) : index], *ordered[index + 1 : index + 2])
        ):
            ordered[index] = CanonicalWord(_PLURALS[word.text], word.start, word.end)
    return ordered


def _means_to(word: CanonicalWord, texts: list[str], index: int, source: str) -> bool:
    """Whether a hyphen, dash or slash between two words means "to"."""
    around = " ".join(texts[index - 1 : index + 2])
    if word.text == "-" and source[word.start - 1].isspace() and source[word.end].isspace():
        return True
    if _JOINTS.fullmatch(around):
        return True
    is_dash = word.text == "-" and source[word.start] not in "-－﹣‐‑"
    return is_dash and not _DATE_HYPHENS.fullmatch(
        f"{texts[index - 2] if index > 1 else ''} {around}"
    )


def _decided(texts: list[str], index: int) -> str:
    """Which meaning of a word its two neighbours on each side have."""
    word = texts[index]
    around = " ".join((*texts[max(index - 2, 0) : index], "=", *texts[index + 1 : index + 3]))
    if word == "second":
        return "2th" if _SECOND.search(around) else word
    if word == AGO:
        return "august" if _AUGUST.search(around) else "ago"
    if _MARCH.search(around):
        return "march"
    if _TUESDAY.search(around):
        return "tuesday"
    return TWO_MEANINGS if word == MAR or _IN_DOUBT.search(around) else "tuesday"
