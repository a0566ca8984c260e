"""How a request to MOR is signed.

The hash is the lower-case hexadecimal SHA-1 of some parameter values, concatenated in a fixed order
without names or separators, followed by the secret key. Kolmisoft's documentation describes that
and contradicts it in its own example (a hash of the key alone), hence the recipes.
"""

import hashlib
from collections.abc import Mapping
from enum import StrEnum


class Recipe(StrEnum):
    """Which values a server expects in the hash."""

    DOCUMENTED = "documented"  # every hashed parameter of the method, then the key
    KEY_ONLY = "key-only"  # as in the documentation's example
    USER_ONLY = "user-only"  # as documented, but without the dates
    DISABLED = "disabled"  # the server checks no hash, so none is sent


_DATES = ("from", "till")
# The hashed parameters of each method, in order; others, for example `u`, are never hashed.
_HASHED = {
    "local_calls_get": (*_DATES, "s_user"),
    "user_details_get": ("user_id", "username"),
    "system_version_get": (),
}
METHODS = tuple(_HASHED)


def sign(method: str, parameters: Mapping[str, str], key: str, recipe: Recipe) -> str | None:
    """Return the hash to send with `parameters`; None if the recipe is to send none.

    Missing parameters add nothing. The values are those sent: Unix seconds and ids in digits.
    """
    match recipe:
        case Recipe.DISABLED:
            return None
        case Recipe.KEY_ONLY:
            names: tuple[str, ...] = ()
        case Recipe.USER_ONLY:
            names = tuple(name for name in _HASHED[method] if name not in _DATES)
        case Recipe.DOCUMENTED:
            names = _HASHED[method]
    signed = "".join(parameters.get(name, "") for name in names) + key
    return hashlib.sha1(signed.encode(), usedforsecurity=False).hexdigest()
