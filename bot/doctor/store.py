"""Checks of the database and of the links and digests in it."""

from collections.abc import Sequence
from datetime import timedelta

from bot.calls.model import Role
from bot.digests.store import Digests
from bot.digests.texts.deliveries import reason
from bot.doctor import texts as say
from bot.doctor.examination import Examination
from bot.doctor.finding import Finding, ok, warning, wrong
from bot.links.directory import Directory
from bot.links.model import Link
from bot.links.texts.linking import suspension
from bot.store.database import open_database

_BUSY_SECONDS = 2.0  # within the time of a check
_OVERDUE = timedelta(minutes=5)  # what is due is claimed within a minute or so
_STALE = timedelta(hours=48)  # a running bot checks each link daily


async def database(examination: Examination) -> Finding:
    """Whether the database opens, is up to date and can be written."""
    url = examination.settings.database_url
    async with open_database(url, busy_seconds=_BUSY_SECONDS) as opened:
        async with opened.writing():
            pass
        examination.links = await Directory(opened).all()
        examination.digests = await Digests(opened).all()
    return ok(say.DATABASE_WELL)


async def links(examination: Examination) -> Finding:
    """Whether people are linked, and their links count."""
    everybody = examination.links
    if not everybody:
        return warning(*say.NOBODY_LINKED)
    suspended = [
        f"{_named(link)}: {suspension(link.suspended)}" for link in everybody if link.suspended
    ]
    if suspended:
        return warning(*say.suspended(len(everybody), suspended))
    return ok(say.links_well(len(everybody)))


async def keys(examination: Examination) -> Finding:
    """Whether MOR can be asked as everybody who is linked."""
    keyless = [link for link in _active(examination) if not examination.can_sign(link.account)]
    if keyless:
        missing = {say.key_setting(link.account.key_id) for link in keyless}
        return wrong(*say.keys_missing(sorted(missing), [_named(link) for link in keyless]))
    return ok(say.KEYS_WELL)


async def confirmations(examination: Examination) -> Finding:
    """Whether MOR has lately confirmed the links, and that it refuses foreign ids to resellers."""
    oldest = examination.clock() - _STALE
    stale = [_named(link) for link in _active(examination) if link.checked_at < oldest]
    if stale:
        return warning(*say.links_stale(stale))
    held = [
        _named(link)
        for link in _active(examination)
        if link.account.role is Role.RESELLER and not link.account.foreign_refused
    ]
    if held:
        return warning(*say.held_to_own_id(held))
    return ok(say.CONFIRMATIONS_WELL)


async def digests(examination: Examination) -> Finding:
    """Whether those that are due are taken up by somebody, and none is paused for a reason."""
    since = examination.clock() - _OVERDUE
    every = examination.digests
    overdue = [one.id for one in every if one.next_slot is not None and one.next_slot < since]
    if overdue:
        return wrong(*say.digests_overdue([f"digest {number}" for number in overdue]))
    paused = [f"digest {one.id}: {reason(one.why)}" for one in every if one.why]
    if paused:
        command = examination.settings.slack_command
        return warning(*say.digests_paused(len(every), paused, command))
    return ok(say.digests_well(len(every)))


def _active(examination: Examination) -> Sequence[Link]:
    return [link for link in examination.links if not link.suspended]


def _named(link: Link) -> str:
    return f"{link.identity} as “{link.account.username}”"
