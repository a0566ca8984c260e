"""Answer what people type and click, in the background and where they see it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace as with_changes
from typing import Any

from aiohttp import ClientSession

from bot.calls.asker import Asker
from bot.errors import AskError, MorbotError, SlackError
from bot.slack import texts
from bot.slack.api.posting import Poster
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.conversation.commands import Command, CommandRouter
from bot.slack.conversation.reply import (
    DirectMessageTarget,
    EphemeralTarget,
    Progress,
    Reply,
    ReplyKind,
    ReplyPlace,
    ReplyTarget,
    ResponseUrlTarget,
)
from bot.slack.kit.message import Message
from bot.slack.kit.problems import problem_message
from bot.slack.pending import Pending, current
from bot.telemetry import Metrics, begin_request

FindAsker = Callable[[str], Awaitable[Asker]]
"""Looks up who asks, by Slack user id. Raises SlackError if Slack does not tell."""

Confirm = Callable[[Asker], Awaitable[None]]
"""Checks just before something is sent that an asker may still see it. Raises MorbotError."""

FillIn = Callable[[MorbotError, Asker], Awaitable[None]]
"""Puts into the hint of an error what is this asker's own."""

Question = Callable[[Asker], Awaitable[Message | None]]
"""Answers somebody; None if there is nothing to say."""


class Conversation:
    """Runs commands and questions, and replies. `poster` counts no errors: replies do."""

    def __init__(  # noqa: PLR0913 -- built once, in the composition root
        self,
        commands: CommandRouter,
        find_asker: FindAsker,
        confirm: Confirm,
        fill_in: FillIn,
        tasks: BackgroundTasks,
        *,
        session: ClientSession,
        poster: Poster,
        metrics: Metrics,
    ) -> None:
        self.commands = commands
        self.find_asker = find_asker
        self.confirm = confirm
        self.fill_in = fill_in
        self._tasks = tasks
        self._session = session
        self._poster = poster
        self._metrics = metrics

    @property
    def accepts(self) -> bool:
        """Whether a question would be answered now: the bot is neither full nor stopping."""
        return self._tasks.accepts

    def run(self, command: Command, user_id: str, target: ReplyTarget) -> bool:
        """Answer a command in the background. Return False if the bot is full or stopping."""
        progress = Progress()

        async def answer(asker: Asker) -> Message:
            asker = with_changes(asker, channel=command.channel)
            return await self.commands.answer(command, asker, progress)

        return self.ask(user_id, answer, target, progress)

    def ask(
        self,
        user_id: str,
        question: Question,
        target: ReplyTarget,
        progress: Progress | None = None,
    ) -> bool:
        """Answer `question` in the background. Return False if the bot is full or stopping."""
        pending = current.get()
        answer = self._answer(user_id, question, target, progress or Progress(), pending)
        begun = self._tasks.start(answer)
        if pending is not None:
            pending.taken = begun
        return begun

    def click(
        self, body: dict[str, Any], question: Question, progress: Progress | None = None
    ) -> bool:
        """Answer a click in the background. Return False if the bot is full or stopping.

        The answer replaces the clicked message if only this person sees it. A message in a
        channel stays, and the answer is shown beside it.
        """
        return self.ask(body["user"]["id"], question, self.target_of(body), progress)

    def click_beside(
        self, body: dict[str, Any], question: Question, progress: Progress | None = None
    ) -> bool:
        """Answer a click below the clicked message. Return False if the bot is full or stopping."""
        target = self.target_of(body, replace=False)
        return self.ask(body["user"]["id"], question, target, progress)

    def replace(self, body: dict[str, Any], question: Question) -> bool:
        """Answer a click in the place of the clicked message, as `click` does."""
        return self.ask(body["user"]["id"], question, self.target_of(body, replace=True))

    def target(self, place: ReplyPlace) -> ReplyTarget:
        """Return what replies there."""
        if place.response_url:
            return ResponseUrlTarget(self._session, place)
        if place.mentioned:
            return EphemeralTarget(self._poster, place, self.commands.name)
        return DirectMessageTarget(self._poster, place)

    def target_of(self, body: dict[str, Any], *, replace: bool | None = None) -> ReplyTarget:
        """Return where to reply to a click. A click in the Home tab has no `response_url`.

        `replace` says whether the answer takes the place of the clicked message. None: if only
        this person sees that message.
        """
        url, user_id = body.get("response_url", ""), body["user"]["id"]
        if not url:
            return self.target(ReplyPlace(user_id, channel=user_id))
        thread = (body.get("container") or {}).get("thread_ts")
        place = ReplyPlace(
            user_id,
            response_url=str(url),
            thread_ts=thread if isinstance(thread, str) else "",
            replace=_seen_by_one(body) if replace is None else replace,
        )
        return self.target(place)

    def refuse(self, body: dict[str, Any]) -> None:
        """Tell somebody who clicked that the bot is full or stopping."""
        self._tasks.notify_refused(self.tell(body, AskError(*texts.LATER, code="later")))

    async def tell(self, body: dict[str, Any], problem: MorbotError) -> None:
        """Tell somebody who clicked what is wrong, below the clicked message."""
        await self.tell_at(self.target_of(body, replace=False), problem)

    async def tell_at(self, target: ReplyTarget, problem: MorbotError) -> None:
        """Show a problem. A problem that Slack does not take is in the log."""
        with suppress(SlackError):
            await target.send(ReplyKind.PROBLEM, problem_message(problem, self.commands.name))

    async def _answer(
        self,
        user_id: str,
        question: Question,
        target: ReplyTarget,
        progress: Progress,
        pending: Pending | None,
    ) -> None:
        begin_request()

        asker: Asker | None = None

        async def ask() -> Message | None:
            nonlocal asker
            asker = await self.find_asker(user_id)
            try:
                return await question(asker)
            except MorbotError as problem:
                await self.fill_in(problem, asker)
                raise

        async def check() -> None:
            if asker is not None:
                await self.confirm(asker)

        reply = Reply(target, self.commands.name, self._metrics, check)
        try:
            await reply.answer(ask(), progress)
        finally:
            if pending is not None:
                await pending.close()


def _seen_by_one(body: dict[str, Any]) -> bool:
    """Return whether the clicked message is ephemeral or in direct messages with the bot."""
    container = body.get("container") or {}
    return bool(container.get("is_ephemeral")) or str(container.get("channel_id")).startswith("D")
