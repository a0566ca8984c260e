"""Help and the card about oneself, as Slack messages: only what the person may do."""

from collections.abc import Sequence

from bot.calls.model import Account, Role
from bot.home import texts
from bot.links.texts import links as links_texts
from bot.links.texts.linking import not_linked
from bot.slack.kit import limits
from bot.slack.kit import texts as kit_texts
from bot.slack.kit.escape import label
from bot.slack.kit.message import (
    Block,
    Message,
    bold,
    bullets,
    code,
    context,
    header,
    lines,
    message,
    plain,
)
from bot.slack.kit.problems import not_linked_message, problem_message


def help_message(
    command: str,
    account: Account | None,
    longest_days: int | None,
    slack_user: str = "",
    *,
    bot_admin: bool = False,
) -> Message:
    """What one can type after `command`; all examples are commands this account may give.

    `longest_days` is the longest period allowed, if there is such a limit. Without an account it
    tells `slack_user` how to get linked. A `bot_admin` reads of his own commands as well.
    """
    if account is None:
        told = not_linked_message(slack_user, command)
        return Message(told.text, told.blocks + bot_admin_help(command)) if bot_admin else told
    role, foreign, own_id = (
        account.role,
        _may_ask_about_others(account),
        account.user_id is not None,
    )
    question = "yesterday" if own_id and not foreign else "5 yesterday"
    title = texts.help_title(command)
    examples = [
        (f"{command} {typed}".rstrip(), meaning)
        for typed, meaning in links_texts.examples(role, foreign=foreign, own_id=own_id)
    ]
    blocks = [
        header(title),
        lines([plain(texts.HELP_INTRO)]),
        *_section("examples", examples),
        *_who(account),
        *_section("period", texts.PERIODS),
        *_section("filters", texts.FILTERS),
        *_section("output", texts.OUTPUTS),
        *_section("more", _commands(command, texts.more(question))),
        *(bot_admin_help(command) if bot_admin else ()),
    ]
    longest = [] if longest_days is None else [texts.longest_period(longest_days)]
    blocks.append(context([*longest, texts.ELSEWHERE]))
    return message(f"{title}. {texts.HELP_INTRO} {examples[-1][0]}", blocks)


def whoami_message(  # noqa: PLR0913 -- each is a fact of its own
    command: str,
    account: Account | None,
    zone: str,
    zone_assumed: bool,
    slack_user: str = "",
    *,
    suspended: str = "",
) -> Message:
    """The MOR account behind a person, what it may ask, and the zone its times are read in.

    Without an account it tells `slack_user` how to get linked, or why his link is `suspended`.
    """
    if account is None and suspended:
        return problem_message(not_linked(suspended), command)
    if account is None:
        return not_linked_message(slack_user, command)
    title = texts.WHOAMI_TITLE
    username = label(account.username, limits.CELL)
    values = (
        texts.account(username, account.role, account.user_id),
        texts.may_ask_about(account.role, foreign=_may_ask_about_others(account)),
        texts.zone(zone, assumed=zone_assumed),
    )
    rows = [
        [bold(f"{heading}: "), plain(value)]
        for heading, value in zip(texts.WHOAMI_HEADINGS, values, strict=True)
    ]
    blocks = [header(title), lines(*rows), context([kit_texts.see_help(command)])]
    return message(f"{title}: {values[0]}", blocks)


def _who(account: Account) -> list[Block]:
    foreign = _may_ask_about_others(account)
    if account.user_id is not None and not foreign:
        return [lines([bold(texts.section("who"))], [plain(texts.only_own_calls(account.user_id))])]
    own_id = account.user_id is not None
    return _section("who", texts.who(account.role, foreign=foreign, own_id=own_id))


def bot_admin_help(command: str) -> list[Block]:
    """The part of the help that is for bot admins only."""
    return _section("bot admins", _commands(command, texts.FOR_BOT_ADMINS))


def _commands(command: str, rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"{command} {typed}", meaning) for typed, meaning in rows]


def _section(name: str, rows: Sequence[tuple[str, str]]) -> list[Block]:
    items = ([code(typed), plain(f" – {meaning}")] for typed, meaning in rows)
    return [lines([bold(texts.section(name))]), bullets(items)]


def _may_ask_about_others(account: Account) -> bool:
    return account.role is Role.ADMIN or (account.role is Role.RESELLER and account.foreign_refused)
