"""Rows that expire: what one replica remembers and another needs.

A row is found by its kind (whose it is, for example "form") and its key, until it ends. Request
signatures, event ids, open forms and such like are rows here: see the table of states in
`docs/architecture.md`.
"""

import asyncio
import base64
import binascii
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import bindparam, delete, select, text, tuple_, update

from bot.background import in_background
from bot.store import tables
from bot.store.database import Database, insert_into
from bot.store.faults import DATABASE_FAULTS
from bot.telemetry import logger

log = logger(__name__)

_KEY_BYTES = 32  # AES-SIV with AES-128 (RFC 5297)
_BETWEEN_PRUNINGS = 60.0  # seconds
_PLAIN = "plain:"  # before a value that is not sealed: Base64 has no colon
_AT_A_TIME = 1_000  # rows: a longer write would keep others waiting
_TABLE = tables.expiring
_COLUMNS = _TABLE.c.keys()
_THIS = (_TABLE.c.kind == bindparam("kind"), _TABLE.c.key == bindparam("key"))
_NOW = bindparam("now", type_=tables.UtcTime)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class ExpiringRows:
    """The rows of all replicas on one database. Every method is one statement, and atomic.

    Values are sealed with `secret`, which all replicas have; only True, numbers and what is `plain`
    are stored as they are. Sealed with another one, a value is not found. `clock` returns the time
    now, aware. The clocks of all replicas have to agree to a few seconds.
    Kinds have at most 32 characters, keys 255; a key from outside is hashed by its owner. Values
    are what JSON can hold, and not None. A power failure may lose the latest rows of a SQLite
    file; the end of a process loses none.
    """

    def __init__(
        self, database: Database, secret: str, clock: Callable[[], datetime] = _utc_now
    ) -> None:
        self._database = database
        self._seal = _Seal(secret)
        self._clock = clock
        insert = insert_into(_TABLE, database.engine.dialect)
        new = {"value": insert.excluded.value, "ends_at": insert.excluded.ends_at}
        key = [_TABLE.c.kind, _TABLE.c.key]
        claim = insert.on_conflict_do_update(
            index_elements=key, set_=new, where=_TABLE.c.ends_at <= _NOW
        )
        put = insert.on_conflict_do_update(index_elements=key, set_=new)
        take = delete(_TABLE).where(*_THIS).returning(_TABLE.c.value, _TABLE.c.ends_at > _NOW)
        # In an update, a parameter may not have a column's name unless it sets that column.
        exchange = update(_TABLE).where(
            _TABLE.c.kind == bindparam("its_kind"),
            _TABLE.c.key == bindparam("its_key"),
            _TABLE.c.value == bindparam("old"),
        )
        ended = select(*key).where(_TABLE.c.ends_at <= _NOW).order_by(_TABLE.c.ends_at)
        prune = delete(_TABLE).where(
            tuple_(*key).in_(ended.limit(bindparam("most"))),
            _TABLE.c.ends_at <= _NOW,  # again, since another replica may claim it meanwhile
        )
        prepared = database.prepare_write
        self._claim = prepared(claim.returning(_TABLE.c.key), _COLUMNS, synced=False)
        self._exchange = prepared(
            exchange.returning(_TABLE.c.key), ("value", "ends_at"), synced=False
        )
        self._put = prepared(put, _COLUMNS, synced=False)
        self._take = prepared(take, synced=False)
        # Synced, so that a SQLite file's write-ahead log is moved into it once a minute.
        self._prune = prepared(prune.returning(_TABLE.c.key))
        pending = select(_TABLE.c.key, _TABLE.c.value, _TABLE.c.ends_at)
        self._pending = database.prepare_select(
            pending.where(_TABLE.c.kind == bindparam("kind"), text(tables.PENDING))
        )
        self._find = database.prepare_select(select(_TABLE.c.value, _TABLE.c.ends_at).where(*_THIS))

    async def claim(self, kind: str, key: str, seconds: float, value: Any = True) -> bool:
        """Write a row that ends after `seconds`, if there is none that has not ended.

        Return whether it was written: of all who claim the same row, exactly one gets True.
        """
        row = self._row(kind, key, seconds, self._closed(kind, key, value))
        return bool(await self._claim.run(row))

    def claim_at_once(self, kind: str, key: str, seconds: float, value: Any = True) -> bool | None:
        """Do what `claim` does, if nobody has to be waited for; else return None."""
        row = self._row(kind, key, seconds, self._closed(kind, key, value))
        rows = self._claim.run_at_once(row)
        return None if rows is None else bool(rows)

    async def put(
        self, kind: str, key: str, seconds: float, value: Any, *, plain: bool = False
    ) -> None:
        """Write a row that ends after `seconds`, in the place of the one that is there, if any.

        A value that is no secret may be `plain`, so that it outlives a change of the secret.
        """
        stored = _PLAIN + json.dumps(value) if plain else self._closed(kind, key, value)
        await self._put.run(self._row(kind, key, seconds, stored))

    async def exchange(self, kind: str, key: str, old: Any, seconds: float, value: Any) -> bool:
        """Write a row in the place of the one that is there, if its value is still `old`.

        Return whether it was: of all who exchange the same value, exactly one gets True.
        """
        changed = {
            "its_kind": kind,
            "its_key": key,
            "old": self._closed(kind, key, old),
            "value": self._closed(kind, key, value),
            "ends_at": self._clock() + timedelta(seconds=seconds),
        }
        return bool(await self._exchange.run(changed))

    async def find(self, kind: str, key: str) -> Any:
        """Return the value of a row; None if there is none, or it has ended."""
        for value, ends_at in await self._find.rows(kind=kind, key=key):
            return self._opened(kind, key, value) if ends_at > self._clock() else None
        return None

    async def take(self, kind: str, key: str) -> Any:
        """Delete a row and return its value, to one only of all who take it at the same time.

        Return None if there is none, or it has ended.
        """
        rows = await self._take.run({"kind": kind, "key": key, "now": self._clock()})
        return self._opened(kind, key, rows[0][0]) if rows and rows[0][1] else None

    async def pending(self, kind: str) -> dict[str, Any]:
        """Return the values of all rows of a kind that have one other than True, by their keys."""
        rows = await self._pending.rows(kind=kind)
        now = self._clock()
        opened = {key: self._opened(kind, key, value) for key, value, end in rows if end > now}
        return {key: value for key, value in opened.items() if value is not None}

    async def writable(self) -> bool:
        """Return True. Raises DatabaseError if nothing can be written, or would be lost."""
        self._database.check_file()
        await self.put("writable", "", _BETWEEN_PRUNINGS, value=True)
        return True

    async def prune(self, most: int = _AT_A_TIME) -> int:
        """Delete rows that have ended, those first that ended first. Return how many.

        If it is `most`, there may be more of them.
        """
        return len(await self._prune.run({"now": self._clock(), "most": most}))

    @asynccontextmanager
    async def pruned(self) -> AsyncIterator[None]:
        """Prune once a minute, in the background, until the block ends."""
        async with in_background(self._prune_for_ever()):
            yield

    async def _prune_for_ever(self) -> None:
        while True:
            try:
                while await self.prune() == _AT_A_TIME:
                    pass
            except DATABASE_FAULTS as error:  # the next round may find it well
                log.warning("not-pruned", error=type(error).__name__)
            await asyncio.sleep(_BETWEEN_PRUNINGS)

    def _row(self, kind: str, key: str, seconds: float, stored: str) -> dict[str, Any]:
        now = self._clock()
        return {
            "kind": kind,
            "key": key,
            "value": stored,
            "ends_at": now + timedelta(seconds=seconds),
            "now": now,
        }

    def _closed(self, kind: str, key: str, value: Any) -> str:
        if value is True:
            return tables.TAKEN_NOTE
        if isinstance(value, (int, float)):
            return _PLAIN + json.dumps(value)
        return self._seal.close(value, kind, key)

    def _opened(self, kind: str, key: str, stored: str) -> Any:
        if stored == tables.TAKEN_NOTE:
            return True
        if stored.startswith(_PLAIN):
            return json.loads(stored.removeprefix(_PLAIN))
        return self._seal.open(stored, kind, key)


class _Seal:
    """Seals values for the place where they are stored, so that a copy of the database gives
    nothing away: an open form holds a `response_url`, by which anybody could reply.

    `secret` is one that all replicas have and the database does not. Equal values in the same place
    are sealed equally, so that they can be compared. Nothing sealed can be moved to another place.
    """

    def __init__(self, secret: str) -> None:
        derive = HKDF(SHA256(), _KEY_BYTES, salt=None, info=b"morbot: rows that expire")
        self._cipher = AESSIV(derive.derive(secret.encode()))

    def close(self, value: Any, *place: str) -> str:
        """Return the text to be stored for a value that JSON can hold."""
        sealed = self._cipher.encrypt(json.dumps(value).encode(), _bytes(place))
        return base64.b64encode(sealed).decode()

    def open(self, stored: str, *place: str) -> Any:
        """Return the value. It is None if it was sealed with another secret, or elsewhere."""
        try:
            sealed = base64.b64decode(stored, validate=True)
            return json.loads(self._cipher.decrypt(sealed, _bytes(place)))
        except (InvalidTag, binascii.Error, ValueError):
            return None


def _bytes(place: tuple[str, ...]) -> list[bytes]:
    return [part.encode() for part in place]
