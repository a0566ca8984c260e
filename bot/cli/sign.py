"""`morbot sign`: what the bot would send, to compare with MOR's own hash generator."""

from urllib.parse import urlencode

import click

from bot.cli import texts as say
from bot.mor.signing import Recipe, sign

_METHOD = "local_calls_get"
_SECONDS = click.IntRange(min=0)


@click.command()
@click.option("--user", "user_id", type=_SECONDS, required=True, help="MOR user id (s_user).")
@click.option("--from", "start", type=_SECONDS, help="First second, Unix time.")
@click.option("--till", "end", type=_SECONDS, help="Last second, Unix time; it belongs to it.")
@click.option("--key", envvar="MOR_KEY_ADMIN", show_envvar=True, help="The API Secret Key.")
@click.option(
    "--recipe",
    type=click.Choice([recipe.value for recipe in Recipe]),
    default=Recipe.DOCUMENTED.value,
    show_default=True,
    help="What goes into the hash.",
)
@click.option("--as", "username", default="admin", show_default=True, help="MOR username (u).")
def command(
    user_id: int, start: int | None, end: int | None, key: str | None, recipe: str, username: str
) -> None:
    """Print the hash and the request for a question to MOR's local_calls_get.

    The bounds are MOR's: both inclusive. To be compared with what MOR shows under
    Settings > Setup > Generate hash. The key itself is never printed.
    """
    if not key and recipe != Recipe.DISABLED:
        raise click.UsageError(say.no_key_to_sign("MOR_KEY_ADMIN"))
    if start is not None and end is not None and end < start:
        raise click.UsageError(say.BOUNDS_REVERSED)
    given = {"s_user": user_id, "from": start, "till": end}
    hashed = {name: str(value) for name, value in given.items() if value is not None}
    signature = sign(_METHOD, hashed, key or "", Recipe(recipe))
    click.echo(signature or say.NOTHING_TO_SIGN)
    sent = {"u": username, **hashed} | ({"hash": signature} if signature else {})
    click.echo(f"POST http://SERVER_IP/billing/api/{_METHOD}?{urlencode(sent)}")
