"""Draw a table in the terminal, if possible without breaking a cell.

If it is too wide, it is folded: each row takes two, three or four lines. If that is still too wide,
each row becomes a list of its cells.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

_GAP = 2
_MOST_FOLDS = 4

Rows = Sequence[Sequence[Text]]


def table_lines(rows: Rows, sides: Sequence[str | None], console: Console) -> Iterator[Text]:
    """Yield the lines of a table. Its first row is the heading. `sides` are Slack's alignments."""
    if not rows:
        return
    for folds in range(1, _MOST_FOLDS + 1):
        per_line = max(1, -(-(max(map(len, rows)) - 1) // folds))
        folded = [_folded(row, per_line) for row in rows]
        widths = _widths([line for row in folded for line in row])
        if sum(widths) + _GAP * (len(widths) - 1) <= console.width:
            # Columns folded below each other have no alignment in common.
            yield from _aligned(folded, widths, sides if folds == 1 else ())
            return
    yield from _as_lists(rows, console)


def _folded(row: Sequence[Text], per_line: int) -> list[list[Text]]:
    """Fold a row into lines of `per_line` cells. Only the first line has the row's first cell."""
    first, rest = list(row[:1]), row[1:]
    starts = range(0, len(rest), per_line) if rest else [0]
    return [
        [*(first if start == 0 and first else [Text()]), *rest[start : start + per_line]]
        for start in starts
    ]


def _widths(lines: Rows) -> list[int]:
    columns = zip_longest(*lines, fillvalue=Text())
    return [max(cell_len(cell.plain) for cell in column) for column in columns]


def _aligned(
    rows: Sequence[Rows], widths: Sequence[int], sides: Sequence[str | None]
) -> Iterator[Text]:
    for number, row in enumerate(rows):
        for place, cells in enumerate(row):
            padded = [
                _padded(cell, width, side)
                for cell, width, side in zip_longest(cells, widths, sides[: len(cells)])
                if cell is not None
            ]
            line = Text(" " * _GAP).join(padded)
            line.rstrip()
            if number == 0:
                line.stylize("bold")
            elif place:
                line.stylize("dim")
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
