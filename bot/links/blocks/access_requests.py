"""Asking for access: what the asker and the bot admins see."""

from bot.ids import Identity
from bot.links.blocks.links import person
from bot.links.texts import access_requests as say
from bot.slack.kit.message import Message, bold, buttons, context, lines, message, plain

LINK = "access:link"
DECLINE = "access:decline"


def asked_message() -> Message:
    """The bot admins have been asked."""
    text, hint = say.asked()
    return message(f"{text} {hint}", [lines([bold(text)]), lines([plain(hint)])])


def request_message(who: Identity, request_id: str, *, outsider: bool) -> Message:
    """What the bot admins get: who asks, and what they can do. Nothing is proposed."""
    small = [str(who), say.check_first(), *([say.outsider()] if outsider else [])]
    choices = [(LINK, say.link_button(), request_id), (DECLINE, say.decline_button(), request_id)]
    blocks = [lines([person(who), plain(say.wants_access())]), context(small), buttons(choices)]
    return message(f"{who}{say.wants_access()}", blocks)


def declined_message(who: Identity, *, told: bool) -> Message:
    """What the bot admin sees who has declined."""
    news = say.you_declined() if told else say.you_declined_untold()
    return message(f"{who}{news}", [lines([person(who), plain(news)])])


def refusal_message() -> Message:
    """What the asker gets whose request was declined."""
    text, hint = say.declined()
    return message(f"{text} {hint}", [lines([bold(text)]), lines([plain(hint)])])
