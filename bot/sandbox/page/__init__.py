"""The workspace in a browser: channels, messages with their blocks, modals, the Home tab.

`serve_workspace(workspace, page=page_app(workspace, …))` serves it at the workspace's address.
"""

from bot.sandbox.page.app import SlashCommand, Suggestion, page_app
from bot.sandbox.page.wire import Exchange, Recorder

__all__ = ["Exchange", "Recorder", "SlashCommand", "Suggestion", "page_app"]
