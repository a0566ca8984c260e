"""Links between Slack and MOR, as bot admins and those who are linked see them."""

from collections.abc import Sequence

from bot.calls.model import MOR_ADMIN_ID, Account, Role
from bot.ids import Identity
from bot.links.directory import Link
from bot.links.texts import linking
from bot.links.texts import links as say
from bot.slack.conversation.paged_lists import page_buttons
from bot.slack.kit import limits
from bot.slack.kit import texts as kit_texts
from bot.slack.kit.escape import label
from bot.slack.kit.message import (
    Message,
    Part,
    bullets,
    code,
    context,
    header,
    lines,
    message,
    plain,
)

PAGE_NAME = "links"
LINKS_SHOWN = 20


def person(identity: Identity) -> Part:
    """Somebody under the name he has in Slack. He is not notified of it in an ephemeral message."""
    return {"type": "user", "user_id": identity.user}


def linked_message(link: Link, *, greeted: bool) -> Message:
    """A link was made; `greeted` says whether its person could be written to."""
    account = link.account
    news = say.is_linked(_name(account), account.user_id, account.role)
    small = [say.EVERYBODY_TOLD, say.GREETED if greeted else say.NOT_GREETED]
    if account.role is Role.RESELLER and not account.foreign_refused:
        small.insert(0, linking.own_id_only(_name(account)))
    blocks = [lines([person(link.identity), plain(news)]), context(small)]
    return message(f"{link.identity}{news}", blocks)


def unlinked_message(link: Link, digests: int = 0) -> Message:
    """A link was removed, and so many `digests` of that person cannot run any longer."""
    news = say.no_longer_linked(_name(link.account))
    small = [say.EVERYBODY_TOLD, *([say.will_stop(digests)] if digests else [])]
    blocks = [lines([person(link.identity), plain(news)]), context(small)]
    return message(f"{link.identity}{news}", blocks)


def welcome_message(account: Account, command: str) -> Message:
    """What somebody is told who has been linked, with commands that he may give."""
    foreign = account.role is Role.RESELLER and account.foreign_refused
    examples = say.examples(account.role, foreign=foreign, own_id=True)
    who = say.welcome_as(_name(account), account.user_id, account.role)
    blocks = [
        header(say.WELCOME),
        lines([plain(who)]),
        bullets(
            [code(f"{command} {typed}".rstrip()), plain(f" – {meaning}")]
            for typed, meaning in examples
        ),
        context([kit_texts.see_help(command)]),
    ]
    return message(f"{say.WELCOME} {who} {command} {examples[1][0]}", blocks)


def links_message(  # noqa: PLR0913, PLR0917 -- each is a fact of its own
    links: Sequence[Link], page: int, of_all: int, list_id: str, asker: Identity, command: str
) -> Message:
    """A page, counted from 0, of at least one link; `of_all` is how many there are unfiltered."""
    first = page * LINKS_SHOWN
    shown = links[first : first + LINKS_SHOWN]
    title = say.links_title(len(links), of_all)
    bounds = say.page_shown(first + 1, first + len(shown), len(links))
    small = context([bounds, say.import_hint(command)])
    turns = page_buttons(PAGE_NAME, page, len(links), LINKS_SHOWN, list_id)
    blocks = limits.fitting(
        [header(title), bullets(_line(link, asker, width) for link in shown), small, *turns]
        for width in limits.LABEL_WIDTHS
    )
    return message(title, blocks)


def delivered_message(total: int) -> Message:
    """The links lie in the asker's direct messages as a file."""
    text = say.delivered(total)
    return message(text, [lines([plain(text)])])


def _line(link: Link, asker: Identity, width: int) -> list[Part]:
    account = link.account
    member = link.identity.user if link.identity.org == asker.org else str(link.identity)
    user_id = "–" if account.user_id is None else str(account.user_id)
    role = str(account.role)
    if account.owner_id != MOR_ADMIN_ID:
        role = say.role_of_owner(role, account.owner_id)
    facts = [f"“{label(account.username, width)}” ({user_id})", role]
    if account.role is Role.RESELLER:
        facts.append(say.reach(account.foreign_refused))
    if link.external:
        facts.append(say.EXTERNAL)
    if link.suspended:
        facts.append(label(linking.state(link.suspended), 2 * width))
    return [person(link.identity), plain(f" {member}: {', '.join(facts)}")]


def _name(account: Account) -> str:
    return label(account.username, limits.CELL)
