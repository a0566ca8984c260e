"""Text from MOR and from people, made harmless before it goes into a cell."""

import re

# Characters that XML 1.0 does not allow, or that UTF-8 cannot encode.
_UNKNOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Line breaks of all kinds, and tabs: a call is one line.
_BREAK = re.compile(r"[\t\n\r\x85\u2028\u2029]")
# What a spreadsheet may take for the beginning of a formula: these characters, also full-width,
# in front, after invisible characters, or after a semicolon, which begins a new cell in some
# countries; and a tab or a line break in front.
_UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
_FORMULA = re.compile(rf"(?:^|(?<=;))(?=[\t\r\n]|{_UNSEEN}*[=+\-@＝＋－＠])")


def tidy(text: str) -> str:
    """Return the text in one line, with `�` for each character that no file can hold."""
    if text.isascii() and text.isprintable():
        return text
    return _UNKNOWN.sub("\N{REPLACEMENT CHARACTER}", _BREAK.sub(" ", text))


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might take this text for a formula."""
    return _FORMULA.search(text) is not None


def defused(text: str) -> str:
    """Return the text for a CSV file, with an apostrophe before anything like a formula."""
    return tidy(_FORMULA.sub("'", text))
