"""Links and requests for access, as bot admins and the people concerned see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.calls.asker import may_ask_about_others
from bot.calls.model import MOR_ADMIN_ID, Account, Role
from bot.calls.texts import A_USER, mor_user
from bot.ids import Identity
from bot.links import request_texts
from bot.links import slack_texts as say
from bot.links import texts as say_linking
from bot.links.model import Link
from bot.slack import texts as slack_texts
from bot.slack.conversation.paged_lists import page_buttons
from bot.slack.kit import limits
from bot.slack.kit.escape import cut, label
from bot.slack.kit.message import (
    Message,
    Part,
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

LINK = "access:link"
DECLINE = "access:decline"
PAGE_NAME = "links"
LINKS_SHOWN = 20
LONGEST_REASON = 300  # characters of why a request was declined


@dataclass(frozen=True, slots=True)
class LinksPage:
    """A page, counted from 0, of the links that match: at least one. `of_all` counts all links."""

    links: Sequence[Link]
    number: int
    of_all: int
    list_id: str


def person(identity: Identity) -> Part:
    """Return a mention. An ephemeral message with it notifies nobody."""
    return {"type": "user", "user_id": identity.user}


def example_id(account: Account, other: Account | None) -> str:
    """Return the id in an example about somebody else: `other`'s, or a word for one if none is
    known. Empty if `account` may ask about nobody else.
    """
    if not may_ask_about_others(account):
        return ""
    return A_USER if other is None else str(other.user_id)


def linked_message(link: Link, *, greeted: bool) -> Message:
    """Return the news of a new link. `greeted` says whether its person could be messaged."""
    account = link.account
    news = say.is_linked(_name(account), account.user_id, account.role)
    small = [say.ADMINS_TOLD, say.GREETED if greeted else say.NOT_GREETED]
    if account.role is Role.RESELLER and not account.foreign_refused:
        small.insert(0, say_linking.own_id_only(_name(account)))
    blocks = [lines([person(link.identity), plain(news)]), context(small)]
    return message(f"{link.identity}{news}", blocks)


def unlinked_message(link: Link, digests: int = 0) -> Message:
    """Return the news of a removed link. `digests` is how many of the person's digests stop."""
    news = say.no_longer_linked(_name(link.account))
    small = [say.ADMINS_TOLD, *([say.will_stop(digests)] if digests else [])]
    blocks = [lines([person(link.identity), plain(news)]), context(small)]
    return message(f"{link.identity}{news}", blocks)


def welcome_message(account: Account, other: Account | None, command: str) -> Message:
    """Return what a newly linked person is told, with commands that they may give, about `other`
    too, if one is known.
    """
    examples = say.examples(account.role, example_id(account, other), own_id=True)
    who = say.welcome_as(_name(account), account.user_id, account.role)
    blocks = [
        header(say.WELCOME),
        lines([plain(who)]),
        bullets(
            [code(f"{command} {typed}".rstrip()), plain(f" – {meaning}")]
            for typed, meaning in examples
        ),
        context([slack_texts.see_help(command)]),
    ]
    return message(f"{say.WELCOME}. {who} {command} {examples[1][0]}", blocks)


def links_message(page: LinksPage, asker: Identity, command: str) -> Message:
    """Draw a page for somebody. Links of their own organisation are named without it."""
    first, total = page.number * LINKS_SHOWN, len(page.links)
    shown = page.links[first : first + LINKS_SHOWN]
    title = say.links_title(total, page.of_all)
    bounds = say.page_shown(first + 1, first + len(shown), total)
    small = context([bounds, say.import_hint(command)])
    turns = page_buttons(PAGE_NAME, page.number, total, LINKS_SHOWN, page.list_id)
    drawings = (
        [header(title), bullets(_line(link, asker, width) for link in shown), small, *turns]
        for width in limits.LABEL_WIDTHS
    )
    return message(title, limits.fitting(drawings))


def delivered_message(total: int) -> Message:
    """Return the news that a file with links was sent to direct messages."""
    text = say.delivered(total)
    return message(text, [lines([plain(text)])])


def asked_message() -> Message:
    """Return what the asker sees when the bot admins have been asked."""
    text, hint = request_texts.ASKED, request_texts.ASKED_HINT
    return message(f"{text} {hint}", [lines([bold(text)]), lines([plain(hint)])])


def request_message(who: Identity, request_id: str, *, outsider: bool) -> Message:
    """Return what the bot admins get: who asks, and what they can do. No MOR user is proposed."""
    small = [str(who), request_texts.CHECK_FIRST, *([request_texts.OUTSIDER] if outsider else [])]
    choices = [
        (LINK, request_texts.LINK_BUTTON, request_id),
        (DECLINE, request_texts.DECLINE_BUTTON, request_id),
    ]
    wants = lines([person(who), plain(request_texts.WANTS_ACCESS)])
    return message(f"{who}{request_texts.WANTS_ACCESS}", [wants, context(small), buttons(choices)])


def declined_message(who: Identity, reason: str, *, told: bool) -> Message:
    """Return what the bot admin sees who has declined."""
    news = request_texts.YOU_DECLINED if told else request_texts.YOU_DECLINED_UNTOLD
    given = (
        [context([request_texts.decline_reason(label(reason, LONGEST_REASON))])] if reason else []
    )
    return message(f"{who}{news}", [lines([person(who), plain(news)]), *given])


def refusal_message(reason: str) -> Message:
    """Return what the asker gets if the request was declined."""
    why = [request_texts.decline_reason(label(reason, LONGEST_REASON))] if reason else []
    hints = [*why, request_texts.DECLINED_HINT]
    blocks = [lines([bold(request_texts.DECLINED)]), *(lines([plain(hint)]) for hint in hints)]
    return message(" ".join([request_texts.DECLINED, *hints]), blocks)


def _line(link: Link, asker: Identity, width: int) -> list[Part]:
    account = link.account
    member = link.identity.user if link.identity.org == asker.org else str(link.identity)
    role = str(account.role)
    if account.owner_id != MOR_ADMIN_ID:
        role = say.role_of_owner(role, account.owner_id)
    facts = [f"“{label(account.username, width)}”", role]
    if account.user_id is not None:
        facts.insert(1, mor_user(account.user_id, cut(link.full_name, width)))
    if account.role is Role.RESELLER:
        facts.append(say.reach(account.foreign_refused))
    if link.external:
        facts.append(say.EXTERNAL)
    if link.suspended:
        facts.append(label(say_linking.state(link.suspended), 2 * width))
    return [person(link.identity), plain(f" {member}: {', '.join(facts)}")]


def _name(account: Account) -> str:
    return label(account.username, limits.CELL)
