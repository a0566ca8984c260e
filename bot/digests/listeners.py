"""Digests: what is pressed under what was said back, in a list, on a card; the form."""

import re
from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.ask.sharing import ClickOrigin
from bot.calls.query import Subcommand
from bot.digests.blocks.card import CARD, LIST, NEW
from bot.digests.blocks.deliveries import AGAIN, slot_of
from bot.digests.blocks.form import FORM, SCHEDULE
from bot.digests.blocks.order import CANCEL, REWORD, SAVE
from bot.digests.buttons import DigestButtons
from bot.digests.commands import DigestCommands
from bot.digests.forms import DigestForms
from bot.slack.context import Slack
from bot.slack.conversation.reply import Progress

_ACT = re.compile(rf"{CARD}:(?:show|pause|resume|delete)")
_LISTED = re.compile(rf"{LIST}:\d{{1,6}}")
_NUMBER = re.compile(r"[0-9]{1,9}")


_NO_SLOT = (0, datetime.fromtimestamp(0, UTC))


def register(
    app: AsyncApp, slack: Slack, digests: DigestCommands, forms: DigestForms, buttons: DigestButtons
) -> None:
    """Listen. Whoever clicks is looked up, with their rights, before anything is done."""
    slack.commands.add(Subcommand.DIGEST, digests.respond)
    slack.commands.add_form(forms.wanted)
    _register_planning(app, slack, digests, forms)
    _register_sending(app, slack, buttons)


def _register_planning(
    app: AsyncApp, slack: Slack, digests: DigestCommands, forms: DigestForms
) -> None:
    answer = slack.conversation.click
    verbs = {
        "show": digests.show,
        "pause": digests.pause,
        "resume": digests.resume,
        "delete": digests.delete,
    }

    @app.action(SAVE)
    async def saves(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        answer(body, partial(digests.confirm, number_of(action)))

    @app.action(CANCEL)
    async def cancels(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        answer(body, partial(digests.cancel, number_of(action)))

    @app.action(re.compile(rf"{REWORD}|{CARD}:edit"))
    async def edits(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        forms.edit(body, number_of(action))

    @app.action(_ACT)
    async def acts(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        act = verbs[action["action_id"].rpartition(":")[2]]
        answer(body, partial(act, number_of(action)))

    @app.action(_LISTED)
    async def lists(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        answer(body, partial(digests.list_, int(action["action_id"].rpartition(":")[2])))

    @app.action(NEW)
    async def orders(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        forms.open(slack.forms.opening(body, str(body.get("response_url", ""))))

    slack.forms.on_submit(app, FORM, forms.submit, SCHEDULE)


def _register_sending(app: AsyncApp, slack: Slack, buttons: DigestButtons) -> None:
    conversation = slack.conversation

    @app.action(f"{CARD}:preview")
    async def previews(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        conversation.click_beside(body, partial(buttons.preview, number_of(action)))

    @app.action(f"{CARD}:post")
    async def posts(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        conversation.click_beside(body, partial(buttons.post, number_of(action)))

    @app.action(AGAIN)
    async def sends_again(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        conversation.click_beside(body, partial(buttons.again, *_slot(action)))

    @app.action("digest:open")
    async def opens(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        conversation.click_beside(
            body, partial(buttons.open, *_slot(action), ClickOrigin.of(body).channel)
        )

    @app.action("digest:csv")
    async def wants_file(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        progress = Progress()
        make = partial(buttons.file, *_slot(action), ClickOrigin.of(body).channel, progress)
        conversation.click_beside(body, make, progress)

    @app.action("digest:pause")
    async def pauses(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        conversation.click_beside(
            body, partial(buttons.pause, *_slot(action), ClickOrigin.of(body).channel)
        )


def number_of(action: dict[str, Any]) -> int:
    """The number of the digest that a button is for; 0, which none has, where it says nothing."""
    value = str(action.get("value", ""))
    return int(value) if _NUMBER.fullmatch(value) else 0


def _slot(action: dict[str, Any]) -> tuple[int, datetime]:
    """The digest and the slot that a button is for; digest 0, which there is not, for none."""
    return slot_of(str(action.get("value", ""))) or _NO_SLOT
