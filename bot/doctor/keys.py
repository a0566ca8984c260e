"""Checks of how requests to MOR are signed: the secret keys, and the recipe of the hash."""

from datetime import UTC, datetime, timedelta

from bot.calls.model import MOR_ADMIN_ID, Account, Period, Role
from bot.doctor.check import (
    ADMIN,
    CheckContext,
    CheckResult,
    ok,
    skipped,
    skipped_because,
    warning,
    wrong,
)
from bot.doctor.mor import changed_client, first_call
from bot.errors import ErrorCode, Refused, Unavailable
from bot.mor.signing import Recipe

# MOR checks the hash before these, so they say that it was right.
_AFTER_THE_HASH = frozenset(
    {ErrorCode.USER_NOT_FOUND, ErrorCode.NOT_AUTHORIZED, ErrorCode.ACCESS_DENIED}
)


def setting(owner_id: int) -> str:
    """Return the setting that holds an owner's secret key."""
    return f"MOR_KEY_RESELLER_{owner_id}" if owner_id else "MOR_KEY_ADMIN"


async def key(owner: int, context: CheckContext) -> CheckResult:
    """Check that MOR accepts this owner's key."""
    settings = context.settings
    if owner not in settings.mor_keys:
        return _key_unset(owner, context)
    account = await _account_of(owner, context)
    if account is None:
        return skipped(
            f"Skipped, because no user of reseller {owner} is linked, and MOR didn't say"
            " the reseller's name."
        )
    try:
        async with changed_client(context, recipe=Recipe.DOCUMENTED) as mor:
            context.mor_version = await mor.system_version(account)
    except Refused as refusal:
        if refusal.code == ErrorCode.WRONG_HASH:
            return _key_refused(owner, account.username)
        if refusal.code == ErrorCode.ACCESS_DENIED:
            return _name_refused(owner, account.username)
        raise
    return ok(f"MOR accepts it, asked as “{account.username}”.")


async def recipe(context: CheckContext) -> CheckResult:
    """Check that MOR accepts the recipe of the settings. If not, find out which it does."""
    account = context.asker
    needed = setting(account.key_id)
    if not context.can_sign(account):
        return skipped(f"Skipped. Set {needed} first.")
    if (result := context.results.get(needed)) and result.blocks_dependents:
        return skipped_because(needed, result)
    chosen = Recipe(context.settings.mor_recipe)
    try:
        accepted = await _accepted(context, account, chosen)
    except Unavailable as fault:
        if fault.code != ErrorCode.MOR_NO_METHOD:
            raise
        return wrong(
            f"{context.mor_version or 'MOR'} does not offer local_calls_get, which came with MOR"
            " X13.",
            "Upgrade MOR to X13 or newer.",
        )
    return _recipe_result(chosen, accepted)


def _key_unset(owner: int, context: CheckContext) -> CheckResult:
    if context.settings.mor_recipe == "disabled":
        return ok("Not set, and not needed with MOR_RECIPE=disabled.")
    name = setting(owner)
    return (warning if context.settings.mor_keys else wrong)(
        f"{name} is not set, so nobody with that owner can ask.",
        f"Set {name} to the API Secret Key in MOR: Settings > Setup > API.",
    )


def _key_refused(owner: int, username: str) -> CheckResult:
    whose = f"the reseller whose MOR id is {owner}" if owner else "MOR's admin"
    return wrong(
        f"MOR does not accept it (Incorrect hash), asked as “{username}”.",
        f"Set {setting(owner)} to the API Secret Key of {whose} (MOR: Settings > Setup > API).",
    )


def _name_refused(owner: int, username: str) -> CheckResult:
    return wrong(
        f"MOR knows no user “{username}” (Access Denied).",
        "Check whether that user was renamed or removed. morbot link check checks all links."
        if owner
        else "Choose the MOR user to ask as, for example: morbot doctor --as tomford",
    )


def _recipe_result(chosen: Recipe, accepted: list[Recipe]) -> CheckResult:
    if not accepted:
        return wrong(
            "MOR accepts hashes by none of the recipes.",
            "Compare MOR's own hash (Settings > Setup > Generate hash) with morbot's:"
            " morbot sign --user 5",
        )
    if chosen not in accepted:
        return wrong(
            f"MOR does not accept hashes by MOR_RECIPE={chosen}, but by {accepted[0]}.",
            f"Set MOR_RECIPE={accepted[0]}",
        )
    if chosen is Recipe.DISABLED:
        return warning(
            "MOR checks no hash (MOR_RECIPE=disabled), so anyone who reaches it can ask as"
            " anybody.",
            "Better switch Disable hash checking off (MOR: Settings > Setup > API), and set"
            " MOR_RECIPE=documented",
        )
    return ok(f"MOR accepts hashes by {chosen}.")


async def _account_of(owner: int, context: CheckContext) -> Account | None:
    """Return an account that this owner's key signs for: somebody linked, or the owner."""
    known = [context.asker, *context.accounts, ADMIN]
    for account in known:
        if account.key_id == owner:
            return account
    for one in dict.fromkeys((Recipe.DOCUMENTED, Recipe(context.settings.mor_recipe))):
        try:
            async with changed_client(context, recipe=one) as mor:
                details = await mor.user_details(context.asker, user_id=owner)
        except Refused:
            continue
        # A MOR may answer with the asker's own data instead of a refusal.
        if details.user_id == owner:
            return Account(details.username, owner, Role.RESELLER)
    return None


async def _accepted(context: CheckContext, account: Account, chosen: Recipe) -> list[Recipe]:
    """Return recipes that MOR accepts: enough of them to judge the chosen one."""
    order = list(dict.fromkeys((Recipe.DOCUMENTED, chosen, *Recipe)))
    if account.key_id not in context.settings.mor_keys:
        order = [Recipe.DISABLED]
    accepted: list[Recipe] = []
    for number, one in enumerate(order):
        if accepted and chosen in order[:number]:
            break
        if await _accepts(context, account, one):
            accepted.append(one)
    return accepted


async def _accepts(context: CheckContext, account: Account, recipe: Recipe) -> bool:
    """Whether MOR accepts this recipe, asked for the calls of one second."""
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    second = Period(start, start + timedelta(seconds=1))
    try:
        async with changed_client(context, recipe=recipe) as mor:
            await first_call(mor, account, account.user_id or MOR_ADMIN_ID, second)
    except Refused as refusal:
        if refusal.code == ErrorCode.WRONG_HASH:
            return False
        if refusal.code not in _AFTER_THE_HASH:
            raise
    return True
