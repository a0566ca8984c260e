"""A Slack workspace of our own: a strict stand-in for Slack's side of a conversation.

`serve_workspace(Workspace(…))` opens it on loopback: the Web API under `/api`, `response_url`s,
uploads, Socket Mode. `workspace.person("tom")` is somebody who types, sees and clicks. It refuses
what Slack refuses, with Slack's error codes.
"""

from bot.sandbox.slack_server.manifest import read_manifest
from bot.sandbox.slack_server.person import NothingSeen, Person
from bot.sandbox.slack_server.server import create_app, serve_workspace
from bot.sandbox.slack_server.workspace import Workspace

__all__ = ["NothingSeen", "Person", "Workspace", "create_app", "read_manifest", "serve_workspace"]
