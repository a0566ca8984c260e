"""Faults planted into the running code, to see that the search finds what it is there for.

Each one takes away a single check.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.ask import answers, targets
from bot.ask.answer_store import StoredAnswer
from bot.ask.questions import Questions
from bot.audit.log import AuditLog
from bot.calls.asker import Asker
from bot.calls.model import Account, Report, Role
from bot.coalescer import Coalescer
from bot.digests import error_texts as errors
from bot.digests.model import Digest
from bot.digests.service import DigestService
from bot.ids import Identity
from bot.links import identities, link_search
from bot.links.bot_admins import BotAdmins
from bot.links.confirmed_links import ConfirmedLinks
from bot.links.identities import Identities
from bot.links.linking import Linking
from bot.links.model import Link
from bot.slack.api.people import Person

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Fault:
    """A fault, and a conversation that has shown it. It is only where the search begins, so that
    finding it again takes less time; another will do.
    """

    plant: Plant
    seed: int


FAULTS: dict[str, Fault] = {}


def _fault(seed: int) -> Callable[[Plant], Plant]:
    def register(plant: Plant) -> Plant:
        FAULTS[plant.__name__.removeprefix("_").replace("_", " ")] = Fault(plant, seed)
        return plant

    return register


async def _nothing(*_args: object, **_given: object) -> None:
    """Check nothing."""


@_fault(seed=66)
def _a_kept_answer_is_not_checked(patch: pytest.MonkeyPatch) -> None:
    async def find(self: Questions, answer_id: str, asker: Asker) -> StoredAnswer:
        self._answers.account(asker)
        stored = await self._store.find(answer_id, asker.now)
        if stored is None:
            raise errors.no_such_digest(0)
        return stored

    def cached(self: Questions, answer_id: str, *_: object) -> Report | None:
        kept = self._cache.get(answer_id)
        return kept.report if kept is not None else None

    patch.setattr(Questions, "find", find)
    patch.setattr(Questions, "_cached", cached)


@_fault(seed=124)
def _others_digests_are_open(patch: pytest.MonkeyPatch) -> None:
    async def find(self: DigestService, number: int, _asker: Asker) -> Digest:
        digest = await self._digests.find(number)
        if digest is None:
            raise errors.no_such_digest(number)
        return digest

    patch.setattr(DigestService, "find", find)


@_fault(seed=14)
def _nobody_looks_again_before_sending(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Identities, "confirm_unchanged", _nothing)


@_fault(seed=15)
def _the_role_is_not_checked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(answers, "check_access", lambda *_: None)


@_fault(seed=41)
def _people_link_themselves(patch: pytest.MonkeyPatch) -> None:
    async def check(self: Linking, _identity: Identity, _role: object, by: Identity) -> None:
        if by.org:
            await self.admins.check(by)

    patch.setattr(Linking, "_check_right", check)


@_fault(seed=38)
def _everybody_makes_links(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(BotAdmins, "check", _nothing)


@_fault(seed=33)
def _questions_are_joined_by_their_text_alone(patch: pytest.MonkeyPatch) -> None:
    run = Coalescer.run

    async def run_by_text(self: Coalescer[Any], key: Any, work: Any) -> Any:
        return await run(self, key[0] if isinstance(key[0], str) else key, work)

    patch.setattr(Coalescer, "run", run_by_text)


@_fault(seed=11)
def _the_audit_log_is_open_to_all(patch: pytest.MonkeyPatch) -> None:
    read = AuditLog._reading

    class Everybody:
        check = staticmethod(_nothing)

        async def includes(self, _identity: Identity) -> bool:
            return True

    class Admins:
        admins = Everybody()

    def reading(self: AuditLog, asker: Asker) -> Any:
        self._linking = Admins()  # type: ignore[assignment]
        return read(self, asker)

    patch.setattr(AuditLog, "_reading", reading)


@_fault(seed=120)
def _the_menu_of_people_has_all_links(patch: pytest.MonkeyPatch) -> None:
    of_account = link_search.askable_statement

    def of_everybody(account: Account, wanted: str, most: int) -> Any:
        return of_account(replace(account, role=Role.ADMIN), wanted, most)

    patch.setattr(link_search, "askable_statement", of_everybody)


@_fault(seed=8)
def _a_mention_reaches_anybody(patch: pytest.MonkeyPatch) -> None:
    """A foreign user is then told from nobody."""
    patch.setattr(targets, "_within_reach", lambda *_: True)


@_fault(seed=19)
def _suspended_links_count(patch: pytest.MonkeyPatch) -> None:
    async def suspended(_self: Identities, _link: Link, _person: Person) -> str:
        return ""

    patch.setattr(Identities, "_suspended", suspended)


@_fault(seed=19)
def _guests_keep_their_links(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(identities, "reason_to_suspend", lambda *_: None)


@_fault(seed=99)
def _a_link_confirmed_once_is_believed_for_ever(patch: pytest.MonkeyPatch) -> None:
    async def confirmed(_self: ConfirmedLinks, asker: Asker) -> Asker:
        return asker

    patch.setattr(ConfirmedLinks, "confirmed", confirmed)


@_fault(seed=153)
def _bot_admins_stay_what_they_were(patch: pytest.MonkeyPatch) -> None:
    async def includes(self: BotAdmins, identity: Identity) -> bool:
        return identity in self.named

    patch.setattr(BotAdmins, "includes", includes)
