"""Help, the card about oneself, and the Home tab, which shows both."""

from collections.abc import Sequence

from bot.calls.asker import Asker
from bot.calls.model import Account, Role
from bot.home import texts
from bot.home.overview import Overview
from bot.links import slack_texts as links_texts
from bot.links.texts import not_linked
from bot.search.blocks import SEARCH
from bot.search.texts import SEARCH_BUTTON
from bot.slack import texts as slack_texts
from bot.slack.kit import limits
from bot.slack.kit.escape import label
from bot.slack.kit.forms import Modal
from bot.slack.kit.message import (
    Block,
    Message,
    bold,
    bullets,
    buttons,
    code,
    context,
    header,
    lines,
    message,
    plain,
)
from bot.slack.kit.problems import not_linked_message, problem_message

HELP = "home:help"
HELP_MODAL = Modal(HELP, texts.HELP)


def help_message(
    command: str, asker: Asker, longest_days: int | None, *, bot_admin: bool = False
) -> Message:
    """Draw what this person can type after `command`. They may run all of the examples.

    `longest_days` is the longest period allowed, if there is such a limit. A `bot_admin` also
    sees the commands for bot admins.
    """
    account = asker.account
    if account is None:
        told = not_linked_message(asker.identity.user, command)
        return Message(told.text, told.blocks + bot_admin_help(command)) if bot_admin else told
    foreign, own_id = _may_ask_about_others(account), account.user_id is not None
    question = "yesterday" if own_id and not foreign else "5 yesterday"
    title = texts.help_title(command)
    examples = [
        (f"{command} {typed}".rstrip(), meaning)
        for typed, meaning in links_texts.examples(account.role, foreign=foreign, own_id=own_id)
    ]
    longest = [] if longest_days is None else [texts.longest_period(longest_days)]
    blocks = [
        header(title),
        lines([plain(texts.HELP_INTRO)]),
        *_section(texts.EXAMPLES, examples),
        *_who(account),
        *_section(texts.PERIOD, texts.PERIODS),
        *_section(texts.FILTER, texts.FILTERS),
        *_section(texts.OUTPUT, texts.OUTPUTS),
        *_section(texts.MORE, _commands(command, texts.more(question))),
        *(bot_admin_help(command) if bot_admin else ()),
        context([*longest, texts.ELSEWHERE]),
    ]
    return message(f"{title}. {texts.HELP_INTRO} {examples[-1][0]}", blocks)


def greeting_message(command: str, asker: Asker) -> Message:
    """Draw what answers a greeting: what the bot does, and three buttons to begin with."""
    account = asker.account
    if account is None:
        return whoami_message(command, asker)
    first = (texts.TODAY, "me today") if account.user_id is not None else (texts.WHOAMI, "whoami")
    choices = [
        ("reading:0", *first),
        (SEARCH, SEARCH_BUTTON, "search"),
        ("reading:1", texts.HELP, "help"),
    ]
    blocks = [
        lines([bold(texts.GREETING)], [plain(texts.GREETING_HINT)]),
        buttons(choices),
        context([slack_texts.see_help(command)]),
    ]
    return message(f"{texts.GREETING} {texts.GREETING_HINT}", blocks)


def bot_admin_help(command: str) -> list[Block]:
    """Draw the part of the help for bot admins."""
    return _section(texts.BOT_ADMINS, _commands(command, texts.FOR_BOT_ADMINS))


def whoami_message(command: str, asker: Asker) -> Message:
    """Draw a person's MOR account, what they may ask about, and the zone of their times.

    Without an account it says how to get linked, or why the link is suspended.
    """
    account = asker.account
    if account is None and asker.suspended:
        return problem_message(not_linked(asker.suspended), command)
    if account is None:
        return not_linked_message(asker.identity.user, command)
    username = label(account.username, limits.CELL)
    values = (
        texts.account(username, account.role, account.user_id),
        texts.may_ask_about(account.role, foreign=_may_ask_about_others(account)),
        texts.zone(asker.zone, assumed=asker.zone_assumed),
    )
    rows = [
        [bold(f"{heading}: "), plain(value)]
        for heading, value in zip(texts.WHOAMI_HEADINGS, values, strict=True)
    ]
    title = texts.WHOAMI_TITLE
    blocks = [header(title), lines(*rows), context([slack_texts.see_help(command)])]
    return message(f"{title}: {values[0]}", blocks)


def overview_section(overview: Overview) -> list[Block]:
    """Draw today's calls, and what was asked lately as buttons."""
    today, asked = overview.today, overview.asked
    lately = texts.ASKED_LATELY if asked else texts.NOT_ASKED_YET
    blocks = [header(texts.OVERVIEW), lines([bold(today)] if today else [], [plain(lately)])]
    if asked:
        blocks.append(buttons((f"reading:{at}", text, text) for at, text in enumerate(asked)))
    return [*blocks, context([slack_texts.ANSWER_ELSEWHERE])] if overview.noted else blocks


def home_buttons() -> Block:
    """Draw the buttons at the head of the Home tab."""
    return buttons([(SEARCH, SEARCH_BUTTON, "search"), (HELP, texts.HELP, "help")])


def home_view(*parts: Sequence[Block]) -> dict[str, object]:
    """Draw the view for `views.publish`: the parts that are not empty, with dividers between.

    If that is more than Slack takes, the longest parts are cut, and say so.
    """
    present = [part for part in parts if part]
    sizes = [len(part) for part in present]
    while sum(sizes) + len(sizes) - 1 > limits.VIEW_BLOCKS:
        sizes[sizes.index(max(sizes))] -= 1
    blocks: list[Block] = []
    for part, size in zip(present, sizes, strict=True):
        if blocks:
            blocks.append({"type": "divider"})
        blocks += part if len(part) == size else [*part[: size - 1], context([texts.MORE_THERE])]
    return {"type": "home", "blocks": blocks}


def _who(account: Account) -> list[Block]:
    foreign = _may_ask_about_others(account)
    if account.user_id is not None and not foreign:
        return [lines([bold(texts.WHO)], [plain(texts.only_own_calls(account.user_id))])]
    own_id = account.user_id is not None
    return _section(texts.WHO, texts.who(account.role, foreign=foreign, own_id=own_id))


def _commands(command: str, rows: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(f"{command} {typed}", meaning) for typed, meaning in rows]


def _section(heading: str, rows: Sequence[tuple[str, str]]) -> list[Block]:
    items = ([code(typed), plain(f" – {meaning}")] for typed, meaning in rows)
    return [lines([bold(heading)]), bullets(items)]


def _may_ask_about_others(account: Account) -> bool:
    return account.role is Role.ADMIN or (account.role is Role.RESELLER and account.foreign_refused)
