"""What Slack tells by itself: that somebody's account has changed."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.identity import Identities
from bot.slack.work import Work


def register(app: AsyncApp, identities: Identities, work: Work) -> None:
    """Look again at somebody who may have become a guest, or left."""

    @app.event("user_change")
    async def changed(event: dict[str, Any]) -> None:
        user = event.get("user")
        user_id = user.get("id") if isinstance(user, dict) else None
        if isinstance(user_id, str) and user_id:
            work.start(identities.look_again(user_id))
