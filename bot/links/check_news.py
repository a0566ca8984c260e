"""Tell bot admins, and the people concerned, what checks of links have led to."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from bot.errors import ErrorCode, MorError, SlackError
from bot.links import texts as say
from bot.links.linking import Recheck, RecheckOutcome
from bot.links.model import Suspension
from bot.slack.api.posting import Poster
from bot.slack.conversation.admin_notices import AdminNotices
from bot.slack.conversation.background_tasks import BackgroundTasks
from bot.slack.kit import limits
from bot.slack.kit.escape import label
from bot.slack.kit.message import lines, message, plain
from bot.store.expiring import ExpiringRows
from bot.telemetry import logger

log = logger(__name__)

_KIND = "links-not-confirmed"
_TOLD_AGAIN = timedelta(days=1)
_FAULT_KIND, _FAULT_TOLD_AGAIN = "mor-fault", timedelta(hours=6)
_QUESTIONS_OWN = frozenset({ErrorCode.MOR_SLOW, ErrorCode.MOR_BUSY})  # it asks for too much
_LOST = frozenset({Suspension.NAME_GONE, Suspension.NAME_MOVED, Suspension.OWNER_MOVED})


class CheckNews:
    """Tells of checks, and why MOR did not answer: each reason once a day, or in six hours."""

    def __init__(
        self, notices: AdminNotices, poster: Poster, tasks: BackgroundTasks, rows: ExpiringRows
    ) -> None:
        self._notices = notices
        self._poster = poster
        self._tasks = tasks
        self._rows = rows

    def tell_soon(self, check: Recheck) -> None:
        """Tell the bot admins in the background. The person is about to be answered."""
        self._tasks.start_always(self._tell_admins([check]))

    async def tell(self, checks: Sequence[Recheck]) -> None:
        """Tell the bot admins, and the people whose MOR user is no longer theirs."""
        await self._tell_admins(checks)
        for check in checks:
            if check.outcome is RecheckOutcome.SUSPENDED and check.reason in _LOST:
                await self._tell_person(check)

    def tell_fault_soon(self, fault: MorError) -> None:
        """Tell the bot admins in the background why MOR did not answer a question."""
        if fault.code not in _QUESTIONS_OWN:
            self._tasks.start_always(self._tell_fault(fault))

    async def tell_failing(self, links: int, trouble: str, code: str) -> None:
        """Tell the bot admins that MOR could not confirm so many links. `trouble` is what MOR
        said.
        """
        if await self._rows.claim(_KIND, code, _TOLD_AGAIN.total_seconds()):
            await self._notices.tell(say.not_checked(links, trouble))

    async def _tell_fault(self, fault: MorError) -> None:
        if await self._rows.claim(_FAULT_KIND, fault.code, _FAULT_TOLD_AGAIN.total_seconds()):
            await self._notices.tell(say.mor_fault(fault.text, fault.details))

    async def _tell_admins(self, checks: Sequence[Recheck]) -> None:
        if news := [check.news for check in checks if check.changed]:
            await self._notices.tell(*news)
        failed: dict[str, list[Recheck]] = defaultdict(list)
        for check in checks:
            if check.outcome is RecheckOutcome.FAILED:
                failed[check.code].append(check)
        for code, alike in failed.items():
            trouble = f"{alike[0].trouble} {alike[0].details}".rstrip()
            await self.tell_failing(len(alike), trouble, code)

    async def _tell_person(self, check: Recheck) -> None:
        name = label(check.link.account.username, limits.CELL)
        told = say.told_suspended(name, check.why)
        try:
            user = check.link.identity.user
            await self._poster.post(user, message(told, [lines([plain(told)])]))
        except SlackError as error:
            log.warning("suspended-person-not-told", code=error.code)
