"""MOR's methods: the calls of a user, a user's details, the version."""

from collections.abc import AsyncGenerator, Hashable, Mapping
from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from lxml import etree
from pydantic import SecretStr

from bot.calls.model import MOR_ADMIN_ID, Account, Call, Period
from bot.mor import texts as say
from bot.mor.breaker import Breaker
from bot.mor.places import Places
from bot.mor.signing import Recipe, sign
from bot.mor.transport import Limits, Transport
from bot.mor.wire import AnswerReader
from bot.settings import Settings
from bot.store.expiring import ExpiringRows
from bot.telemetry import Metrics, logger

log = logger(__name__)

_LONGEST_NAME = 80
_STRANGE = "\N{REPLACEMENT CHARACTER}"
_SHORT = 25 * 3600  # seconds: the longest day there is. A longer question may be slow by itself


@dataclass(frozen=True, slots=True)
class UserDetails:
    """A MOR user as `user_details_get` describes them; names are MOR's, possibly empty.

    MOR is known to answer plain users with their own data whatever id they ask for. So compare
    `user_id` or `username` with what was asked for.
    """

    user_id: int
    username: str
    first_name: str
    surname: str

    @property
    def full_name(self) -> str:
        """The first name and surname, possibly empty: one line of at most 80 characters, with `�`
        for each that cannot be seen, so that it can be shown anywhere as plain text.
        """
        words = " ".join(f"{self.first_name} {self.surname}".split())
        seen = "".join(one if one.isprintable() else _STRANGE for one in words)
        return seen if len(seen) <= _LONGEST_NAME else seen[: _LONGEST_NAME - 1].rstrip() + "…"


class MorClient:
    """The methods of one MOR server. An async context manager.

    `keys` are the secret keys by owner: 0 for the admin's, else a reseller's MOR id. `timezone` is
    the IANA zone of MOR's clock; None believes the offset beside each call.

    Every method raises Unavailable, Refused or Garbled.
    """

    def __init__(
        self,
        transport: Transport,
        keys: Mapping[int, SecretStr],
        *,
        recipe: str | Recipe = Recipe.DOCUMENTED,
        timezone: str | None = None,
    ) -> None:
        self._transport = transport
        self._keys = dict(keys)
        self._recipe = Recipe(recipe)
        self._zone = ZoneInfo(timezone) if timezone else None

    @classmethod
    def from_settings(
        cls,
        settings: Settings,
        metrics: Metrics | None = None,
        rows: ExpiringRows | None = None,
    ) -> Self:
        """Return a client of the MOR that the settings name. Raises ConfigError.

        By the `rows` it knows what other replicas know of MOR.
        """
        transport = Transport(
            settings.mor_url,
            Limits(timeout=settings.mor_timeout, parallel=settings.mor_parallel),
            ca_file=settings.mor_ca_file,
            breaker=Breaker(settings.mor_breaker_failures, settings.mor_breaker_seconds, rows),
            metrics=metrics,
        )
        return cls(
            transport,
            settings.mor_keys,
            recipe=settings.mor_recipe,
            timezone=settings.mor_timezone,
        )

    @property
    def breaker(self) -> Breaker:
        """The circuit breaker that decides whether MOR is asked at all."""
        return self._transport.breaker

    @property
    def places(self) -> Places:
        """The requests that may run at the same time."""
        return self._transport.places

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._transport.aclose()

    async def local_calls(
        self, account: Account, user_id: int, period: Period, person: Hashable = None
    ) -> AsyncGenerator[list[Call], None]:
        """Yield the calls of one MOR user within `period`, in MOR's order, in batches as they are
        read. They can be trusted only when the end is reached: an answer that is cut off raises.

        `person` is who asks, by default all who are linked to this account. Close it when you
        leave early (`contextlib.aclosing`).
        """
        hashed = {
            "from": str(int(period.start.timestamp())),
            "till": str(int(period.end.timestamp()) - 1),  # both bounds are inclusive for MOR
            "s_user": str(user_id),
        }
        method = "local_calls_get"
        form = self._signed(method, account, hashed)
        asked = self._transport.post(method, form, person or account, long=period.seconds > _SHORT)
        async with asked as (body, record):
            async for calls in AnswerReader(self._zone).read(body):
                record.rows += len(calls)
                if calls:
                    yield calls

    async def user_details(
        self, account: Account, *, username: str | None = None, user_id: int | None = None
    ) -> UserDetails:
        """Look up a MOR user by name, by id, or by both. Raises Refused (`user-not-found`)."""
        hashed = {} if user_id is None else {"user_id": str(user_id)}
        if username is not None:
            hashed["username"] = username
        page = await self._page("user_details_get", account, hashed)
        found = _text(page, "{*}userid")
        if not (found.isascii() and found.isdigit() and len(found) <= 18):
            raise say.without("userid")
        names = "{*}details/{*}other_details/{*}"
        return UserDetails(
            user_id=int(found),
            username=_text(page, names + "username"),
            first_name=_text(page, names + "first_name"),
            surname=_text(page, names + "surname"),
        )

    async def system_version(self, account: Account) -> str:
        """MOR's version, for example `X13`. Proves address, key and user, but not the recipe."""
        version = _text(await self._page("system_version_get", account, {}), "{*}version")
        if not version:
            raise say.without("version")
        return version[:100]

    async def _page(
        self, method: str, account: Account, hashed: Mapping[str, str]
    ) -> etree._Element:
        reader = AnswerReader()
        form = self._signed(method, account, hashed)
        async with self._transport.post(method, form, account) as (body, _):
            async for _ in reader.read(body):
                pass
            return reader.page

    def _signed(self, method: str, account: Account, hashed: Mapping[str, str]) -> dict[str, str]:
        form = {"u": account.username, **hashed}
        key = self._keys.get(account.key_id)
        if key is None and self._recipe is not Recipe.DISABLED:
            owner = account.key_id
            setting = "MOR_KEY_ADMIN" if owner == MOR_ADMIN_ID else f"MOR_KEY_RESELLER_{owner}"
            log.warning("mor-key-missing", setting=setting)
            raise say.no_key(setting)
        secret = key.get_secret_value() if key else ""
        if signature := sign(method, hashed, secret, self._recipe):
            form["hash"] = signature
        return form


def _text(page: etree._Element, path: str) -> str:
    return (page.findtext(path) or "").strip()
