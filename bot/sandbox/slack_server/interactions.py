"""What Slack tells the app when somebody uses it: the payloads of commands and clicks."""

import re
from typing import TYPE_CHECKING

from bot.sandbox.slack_server.model import (
    APP_ID,
    BOT_NAME,
    BOT_USER,
    TEAM_DOMAIN,
    Channel,
    Json,
    Member,
    Message,
)

if TYPE_CHECKING:
    from bot.sandbox.slack_server.workspace import Workspace

_MENTION = re.compile(r"(?<![\w/])[@#]\w(?:[\w.-]*\w)?")
_LINK = re.compile(r"https?://[^\s<>|]+")


def command_form(
    workspace: "Workspace", member: Member, channel: Channel, command: str, text: str
) -> Json:
    """The form of a slash command. Source: Slack's "Implementing slash commands"."""
    escaped = workspace.commands is None or workspace.commands[command]
    return {
        "token": workspace.verification_token,
        "team_id": member.team_id,
        "team_domain": TEAM_DOMAIN,
        **({"enterprise_id": member.enterprise_id} if member.enterprise_id else {}),
        "channel_id": channel.id,
        "channel_name": channel.command_name,
        "user_id": member.id,
        "user_name": member.person.name,
        "command": command,
        "text": with_mentions(workspace, text, named=True) if escaped else escape(text),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": workspace.new_response_url(member.id, channel.id),
        "trigger_id": workspace.permits.new_trigger(member.id),
    }


def interaction(workspace: "Workspace", member: Member, kind: str) -> Json:
    """The fields that every interactive payload has."""
    return {
        "type": kind,
        "team": {"id": workspace.team_id, "domain": TEAM_DOMAIN},
        "enterprise": {"id": member.enterprise_id} if member.enterprise_id else None,
        "is_enterprise_install": False,
        "user": {
            "id": member.id,
            "username": member.person.name,
            "name": member.person.name,
            "team_id": member.team_id,
        },
        "api_app_id": APP_ID,
        "token": workspace.verification_token,
    }


def message_click(workspace: "Workspace", member: Member, message: Message, action: Json) -> Json:
    """The payload of `block_actions` in a message."""
    channel = workspace.channels[message.channel]
    payload = interaction(workspace, member, "block_actions") | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.ephemeral,
        },
        "trigger_id": workspace.permits.new_trigger(member.id),
        "channel": {"id": channel.id, "name": channel.command_name},
        "state": {"values": {}},
        "response_url": workspace.new_response_url(member.id, channel.id, message),
        "actions": [action],
    }
    if message.thread_ts:
        payload["container"]["thread_ts"] = message.thread_ts
    if not message.ephemeral:  # Slack keeps the content of ephemeral messages to itself
        payload["message"] = message.as_slack()
    return payload


def action(workspace: "Workspace", block: Json, element: Json, state: Json | None = None) -> Json:
    """One entry of `actions`: what was pressed, or what was chosen (`state`)."""
    shown = ("text", "value", "style", "url")
    told: Json = {name: element[name] for name in shown if name in element}
    return {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        **(told if state is None else state),
        "action_ts": workspace.new_ts(),
    }


def escape(text: str) -> str:
    """What somebody typed, as Slack always hands it on: `&`, `<` and `>` as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_mentions(workspace: "Workspace", text: str, *, named: bool) -> str:
    """The same, and known people, channels and links as `<@U1|name>`, `<#C1|name>`, `<url>`.

    Commands give people's names; events do not (`named`).
    """
    people = {one.person.name: one.id for one in workspace.members.values()} | {BOT_NAME: BOT_USER}
    known = {
        f"@{name}": f"<@{id_}|{name}>" if named else f"<@{id_}>" for name, id_ in people.items()
    }
    for channel in workspace.channels.values():
        if not channel.user:
            known[f"#{channel.name}"] = f"<#{channel.id}|{channel.name}>"
    linked = _LINK.sub(lambda link: f"<{link[0]}>", escape(text))
    return _MENTION.sub(lambda mention: known.get(mention[0], mention[0]), linked)
