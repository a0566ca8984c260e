"""Slack's mrkdwn as HTML. Everything that is not markup is escaped.

Source: Slack's "Formatting text for app surfaces". mrkdwn has no syntax for lists: their lines
are shown as written.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup

from bot.sandbox.page.dates import Reader, moment, show_date

# The emoji that bots write most: each short name with its emoji.
_EMOJI = """
+1 👍  -1 👎  alarm_clock ⏰  arrow_left ⬅️  arrow_right ➡️  bar_chart 📊  bell 🔔  bulb 💡
calendar 📅  chart_with_upwards_trend 📈  clock3 🕒  eyes 👀  exclamation ❗  fire 🔥  gear ⚙️
heart ❤️  heavy_check_mark ✔️  hourglass ⌛  hourglass_flowing_sand ⏳  house 🏠
inbox_tray 📥  information_source ℹ️  key 🔑  large_blue_circle 🔵  large_green_circle 🟢
large_yellow_circle 🟡  link 🔗  lock 🔒  mag 🔍  memo 📝  no_entry ⛔  page_facing_up 📄
paperclip 📎  phone ☎️  point_right 👉  question ❓  red_circle 🔴  repeat 🔁  rocket 🚀
rotating_light 🚨  slightly_smiling_face 🙂  smile 😄  sparkles ✨  speech_balloon 💬  star ⭐
tada 🎉  telephone ☎️  telephone_receiver 📞  thumbsdown 👎  thumbsup 👍  wastebasket 🗑️
warning ⚠️  wave 👋  white_check_mark ✅  x ❌  zzz 💤
"""
SHORT_NAMES = dict(re.findall(r"(\S+) (\S+)", _EMOJI))
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("|".join(_ENTITIES))
_FENCE = re.compile(r"```\n?(?P<code>.+?)\n?```", re.DOTALL)
_QUOTED = re.compile(r"(?:&gt;|>) ?(.*)")
_QUOTED_TO_END = re.compile(r"(?:^|\n)(?:&gt;&gt;&gt;|>>>) ?\n?(?P<rest>.+)", re.DOTALL)
_ANGLE = re.compile(r"<([^<>\n]+)>")
_LIVE_URL = re.compile(r"(?:https?|slack)://\S+|(?:mailto|tel):\S+", re.IGNORECASE)

_STYLES = {"b": Markup("<b>{}</b>"), "i": Markup("<i>{}</i>"), "s": Markup("<s>{}</s>")}


def _spanned(mark: str, name: str) -> str:
    """Return a pattern for text between two marks. It is possessive (`++`), so it stays linear."""
    inside = rf"(?:<[^<>\n]*+>|`[^`\n]*+`|[^{mark}\n])"
    return rf"(?<![\w{mark}])\{mark}(?=\S)(?P<{name}>{inside}++)(?<!\s)\{mark}(?![\w{mark}])"


_INLINE = re.compile(
    "|".join(
        (
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<angle>[^\s<>][^<>\n]*)>",
            r"(?<![\w:]):(?P<emoji>[a-z0-9_+'-]{1,60}):",
            r"(?P<url>\bhttps?://[^\s<>|`*~]*[^\s<>|`*~.,;:!?)\]}'\"_])",
            _spanned("*", "b"),
            _spanned("_", "i"),
            _spanned("~", "s"),
        )
    )
)


def mrkdwn(text: str, reader: Reader, *, autolink: bool = True) -> Markup:
    """Return the text as its reader sees it. With `autolink`, bare addresses become links."""
    drawn = []
    end = 0
    for fence in _FENCE.finditer(text):
        drawn.append(_paragraphs(text[end : fence.start()].removesuffix("\n"), reader, autolink))
        drawn.append(Markup("<pre>{}</pre>").format(_in_code(fence["code"])))
        end = fence.end()
        end += text.startswith("\n", end)
    drawn.append(_paragraphs(text[end:], reader, autolink))
    return Markup().join(drawn)


def short_names(text: str) -> str:
    """Return the text with emoji in place of their short names."""
    named = re.compile(r"(?<![\w:]):([a-z0-9_+'-]{1,60}):")
    return named.sub(lambda name: SHORT_NAMES.get(name[1], name[0]), text)


def safe_url(url: object) -> str:
    """Return the address if a click may open it, otherwise an empty string."""
    text = url if isinstance(url, str) else ""
    return text if _LIVE_URL.fullmatch(text) else ""


def link(url: str, label: str | Markup) -> Markup:
    """Return a link without referrer, or only the label if the address is not safe."""
    if not safe_url(url):
        return Markup("{}").format(label)
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>').format(
        url, label
    )


def person(user_id: str, reader: Reader, label: str = "") -> Markup:
    """Return a mention of a person. A mention of the reader is highlighted."""
    name = reader.users.get(user_id) or label or user_id
    kind = "mention me" if user_id == reader.user else "mention"
    return Markup('<span class="{}">@{}</span>').format(kind, name)


def channel_mention(channel_id: str, reader: Reader, label: str = "") -> Markup:
    """Return a mention of a channel."""
    name = reader.channels.get(channel_id) or label or channel_id
    return Markup('<span class="mention">#{}</span>').format(name)


def broadcast(audience: str) -> Markup:
    """Return a mention that notifies everybody in a channel."""
    return Markup('<span class="mention live">@{}</span>').format(audience)


def date(timestamp: object, pattern: str, reader: Reader, fallback: str) -> Markup:
    """Return a time in the reader's zone. Its full form and zone are in the title."""
    shown = show_date(timestamp, pattern, reader, fallback) or fallback or str(timestamp)
    at = moment(timestamp, reader)
    full = f"{at:%Y-%m-%d %H:%M:%S} {reader.zone.key}" if at else ""
    return Markup('<time title="{}">{}</time>').format(full, shown)


def _paragraphs(text: str, reader: Reader, autolink: bool) -> Markup:
    to_end = _QUOTED_TO_END.search(text)
    before = text[: to_end.start()] if to_end else text
    drawn = list(_lines(before, reader, autolink)) if before else []
    if to_end:
        inside = _inline(to_end["rest"], reader, autolink)
        drawn.append(Markup("<blockquote>{}</blockquote>").format(inside))
    return Markup().join(drawn)


def _lines(text: str, reader: Reader, autolink: bool) -> Iterator[Markup]:
    """Yield runs of quoted and of plain lines. Line breaks are kept: the page shows them."""
    plain: list[str] = []
    quoted: list[str] = []
    for line in [*text.split("\n"), None]:
        quote = _QUOTED.fullmatch(line) if line is not None else None
        if quoted and not quote:
            inside = _inline("\n".join(quoted), reader, autolink)
            yield Markup("<blockquote>{}</blockquote>").format(inside)
            quoted = []
        if plain and (quote or line is None):
            yield _inline("\n".join(plain), reader, autolink)
            plain = []
        if quote:
            quoted.append(quote[1])
        elif line is not None:
            plain.append(line)


def _inline(text: str, reader: Reader, autolink: bool) -> Markup:
    drawn = []
    end = 0
    for found in _INLINE.finditer(text):
        drawn.append(_escaped(text[end : found.start()]))
        drawn.append(_styled(found, reader, autolink))
        end = found.end()
    drawn.append(_escaped(text[end:]))
    return Markup().join(drawn)


def _styled(found: re.Match[str], reader: Reader, autolink: bool) -> Markup:
    kind = str(found.lastgroup)
    inside = found[kind]
    match kind:
        case "code":
            return Markup("<code>{}</code>").format(_in_code(inside))
        case "angle":
            return _angle(inside, reader)
        case "emoji":
            return Markup("{}").format(SHORT_NAMES.get(inside, found[0]))
        case "url":
            return link(_unescape(inside), _escaped(inside)) if autolink else _escaped(inside)
    return _STYLES[kind].format(_inline(inside, reader, autolink))


def _angle(inside: str, reader: Reader) -> Markup:
    """Return what is written between `<` and `>` as HTML."""
    target, _, label = inside.partition("|")
    label = _unescape(label)
    if target.startswith("@"):
        return person(target[1:], reader, label)
    if target.startswith("#"):
        return channel_mention(target[1:], reader, label)
    if target in ("!here", "!channel", "!everyone"):
        return broadcast(target[1:])
    if target.startswith("!subteam^"):
        return broadcast(label.removeprefix("@") or target.removeprefix("!subteam^"))
    if target.startswith("!date^"):
        _, timestamp, pattern, url, *_ = *target.split("^"), "", "", ""
        return link(_unescape(url), date(timestamp, _unescape(pattern), reader, label))
    return link(_unescape(target), label or _unescape(target).removeprefix("mailto:"))


def _in_code(text: str) -> Markup:
    """Code is shown as written, except addresses and mentions, which Slack shows as text."""
    return _escaped(_ANGLE.sub(lambda one: one[1].rpartition("|")[2], text))


def _escaped(text: str) -> Markup:
    return Markup("{}").format(_unescape(text))


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda entity: _ENTITIES[entity[0]], text)
