"""Checks of the database, and of the links and digests in it."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from bot.calls.model import Role
from bot.digests.engine.database import check_engine_tables
from bot.digests.posting_texts import reason
from bot.digests.store import Digests
from bot.doctor.check import CheckContext, CheckResult, ok, warning, wrong
from bot.doctor.keys import setting
from bot.links.directory import Directory
from bot.links.model import Link
from bot.links.texts import suspension
from bot.slack.texts import counted
from bot.store.clock import MOST_OFF, seconds_ahead
from bot.store.database import open_database

_BUSY_SECONDS = 2.0  # shorter than a check may take
_OVERDUE = timedelta(minutes=5)  # a due digest is claimed within a minute or so
_STALE = timedelta(hours=48)  # a running bot checks each link daily
_MOST_NAMED = 5


async def opens(context: CheckContext) -> CheckResult:
    """Check that the database opens, is up to date and can be written to, and DBOS's be read."""
    url = context.settings.database_url
    async with open_database(url, busy_seconds=_BUSY_SECONDS) as opened:
        async with opened.writing():
            pass
        ahead = await seconds_ahead(opened)
        context.links = await Directory(opened).all()
        context.digests = await Digests(opened).all()
        if opened.is_new:
            return warning(
                f"It is new and empty: {opened.name}.",
                "Is it the right one? DATABASE_URL names it. A file name without a folder is in"
                " MORBOT_HOME, or else in the working folder.",
            )
    if abs(ahead) > MOST_OFF:
        return wrong(
            f"This machine's clock is {abs(ahead):,.0f} s {'ahead of' if ahead > 0 else 'behind'}"
            f" that of {opened.name}, so no digests are sent from here.",
            "Let both take their time from a time server. To see the clock: timedatectl",
        )
    await asyncio.to_thread(check_engine_tables, url)
    return ok(f"{opened.name} opens, is up to date and can be written to.")


async def links(context: CheckContext) -> CheckResult:
    """Check that people are linked, and that their links are not suspended."""
    if not context.links:
        return warning(
            "Nobody is linked, so nobody can ask.",
            "Link somebody, for example: morbot link add U0INGRID1 admin --role admin",
        )
    suspended = [
        f"{_named(link)}: {suspension(link.suspended)}" for link in context.links if link.suspended
    ]
    if suspended:
        return warning(
            f"{len(suspended)} of {len(context.links)} suspended: {_some(suspended)}.",
            "morbot link check asks Slack and MOR again. Remove a link that is no longer true, for"
            " example: morbot link remove U0INGRID1",
        )
    return ok(f"{len(context.links)} linked, none suspended.")


async def link_keys(context: CheckContext) -> CheckResult:
    """Check that MOR can be asked as everybody who is linked."""
    keyless = [link for link in context.active_links if not context.can_sign(link.account)]
    if keyless:
        missing = sorted({setting(link.account.key_id) for link in keyless})
        return wrong(
            f"There is no key to ask MOR as {_some([_named(link) for link in keyless])}.",
            f"Set {', '.join(missing)}: the owner's API Secret Key (MOR: Settings > Setup > API).",
        )
    return ok("There is a key for everybody who is linked.")


async def link_checks(context: CheckContext) -> CheckResult:
    """Check that MOR has recently confirmed the links, and rejects foreign ids for resellers."""
    oldest = context.clock() - _STALE
    stale = [_named(link) for link in context.active_links if link.checked_at < oldest]
    if stale:
        return warning(
            f"Not confirmed by MOR for two days: {_some(stale)}.",
            "A running morbot checks all links daily. To check them now: morbot link check",
        )
    limited = [
        _named(link)
        for link in context.active_links
        if link.account.role is Role.RESELLER and not link.account.foreign_refused
    ]
    if limited:
        return warning(
            f"Limited to their own id: {_some(limited)}.",
            "MOR didn't reject requests for other people's ids. Once it does: morbot link check",
        )
    return ok("MOR has confirmed all links in the last two days.")


async def digests(context: CheckContext) -> CheckResult:
    """Check that something sends due digests, and that no problem has paused any."""
    every = context.digests
    if not every:
        return ok("There are no digests.")
    since = context.clock() - _OVERDUE
    overdue = [one.id for one in every if one.next_slot is not None and one.next_slot < since]
    if overdue:
        return wrong(
            f"Overdue, because nothing sends them: {_some([f'digest {id_}' for id_ in overdue])}.",
            "morbot run sends digests unless DIGEST_TICK is 0. If it is 0 everywhere, run this"
            " every minute: morbot digest run-due",
        )
    paused = [f"digest {one.id}: {reason(one.why)}" for one in every if one.why]
    if paused:
        return warning(
            f"{len(paused)} of {len(every)} paused: {_some(paused)}.",
            "Fix the cause. Then their owners can resume them in Slack, for example:"
            f" {context.settings.slack_command} digest resume 7. To list all: morbot digest list",
        )
    return ok(f"{counted(len(every), 'digest')}, none overdue or paused because of a problem.")


def _named(link: Link) -> str:
    return f"{link.identity} as “{link.account.username}”"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return "; ".join(names[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")
