"""conversations.*: channels and direct messages."""

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.model import BOT_USER, Channel, Json, Refusal
from bot.sandbox.slack_server.web_api import Method, page
from bot.sandbox.slack_server.workspace import Workspace

_SCOPES = {
    "im": "im:read",
    "mpim": "mpim:read",
    "group": "groups:read",
    "channel": "channels:read",
}
_ANY_READ = tuple(_SCOPES.values())
_TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def info(workspace: Workspace, arguments: Arguments) -> Json:
    """Return one channel that the app may see."""
    return {"channel": _as_slack(workspace, _known(workspace, arguments.text("channel")))}


def list_(workspace: Workspace, arguments: Arguments) -> Json:
    """Return the channels of the types asked for. The default is public channels."""
    kinds = [one.strip() for one in (arguments.text("types") or "public_channel").split(",")]
    if not set(kinds) <= _TYPES.keys():
        raise Refusal("invalid_types")
    for kind in kinds:
        _require(workspace, _SCOPES[_TYPES[kind]])
    types = {_TYPES[kind] for kind in kinds}
    skipped = arguments.flag("exclude_archived")
    found = [
        one
        for one in workspace.channels.values()
        if one.type in types and _visible(one) and not (skipped and one.archived)
    ]
    here, more = page(found, arguments)
    return {"channels": [_as_slack(workspace, one) for one in here], **more}


def members(workspace: Workspace, arguments: Arguments) -> Json:
    """Return the ids of a channel's members."""
    channel = _known(workspace, arguments.text("channel"))
    here, more = page(sorted(channel.members), arguments)
    return {"members": here, **more}


def open_(workspace: Workspace, arguments: Arguments) -> Json:
    """Open direct messages with one member. Group messages are not supported."""
    if "channel" in arguments:
        channel = _known(workspace, arguments.text("channel"))
        return {"channel": _opened(workspace, channel, arguments)}
    users = [one.strip() for one in arguments.text("users").split(",") if one.strip()]
    if not users:
        raise Refusal("users_list_not_supplied")
    if len(users) > 1:
        raise Refusal("too_many_users")
    member = workspace.members.get(users[0])
    if member is None:
        raise Refusal("user_not_found")
    if member.deleted:
        raise Refusal("user_disabled")
    channel = workspace.direct_channel(member.id)
    return {"channel": _opened(workspace, channel, arguments)}


def _opened(workspace: Workspace, channel: Channel, arguments: Arguments) -> Json:
    return _as_slack(workspace, channel) if arguments.flag("return_im") else {"id": channel.id}


def _known(workspace: Workspace, channel_id: str) -> Channel:
    """Return a channel by its id. Raises Refusal."""
    channel = workspace.channels.get(channel_id)
    if channel is None or not _visible(channel):
        raise Refusal("channel_not_found")
    _require(workspace, _SCOPES[channel.type])
    return channel


def _require(workspace: Workspace, scope: str) -> None:
    if scope not in workspace.scopes:
        raise workspace.missing_scope(scope)


def _visible(channel: Channel) -> bool:
    """Private channels are hidden from apps that are not in them."""
    return not channel.private or BOT_USER in channel.members


def _as_slack(workspace: Workspace, channel: Channel) -> Json:
    return channel.as_slack(bot_user=BOT_USER, team_id=workspace.team_id)


METHODS = {
    "conversations.info": Method(info, ("channel",), _ANY_READ),
    "conversations.list": Method(list_, (), _ANY_READ),
    "conversations.members": Method(members, ("channel",), _ANY_READ),
    "conversations.open": Method(open_, (), ("im:write",)),
}
