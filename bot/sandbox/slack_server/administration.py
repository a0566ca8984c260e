"""What an administrator does in the workspace, and the events that the app gets for it."""

import json
import secrets

from bot.sandbox.company import SlackPerson
from bot.sandbox.slack_server.model import BOT_USER, Channel, Json, Member
from bot.sandbox.slack_server.outbound import Events, Outbound
from bot.sandbox.slack_server.state import WorkspaceState


class Administration:
    """Deactivates members, shares channels, removes the app."""

    def __init__(self, state: WorkspaceState, outbound: Outbound, events: Events) -> None:
        self._state = state
        self._outbound = outbound
        self._events = events

    async def deactivate(self, name: str) -> None:
        """Deactivate a member. The app gets `user_change`."""
        member = self._state.find_member(name)
        member.deleted = True
        await self._changed(member)

    async def make_guest(self, name: str) -> None:
        """Make a member a single-channel guest. The app gets `user_change`."""
        member = self._state.find_member(name)
        member.guest = True
        await self._changed(member)

    def share_externally(self, channel: str, *strangers: SlackPerson, team_id: str) -> None:
        """Add people of another workspace to a channel."""
        place = self._state.find_channel(channel)
        place.shared_externally = True
        for one in strangers:
            self._state.members[one.id] = Member(one, team_id, stranger=True)
            place.members.add(one.id)

    def invite_externally(self, channel: str) -> None:
        """Invite another workspace to a channel. The invitation is not accepted yet."""
        self._state.find_channel(channel).invited_externally = True

    def share_in_org(self, channel: str) -> None:
        """Share a channel with other workspaces of the same enterprise."""
        self._state.find_channel(channel).shared_in_org = True

    def archive(self, channel: str) -> None:
        """Archive a channel."""
        self._state.find_channel(channel).archived = True

    def invite_app(self, channel: str) -> None:
        """Add the app to a channel."""
        self._state.find_channel(channel).members.add(BOT_USER)

    def remove_app(self, channel: str) -> None:
        """Remove the app from a channel."""
        self._state.find_channel(channel).members.discard(BOT_USER)

    def open_group_message(self, *names: str) -> str:
        """Open a group direct message of people and the app. Return what it is called."""
        name = f"mpdm-{'--'.join(names)}-1"
        members = {self._state.find_member(one).id for one in names} | {BOT_USER}
        channel = Channel(
            self._state.ids.new_id("G"), name, members, private=True, group_message=True
        )
        self._state.channels[channel.id] = channel
        return f"#{name}"

    async def revoke_token(self) -> None:
        """Revoke the bot token. Every later call is refused."""
        self._state.token_fault = "token_revoked"  # noqa: S105 -- an error code
        await self._tell("tokens_revoked", {"tokens": {"oauth": [], "bot": [BOT_USER]}})

    async def uninstall(self) -> None:
        """Uninstall the app."""
        await self.revoke_token()
        self._state.token_fault = "account_inactive"  # noqa: S105 -- an error code
        await self._tell("app_uninstalled", {})

    async def verify_request_url(self) -> bool:
        """Return whether the request URL answers Slack's challenge."""
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
