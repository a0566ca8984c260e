"""Who is who (auth.test, users.*, bots.info, team.info), and how the app connects."""

import base64

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.model import (
    APP_ID,
    BOT_ID,
    BOT_NAME,
    BOT_USER,
    TEAM_DOMAIN,
    TEAM_NAME,
    Json,
    Refusal,
)
from bot.sandbox.slack_server.web_api import Method, page
from bot.sandbox.slack_server.workspace import Workspace


def auth_test(workspace: Workspace, _: Arguments) -> Json:
    """Return whose token this is."""
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": BOT_NAME,
        "team_id": workspace.team_id,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


def users_info(workspace: Workspace, arguments: Arguments) -> Json:
    """Return one member, or the app itself."""
    user = arguments.text("user")
    locale = arguments.flag("include_locale")
    if user == BOT_USER:
        return {"user": bot_member(workspace)}
    if user not in workspace.members:
        raise Refusal("user_not_found")
    member = workspace.members[user]
    return {"user": member.as_slack(include_locale=locale, now=workspace.clock.now())}


def users_list(workspace: Workspace, arguments: Arguments) -> Json:
    """Return all members, the app last."""
    locale = arguments.flag("include_locale")
    now = workspace.clock.now()
    everyone = [one.as_slack(include_locale=locale, now=now) for one in workspace.members.values()]
    here, more = page(
        [*everyone, bot_member(workspace)], arguments, usual=1000, refusal="invalid_arguments"
    )
    return {"members": list(here), "cache_ts": int(now), **more}


def bots_info(_: Workspace, arguments: Arguments) -> Json:
    """Return the app's bot, the only one."""
    if arguments.text("bot") not in ("", BOT_ID):
        raise Refusal("bot_not_found")
    bot = {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER, "name": BOT_NAME}
    return {"bot": {**bot, "deleted": False, "updated": 0}}


def team_info(workspace: Workspace, arguments: Arguments) -> Json:
    """Return this workspace, the only one."""
    if arguments.text("team") not in ("", workspace.team_id):
        raise Refusal("team_not_found")
    return {"team": {"id": workspace.team_id, "name": TEAM_NAME, "domain": TEAM_DOMAIN}}


def bot_member(workspace: Workspace) -> Json:
    """Return the `user` object of the app."""
    return {
        "id": BOT_USER,
        "team_id": workspace.team_id,
        "name": BOT_NAME,
        "deleted": False,
        "real_name": BOT_NAME,
        "is_bot": True,
        "profile": {"bot_id": BOT_ID, "api_app_id": APP_ID, "real_name": BOT_NAME},
    }


def oauth_access(workspace: Workspace, arguments: Arguments) -> Json:
    """Exchange the code of an installation for the token."""
    client_id, secret = _client(arguments)
    if client_id != workspace.client_id:
        raise Refusal("invalid_client_id")
    if secret != workspace.client_secret:
        raise Refusal("bad_client_secret")
    installer = workspace.grants.use_code(arguments.text("code"))
    return {
        "access_token": workspace.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(workspace.scopes)),
        "bot_user_id": BOT_USER,
        "app_id": APP_ID,
        "team": {"id": workspace.team_id, "name": TEAM_NAME},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": installer},
    }


def connections_open(workspace: Workspace, _: Arguments) -> Json:
    """Return an address for a Socket Mode connection."""
    return {"url": workspace.sockets.new_address()}


def _client(arguments: Arguments) -> tuple[str, str]:
    """Return id and secret, from HTTP basic authentication or from the arguments."""
    basic = arguments.text("basic_credentials")
    if not basic:
        return arguments.text("client_id"), arguments.text("client_secret")
    try:
        client_id, _, secret = base64.b64decode(basic).decode().partition(":")
    except ValueError:
        raise Refusal("invalid_client_id") from None
    return client_id, secret


METHODS = {
    "auth.test": Method(auth_test),
    "bots.info": Method(bots_info, (), ("users:read",)),
    "team.info": Method(team_info, (), ("team:read",)),
    "users.list": Method(users_list, (), ("users:read",)),
    "users.info": Method(users_info, ("user",), ("users:read",)),
    "apps.connections.open": Method(connections_open, caller="app"),
    "oauth.v2.access": Method(oauth_access, caller="anyone"),
}
