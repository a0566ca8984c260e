"""What goes wrong in a run, again and again: chosen by a seed, begun by what happens."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from random import Random
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from bot.sandbox.mor_server import Fault
from bot.sandbox.slack_server.control import LostReply, too_many
from tests.digests.chaos.cluster import Cluster
from tests.digests.chaos.company import POST_LIMIT, SILENCE, Company
from tests.digests.chaos.exchange import Moment
from tests.support.processes import Replica

_MOR_FAULTS = (Fault.ERROR_500, Fault.CUT, Fault.STALL)
_MOST_POSTS = 4  # between two faults
_PATIENCE = 10.0  # seconds until a fault comes that no post has begun
_OUTAGE_SECONDS = 3.0  # beyond the grace period
_LAST_SECONDS = 90.0


class Kind(StrEnum):
    """Kinds of faults, as the table names them."""

    KILL = "kills at random"
    KILL_CLAIMING = "kills in mid claim"
    KILL_READING = "kills for good, while MOR was asked"
    KILL_CALLED = "kills as Slack was called"
    KILL_ACCEPTED = "kills between Slack's acceptance and the record"
    KILL_ANSWERED = "kills as Slack's reply arrived"
    STOP = "stops longer than the heartbeat may be old"
    STOP_READING = "the same, while MOR was asked"
    STOP_ACCEPTED = "stops with Slack's reply on its way"
    LOST = "replies of Slack lost"
    BROKEN = "503 from Slack"
    BUSY = "429 from Slack"
    MOR = "times that MOR was down"
    DATABASE = "database restarts"
    OUTAGE = "outages longer than the grace period"


NEVER_LEFT_OUT = frozenset({Kind.KILL_ACCEPTED, Kind.OUTAGE})
"""What comes in every run that can have it, however slow the machine is."""


@dataclass
class Diary:
    """What was done, and the moments when a replica was killed or stopped."""

    done: Counter[Kind] = field(default_factory=Counter)
    fallen: list[datetime] = field(default_factory=list)

    def note(self, kind: Kind) -> None:
        """One more of this kind, now."""
        self.done[kind] += 1
        if kind.name.startswith(("KILL", "STOP", "OUTAGE")):
            self.fallen.append(datetime.now(UTC))


class Faults:
    """Does it all to a company."""

    def __init__(self, company: Company, seed: int) -> None:
        self.diary = Diary()
        self._company = company
        self._chance = Random(seed)
        self._group = asyncio.TaskGroup()
        self._at_database = asyncio.Lock()
        self._ways: dict[Kind, Callable[[], Coroutine[Any, Any, None]]] = {
            Kind.KILL: self._kill,
            Kind.KILL_READING: self._kill_for_good,
            Kind.KILL_CALLED: partial(self._kill_posting, Kind.KILL_CALLED, Moment.CALLED),
            Kind.KILL_ACCEPTED: partial(self._kill_posting, Kind.KILL_ACCEPTED, Moment.ACCEPTED),
            Kind.KILL_ANSWERED: partial(self._kill_posting, Kind.KILL_ANSWERED, Moment.ANSWERED),
            Kind.STOP: self._stop,
            Kind.STOP_READING: self._stop_reading,
            Kind.STOP_ACCEPTED: self._stop_posting,
            Kind.LOST: partial(self._answer, Kind.LOST, Moment.ACCEPTED, LostReply()),
            Kind.BROKEN: self._break,
            Kind.BUSY: partial(self._answer, Kind.BUSY, Moment.CALLED, too_many(1)),
            Kind.MOR: self._mor_down,
        }
        if company.cluster is None:
            self._ways[Kind.OUTAGE] = self._outage
        else:
            self._ways[Kind.KILL_CLAIMING] = partial(self._kill_claiming, company.cluster)
            self._ways[Kind.DATABASE] = partial(self._restart_database, company.cluster)

    async def strike(self) -> None:
        """Let things go wrong until the last digest is due; then all are well again."""
        bag: list[Kind] = []
        seconds = (self._company.end - datetime.now(UTC)).total_seconds()
        async with asyncio.timeout(seconds + _LAST_SECONDS), self._group:
            while not self._over():
                posts = self._chance.randint(1, _MOST_POSTS)
                await self._company.posts.until(posts, self._patience())
                if not bag:
                    bag = self._bag()
                kind = bag.pop()
                fault = self._ways[kind]()
                if self._company.cluster is None:
                    await fault  # with one process, another has nobody to strike meanwhile
                    if kind in NEVER_LEFT_OUT and not self.diary.done[kind]:
                        bag.append(kind)  # on a busy machine no post came in time
                else:
                    self._group.create_task(fault)

    def _over(self) -> bool:
        """Whether the last digest was due."""
        return datetime.now(UTC) >= self._company.end

    def _patience(self) -> float:
        """How long to wait for posts, so that a slow machine leaves no kind out."""
        missing = len(self._ways.keys() - self.diary.done.keys())
        left = (self._company.end - datetime.now(UTC)).total_seconds()
        return max(1.0, min(_PATIENCE, left / missing)) if missing else _PATIENCE

    def _bag(self) -> list[Kind]:
        """Every kind once, in any order but for those at the end, which are taken first: what must
        not be left out, then what was not done yet. An outage, which is long, only the first time.
        """
        kinds = list(self._ways)
        if self.diary.done[Kind.OUTAGE]:
            kinds.remove(Kind.OUTAGE)
        self._chance.shuffle(kinds)
        return sorted(kinds, key=lambda kind: (kind in NEVER_LEFT_OUT, not self.diary.done[kind]))

    def _replica(self) -> Replica:
        """One to which nothing happens at present, if there is one."""
        free = [one for one in self._company.replicas if not one.claim.locked()]
        return self._chance.choice(free or self._company.replicas)

    async def _kill(self) -> None:
        replica = self._replica()
        await asyncio.sleep(self._chance.random())
        async with replica.claim:
            await self._killed(replica, Kind.KILL)

    async def _kill_claiming(self, cluster: Cluster) -> None:
        """Tried until one is caught at it: those who were just killed claim nothing for a while."""
        before = self.diary.done[Kind.KILL_CLAIMING]
        while before == self.diary.done[Kind.KILL_CLAIMING] and not self._over():
            async with self._at_database, cluster.held_up(_PATIENCE) as name:
                for replica in self._company.replicas:
                    if replica.name == name:
                        async with replica.claim:
                            await self._killed(replica, Kind.KILL_CLAIMING)

    async def _kill_for_good(self) -> None:
        """Another one starts in its place, so that nobody of that name ends what it had begun."""

        async def act(replica: Replica) -> ASGIApp:
            async with replica.claim:
                await self._killed(replica, Kind.KILL_READING)
                replica.rename()
            return LostReply()

        await self._company.questions.next_call(Moment.CALLED, act, _PATIENCE)

    async def _kill_posting(self, kind: Kind, moment: Moment) -> None:
        async def act(replica: Replica) -> ASGIApp:
            async with replica.claim:
                await self._killed(replica, kind)
            return LostReply()  # nobody is there to hear it

        await self._company.posts.next_call(moment, act, _PATIENCE)

    async def _killed(self, replica: Replica, kind: Kind) -> None:
        if replica.lives:
            self.diary.note(kind)
            await replica.kill()
            self._group.create_task(self._start(replica))

    async def _start(self, replica: Replica) -> None:
        async with replica.claim:
            if not replica.lives:
                await replica.start()

    async def _stop(self) -> None:
        await self._stopped(self._replica(), Kind.STOP, SILENCE)

    async def _stop_reading(self) -> None:
        act = partial(self._stop_caller, Kind.STOP_READING, SILENCE)
        await self._company.questions.next_call(Moment.CALLED, act, _PATIENCE)

    async def _stop_posting(self) -> None:
        """Others give its post up meanwhile."""
        act = partial(self._stop_caller, Kind.STOP_ACCEPTED, POST_LIMIT)
        await self._company.posts.next_call(Moment.ACCEPTED, act, _PATIENCE)

    async def _stop_caller(self, kind: Kind, least: float, replica: Replica) -> None:
        replica.stop()
        self._group.create_task(self._stopped(replica, kind, least))

    async def _stopped(self, replica: Replica, kind: Kind, least: float) -> None:
        async with replica.claim:
            if not replica.lives:
                return
            replica.stop()
            self.diary.note(kind)
            await asyncio.sleep(least + self._chance.uniform(1, 3))
            replica.go_on()

    async def _break(self) -> None:
        """A 503, of which the posting one cannot know whether it was accepted."""
        moment = self._chance.choice((Moment.CALLED, Moment.ACCEPTED))
        await self._answer(Kind.BROKEN, moment, PlainTextResponse("Service Unavailable", 503))

    async def _answer(self, kind: Kind, moment: Moment, answer: ASGIApp) -> None:
        async def act(_: Replica) -> ASGIApp:
            self.diary.note(kind)
            return answer

        await self._company.posts.next_call(moment, act, _PATIENCE)

    async def _mor_down(self) -> None:
        self.diary.note(Kind.MOR)
        self._company.mor.fail(self._chance.choice(_MOR_FAULTS))
        await asyncio.sleep(self._chance.uniform(2, 4))
        self._company.mor.options.fault = None

    async def _restart_database(self, cluster: Cluster) -> None:
        async with self._at_database:
            self.diary.note(Kind.DATABASE)
            await cluster.restart(self._chance.choice(("fast", "immediate")))

    async def _outage(self) -> None:
        """Nobody is there for so long that digests are missed."""
        (replica,) = self._company.replicas
        async with replica.claim:
            self.diary.note(Kind.OUTAGE)
            await replica.kill()
            await asyncio.sleep(self._company.scale.grace + _OUTAGE_SECONDS)
            await replica.start()
