"""The methods of the Web API."""

from collections.abc import Mapping

from bot.sandbox.slack_server.methods import conversations, messages, people, views
from bot.sandbox.slack_server.web_api import Method

METHODS: Mapping[str, Method] = {
    **conversations.METHODS,
    **messages.METHODS,
    **people.METHODS,
    **views.METHODS,
}
