"""Text from MOR and from people, made harmless before it goes into a cell."""

import re

# What XML 1.0 knows not, and what would not survive UTF-8.
_UNKNOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# The ends of lines of all kinds, and tabs: a call is one line.
_BREAK = re.compile(r"[\t\n\r\x85\u2028\u2029]")
# What a spreadsheet may take for the beginning of a formula: these characters, also in their wide
# forms, in front, after what is not seen, or after a semicolon, at which a spreadsheet of some
# countries begins a new cell; and a tab or the end of a line in front.
_UNSEEN = r"[\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
_FORMULA = re.compile(rf"(?:^|(?<=;))(?=[\t\r\n]|{_UNSEEN}*[=+\-@＝＋－＠])")


def tidy(text: str) -> str:
    """The text in one line, with `�` where a character can stand in no file."""
    if text.isascii() and text.isprintable():
        return text
    return _UNKNOWN.sub("\N{REPLACEMENT CHARACTER}", _BREAK.sub(" ", text))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate what it is given here as text."""
    return _FORMULA.search(text) is not None


def defused(text: str) -> str:
    """The text for a CSV file: an apostrophe stands before whatever might be a formula."""
    return tidy(_FORMULA.sub("'", text))
