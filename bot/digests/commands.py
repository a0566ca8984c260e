"""`/localcalls digest …`: what is ordered is said back, and what there is shown and changed.

What can be typed can also be pressed, in a list or under a digest.
"""

from collections.abc import Awaitable, Callable, Sequence

from bot.calls.asker import Asker
from bot.digests.blocks import facts
from bot.digests.blocks.card import Card, card_message, deleted_message
from bot.digests.blocks.list import DIGESTS_SHOWN, home_section, how_message, list_message
from bot.digests.blocks.order import proposal_message
from bot.digests.deliveries import Deliveries
from bot.digests.model import Order
from bot.digests.order_text import read_order
from bot.digests.planning import Planning, next_runs
from bot.digests.store import Digest, State
from bot.digests.texts import planning as say
from bot.digests.words import Act, Verb, read_act
from bot.errors import AskError, SlackError
from bot.slack.context import Slack
from bot.slack.kit.message import Block, Message, lines, message, plain
from bot.slack.kit.problems import problem_message
from bot.telemetry import logger

log = logger(__name__)

_HISTORY = 5

Say = Callable[[int], say.Words]


class DigestCommands:
    """Answers whoever has digests, or wants one. `command` is the slash command's name."""

    def __init__(self, slack: Slack, planning: Planning, deliveries: Deliveries) -> None:
        self._slack = slack
        self._planning = planning
        self._deliveries = deliveries
        self._acts: dict[Verb, Callable[[int, Asker], Awaitable[Message]]] = {
            Verb.SHOW: self.show,
            Verb.PAUSE: self.pause,
            Verb.RESUME: self.resume,
            Verb.EDIT: self.show,
            Verb.DELETE: self.delete,
            Verb.NOW: self.show,
        }

    async def respond(self, text: str, asker: Asker) -> Message:
        """What follows the subcommand. Raises as `Planning` does.

        A form cannot be opened for words alone: who wants one is shown what to press for it.
        """
        if text.strip().casefold() in ("", "help"):
            return how_message(self._slack.command)
        act = read_act(text, self._slack.command)
        if act is None:
            return await self.propose(read_order(text), None, asker)
        return await self.act(act, asker)

    async def act(self, act: Act, asker: Asker) -> Message:
        """Do what was typed or pressed. Raises as `Planning` does."""
        if act.verb is Verb.LIST:
            return await self.list_(0, asker)
        return await self._acts[act.verb](act.number, asker)

    async def propose(self, order: Order, instead: int | None, asker: Asker) -> Message:
        """Say an order back, to be confirmed. `instead` is as in `Planning.propose`."""
        return proposal_message(await self._planning.propose(order, asker, instead))

    async def confirm(self, draft_id: int, asker: Asker) -> Message:
        """Save what was said back."""
        digest = await self._planning.confirm(draft_id, asker)
        self._slack.home.refresh(asker.identity.user)
        lead = say.saved(digest.id, changed=digest.id != draft_id)
        return await self._card(digest, asker, lead=lead)

    async def cancel(self, draft_id: int, asker: Asker) -> Message:
        """Save it not."""
        await self._planning.cancel(draft_id, asker)
        text = say.CANCELLED
        return message(text, [lines([plain(text)])])

    async def list_(self, page: int, asker: Asker) -> Message:
        """A page of those that the asker may see, counted from 0."""
        digests = await self._planning.listed(asker)
        if not digests:
            raise AskError(*say.nothing_there(self._slack.command), code="no-digests")
        page = min(page, (len(digests) - 1) // DIGESTS_SHOWN)  # some may have gone since
        shown = digests[page * DIGESTS_SHOWN : (page + 1) * DIGESTS_SHOWN]
        outcomes = await _outcomes(self._deliveries, shown)
        return list_message(digests, page, outcomes, asker.identity)

    async def section(self, asker: Asker) -> list[Block]:
        """Return the part of the Home tab about this person's own digests."""
        digests = await self._planning.of(asker)
        outcomes = await _outcomes(self._deliveries, digests)
        return home_section(digests, outcomes, asker.identity, self._slack.command)

    async def show(self, number: int, asker: Asker) -> Message:
        """A digest with all that can be done to it."""
        return await self._card(await self._planning.find(number, asker), asker)

    async def pause(self, number: int, asker: Asker) -> Message:
        """Let it run no more."""
        digest = await self._planning.pause(number, asker)
        notes = await self._changed(digest, asker, say.paused_for_you)
        return await self._card(digest, asker, *notes, lead=say.paused(number))

    async def resume(self, number: int, asker: Asker) -> Message:
        """Let it run again."""
        digest = await self._planning.resume(number, asker)
        self._slack.home.refresh(asker.identity.user)
        return await self._card(digest, asker, lead=say.resumed(number))

    async def delete(self, number: int, asker: Asker) -> Message:
        """Delete it for good."""
        digest = await self._planning.delete(number, asker)
        notes = await self._changed(digest, asker, say.deleted_for_you)
        return deleted_message(number, *notes)

    async def _card(self, digest: Digest, asker: Asker, *notes: str, lead: str = "") -> Message:
        active = digest.state is State.ACTIVE
        runs = next_runs(digest.plan, asker.now) if active else ()
        history = await self._deliveries.history(digest.id, _HISTORY)
        card = Card(digest, runs, [facts.outcome(one, digest.plan) for one in history])
        return card_message(card, asker.identity, *notes, lead=lead)

    async def _changed(self, digest: Digest, asker: Asker, words: Say) -> list[str]:
        """Tell the owner what somebody else has done; what there is to say about that."""
        owner = digest.owner
        self._slack.home.refresh(owner.user)
        if owner == asker.identity:
            return []
        text, hint = words(digest.id)
        told = problem_message(SlackError(text, hint, code="digest-changed"), self._slack.command)
        try:
            await self._slack.poster.post(owner.user, told)
        except SlackError as error:
            log.warning("digest-owner-not-told", code=error.code)
            return [say.OWNER_NOT_TOLD]
        return [say.OWNER_TOLD]


async def _outcomes(deliveries: Deliveries, digests: Sequence[Digest]) -> dict[int, str]:
    """What came of the last run of each, by number."""
    latest = await deliveries.latest([digest.id for digest in digests])
    return {
        digest.id: facts.outcome(latest[digest.id], digest.plan)
        for digest in digests
        if digest.id in latest
    }
