"""What Slack tells by itself: somebody's account has changed, somebody looks at the Home tab."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.home import Home
from bot.slack.identity import Identities
from bot.slack.work import Work


def register(app: AsyncApp, identities: Identities, home: Home, work: Work) -> None:
    """Look again at somebody who may have become a guest, or left; draw the Home tab."""

    @app.event("user_change")
    async def changed(event: dict[str, Any]) -> None:
        user = event.get("user")
        user_id = user.get("id") if isinstance(user, dict) else None
        if isinstance(user_id, str) and user_id:
            work.start(identities.look_again(user_id))

    @app.event("app_home_opened")
    async def opened(event: dict[str, Any]) -> None:
        user_id = event.get("user")
        if event.get("tab") == "home" and isinstance(user_id, str) and user_id:
            work.start(home.publish(user_id))
