"""Text from MOR and from people, made harmless before it is shown.

Slack shows it in plain_text, raw_text and rich_text, where no markup is read; only the fallback
text of a message is mrkdwn. A terminal would obey escape sequences.
"""

import unicodedata

EMPTY = "–"  # what stands in a place that may not be empty
_STRANGE = "\N{REPLACEMENT CHARACTER}"

# Other characters: controls, invisible and direction-changing ones, halves of surrogate pairs,
# and the ends of lines and paragraphs that are not controls.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def defuse(text: str) -> str:
    """The same text, character for character, with nothing in it that cannot be seen.

    White space of any kind becomes a space. What hides, reorders or controls (zero-width
    characters, direction overrides, escape) becomes `�` instead of vanishing, so that two
    different labels never look the same. Places in the text keep their numbers.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " "
        if character.isspace()
        else _STRANGE
        if unicodedata.category(character) in _UNSEEN
        else character
        for character in text
    )


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, the last one an ellipsis where something was cut away."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def label(text: str, limit: int) -> str:
    """A harmless label of 1 to `limit` characters; an empty one becomes a dash."""
    return cut(defuse(text).strip(), limit) or EMPTY


def escape(text: str) -> str:
    """Text for a mrkdwn field: exactly `&`, `<` and `>` mean something there to Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
