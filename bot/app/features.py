"""All features, built and listening."""

from collections.abc import Callable
from datetime import timedelta

from slack_bolt.async_app import AsyncApp

from bot.app.workspace import Workspace
from bot.ask.commands import DirectMessageDelivery, QuestionCommands
from bot.ask.listeners import register as register_questions
from bot.ask.sharing import Sharing
from bot.audit.log import AuditLog
from bot.audit.log import register as register_audit
from bot.digests.commands import DigestCommands
from bot.digests.forms import DigestForms
from bot.digests.listeners import register as register_digests
from bot.digests.posted import PostedDigests
from bot.digests.reading import DigestReader
from bot.digests.service import DigestQuota, DigestService
from bot.digests.store import Digests
from bot.home.home import Home
from bot.home.home import register as register_home
from bot.home.overview import Overviews
from bot.links.access_requests import AccessRequests, AccessRequestStore
from bot.links.changes import LinkChanges
from bot.links.commands import LinkCommands
from bot.links.forms import LinkForms, LinkImport
from bot.links.identities import Clock, Identities
from bot.links.listeners import LinkFeature, register_people
from bot.links.listeners import register as register_links
from bot.search.forms import SearchForms
from bot.search.listeners import register as register_search
from bot.search.saved import SavedSearches
from bot.search.store import SavedSearchStore
from bot.slack.api.uploads import Uploads
from bot.slack.context import Slack
from bot.slack.conversation.commands import CommandRouter
from bot.slack.conversation.conversation import Conversation
from bot.slack.conversation.forms import Forms
from bot.slack.conversation.home_tab import HomeTab
from bot.slack.conversation.mentions import Mentions
from bot.slack.listeners import register as register_conversation
from bot.slack.receive.readiness import Installation
from bot.slack.recovery import Recovery


def register(
    bolt: AsyncApp,
    workspace: Workspace,
    clock: Clock,
    wake: Callable[[], None],
    installation: Installation,
) -> Recovery:
    """Build all features and let them listen. Return what answers for replicas that were killed.

    Bolt asks each listener in turn whether a request is its own: the most frequent come first.
    """
    core = workspace.core
    identities = workspace.identities(clock)
    slack = _slack(workspace, identities)
    confirm = identities.confirm_unchanged
    questions, exports = core.asking(confirm)
    delivery = DirectMessageDelivery(slack.uploads, confirm)
    commands = QuestionCommands(questions, exports, delivery)
    bot_user = workspace.bot.bot_user_id or ""
    sharing = Sharing(slack, questions, exports, workspace.linking.admins, slack.rows)
    mentions = Mentions(slack.conversation, bot_user)
    register_conversation(bolt, slack, mentions, installation)
    register_questions(bolt, slack, commands, sharing)
    register_people(bolt, slack, identities, workspace.linking.admins)
    _register_links(bolt, slack, workspace)
    register_audit(bolt, slack, AuditLog(slack, workspace.linking, core.audit, core.temp_folders))
    saved = SavedSearches(slack, SavedSearchStore(core.database, core.expiring), questions)
    searches = SearchForms(slack, core.answers, questions, core.directory, saved)
    register_search(bolt, slack, searches, saved)
    digests = _register_digests(bolt, slack, workspace, commands, wake)
    overviews = Overviews(slack, core.answers, questions)
    sections = [saved.section, digests.section]
    home = Home(core.settings, core.database, workspace.linking, sections, overviews)
    register_home(bolt, slack, home, overviews)
    mentions.greet = home.greet
    core.directory.watch(lambda person: slack.home.refresh(person.user))
    silence = core.settings.replica_silence
    return Recovery(slack.rows, slack.conversation, mentions, silence)


def _slack(workspace: Workspace, identities: Identities) -> Slack:
    core = workspace.core
    client, tasks = workspace.client, workspace.tasks
    uploads = Uploads(client, workspace.session)
    reply_poster = workspace.reply_poster
    commands = CommandRouter(core.settings.slack_command)
    conversation = Conversation(
        commands,
        identities.asker,
        identities.confirm_unchanged,
        identities.fill_in,
        tasks,
        session=workspace.session,
        poster=reply_poster,
        metrics=core.metrics,
    )
    return Slack(
        commands.name,
        core.settings.share_externally,
        workspace.poster,
        reply_poster,
        workspace.people,
        workspace.channels,
        uploads,
        workspace.notices,
        tasks,
        core.expiring,
        commands,
        conversation,
        Forms(client, conversation, tasks, workspace.poster, core.expiring),
        HomeTab(client, identities.asker, identities.confirm_unchanged, tasks, core.expiring),
    )


def _register_links(bolt: AsyncApp, slack: Slack, workspace: Workspace) -> None:
    core, linking = workspace.core, workspace.linking
    changes = LinkChanges(slack, linking, core.directory)
    access = AccessRequests(slack, linking, core.directory, AccessRequestStore(core.database))
    count_digests = Digests(core.database).count_active
    commands = LinkCommands(slack, changes, core.directory, count_digests, core.temp_folders)
    forms = LinkForms(slack, changes, access)
    links = LinkFeature(commands, forms, LinkImport(slack, changes), access)
    register_links(bolt, slack, links)


def _register_digests(
    bolt: AsyncApp,
    slack: Slack,
    workspace: Workspace,
    questions: QuestionCommands,
    wake: Callable[[], None],
) -> DigestCommands:
    core, settings = workspace.core, workspace.core.settings
    quota = DigestQuota(
        timedelta(minutes=settings.digest_shortest_interval), settings.digests_per_person
    )
    service = DigestService(core.database, core.answers, workspace.linking, workspace.places, quota)
    reader = DigestReader(core.answers)
    commands = DigestCommands(slack, service, reader, wake)
    forms = DigestForms(slack, service, commands)
    posted = PostedDigests(slack, service, reader, questions.questions, questions)
    register_digests(bolt, slack, commands, forms, posted)
    return commands
