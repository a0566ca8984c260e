"""Text from MOR, from people and from Slack, made harmless before it is shown or read.

Slack shows it in plain_text, raw_text and rich_text, in which it reads no markup. Only the
fallback text of a message is mrkdwn. A terminal would obey escape sequences.
"""

import re
import unicodedata

EMPTY = "–"  # for a field that may not be empty
_STRANGE = "\N{REPLACEMENT CHARACTER}"

# Controls, invisible and direction-changing characters, halves of surrogate pairs, and the ends
# of lines and paragraphs that are not controls.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

_LINK = re.compile(
    r"<(?:https?://|mailto:|tel:)[^|<>]*\|([^<>]*)>|<((?:https?://|mailto:|tel:)[^|<>]*)>"
)


def defuse(text: str) -> str:
    """Replace each character that cannot be seen. The length of the text stays.

    White space of any kind becomes a space. What hides, reorders or controls (zero-width
    characters, direction overrides, escape) becomes `�` instead of vanishing, so that two
    different labels never look the same.
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
    """Cut a text to `limit` characters. The last one is an ellipsis if something was cut away."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def label(text: str, limit: int) -> str:
    """Return a harmless label of 1 to `limit` characters. An empty one becomes a dash."""
    return cut(defuse(text).strip(), limit) or EMPTY


def escape(text: str) -> str:
    """Escape text for a mrkdwn field. Slack escapes exactly `&`, `<` and `>`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed_text(text: str) -> str:
    """Return the text of a request as the person typed it.

    Slack sends addresses as `<https://…|label>`, and `& < >` as entities (docs: Formatting message
    text). Mentions stay as `<@U123|name>`, because the grammar reads them.
    """
    unlinked = _LINK.sub(lambda match: match[1] or match[2] or "", text)
    return unlinked.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
