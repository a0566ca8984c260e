"""The search form: opened at once, filled in, read by the grammar, and answered where it belongs.

Slack waits three seconds for a form and for what a submission comes to. The form carries nothing
but an id; whose it is, and where its answer goes, is remembered here.
"""

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import Answers, Asker, Pages, people
from bot.blocks import search_form
from bot.blocks.escape import cut
from bot.blocks.message import Message, Plain
from bot.blocks.problems import problem_message
from bot.blocks.search_form import Filled
from bot.calls import query_fields
from bot.errors import AskError, MorbotError, SlackError
from bot.messages import search as say
from bot.slack.desk import Desk
from bot.slack.identity import Identities
from bot.slack.posting import Poster
from bot.slack.refusals import CALL_FAULTS, slack_says
from bot.slack.replies import Kind, Road
from bot.slack.work import Work
from bot.store.directory import Directory
from bot.telemetry import begin_request, logger

log = logger(__name__)

_PATIENCE = 2.0  # seconds for what has to be known before Slack is answered
_LIFE = 25 * 60.0  # seconds; a response_url ends after 30 minutes
_MOST = 10_000
_LONGEST = 300  # characters of a mistake that a form has room for


# Where a mistake is shown, by the part of the command that it is in.
_FIELDS = {
    query_fields.WHO: search_form.WHO,
    query_fields.PERIOD: search_form.PERIOD,
    query_fields.FILTERS: search_form.FILTERS,
    query_fields.OUTPUT: search_form.SHOW,
}


@dataclass(frozen=True, slots=True)
class _Open:
    user_id: str
    opened: float
    road: Road


class Searches:
    """Opens search forms and takes what was filled in. `clock` gives seconds that never go back."""

    def __init__(  # noqa: PLR0913, PLR0917 -- whom it works with
        self,
        client: AsyncWebClient,
        answers: Answers,
        pages: Pages,
        directory: Directory,
        identities: Identities,
        desk: Desk,
        poster: Poster,
        work: Work,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._answers = answers
        self._pages = pages
        self._directory = directory
        self._identities = identities
        self._desk = desk
        self._poster = poster
        self._work = work
        self._clock = clock
        self._forms: OrderedDict[str, _Open] = OrderedDict()

    def open(self, user_id: str, trigger_id: str, response_url: str = "") -> bool:
        """Begin to open an empty form; False when the bot is full or stopping.

        What is found goes to the `response_url`, or else into the person's direct messages.
        """
        road = self._desk.road(response_url) if response_url else _Direct(self._poster, user_id)
        return self._work.start(self._open(user_id, trigger_id, road))

    def edit(self, body: dict[str, Any], answer_id: str) -> bool:
        """Begin to open the form with the question of the clicked answer in it; False as with
        `open`. What is found takes the answer's place as if a page had been turned.
        """
        return self._work.start(self._edit(body, answer_id))

    async def submit(self, user_id: str, view: dict[str, Any]) -> dict[str, str]:
        """Begin to answer what was filled in; else what is wrong, by field."""
        form = self._forms.get(str(view.get("private_metadata", "")))
        if form is None or form.user_id != user_id or self._clock() - form.opened > _LIFE:
            return {search_form.PERIOD: say.form_gone()}
        try:
            async with asyncio.timeout(_PATIENCE):
                asker = await self._identities.asker(user_id)
        except (SlackError, TimeoutError):
            return {search_form.PERIOD: say.cannot_tell_who()}
        filled = search_form.read_form(view)
        if mistakes := _mistakes(filled):
            return mistakes
        written = _written(filled, asker)
        try:
            self._answers.read(written.text, asker)
        except AskError as error:
            return {_FIELDS[written.field_of(error)]: cut(f"{error.text} {error.hint}", _LONGEST)}
        begun = self._desk.talk(user_id, written.text, form.road)
        return {} if begun else {search_form.PERIOD: say.later()}

    async def people(self, user_id: str, typed: str) -> list[dict[str, Any]]:
        """The linked people whom somebody may ask about, to choose from; none if it takes long."""
        try:
            async with asyncio.timeout(_PATIENCE):
                asker = await self._identities.asker(user_id)
                account = self._answers.account(asker)
                found = await people(self._directory, account, typed)
                return search_form.person_options(found)
        except (MorbotError, TimeoutError):
            return []

    async def _open(self, user_id: str, trigger_id: str, road: Road) -> None:
        begin_request()
        form = search_form.form_view(self._remember(user_id, road), Filled())
        await self._shown(trigger_id, form, road)

    async def _edit(self, body: dict[str, Any], answer_id: str) -> None:
        begin_request()
        user_id, road = str(body["user"]["id"]), self._desk.road_of(body)
        trigger_id = str(body.get("trigger_id", ""))
        view_id = await self._shown(trigger_id, search_form.waiting_view(), road)
        if not view_id:
            return
        try:
            asker = await self._identities.asker(user_id)
            kept = await self._pages.find(answer_id, asker)
            filled = search_form.filled_with(kept.query, kept.target)
            view = search_form.form_view(self._remember(user_id, road), filled)
        except MorbotError as error:
            view = search_form.problem_view(error)
        try:
            await self._client.views_update(view_id=view_id, view=view)
        except CALL_FAULTS as error:
            log.warning("form-not-updated", error=slack_says(error) or type(error).__name__)

    async def _shown(self, trigger_id: str, view: dict[str, Any], road: Road) -> str:
        """Open the view and return its id; else it is told by the road, and the id is empty."""
        try:
            opened = await self._client.views_open(trigger_id=trigger_id, view=view)
            return str(opened["view"]["id"])
        except (*CALL_FAULTS, KeyError, TypeError) as error:
            log.warning("form-not-opened", error=slack_says(error) or type(error).__name__)
        problem = AskError(*say.not_opened(self._desk.command), code="form-not-opened")
        with suppress(SlackError):
            await road.send(Kind.PROBLEM, problem_message(problem, self._desk.command))
        return ""

    def _remember(self, user_id: str, road: Road) -> str:
        form_id = secrets.token_urlsafe(16)
        self._forms[form_id] = _Open(user_id, self._clock(), road)
        if len(self._forms) > _MOST:
            self._forms.popitem(last=False)
        return form_id


class _Direct:
    """The way to somebody who has asked from no place in particular: direct messages."""

    def __init__(self, poster: Poster, user_id: str) -> None:
        self._poster = poster
        self._user_id = user_id

    async def send(self, _kind: Kind, message: Message, plain: Plain | None = None) -> None:
        """Send, as `Road.send` promises."""
        await self._poster.post(self._user_id, message, plain=plain)


def _mistakes(filled: Filled) -> dict[str, str]:
    """What cannot be meant, whatever the fields say, by field."""
    mistakes = {}
    if filled.person and filled.who:
        mistakes[search_form.WHO] = say.one_person()
    times = [time for time in (filled.start, filled.end) if time is not None]
    if times and filled.period:
        mistakes[search_form.PERIOD] = say.words_or_times()
    elif len(times) == 1:
        missing = search_form.START if filled.start is None else search_form.END
        mistakes[missing] = say.both_times()
    elif times and times[1] <= times[0]:
        mistakes[search_form.END] = say.end_first()
    return mistakes


def _written(filled: Filled, asker: Asker) -> query_fields.Command:
    period = filled.period
    if filled.start is not None and filled.end is not None:
        zone = ZoneInfo(asker.zone)
        start, end = (datetime.fromtimestamp(time, zone) for time in (filled.start, filled.end))
        period = query_fields.between(start, end)
    shown = "" if filled.show == search_form.CALLS else filled.show
    output = f"{shown} oldest" if filled.oldest else shown
    who = filled.person or filled.who
    return query_fields.command(who, period, filled.filters, output, asker.account)
