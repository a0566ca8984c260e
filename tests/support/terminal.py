"""Messages as the terminal shows them."""

import io
from collections.abc import Mapping
from typing import Any

from rich.console import Console

from bot.cli.terminal.message import draw
from bot.slack.kit.message import Message


def drawn(message: Message | Mapping[str, Any], width: int = 100, *, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        _environ={},
    )
    draw(message, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()
