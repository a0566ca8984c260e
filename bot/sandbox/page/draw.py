"""Blocks as HTML. Drawing is pure: it depends on what the app sent and on the reader only.

Blocks are hostile input. None of their HTML is kept, only safe addresses become links, and no
block makes drawing fail. A block that is unknown or malformed becomes a named placeholder.
"""

import json
from collections.abc import Callable, Mapping, Sequence

from jinja2 import ChainableUndefined, Environment, PackageLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from bot.sandbox.page import charts, fields
from bot.sandbox.page import mrkdwn as markup
from bot.sandbox.page.dates import Reader
from bot.sandbox.page.untrusted import Json, as_text, integer, number, objects, rows

_KNOWN = frozenset(
    [
        "actions",
        "alert",
        "card",
        "carousel",
        "container",
        "context",
        "context_actions",
        "data_table",
        "data_visualization",
        "divider",
        "file",
        "header",
        "image",
        "input",
        "markdown",
        "plan",
        "rich_text",
        "section",
        "table",
        "task_card",
        "video",
    ]
)


def draw_blocks(
    blocks: Sequence[Json], reader: Reader, errors: Mapping[str, str] | None = None
) -> Markup:
    """Return the blocks as HTML for that reader. `errors` by block id are shown at inputs."""
    return render(
        "blocks.html", blocks=objects(blocks), known=_KNOWN, reader=reader, errors=errors or {}
    )


def draw_text(text: str, reader: Reader) -> Markup:
    """Return the text of a message without blocks as HTML."""
    return markup.mrkdwn(text, reader)


def draw_attachment(attachment: Json, reader: Reader) -> Markup:
    """Return an attachment, the older form of a rich message, as HTML: its texts and blocks."""
    names = ("pretext", "author_name", "title", "text", "footer")
    texts = [as_text(attachment.get(name)) for name in names]
    texts += [
        f"*{as_text(one.get('title'))}* {as_text(one.get('value'))}"
        for one in objects(attachment.get("fields"))
    ]
    blocks = objects(attachment.get("blocks"))
    if not any(texts) and not blocks:
        texts = [as_text(attachment.get("fallback"))]
    div = Markup('<div class="text">{}</div>')
    lines = [div.format(draw_text(one, reader)) for one in texts if one]
    return Markup("").join([*lines, draw_blocks(blocks, reader)])


def render(template: str, **values: object) -> Markup:
    """Return a template of the page with these values, escaped unless they are Markup."""
    drawn = _templates.get_template(template).render(**values)
    return Markup(drawn)  # noqa: S704 -- templates escape whatever they are given


@pass_context
def text(context: Context, value: object) -> Markup:
    """Return a text object of either kind as HTML."""
    kind = value.get("type") if isinstance(value, Mapping) else ""
    if kind == "mrkdwn" and isinstance(value, Mapping):
        reader: Reader = context["reader"]
        return markup.mrkdwn(as_text(value), reader, autolink=value.get("verbatim") is not True)
    plain = isinstance(value, Mapping) and value.get("emoji") is False
    return Markup("{}").format(as_text(value) if plain else markup.short_names(as_text(value)))


@pass_context
def part(context: Context, value: Json) -> Markup:
    """Return an element of a rich text section as HTML."""
    draw = _PARTS.get(as_text(value.get("type")))
    return draw(value, context["reader"]) if draw else Markup("{}").format(as_text(value))


def _link(value: Json, _: Reader) -> Markup:
    url = as_text(value.get("url"))
    return markup.link(url, as_text(value) or url)


def _date(value: Json, reader: Reader) -> Markup:
    pattern, fallback = as_text(value.get("format")), as_text(value.get("fallback"))
    shown = markup.date(as_text(value.get("timestamp")), pattern, reader, fallback)
    return markup.link(as_text(value.get("url")), shown)


def _emoji(value: Json, _: Reader) -> Markup:
    return Markup("{}").format(markup.short_names(f":{as_text(value.get('name'))}:"))


_PARTS: dict[str, Callable[[Json, Reader], Markup]] = {
    "broadcast": lambda value, _: markup.broadcast(as_text(value.get("range"))),
    "channel": lambda value, reader: markup.channel_mention(
        as_text(value.get("channel_id")), reader
    ),
    "color": lambda value, _: Markup("<code>{}</code>").format(as_text(value.get("value"))),
    "date": _date,
    "emoji": _emoji,
    "link": _link,
    "user": lambda value, reader: markup.person(as_text(value.get("user_id")), reader),
    "usergroup": lambda value, _: markup.broadcast(as_text(value.get("usergroup_id"))),
}


def style_names(value: object) -> str:
    """Return the class names of a rich text's style."""
    style = value if isinstance(value, Mapping) else {}
    known = ("bold", "italic", "strike", "underline", "code", "highlight")
    return " ".join(name for name in known if style.get(name) is True)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot.sandbox.page"),
        autoescape=True,
        undefined=ChainableUndefined,  # a missing value is empty
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "chart": charts.chart,
        "choices": fields.choices,
        "initial_values": fields.initial_values,
        "objects": objects,
        "groups": fields.groups,
        "initial_options": fields.initial_options,
        "json": json.dumps,
        "local_time": fields.local_time,
        "number": number,
        "part": part,
        "rows": rows,
        "safe_url": markup.safe_url,
        "style_names": style_names,
        "text": text,
        "integer": integer,
        "as_text": as_text,
    }
    return environment


_templates = _environment()
