"""`morbot sign`: what the bot sends, to compare with MOR's own hash generator."""

from pathlib import Path
from urllib.parse import urlencode

import click

from bot.mor.signing import Recipe, sign
from bot.settings.values import read_environment

_ENV_FILE = Path(".env")
_METHOD = "local_calls_get"
_SECONDS = click.IntRange(min=0)


@click.command()
@click.option("--user", "user_id", type=_SECONDS, required=True, help="The MOR user id (s_user).")
@click.option("--from", "start", type=_SECONDS, help="The first second, in Unix time.")
@click.option("--till", "end", type=_SECONDS, help="The last second, in Unix time.")
@click.option("--key", help="The API Secret Key. The default is MOR_KEY_ADMIN.")
@click.option(
    "--recipe",
    type=click.Choice([recipe.value for recipe in Recipe]),
    help="What is hashed. The default is MOR_RECIPE, or else documented.",
)
@click.option("--as", "username", default="admin", show_default=True, help="The MOR username (u).")
def command(
    user_id: int,
    start: int | None,
    end: int | None,
    key: str | None,
    recipe: str | None,
    username: str,
) -> None:
    """Print the hash of a request to MOR.

    The request is one to local_calls_get, with both bounds included, as in MOR. Compare the hash
    with the one that MOR shows under Settings > Setup > Generate hash. The key is never printed.

    MOR_URL, MOR_KEY_ADMIN and MOR_RECIPE are read from the environment or a .env file.
    """
    given = {name: (value or "").strip() for name, value in read_environment(_ENV_FILE).items()}
    key = key or given.get("MOR_KEY_ADMIN")
    recipe = recipe or given.get("MOR_RECIPE") or Recipe.DOCUMENTED
    if recipe not in list(Recipe):
        raise click.UsageError(f"MOR_RECIPE is none of {', '.join(Recipe)}.")
    if not key and recipe != Recipe.DISABLED:
        raise click.UsageError(
            "There is no secret key to sign with. Give --key KEY, or set MOR_KEY_ADMIN."
        )
    if start is not None and end is not None and end < start:
        raise click.UsageError(
            "--till is before --from. Both are in Unix seconds, for example --from 1514851199."
        )
    asked = {"s_user": user_id, "from": start, "till": end}
    hashed = {name: str(value) for name, value in asked.items() if value is not None}
    signature = sign(_METHOD, hashed, key or "", Recipe(recipe))
    click.echo(
        signature or "No hash is sent with this recipe: MOR has to have Disable hash checking on."
    )
    sent = {"u": username, **hashed} | ({"hash": signature} if signature else {})
    base = _without_password(given.get("MOR_URL") or "http://SERVER_IP/billing")
    click.echo(f"POST {base}/api/{_METHOD}?{urlencode(sent)}")


def _without_password(url: str) -> str:
    scheme, slashes, rest = url.rstrip("/").rpartition("://")
    return f"{scheme}{slashes}{rest.rpartition('@')[2]}"
