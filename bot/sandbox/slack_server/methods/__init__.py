"""The methods of the Web API."""

from collections.abc import Mapping

from bot.sandbox.slack_server.methods import block_kit, conversations, messages, people, views
from bot.sandbox.slack_server.web_api import Method

METHODS: Mapping[str, Method] = {
    **block_kit.METHODS,
    **conversations.METHODS,
    **messages.METHODS,
    **people.METHODS,
    **views.METHODS,
}
