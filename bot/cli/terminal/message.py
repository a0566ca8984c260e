"""Draw a Slack message in the terminal.

It may be any message, not only the bot's own. Neither escape sequences nor the drawing library's
markup in it have an effect.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.cli.terminal.mrkdwn import readable, to_text
from bot.cli.terminal.table import table_lines
from bot.slack.kit.chart import bars
from bot.slack.kit.escape import defuse
from bot.slack.kit.message import Block, Message

_CODE = "cyan"
_BUTTON_STYLES = {"primary": "bold green", "danger": "bold red"}
_FIELDS_SIDE_BY_SIDE = 60  # columns a terminal needs for two fields in a line
_RULE = 60
_ENTRIES = 10  # of a menu are drawn


def draw(message: Message | Mapping[str, Any], console: Console) -> None:
    """Print a message, our own or Slack's JSON, as wide as the console.

    A message without blocks appears as its text, an unknown block as its text or its type.
    """
    payload = message.payload() if isinstance(message, Message) else message
    blocks = payload.get("blocks") or [
        {"type": "section", "text": {"type": "mrkdwn", "text": payload.get("text") or ""}}
    ]
    for place, block in enumerate(blocks):
        if place and not _continues(block):
            console.print()
        drawn = _DRAWERS.get(block.get("type", ""), _unknown)
        for line in drawn(block, console):
            console.print(line, soft_wrap=True)


def _continues(block: Block) -> bool:
    """Whether a block is a list. It follows the paragraph before it without an empty line."""
    first = (block.get("elements") or [{}])[0]
    return block.get("type") == "rich_text" and first.get("type") == "rich_text_list"


def _wrapped(text: Text, console: Console, lead: str = "", hang: str | None = None) -> list[Text]:
    """Break text into lines that fit: `lead` before the first, `hang` before the others."""
    hang = lead if hang is None else hang
    lines = text.wrap(console, max(console.width - cell_len(lead), 1), overflow="fold")
    for line in lines:
        line.rstrip()
    return [Text(hang if place else lead).append(line) for place, line in enumerate(lines)]


def _header(block: Block, console: Console) -> Iterator[Text]:
    title = _composed(block.get("text"))
    title.stylize("bold")
    yield from _wrapped(title, console)
    yield Text("━" * min(cell_len(title.plain), _RULE, console.width), style="dim")


def _section(block: Block, console: Console) -> Iterator[Text]:
    if block.get("text"):
        yield from _wrapped(_composed(block["text"]), console)
    fields = [_composed(field) for field in block.get("fields") or ()]
    columns = 2 if console.width >= _FIELDS_SIDE_BY_SIDE else 1
    width = (console.width - 2) // 2 if columns == 2 else console.width
    for place in range(0, len(fields), columns):
        pair = [
            field.wrap(console, width, overflow="fold") for field in fields[place : place + columns]
        ]
        for left, right in zip_longest(pair[0], pair[-1] if len(pair) == 2 else []):
            line = left or Text()
            if right:
                line.pad_right(width + 2 - cell_len(line.plain))
                line.append(right)
            yield line
    if block.get("accessory"):
        yield from _wrapped(_element(block["accessory"]), console)


def _context(block: Block, console: Console) -> Iterator[Text]:
    for element in block.get("elements") or ():
        text = _element(element)
        text.stylize("dim")
        yield from _wrapped(text, console)


def _divider(block: Block, console: Console) -> Iterator[Text]:
    del block
    yield Text("─" * console.width, style="dim")


def _actions(block: Block, console: Console) -> Iterator[Text]:
    """Draw buttons side by side. Only one that is longer than a line is broken."""
    line = Text()
    for button in map(_element, block.get("elements") or ()):
        if line and cell_len(line.plain) + 2 + cell_len(button.plain) > console.width:
            yield line
            line = Text()
        line = Text("  ").join([line, button]) if line else button
    yield from _wrapped(line, console)


def _image(block: Block, console: Console) -> Iterator[Text]:
    title = _composed(block.get("title")).plain or readable(str(block.get("alt_text", "")))
    yield from _wrapped(Text(f"[image: {title}]", style="italic"), console)


def _unknown(block: Block, console: Console) -> Iterator[Text]:
    said = _composed(block.get("text") or block.get("title"))
    kind = readable(str(block.get("type")))
    yield from _wrapped(said or Text(f"[a block of type {kind}]", style="dim"), console)


def _composed(text: Any) -> Text:
    """Return one of Slack's text objects, plain or mrkdwn. A bare string counts as plain."""
    if not isinstance(text, Mapping):
        return Text(readable(str(text or "")))
    content = str(text.get("text", ""))
    return to_text(content) if text.get("type") == "mrkdwn" else Text(readable(content))


def _element(element: Mapping[str, Any]) -> Text:
    """Return an element of a context or actions block, or the accessory of a section."""
    kind = str(element.get("type", ""))
    if kind in ("plain_text", "mrkdwn"):
        return _composed(element)
    if kind == "image":
        return Text(f"[image: {readable(str(element.get('alt_text', '')))}]", style="italic")
    if kind == "button":
        style = _BUTTON_STYLES.get(str(element.get("style")), "bold")
        return Text(f"[ {_composed(element.get('text')).plain} ]", style=style)
    chosen = (element.get("initial_option") or {}).get("text")
    shown = _composed(chosen or element.get("placeholder") or element.get("text") or "").plain
    if not shown and kind != "overflow":
        shown = readable(kind)
    entries = [_composed(one.get("text")).plain for one in element.get("options") or ()]
    others = " | ".join(entry for entry in entries[:_ENTRIES] if entry != shown)
    more = " | …" if len(entries) > _ENTRIES else ""
    return Text(" ".join(filter(None, ("[", shown, "▾", f"{others}{more}", "]"))), style="bold")


def _table(block: Block, console: Console) -> Iterator[Text]:
    if caption := readable(str(block.get("caption", ""))):
        yield from _wrapped(Text(caption, style="bold"), console)
    rows = [[_cell(cell) for cell in row] for row in block.get("rows") or ()]
    sides = [(setting or {}).get("align") for setting in block.get("column_settings") or ()]
    last = (block.get("rows") or [()])[-1]
    numbers = ["right" if _counts(cell) else "left" for cell in last]
    yield from table_lines(rows, sides or numbers, console)


def _counts(cell: Mapping[str, Any]) -> bool:
    """Whether a cell is a number that is also shown as one. Times are shown as words."""
    shown = str(cell.get("text", ""))
    return cell.get("type") == "raw_number" and not any(map(str.isalpha, shown))


def _cell(cell: Mapping[str, Any]) -> Text:
    """Return a cell on one line."""
    if cell.get("type") == "rich_text":
        return Text(defuse(" ".join(_run(part).plain for part in cell.get("elements") or ())))
    return Text(defuse(str(cell.get("text", cell.get("value", "")))))


def _chart(block: Block, console: Console) -> Iterator[Text]:
    """Draw any chart as bars of text, each series under its name."""
    yield from _wrapped(Text(readable(str(block.get("title", ""))), style="bold"), console)
    drawn = block.get("chart") or {}
    series = drawn.get("series") or [{"data": drawn.get("segments") or ()}]
    for one in series:
        if len(series) > 1:
            yield from _wrapped(Text(readable(str(one.get("name", "")))), console)
        pairs = [(str(each.get("label", "")), each.get("value", 0)) for each in one["data"]]
        for line in bars(pairs, console.width):
            yield Text(line, style=_CODE)


def _rich_text(block: Block, console: Console) -> Iterator[Text]:
    for element in block.get("elements") or ():
        kind = element.get("type")
        if kind == "rich_text_list":
            yield from _list(element, console)
        elif kind == "rich_text_preformatted":
            text = _run(element)
            text.stylize(_CODE)
            yield from _wrapped(text, console, "  ")
        else:
            yield from _wrapped(_run(element), console, "▏ " if kind == "rich_text_quote" else "")


def _list(element: Mapping[str, Any], console: Console) -> Iterator[Text]:
    """Draw items with a bullet or a number. Their further lines are indented like the first."""
    indent = " " * (1 + 2 * int(element.get("indent") or 0))
    first = 1 + int(element.get("offset") or 0)
    for number, item in enumerate(element.get("elements") or (), first):
        lead = f"{indent}{number}. " if element.get("style") == "ordered" else f"{indent}• "
        yield from _wrapped(_run(item), console, lead, " " * len(lead))


def _run(element: Mapping[str, Any]) -> Text:
    """Return the parts of a rich text element one after another."""
    text = Text()
    for part in element.get("elements") or ():
        text.append(readable(_spoken(part)), _style(part.get("style") or {}) or None)
    return text


def _style(style: Mapping[str, Any]) -> str:
    names = {"bold": "bold", "italic": "italic", "strike": "strike", "code": _CODE}
    return " ".join(name for key, name in names.items() if style.get(key))


def _spoken(part: Mapping[str, Any]) -> str:
    """Return a part of rich text as words. A link shows its address too."""
    kind = str(part.get("type", ""))
    text = str(part.get("text", ""))
    if kind == "link":
        address = str(part.get("url", ""))
        return address if text in ("", address) else f"{text} ({address})"
    if kind == "emoji":
        return f":{part.get('name', '')}:"
    if kind == "date":
        return str(part.get("fallback") or part.get("timestamp", ""))
    named = {"user": "user_id", "usergroup": "usergroup_id", "broadcast": "range"}
    if kind in named:
        return f"@{part.get(named[kind], '')}"
    if kind == "channel":
        return f"#{part.get('channel_id', '')}"
    return text or str(part.get("value", ""))


_DRAWERS: Mapping[str, Callable[[Block, Console], Iterable[Text]]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
    "image": _image,
    "table": _table,
    "data_table": _table,
    "data_visualization": _chart,
    "rich_text": _rich_text,
}
