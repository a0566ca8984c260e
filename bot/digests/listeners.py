"""Listen to commands and clicks about digests, and to the form."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.ask.sharing import ClickOrigin
from bot.calls.query import Subcommand
from bot.digests import actions
from bot.digests.actions import read_number, read_slot
from bot.digests.commands import DigestCommands
from bot.digests.forms import FORM, SCHEDULE, DigestForms
from bot.digests.posted import PostedDigests
from bot.slack.context import Slack
from bot.slack.conversation.paged_lists import read_page
from bot.slack.conversation.reply import Progress
from bot.slack.kit.message import Message


def register(
    app: AsyncApp, slack: Slack, digests: DigestCommands, forms: DigestForms, posted: PostedDigests
) -> None:
    """Listen. Each click is answered with the permissions that the person has now."""
    slack.commands.add(Subcommand.DIGEST, digests.respond)
    slack.commands.add_form(forms.wanted)
    _register_cards(app, slack, digests)
    _register_forms(app, slack, forms)
    _register_posting(app, slack, digests)
    _register_posted(app, slack, digests, posted)


def _register_cards(app: AsyncApp, slack: Slack, digests: DigestCommands) -> None:
    """Listen to drafts, cards and lists. The answer replaces what was clicked."""
    answer = slack.conversation.click

    @app.action(actions.SAVE)
    async def saves(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        answer(body, partial(digests.confirm, read_number(action)))

    @app.action(actions.CANCEL)
    async def cancels(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        answer(body, partial(digests.cancel, read_number(action)))

    @app.action(actions.CARD_ACTION)
    async def acts(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        act = digests.actions[actions.read_card_action(action)]
        answer(body, partial(act, read_number(action)))

    @app.action(actions.FORGET_ACTION)
    async def forgets(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        answer(body, partial(digests.forget, *actions.read_forget(action)))

    @app.action(actions.LIST_ACTION)
    async def lists(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        answer(body, partial(digests.page, read_page(action)[1]))


def _register_forms(app: AsyncApp, slack: Slack, forms: DigestForms) -> None:
    @app.action(actions.REWORD)
    @app.action(actions.EDIT)
    async def edits(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        forms.edit(body, read_number(action))

    @app.action(actions.NEW)
    async def opens(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        forms.open(slack.forms.opening(body, str(body.get("response_url", ""))))

    slack.forms.on_submit(app, FORM, forms.submit, SCHEDULE)


def _register_posting(app: AsyncApp, slack: Slack, digests: DigestCommands) -> None:
    """Listen to what posts a digest by hand. The answer is shown beside it."""
    beside = slack.conversation.click_beside

    @app.action(actions.PREVIEW)
    async def previews(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        beside(body, partial(digests.preview, read_number(action)))

    @app.action(actions.POST)
    async def posts(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        beside(body, partial(digests.post, read_number(action)))

    @app.action(actions.AGAIN)
    async def posts_again(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        beside(body, partial(digests.post_again, read_slot(action)))


def _register_posted(
    app: AsyncApp, slack: Slack, digests: DigestCommands, posted: PostedDigests
) -> None:
    """Listen to the buttons below a posted digest. The answer is shown beside it."""
    beside = slack.conversation.click_beside

    def clicked(body: dict[str, Any], action: dict[str, Any]) -> actions.PostedSlot:
        return read_slot(action, ClickOrigin.of(body).channel)

    @app.action(actions.OPEN)
    async def opens(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        beside(body, partial(posted.open, clicked(body, action)))

    @app.action(actions.PRESENT)
    async def opens_present(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        beside(body, partial(posted.open_present, clicked(body, action)))

    @app.action(actions.CSV)
    async def wants_file(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        progress = Progress()
        beside(body, partial(posted.file, clicked(body, action), progress), progress)

    @app.action(actions.CALLS)
    async def shows_calls(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        beside(body, partial(posted.calls, clicked(body, action)))

    @app.action(actions.EXPECT)
    async def expects(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        expect = partial(digests.expect_posted, clicked(body, action), _shown(body))
        slack.conversation.replace(body, expect)

    @app.action(actions.MUTE)
    async def mutes(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        mute = partial(digests.mute_posted, clicked(body, action), _shown(body))
        slack.conversation.replace(body, mute)

    @app.action(actions.PAUSE)
    async def pauses(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        beside(body, partial(digests.pause_posted, clicked(body, action)))


def _shown(body: dict[str, Any]) -> Message:
    """Return the clicked message. What Slack does not tell of it is left out."""
    shown = body.get("message")
    shown = shown if isinstance(shown, dict) else {}
    found = shown.get("blocks")
    blocks = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return Message(str(shown.get("text", "")), blocks)
