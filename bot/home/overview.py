"""The part of the Home tab about calls: how many there were today, and what was asked lately."""

from dataclasses import dataclass

from bot.ask.answers import Answers, TypedQuestion
from bot.ask.questions import Questions
from bot.calls.asker import Asker
from bot.calls.query_text import command_text
from bot.errors import MorbotError
from bot.home import texts as say
from bot.slack.context import Slack
from bot.slack.conversation.home_tab import ASKED
from bot.telemetry import logger

log = logger(__name__)

_SHOWN = 3
_TODAY, _TODAY_SECONDS = "home-today", 300.0
_UNKNOWN = -1  # MOR did not say


@dataclass(frozen=True, slots=True)
class Overview:
    """A sentence about today's calls, which may be empty, and the commands asked lately. `noted`
    says that one of them was just clicked.
    """

    today: str
    asked: tuple[str, ...]
    noted: bool


class Overviews:
    """Counts a person's calls of today when they open their tab, at most once in five minutes.

    MOR is asked as that person, in the background: the tab is drawn before, and once more then.
    The count is in `slack.rows`, so that any replica can draw it.
    """

    def __init__(self, slack: Slack, answers: Answers, questions: Questions) -> None:
        self._slack = slack
        self._answers = answers
        self._questions = questions
        self._counting: set[str] = set()

    async def opened(self, user_id: str) -> None:
        """Publish somebody's tab, and again with what MOR says."""
        home = self._slack.home
        if user_id in self._counting:
            await home.publish(user_id)
            return
        self._counting.add(user_id)
        try:
            await home.publish(user_id)
            counted = await self._count(user_id)
        finally:
            self._counting.discard(user_id)
        if counted:
            await home.publish(user_id)

    async def of(self, asker: Asker) -> Overview:
        """Return what stands there for this person. Only what they may still ask is offered."""
        latest = await self._questions.latest(asker)
        asked = dict.fromkeys(
            command_text(query, target, asker.account) for query, target in latest
        )
        noted = await self._slack.home.noted(asker.identity.user) == ASKED
        return Overview(await self._today(asker), tuple(asked)[:_SHOWN], noted)

    async def _today(self, asker: Asker) -> str:
        """Return the sentence about today's calls; empty if they are not to be counted now."""
        key = _key(asker)
        count = await self._slack.rows.find(_TODAY, key) if key else None
        if count is None:
            return say.COUNTING if key and asker.identity.user in self._counting else ""
        return say.NOT_COUNTED if count == _UNKNOWN else say.today(count)

    async def _count(self, user_id: str) -> bool:
        """Count the calls of today. Return False if there is nothing new to show."""
        count, conversation, rows = _UNKNOWN, self._slack.conversation, self._slack.rows
        try:
            asker = await conversation.find_asker(user_id)
        except MorbotError:
            return False
        key = _key(asker)
        if not key or await rows.find(_TODAY, key) is not None:
            return False
        try:
            async with self._answers.log.entry(asker, "home") as outcome:
                answer = await self._answers.ask(TypedQuestion("me today"), asker, outcome)
                await conversation.confirm(asker)
                count = answer.report.total
        except MorbotError as error:
            log.info("home-not-counted", code=error.code)  # the tab says so
        await rows.put(_TODAY, key, _TODAY_SECONDS, count)
        return True


def _key(asker: Asker) -> str:
    """Return the key of the count of this person's calls today; empty if they can have none."""
    account = asker.account
    if account is None or account.user_id is None:
        return ""
    return f"{asker.identity} {account.user_id} {asker.now.date()}"
