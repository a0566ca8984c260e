"""A strict stand-in for Slack's side of a conversation.

    workspace = Workspace()
    async with serve_workspace(workspace) as address:      # the Web API is under address + "/api"
        ...start an app with workspace.bot_token and workspace.signing_secret...
        workspace.request_url = "http://127.0.0.1:3000/slack/events"
        tom = workspace.person("tom")
        await tom.types("/localcalls 5 last week")
        print((await tom.sees()).table)
        await tom.clicks("Next")

It refuses what Slack refuses, with Slack's error codes (`referee`). `workspace.admin` does what an
administrator does, `workspace.control` makes Slack fail, `workspace.clock` can be put forward, and
`workspace.outbound.sent` has the requests sent to the app. Socket Mode is used once the app asks
for a connection.
"""

from bot.sandbox.slack_server.person import NothingSeen, SimulatedUser
from bot.sandbox.slack_server.server import create_app, serve_workspace
from bot.sandbox.slack_server.workspace import Workspace, read_manifest

__all__ = [
    "NothingSeen",
    "SimulatedUser",
    "Workspace",
    "create_app",
    "read_manifest",
    "serve_workspace",
]
