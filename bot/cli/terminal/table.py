"""Draw a table in the terminal, one line a row.

If it is too wide, its last columns are left out, and a line says which. If the fewest that make
sense are still too wide, each row becomes a list of its cells.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

_GAP = 2
_FEWEST = 3  # columns of a message's table: a call without who was called says nothing

Rows = Sequence[Sequence[Text]]


def table_lines(
    rows: Rows, sides: Sequence[str | None], console: Console, fewest: int = _FEWEST
) -> Iterator[Text]:
    """Yield the lines of a table. Its first row is the heading. `sides` are Slack's alignments."""
    if not rows:
        return
    columns = max(map(len, rows))
    for shown in range(columns, min(columns, fewest) - 1, -1):
        cut = [row[:shown] for row in rows]
        widths = _widths(cut)
        if sum(widths) + _GAP * (len(widths) - 1) <= console.width:
            yield from _aligned(cut, widths, sides)
            yield from _left_out(rows[0][shown:], console)
            return
    yield from _as_lists(rows, console)


def _left_out(headings: Sequence[Text], console: Console) -> Iterator[Text]:
    if headings:
        names = ", ".join(heading.plain for heading in headings)
        said = Text(f"Columns left out, as the window is narrow: {names}.", style="dim")
        yield from said.wrap(console, console.width, overflow="fold")


def _widths(rows: Rows) -> list[int]:
    columns = zip_longest(*rows, fillvalue=Text())
    return [max(cell_len(cell.plain) for cell in column) for column in columns]


def _aligned(rows: Rows, widths: Sequence[int], sides: Sequence[str | None]) -> Iterator[Text]:
    for number, cells in enumerate(rows):
        padded = [
            _padded(cell, width, side)
            for cell, width, side in zip_longest(cells, widths, sides[: len(cells)])
            if cell is not None
        ]
        line = Text(" " * _GAP).join(padded)
        line.rstrip()
        if number == 0:
            line.stylize("bold")
        yield line
        if number == 0:
            yield Text("─" * (sum(widths) + _GAP * (len(widths) - 1)), style="dim")


def _padded(cell: Text, width: int, side: str | None) -> Text:
    space = width - cell_len(cell.plain)
    left = {"right": space, "center": space // 2}.get(side or "left", 0)
    return Text(" " * left).append(cell).append(" " * (space - left))


def _as_lists(rows: Rows, console: Console) -> Iterator[Text]:
    heading, *body = rows
    indent = max(cell_len(title.plain) for title in heading) + 2 * _GAP
    for number, (first, *rest) in enumerate(body):
        if number:
            yield Text()
        title = first.copy()
        title.stylize("bold")
        yield from title.wrap(console, console.width, overflow="fold")
        for name, cell in zip(heading[1:], rest, strict=False):
            lines = cell.wrap(console, max(console.width - indent, 1), overflow="fold")
            for place, line in enumerate(lines):
                shown = "" if place else name.plain
                lead = Text(f"{' ' * _GAP}{shown}", style="dim")
                lead.pad_right(indent - cell_len(lead.plain))
                yield Text().append(lead).append(line)
