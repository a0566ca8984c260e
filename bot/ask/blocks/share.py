"""The message for a channel with a shared answer, and the one for the person who shared it."""

from bot.ask.blocks.files import words_beside
from bot.ask.controls import shared_file_button, without_share_button
from bot.ask.files.formats import FileFacts
from bot.ask.texts import sharing as say
from bot.calls.model import Answer
from bot.ids import is_slack_user
from bot.slack.kit.message import Block, Message, lines, message, plain


def shared_message(answer: Message, user_id: str) -> Message:
    """Return what the asker sees, without the button that shared it, and with their name.

    It is no longer than the answer was. Raises ValueError if `user_id` is no Slack user id.
    """
    blocks: list[Block] = []
    for block in answer.blocks:
        if block["type"] == "actions":
            blocks += [_by(user_id), without_share_button(block)]
        else:
            blocks.append(block)
    simpler = answer.simpler
    return Message(
        answer.text,
        blocks,
        None if simpler is None else lambda: shared_message(simpler(), user_id),
    )


def shared_notice(answer: Answer) -> Message:
    """Tell the person who has shared an answer, with a button that posts its file as well."""
    return message(say.SHARED, [lines([plain(say.SHARED)]), shared_file_button(answer)])


def words_for_all(answer: Answer, facts: FileFacts, user_id: str) -> str:
    """Return the words posted with a file in a channel, as mrkdwn, with the poster's name."""
    return f"{words_beside(answer, facts)}\n{say.file_by(_mention(user_id))}"


def _by(user_id: str) -> Block:
    """Return the only mrkdwn of an answer: a mention, by the user id that Slack gave."""
    text = say.shared_by(_mention(user_id))
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def _mention(user_id: str) -> str:
    if not is_slack_user(user_id):
        raise ValueError(f"not a Slack user id: {user_id!r}")
    return f"<@{user_id}>"
