"""What the door must know of a method before it is called."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.model import Json
from bot.sandbox.slack_server.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API. One of `scopes` is enough; none means that it needs no scope."""

    answer: Callable[[Workspace, Arguments], Json]
    required: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    caller: Literal["bot", "app", "anyone"] = "bot"
