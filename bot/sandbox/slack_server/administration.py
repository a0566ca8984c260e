"""What an administrator of the workspace does, and what the app hears of it."""

import json
import secrets

from bot.sandbox.company import SlackPerson
from bot.sandbox.slack_server.model import BOT_USER, Json, Member
from bot.sandbox.slack_server.outbound import Events, Outbound
from bot.sandbox.slack_server.state import WorkspaceState


class Administration:
    """Members leave, channels are shared, the app is thrown out."""

    def __init__(self, state: WorkspaceState, outbound: Outbound, events: Events) -> None:
        self._state = state
        self._outbound = outbound
        self._events = events

    async def deactivate(self, name: str) -> None:
        """Close somebody's account; the app hears `user_change`."""
        member = self._state.find_member(name)
        member.deleted = True
        await self._changed(member)

    async def make_guest(self, name: str) -> None:
        """Turn a member into a guest of one channel; the app hears `user_change`."""
        member = self._state.find_member(name)
        member.guest = True
        await self._changed(member)

    def share_externally(self, channel: str, *strangers: SlackPerson, team_id: str) -> None:
        """Let people of another workspace into a channel."""
        place = self._state.find_channel(channel)
        place.shared_externally = True
        for one in strangers:
            self._state.members[one.id] = Member(one, team_id, stranger=True)
            place.members.add(one.id)

    def invite_externally(self, channel: str) -> None:
        """Ask another workspace into a channel; nobody of it is there yet."""
        self._state.find_channel(channel).invited_externally = True

    def share_in_org(self, channel: str) -> None:
        """Let people of other workspaces of the same enterprise into a channel."""
        self._state.find_channel(channel).shared_in_org = True

    def archive(self, channel: str) -> None:
        """Close a channel for good."""
        self._state.find_channel(channel).archived = True

    def invite_app(self, channel: str) -> None:
        """Bring the app into a channel."""
        self._state.find_channel(channel).members.add(BOT_USER)

    def remove_app(self, channel: str) -> None:
        """Take the app out of a channel."""
        self._state.find_channel(channel).members.discard(BOT_USER)

    async def revoke_token(self) -> None:
        """Revoke the bot token; every call is refused from then on."""
        self._state.token_fault = "token_revoked"  # noqa: S105 -- an error code
        await self._tell("tokens_revoked", {"tokens": {"oauth": [], "bot": [BOT_USER]}})

    async def uninstall(self) -> None:
        """Throw the app out of the workspace."""
        await self.revoke_token()
        self._state.token_fault = "account_inactive"  # noqa: S105 -- an error code
        await self._tell("app_uninstalled", {})

    async def verify_request_url(self) -> bool:
        """Do as Slack does when a request URL is entered: whether it answers the challenge."""
        challenge = secrets.token_urlsafe(24)
        token = self._state.verification_token
        body = {"token": token, "challenge": challenge, "type": "url_verification"}
        headers = {"Content-Type": "application/json"}
        ack = await self._outbound.post(json.dumps(body).encode(), headers)
        said = (ack.body, ack.json.get("challenge"))
        return not ack.problem and challenge in said

    async def _changed(self, member: Member) -> None:
        user = member.as_slack(include_locale=True, now=self._state.clock.now())
        await self._tell("user_change", {"user": user})

    async def _tell(self, name: str, event: Json) -> None:
        await self._events.tell(name, {"type": name, **event})
