"""How a call of Slack's Web API fails: Slack's own word for it, or no answer of Slack's at all."""

from collections.abc import Mapping

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError

CALL_FAULTS = (SlackClientError, ClientError, OSError, ValueError, AttributeError)
"""All that slack_sdk raises for a call: AttributeError where a body is no JSON object."""


def slack_says(fault: Exception) -> str:
    """Slack's word, such as `user_not_found`; empty where the answer was not Slack's."""
    response = fault.response if isinstance(fault, SlackApiError) else None
    answer = getattr(response, "data", None)
    word = answer.get("error") if isinstance(answer, Mapping) else None
    return word if isinstance(word, str) else ""
