"""The payloads of commands and clicks that Slack sends to the app."""

import re

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
from bot.sandbox.slack_server.state import WorkspaceState

_MENTION = re.compile(r"(?<![\w/])[@#]\w(?:[\w.-]*\w)?")
_LINK = re.compile(r"https?://[^\s<>|]+")


def command_form(
    state: WorkspaceState, member: Member, channel: Channel, command: str, text: str
) -> Json:
    """Return the form of a slash command. Source: Slack's "Implementing slash commands"."""
    escaped = state.commands is None or state.commands[command]
    return {
        "token": state.verification_token,
        "team_id": member.team_id,
        "team_domain": TEAM_DOMAIN,
        **({"enterprise_id": member.enterprise_id} if member.enterprise_id else {}),
        "channel_id": channel.id,
        "channel_name": channel.command_name,
        "user_id": member.id,
        "user_name": member.person.name,
        "command": command,
        "text": with_mentions(state, text, named=True) if escaped else escape(text),
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": state.new_response_url(member.id, channel.id),
        "trigger_id": state.grants.new_trigger(member.id),
    }


def interaction_payload(state: WorkspaceState, member: Member, kind: str) -> Json:
    """Return the fields that every interactive payload has."""
    return {
        "type": kind,
        "team": {"id": state.team_id, "domain": TEAM_DOMAIN},
        "enterprise": {"id": member.enterprise_id} if member.enterprise_id else None,
        "is_enterprise_install": False,
        "user": {
            "id": member.id,
            "username": member.person.name,
            "name": member.person.name,
            "team_id": member.team_id,
        },
        "api_app_id": APP_ID,
        "token": state.verification_token,
    }


def message_action_payload(
    state: WorkspaceState, member: Member, message: Message, action: Json
) -> Json:
    """Return the payload of `block_actions` in a message."""
    channel = state.channels[message.channel]
    payload = interaction_payload(state, member, "block_actions") | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.ephemeral,
        },
        "trigger_id": state.grants.new_trigger(member.id),
        "channel": {"id": channel.id, "name": channel.command_name},
        "state": {"values": {}},
        "response_url": state.new_response_url(member.id, channel.id, message),
        "actions": [action],
    }
    if message.thread_ts:
        payload["container"]["thread_ts"] = message.thread_ts
    if not message.ephemeral:  # Slack does not send the content of ephemeral messages
        payload["message"] = message.as_slack()
    return payload


def message_shortcut_payload(state: WorkspaceState, member: Member, message: Message) -> Json:
    """Return the payload of a shortcut on a message, without its callback id."""
    channel = state.channels[message.channel]
    return interaction_payload(state, member, "message_action") | {
        "channel": {"id": channel.id, "name": channel.command_name},
        "message_ts": message.ts,
        "message": message.as_slack(),
        "response_url": state.new_response_url(member.id, channel.id),
    }


def action(state: WorkspaceState, block: Json, element: Json, chosen: Json | None = None) -> Json:
    """Return one entry of `actions`: what was clicked, or what was chosen."""
    shown = ("text", "value", "style", "url")
    copied: Json = {name: element[name] for name in shown if name in element}
    return {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        **(copied if chosen is None else chosen),
        "action_ts": state.ids.new_ts(),
    }


def suggestion_request(
    state: WorkspaceState, member: Member, block: Json, element: Json, typed: str
) -> Json:
    """Return the payload of `block_suggestion`, without its container."""
    return interaction_payload(state, member, "block_suggestion") | {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "value": typed,
    }


def escape(text: str) -> str:
    """Return typed text as Slack passes it on: `&`, `<` and `>` as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_mentions(state: WorkspaceState, text: str, *, named: bool) -> str:
    """Escape text, and write known people, channels and links as `<@U1|name>`, `<url>`.

    With `named`, mentions have people's names, as in commands. Events have ids only.
    """
    people = {one.person.name: one.id for one in state.members.values()} | {BOT_NAME: BOT_USER}
    known = {
        f"@{name}": f"<@{id_}|{name}>" if named else f"<@{id_}>" for name, id_ in people.items()
    }
    for channel in state.channels.values():
        if not channel.user:
            known[f"#{channel.name}"] = f"<#{channel.id}|{channel.name}>"
    linked = _LINK.sub(lambda link: f"<{link[0]}>", escape(text))
    return _MENTION.sub(lambda mention: known.get(mention[0], mention[0]), linked)
