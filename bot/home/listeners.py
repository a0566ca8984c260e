"""What Slack tells by itself: who has changed, looks at the Home tab, or says something to us."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.home.home import Home
from bot.links.identities import Identities
from bot.slack.conversation.talk import Talk
from bot.slack.conversation.work import Work
from bot.slack.receive.readiness import Installation


def register(  # noqa: PLR0913, PLR0917 -- whom each of them is for
    app: AsyncApp,
    identities: Identities,
    home: Home,
    talk: Talk,
    installation: Installation,
    work: Work,
) -> None:
    """Look again at somebody who may have become a guest, or left; draw the Home tab; answer."""

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

    @app.event("app_uninstalled")
    async def uninstalled() -> None:
        installation.lose("app_uninstalled")

    @app.event("tokens_revoked")
    async def revoked(event: dict[str, Any]) -> None:
        tokens = event.get("tokens")
        if isinstance(tokens, dict) and tokens.get("bot"):  # else some person's, which is not ours
            installation.lose("tokens_revoked")

    @app.event("app_mention")
    async def mentioned(event: dict[str, Any]) -> BoltResponse | None:
        return _taken(begun=talk.mentioned(event))

    @app.event("message")
    async def told(event: dict[str, Any]) -> BoltResponse | None:
        return _taken(begun=talk.told(event))


def _taken(*, begun: bool) -> BoltResponse | None:
    """None is an ack. What a bot that is full or stopping is told, Slack is to tell it again."""
    return None if begun else BoltResponse(status=503, body="later")
