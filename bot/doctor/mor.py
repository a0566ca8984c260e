"""Checks of MOR: reached, willing, keys, recipe, clock and zone."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from aiohttp import ClientError

from bot.calls.model import MOR_ADMIN_ID, Account, Call, Period, Role
from bot.doctor import texts as say
from bot.doctor.clocks import compare
from bot.doctor.examination import ADMIN, CHECK_SECONDS, Examination, because_of
from bot.doctor.finding import Finding, ok, skipped, warning, wrong
from bot.errors import Garbled, MorError, Refused, Unavailable
from bot.mor.client import MorClient
from bot.mor.signing import Recipe

_USUAL_PATHS = ("/billing", "/mor", "")
_SOMETHING_ELSE = frozenset({"mor-no-method", "mor-garbled"})  # a web server, but is it MOR?
_CLOSED = frozenset({"api-disabled", "get-disabled", "no-secret-key"})
# MOR checks the hash before these, so they say that it was right.
_AFTER_THE_HASH = frozenset({"user-not-found", "not-authorized", "access-denied"})
_LOOKED_BACK = timedelta(days=7)
_MOST_ASKED_ABOUT = 5


async def reached(examination: Examination) -> Finding:
    """Whether MOR answers at the address that is set; else where it does."""
    url = examination.settings.mor_url
    try:
        examination.mor_version = await _version(examination, url)
    except Refused as refusal:
        if refusal.code == "forbidden":
            raise
        examination.mor_refusal = refusal
    except (Unavailable, Garbled) as fault:
        if fault.code not in _SOMETHING_ELSE:
            raise
        found = await _found_elsewhere(examination)
        return wrong(*say.base_url(_shown(url), [_shown(one) for one in found]))
    return ok(say.mor_reached(_shown(url), examination.mor_version))


async def api(examination: Examination) -> Finding:
    """Whether MOR's API is switched on."""
    refusal = examination.mor_refusal
    if refusal is not None and refusal.code in _CLOSED:
        return wrong(refusal.text, refusal.hint)
    return ok(say.API_ON)


async def key(owner: int, examination: Examination) -> Finding:
    """Whether MOR takes this owner's key."""
    settings = examination.settings
    if owner not in settings.mor_keys:
        if settings.mor_recipe == "disabled":
            return ok(say.NO_KEY_NEEDED)
        return (warning if settings.mor_keys else wrong)(*say.key_unset(owner))
    account = await _account_of(owner, examination)
    if account is None:
        return skipped(say.nobody_of(owner))
    try:
        async with _client(examination, recipe=Recipe.DOCUMENTED) as mor:
            examination.mor_version = await mor.system_version(account)
    except Refused as refusal:
        if refusal.code == "wrong-hash":
            return wrong(*say.key_refused(owner, account.username))
        if refusal.code == "access-denied":
            return wrong(*say.name_refused(owner, account.username))
        raise
    return ok(say.key_taken(account.username))


async def recipe(examination: Examination) -> Finding:
    """Whether the recipe that is set is the one that MOR wants; else which is."""
    account = examination.asker
    setting = say.key_setting(account.key_id)
    if not examination.can_sign(account):
        return skipped(say.not_looked_at(setting))
    if (found := examination.findings.get(setting)) and found.stands_in_the_way:
        return because_of(setting, found)
    chosen = Recipe(examination.settings.mor_recipe)
    try:
        taken = await _taken(examination, account, chosen)
    except Unavailable as fault:
        if fault.code != "mor-no-method":
            raise
        return wrong(*say.too_old(examination.mor_version))
    return _judged(chosen, taken)


def _judged(chosen: Recipe, taken: list[Recipe]) -> Finding:
    if not taken:
        return wrong(*say.NO_RECIPE)
    if chosen not in taken:
        return wrong(*say.other_recipe(chosen, taken[0]))
    if chosen is Recipe.DISABLED:
        return warning(*say.NO_HASH_CHECKED)
    return ok(say.recipe_taken(chosen))


async def clock(examination: Examination) -> Finding:
    """Whether MOR's clock and ours agree. What MOR answers does not matter, only its date."""
    settings = examination.settings
    trusted = ssl.create_default_context(cafile=settings.mor_ca_file or None)
    try:
        async with examination.session.get(
            settings.mor_url, ssl=trusted, allow_redirects=False
        ) as answer:
            return compare("MOR", answer.headers.get("Date"), examination.clock())
    except (ClientError, OSError, ValueError):
        return compare("MOR", None, examination.clock())


async def time_zone(examination: Examination) -> Finding:
    """Whether the zone that is set agrees with the offsets beside MOR's calls."""
    calls = await _some_calls(examination)
    if not calls:
        return skipped(say.NO_CALLS)
    zone = examination.settings.mor_timezone
    if zone is None:
        offset = _offset(calls[-1].at)
        return ok(say.ZONE_UTC) if offset == "+00:00" else warning(*say.zone_unset(offset))
    now = examination.clock()
    for call in calls:
        if call.at.utcoffset() not in _possible_offsets(call.at, ZoneInfo(zone), now):
            return wrong(*say.zone_differs(zone, f"{call.at:%Y-%m-%d %H:%M:%S}", _offset(call.at)))
    return ok(say.zone_well(zone))


@asynccontextmanager
async def _client(examination: Examination, **changed: object) -> AsyncIterator[MorClient]:
    """A client of the settings with some of them changed, and without a zone: rows are compared.

    It waits longer than a check may take, so that slowness is told in one way.
    """
    given = {f"mor_{name}": value for name, value in changed.items()}
    settings = examination.settings.model_copy(
        update={"mor_timezone": None, "mor_timeout": 2 * CHECK_SECONDS, **given}
    )
    async with MorClient.from_settings(settings) as mor:
        yield mor


async def _version(examination: Examination, url: str) -> str:
    """MOR's version, or how it refuses, signed if there is a key."""
    account = examination.asker
    signed = account.key_id in examination.settings.mor_keys
    recipe = Recipe.DOCUMENTED if signed else Recipe.DISABLED
    async with _client(examination, url=url, recipe=recipe) as mor:
        return await mor.system_version(account)


async def _found_elsewhere(examination: Examination) -> list[str]:
    """The usual base addresses on the same server at which MOR answers."""
    url = urlsplit(examination.settings.mor_url)
    bases = [urlunsplit((url.scheme, url.netloc, path, "", "")) for path in _USUAL_PATHS]

    async def answers(base: str) -> bool:
        try:
            await _version(examination, base)
        except Refused as refusal:
            return refusal.code != "forbidden"
        except MorError:
            return False
        return True

    found = await asyncio.gather(*map(answers, bases))
    return [base for base, is_mor in zip(bases, found, strict=True) if is_mor]


def _shown(url: str) -> str:
    """The address without the name and password it may hold."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    shown = f"name:password@{host}" if "@" in parts.netloc else host
    return urlunsplit((parts.scheme, shown, parts.path, "", ""))


async def _account_of(owner: int, examination: Examination) -> Account | None:
    """An account that this owner's key signs for: somebody linked, else the owner himself."""
    known = [examination.asker, *examination.accounts, ADMIN]
    for account in known:
        if account.key_id == owner:
            return account
    for recipe in dict.fromkeys((Recipe.DOCUMENTED, Recipe(examination.settings.mor_recipe))):
        try:
            async with _client(examination, recipe=recipe) as mor:
                himself = await mor.user_details(examination.asker, user_id=owner)
        except Refused:
            continue
        # A MOR may answer with the asker's own data instead of a refusal.
        if himself.user_id == owner:
            return Account(himself.username, owner, Role.RESELLER)
    return None


async def _taken(examination: Examination, account: Account, chosen: Recipe) -> list[Recipe]:
    """The recipes that MOR takes, as far as it takes to judge the one that is set."""
    order = list(dict.fromkeys((Recipe.DOCUMENTED, chosen, *Recipe)))
    if account.key_id not in examination.settings.mor_keys:
        order = [Recipe.DISABLED]
    taken: list[Recipe] = []
    for number, one in enumerate(order):
        if taken and chosen in order[:number]:
            break
        if await _takes(examination, account, one):
            taken.append(one)
    return taken


async def _takes(examination: Examination, account: Account, recipe: Recipe) -> bool:
    """Whether MOR takes this recipe, asked for the calls of one second."""
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    second = Period(start, start + timedelta(seconds=1))
    try:
        async with _client(examination, recipe=recipe) as mor:
            await _first_call(mor, account, account.user_id or MOR_ADMIN_ID, second)
    except Refused as refusal:
        if refusal.code == "wrong-hash":
            return False
        if refusal.code not in _AFTER_THE_HASH:
            raise
    return True


async def _first_call(
    mor: MorClient, account: Account, user_id: int, period: Period
) -> Call | None:
    async with aclosing(mor.local_calls(account, user_id, period)) as batches:
        async for calls in batches:
            return calls[0]
    return None


async def _some_calls(examination: Examination) -> list[Call]:
    """A call of the last days for each of a few people, in order of time."""
    asker = examination.asker
    about = [MOR_ADMIN_ID if asker.user_id is None else asker.user_id]
    if asker.role is Role.ADMIN:
        about += [link.account.user_id for link in examination.links if link.account.user_id]
    end = examination.clock().replace(microsecond=0)
    period = Period(end - _LOOKED_BACK, end)

    async def one(user_id: int) -> Call | None:
        try:
            return await _first_call(mor, asker, user_id, period)
        except Refused:
            return None

    async with _client(examination) as mor:
        found = await asyncio.gather(*map(one, list(dict.fromkeys(about))[:_MOST_ASKED_ABOUT]))
    return sorted((call for call in found if call is not None), key=lambda call: call.at)


def _possible_offsets(at: datetime, zone: ZoneInfo, now: datetime) -> set[timedelta | None]:
    """What MOR may write beside a call of that wall time: the zone's offset then, or that of now,
    which older versions write beside every call.
    """
    wall = at.replace(tzinfo=zone)
    return {wall.utcoffset(), wall.replace(fold=1).utcoffset(), now.astimezone(zone).utcoffset()}


def _offset(at: datetime) -> str:
    return at.isoformat()[-6:]
