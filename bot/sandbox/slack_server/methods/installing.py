"""oauth.v2.access, apps.connections.open, auth.revoke: how the app comes in and goes."""

import base64

from bot.sandbox.slack_server.arguments import Arguments
from bot.sandbox.slack_server.methods.method import Method
from bot.sandbox.slack_server.model import APP_ID, BOT_USER, TEAM_NAME, Json, Refusal
from bot.sandbox.slack_server.workspace import Workspace


def oauth_access(workspace: Workspace, arguments: Arguments) -> Json:
    """The token in exchange for the code that an installation gave."""
    client_id, secret = _client(arguments)
    if client_id != workspace.client_id:
        raise Refusal("invalid_client_id")
    if secret != workspace.client_secret:
        raise Refusal("bad_client_secret")
    installer = workspace.permits.use_code(arguments.text("code"))
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
    """An address for a Socket Mode connection."""
    return {"url": workspace.sockets.new_address()}


def revoke(workspace: Workspace, arguments: Arguments) -> Json:
    """Give the bot token up."""
    if arguments.flag("test"):
        return {"revoked": False}
    workspace.token_fault = "token_revoked"  # noqa: S105 -- an error code
    return {"revoked": True}


def _client(arguments: Arguments) -> tuple[str, str]:
    """Id and secret, from HTTP's basic authentication or from the arguments."""
    basic = arguments.text("basic_credentials")
    if not basic:
        return arguments.text("client_id"), arguments.text("client_secret")
    try:
        client_id, _, secret = base64.b64decode(basic).decode().partition(":")
    except ValueError:
        raise Refusal("invalid_client_id") from None
    return client_id, secret


METHODS = {
    "apps.connections.open": Method(connections_open, caller="app"),
    "auth.revoke": Method(revoke),
    "oauth.v2.access": Method(oauth_access, caller="anyone"),
}
