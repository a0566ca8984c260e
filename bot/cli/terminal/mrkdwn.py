"""Slack's mrkdwn as text for the terminal. Escape sequences in it have no effect."""

import re
from collections.abc import Iterator

from rich.text import Text

from bot.slack.kit.escape import defuse

_STYLES = {"*": "bold", "_": "italic", "~": "strike"}

# A reference in angle brackets, a piece of code, or text between two equal marks at the edges of
# words, as Slack wants them.
_TOKEN = re.compile(
    r"<(?P<reference>[^<>\s][^<>\n]*)>"
    r"|`(?P<code>[^`\n]+)`"
    r"|(?<![^\s(\"'])(?P<mark>[*_~])(?=\S)(?P<styled>[^\n*_~]*[^\s*_~])(?P=mark)(?![^\s).,:;!?\"'])"
)


def to_text(mrkdwn: str, style: str = "") -> Text:
    """Return mrkdwn with styles for bold, italic, struck and code, and with references spelt out.

    A link whose text is not its address shows both.
    """
    text = Text(style=style)
    for piece, piece_style in _pieces(mrkdwn):
        text.append(readable(_unescaped(piece)), piece_style or None)
    return text


def readable(text: str) -> str:
    """Remove what could steer a terminal, but keep the lines."""
    return "\n".join(map(defuse, text.split("\n")))


def _pieces(mrkdwn: str) -> Iterator[tuple[str, str]]:
    end = 0
    for match in _TOKEN.finditer(mrkdwn):
        yield mrkdwn[end : match.start()], ""
        end = match.end()
        if match["reference"]:
            yield _reference(match["reference"]), "underline"
        elif match["code"]:
            yield match["code"], "cyan"
        else:
            yield match["styled"], _STYLES[match["mark"]]
    yield mrkdwn[end:], ""


def _reference(reference: str) -> str:
    """Return `@U1|tom` as @tom, `#C1|noc` as #noc, `!date^…|fallback` as its fallback."""
    target, _, shown = reference.partition("|")
    kind, name = target[0], target[1:]
    if kind in "@#":
        return kind + (shown.lstrip(kind) or name)
    if kind == "!":
        return shown or f"@{name.partition('^')[0]}"
    return target if not shown or shown == target else f"{shown} ({target})"


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
