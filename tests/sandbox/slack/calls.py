"""A call that is to be refused, and the refusal."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

TOM, NOC = "U0TOM0001", "C0NOC0001"

Call = Callable[[AsyncWebClient], Awaitable[Any]]


async def refused(call: Call, client: AsyncWebClient) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as caught:
        await call(client)
    data = caught.value.response.data
    assert isinstance(data, dict)
    return data
