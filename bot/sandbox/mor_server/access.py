"""Who may ask what: MOR's checks in MOR's order, with hash code of the server's own."""

import re
from collections.abc import Mapping
from hashlib import sha1
from hmac import compare_digest

from bot.sandbox.company import MorUser
from bot.sandbox.mor_server.database import Database
from bot.sandbox.mor_server.options import ForeignIds, HashRecipe, Options

Parameters = Mapping[str, str]

# The parameters whose values are hashed, in order; then comes the key.
METHODS: Mapping[str, tuple[str, ...]] = {
    "local_calls_get": ("from", "till", "s_user"),
    "user_details_get": ("user_id", "username"),
    "system_version_get": (),
    "user_details": ("user_id", "username"),
    "get_version": (),
}
OLD_NAMES: Mapping[str, str] = {
    "user_details": "user_details_get",
    "get_version": "system_version_get",
}
"""Names of methods in older versions, which newer ones still take."""

_ADMIN_ID = 0
_API_DISABLED = "API Requests are disabled"
_GET_DISABLED = "GET Requests are disabled"
_NO_KEY = "API must have Secret Key"
_WRONG_HASH = "Incorrect hash"
_NOT_FOUND = "User was not found"
_NOT_AUTHORIZED = "You are not authorized to use this functionality"


class AccessRefused(Exception):
    """MOR's refusal. Its text is that of MOR's answer."""


class AccessCheck:
    """The checks of one server. It keeps nothing between requests."""

    def __init__(self, options: Options, database: Database) -> None:
        self._options = options
        self._database = database

    def admit(self, http_method: str, method: str, parameters: Parameters) -> MorUser:
        """Return the caller after checking API, GET, hash and username, in this order.

        There is no password: the key allows acting as any user under it. Raises AccessRefused.
        """
        caller = self._database.user_by_name(parameters.get("u", ""))
        signer = _signer(caller)
        if not self._options.api_enabled or signer in self._options.resellers_without_api:
            raise AccessRefused(_API_DISABLED)
        if http_method != "POST" and not self._options.get_allowed:
            raise AccessRefused(_GET_DISABLED)
        if self._options.hash_checked and signer not in self._options.resellers_without_hash:
            self._check_hash(caller, signer, method, parameters)
        if caller is None:
            raise AccessRefused(self._options.access_denied)
        return caller

    def _check_hash(
        self, caller: MorUser | None, signer: int, method: str, parameters: Parameters
    ) -> None:
        keys = [self._key(signer)]
        if self._options.resellers_take_admin_key and caller and caller.usertype == "reseller":
            keys.append(self._key(_ADMIN_ID))
        keys = [key for key in keys if key]
        if not keys:
            raise AccessRefused(_NO_KEY)
        given = parameters.get("hash", "").encode()
        for names in _hashed(method, self._options.recipe):
            values = "".join(parameters.get(name, "") for name in names)
            if any(compare_digest(given, _sha1(values + key)) for key in keys):
                return
        raise AccessRefused(_WRONG_HASH)

    def _key(self, owner_id: int) -> str:
        if owner_id == _ADMIN_ID:
            return self._options.secret_key
        return self._options.reseller_keys.get(owner_id, "")

    def whose_calls(self, caller: MorUser, parameters: Parameters) -> MorUser:
        """Return the user whose calls the caller gets. Raises AccessRefused."""
        self._check_rights(caller)
        return self._allowed(caller, self._by_id(parameters.get("s_user", "")))

    def whose_details(self, caller: MorUser, parameters: Parameters) -> MorUser:
        """Return the user whose details the caller gets, by id, by username or by both.

        Raises AccessRefused, also if id and username are of different users.
        """
        self._check_rights(caller)
        username = parameters.get("username", "")
        if not parameters.get("user_id"):
            return self._allowed(caller, self._database.user_by_name(username))
        found = self._by_id(parameters["user_id"])
        agree = found is None or username in ("", found.username)
        return self._allowed(caller, found if agree else None)

    def _check_rights(self, caller: MorUser) -> None:
        if caller.usertype == "accountant" and not self._options.accountants_allowed:
            raise AccessRefused(_NOT_AUTHORIZED)

    def _by_id(self, user_id: str) -> MorUser | None:
        if not re.fullmatch(r"[0-9]{1,18}", user_id):
            raise AccessRefused(_NOT_FOUND)
        return self._database.user_by_id(int(user_id))

    def _allowed(self, caller: MorUser, asked: MorUser | None) -> MorUser:
        match caller.usertype:
            case "reseller":
                mine = asked is not None and caller.id in (asked.id, asked.owner_id)
                foreign = self._options.foreign_to_resellers
            case "user":
                mine = asked is not None and caller.id == asked.id
                foreign = self._options.foreign_to_users
            case _:
                mine, foreign = asked is not None, ForeignIds.REFUSED
        if asked is not None and mine:
            return asked
        if foreign is ForeignIds.OWN_DATA:
            return caller
        raise AccessRefused(_NOT_FOUND)


def _hashed(method: str, recipe: HashRecipe) -> set[tuple[str, ...]]:
    """Return the parameters to hash. If there are two possible ways, return both.

    The documentation contradicts itself about `local_calls_get` only. It is unknown whether a
    server that deviates there deviates in other methods, so those may be signed either way.
    """
    documented = METHODS[method]
    match recipe:
        case HashRecipe.KEY_ONLY:
            wanted: tuple[str, ...] = ()
        case HashRecipe.USER_ONLY:
            wanted = tuple(name for name in documented if name not in ("from", "till"))
        case _:
            wanted = documented
    return {wanted} if method == "local_calls_get" else {wanted, documented}


def _signer(caller: MorUser | None) -> int:
    """Return whose key signs: a reseller's own, a user's owner's, otherwise the admin's."""
    if caller is None or caller.usertype in ("admin", "accountant"):
        return _ADMIN_ID
    return caller.id if caller.usertype == "reseller" else caller.owner_id


def _sha1(text: str) -> bytes:
    return sha1(text.encode(), usedforsecurity=False).hexdigest().encode()
