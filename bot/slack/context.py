"""What every feature in Slack works with."""

from dataclasses import dataclass

from bot.slack.api.channels import Channels
from bot.slack.api.people import People
from bot.slack.api.posting import Poster
from bot.slack.api.uploads import Uploads
from bot.slack.conversation.admin_notices import AdminNotices
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.conversation.commands import CommandRouter
from bot.slack.conversation.conversation import Conversation
from bot.slack.conversation.forms import Forms
from bot.slack.conversation.home_tab import HomeTab
from bot.store.expiring import ExpiringRows


@dataclass(frozen=True, slots=True)
class Slack:
    """The workspace and the bot in it, built once by the composition root.

    `command` is the slash command's name. `externally` allows channels that people of other
    companies read. `reply_poster` posts replies; their errors are counted where a reply fails, not
    by the poster. All features share it, because it queues the posts to one channel. `rows` holds
    state that other replicas need.
    """

    command: str
    externally: bool
    poster: Poster
    reply_poster: Poster
    people: People
    channels: Channels
    uploads: Uploads
    notices: AdminNotices
    tasks: BackgroundTasks
    rows: ExpiringRows
    commands: CommandRouter
    conversation: Conversation
    forms: Forms
    home: HomeTab
