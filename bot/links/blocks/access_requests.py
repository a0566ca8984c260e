"""Asking for access: what the asker and the bot admins see."""

from bot.ids import Identity
from bot.links.blocks.links import person
from bot.links.texts import access_requests as say
from bot.slack.kit.message import Message, bold, buttons, context, lines, message, plain

LINK = "access:link"
DECLINE = "access:decline"


def asked_message() -> Message:
    """The bot admins have been asked."""
    text, hint = say.ASKED
    return message(f"{text} {hint}", [lines([bold(text)]), lines([plain(hint)])])


def request_message(who: Identity, request_id: str, *, outsider: bool) -> Message:
    """What the bot admins get: who asks, and what they can do. Nothing is proposed."""
    small = [str(who), say.CHECK_FIRST, *([say.OUTSIDER] if outsider else [])]
    choices = [(LINK, say.LINK_BUTTON, request_id), (DECLINE, say.DECLINE_BUTTON, request_id)]
    blocks = [lines([person(who), plain(say.WANTS_ACCESS)]), context(small), buttons(choices)]
    return message(f"{who}{say.WANTS_ACCESS}", blocks)


def declined_message(who: Identity, *, told: bool) -> Message:
    """What the bot admin sees who has declined."""
    news = say.YOU_DECLINED if told else say.YOU_DECLINED_UNTOLD
    return message(f"{who}{news}", [lines([person(who), plain(news)])])


def refusal_message() -> Message:
    """What the asker gets whose request was declined."""
    text, hint = say.DECLINED
    return message(f"{text} {hint}", [lines([bold(text)]), lines([plain(hint)])])
