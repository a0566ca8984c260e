"""Checks of MOR's address and API, and the requests that the other checks of MOR share."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from urllib.parse import urlsplit, urlunsplit

from bot.calls.model import Account, Call, Period
from bot.doctor.check import CHECK_SECONDS, CheckContext, CheckResult, ok, wrong
from bot.errors import ErrorCode, Garbled, MorError, Refused, Unavailable
from bot.mor.client import MorClient
from bot.mor.signing import Recipe

_USUAL_PATHS = ("/billing", "/mor", "")
_SOMETHING_ELSE = frozenset(
    {ErrorCode.MOR_NO_METHOD, "mor-garbled"}
)  # a web server, but is it MOR?
_CLOSED = frozenset({"api-disabled", "get-disabled", ErrorCode.NO_API_KEY})


async def reached(context: CheckContext) -> CheckResult:
    """Check that MOR answers at the address of the settings. If not, find out where it does."""
    url = context.settings.mor_url
    try:
        context.mor_version = await _version(context, url)
    except Refused as refusal:
        if refusal.code == ErrorCode.FORBIDDEN:
            raise
        context.mor_refusal = refusal
    except (Unavailable, Garbled) as fault:
        if fault.code not in _SOMETHING_ELSE:
            raise
        return _not_here(_shown(url), [_shown(one) for one in await _found_elsewhere(context)])
    return ok(f"{context.mor_version or 'MOR'} answers at {_shown(url)}")


async def api(context: CheckContext) -> CheckResult:
    """Check that MOR's API is switched on."""
    refusal = context.mor_refusal
    if refusal is not None and refusal.code in _CLOSED:
        return wrong(refusal.text, refusal.details)
    return ok("Switched on.")


@asynccontextmanager
async def changed_client(context: CheckContext, **changed: object) -> AsyncIterator[MorClient]:
    """Open a client of the settings with some `MOR_…` changed, and without a time zone.

    Its timeout is longer than that of a check, so that slowness is reported in one way.
    """
    given = {f"mor_{name}": value for name, value in changed.items()}
    settings = context.settings.model_copy(
        update={"mor_timezone": None, "mor_timeout": 2 * CHECK_SECONDS, **given}
    )
    async with MorClient.from_settings(settings) as mor:
        yield mor


async def first_call(mor: MorClient, account: Account, user_id: int, period: Period) -> Call | None:
    """Return the first call of a period, without reading the rest."""
    async with aclosing(mor.local_calls(account, user_id, period)) as batches:
        async for calls in batches:
            return calls[0]
    return None


def _not_here(url: str, found: list[str]) -> CheckResult:
    if found:
        return wrong(f"There is no MOR at {url}, but at {found[0]}", f"Set MOR_URL={found[0]}")
    return wrong(
        f"There is no MOR at {url}, nor at the usual addresses /billing, /mor and / of that"
        " server.",
        "Set MOR_URL to the address of MOR's web interface, for example"
        " https://mor.example.com/billing",
    )


async def _version(context: CheckContext, url: str) -> str:
    """Return MOR's version, asked with a signature if there is a key. Raises MorError."""
    account = context.asker
    signed = account.key_id in context.settings.mor_keys
    recipe = Recipe.DOCUMENTED if signed else Recipe.DISABLED
    async with changed_client(context, url=url, recipe=recipe) as mor:
        return await mor.system_version(account)


async def _found_elsewhere(context: CheckContext) -> list[str]:
    """Return the usual base addresses on the same server at which MOR answers."""
    url = urlsplit(context.settings.mor_url)
    bases = [urlunsplit((url.scheme, url.netloc, path, "", "")) for path in _USUAL_PATHS]

    async def answers(base: str) -> bool:
        try:
            await _version(context, base)
        except Refused as refusal:
            return refusal.code != ErrorCode.FORBIDDEN
        except MorError:
            return False
        return True

    found = await asyncio.gather(*map(answers, bases))
    return [base for base, is_mor in zip(bases, found, strict=True) if is_mor]


def _shown(url: str) -> str:
    """Return the address without the name and password that it may contain."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    shown = f"name:password@{host}" if "@" in parts.netloc else host
    return urlunsplit((parts.scheme, shown, parts.path, "", ""))
