"""What commands print: tables, JSON, and Slack messages (`message`)."""

import json
import sys

import click
from rich.console import Console
from rich.table import Table

_FILE_WIDTH = 200  # columns, if the output is not a terminal


def print_table(table: Table) -> None:
    """Print a table. What people typed is plain text: neither markup nor emoji."""
    width = None if sys.stdout.isatty() else _FILE_WIDTH
    Console(width=width, markup=False, emoji=False, highlight=False).print(table)


def print_json(value: object) -> None:
    """Print indented JSON with letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
