"""What commands print: tables, JSON, and Slack messages (`message`)."""

import json
import sys
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.text import Text

from bot.cli.terminal.table import table_lines

_FILE_WIDTH = 10_000  # columns, if the output is not a terminal


def print_table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], fewest: int | None = None
) -> None:
    """Print a table. What people typed is plain text: neither markup nor emoji.

    Where it is too wide, columns after the `fewest` first are left out, or else, and if none may
    be, each row becomes a list.
    """
    console = Console(width=None if sys.stdout.isatty() else _FILE_WIDTH, highlight=False)
    cells = [[Text(cell) for cell in row] for row in (headings, *rows)]
    for line in table_lines(cells, (), console, fewest or len(headings)):
        console.print(line, soft_wrap=True)


def print_json(value: object) -> None:
    """Print indented JSON with letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
