"""The options of `morbot mor-server` that are fields of the sandbox's `Options`."""

from collections.abc import Callable
from enum import StrEnum
from functools import reduce
from zoneinfo import ZoneInfo

import click

from bot.cli.options import known_zone
from bot.sandbox.mor_server import (
    ContentType,
    ErrorForm,
    Fault,
    ForeignIds,
    Gzip,
    HashRecipe,
    Options,
    ZoneForm,
)

_DEFAULTS = Options()
_Decorator = Callable[[Callable[..., None]], Callable[..., None]]


def _read_keys(
    ctx: click.Context, option: click.Parameter, texts: tuple[str, ...]
) -> dict[int, str]:
    del ctx, option
    keys = dict(_DEFAULTS.reseller_keys)
    for text in texts:
        reseller, equals, key = text.partition("=")
        if not equals or not reseller.isdecimal():
            raise click.BadParameter(
                f"{text} is not a reseller's MOR id with their key, for example 3=secret."
            )
        keys[int(reseller)] = key
    return keys


def _read_forms(
    ctx: click.Context, option: click.Parameter, texts: tuple[str, ...]
) -> dict[str, ErrorForm]:
    del ctx, option
    forms = {}
    for text in texts:
        method, _, form = text.partition("=")
        if not method or form not in list(ErrorForm):
            raise click.BadParameter(
                f"{text} is not a method with its form, for example user_details_get=error."
            )
        forms[method] = ErrorForm(form)
    return forms


def _read_zone(ctx: click.Context, option: click.Parameter, name: str) -> ZoneInfo:
    del ctx, option
    return known_zone(name, "--timezone")


def _read_prefix(ctx: click.Context, option: click.Parameter, text: str) -> str:
    del ctx, option
    return f"/{text.strip('/')}".rstrip("/")


def _choice(flag: str, field: str, kind: type[StrEnum], text: str) -> _Decorator:
    """Return an option for a field of `Options` that is one of a few words."""
    default = getattr(_DEFAULTS, field)
    return click.option(
        flag,
        field,
        type=click.Choice([word.value for word in kind]),
        default=default and default.value,
        show_default=default is not None,
        callback=lambda _ctx, _option, word: word and kind(word),
        help=text,
    )


def _flag(flag: str, field: str, text: str) -> _Decorator:
    """Return an option that inverts a flag of `Options`."""
    usual = getattr(_DEFAULTS, field)
    return click.option(
        flag,
        field,
        is_flag=True,
        callback=lambda _ctx, _option, given: given is not usual,
        help=text,
    )


def _names(flag: str, field: str, kind: type, metavar: str, text: str) -> _Decorator:
    """Return an option that may be repeated, for a field of `Options` that is a set."""
    return click.option(
        flag,
        field,
        type=kind,
        multiple=True,
        metavar=metavar,
        callback=lambda _ctx, _option, given: set(given),
        help=text,
    )


_OPTIONS = (
    click.option(
        "--timezone",
        default="UTC",
        metavar="ZONE",
        show_default=True,
        callback=_read_zone,
        help="The time zone of the server's clock.",
    ),
    click.option(
        "--prefix",
        default=_DEFAULTS.prefix,
        show_default=True,
        metavar="PATH",
        callback=_read_prefix,
        help="The path before /api.",
    ),
    click.option(
        "--secret-key",
        default=_DEFAULTS.secret_key,
        show_default=True,
        metavar="KEY",
        help="The admin's API Secret Key.",
    ),
    click.option(
        "--reseller-key",
        "reseller_keys",
        multiple=True,
        metavar="ID=KEY",
        callback=_read_keys,
        help="A reseller's own API Secret Key. The defaults are 3=333333 and 4=444444.",
    ),
    _flag("--disable-api", "api_enabled", "Switch Allow API globally off."),
    _flag("--allow-get", "get_allowed", "Switch Allow GET API on."),
    _flag("--disable-hash", "hash_checked", "Switch Disable hash checking on."),
    _choice("--recipe", "recipe", HashRecipe, "What the hash of local_calls_get contains."),
    _names(
        "--disable-reseller-api",
        "resellers_without_api",
        int,
        "ID",
        "Switch Allow API off for this reseller.",
    ),
    _names(
        "--disable-reseller-hash",
        "resellers_without_hash",
        int,
        "ID",
        "Switch Disable hash checking on for them.",
    ),
    _flag(
        "--resellers-take-admin-key",
        "resellers_take_admin_key",
        "Accept the admin's key for resellers, as newer versions do.",
    ),
    _flag("--allow-accountants", "accountants_allowed", "Let accountants ask, about anybody."),
    _choice(
        "--foreign-to-resellers",
        "foreign_to_resellers",
        ForeignIds,
        "The answer to a reseller who asks about another owner's user.",
    ),
    _choice(
        "--foreign-to-users",
        "foreign_to_users",
        ForeignIds,
        "The answer to a user who asks about another user.",
    ),
    _names(
        "--missing-method",
        "missing_methods",
        str,
        "NAME",
        "Do not know this method, as versions before X13.",
    ),
    _flag(
        "--no-such-api",
        "unknown_is_404",
        "Answer unknown methods with HTTP 200 and There is no such API, not with 404.",
    ),
    _choice("--error-form", "error_form", ErrorForm, "The elements around an error."),
    click.option(
        "--error-form-of",
        "error_forms",
        multiple=True,
        metavar="METHOD=FORM",
        callback=_read_forms,
        help="The same, of this method alone.",
    ),
    click.option(
        "--access-denied",
        default=_DEFAULTS.access_denied,
        show_default=True,
        metavar="TEXT",
        help="The text of this error, which MOR may translate.",
    ),
    _choice(
        "--content-type",
        "content",
        ContentType,
        "Answer with text/html as an attachment, or with text/xml.",
    ),
    _choice("--gzip", "gzip", Gzip, "Compress answers, with or without the header that says so."),
    _flag("--html-wrapper", "html_wrapper", "Put the XML inside an HTML page."),
    _flag("--leading-space", "leading_space", "Put white space before the XML declaration."),
    _flag("--right-spelling", "right_spelling", "Write originator_ip, not MOR's orignator_ip."),
    _flag(
        "--absent-when-empty",
        "absent_when_empty",
        "Leave the local_calls element out if there are no calls.",
    ),
    _flag(
        "--offset-of-call",
        "offset_of_call",
        "Write each call's own UTC offset instead of the present one.",
    ),
    _choice("--zone-form", "zone_form", ZoneForm, "Write GMT +0000 or GMT +00:00."),
    click.option(
        "--delay",
        type=click.FloatRange(0),
        default=0.0,
        help="Wait this many seconds before each answer.",
    ),
    _choice("--fault", "fault", Fault, "Fail in this way."),
    click.option(
        "--fault-after",
        type=click.IntRange(0),
        default=0,
        help="Answer this many requests before the fault.",
    ),
    click.option(
        "--fault-times", type=click.IntRange(1), help="Fail this many requests. The default is all."
    ),
    click.option(
        "--synthetic",
        "synthetic_calls",
        type=click.IntRange(0),
        metavar="N",
        help="Answer with N made-up calls, spread over the period.",
    ),
)


def server_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each field of `Options` to a command, in the order of the list above."""
    return reduce(lambda decorated, option: option(decorated), reversed(_OPTIONS), command)
