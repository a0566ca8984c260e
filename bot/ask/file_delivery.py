"""Files on request: made, and handed out in the asker's direct messages."""

from bot.ask.blocks.calls import answer_message
from bot.ask.blocks.files import delivered_message, words_beside
from bot.ask.dialogue import Draw
from bot.ask.exports import Export, Exports, Progress
from bot.calls.asker import Asker
from bot.calls.model import Output
from bot.slack.api.uploads import Parcel, Uploads


class FileDesk:
    """Answers whoever wants a file."""

    def __init__(self, exports: Exports, uploads: Uploads) -> None:
        self._exports = exports
        self._uploads = uploads

    async def respond(self, text: str, progress: Progress, asker: Asker) -> Draw:
        """Hand out the file that the text asks for, and tell so; where there are no calls, that.

        Raises what `Exports.of_text` and `Uploads.send` do.
        """
        async with self._exports.of_text(text, asker, progress) as export:
            return await self._hand_out(export, asker)

    async def respond_again(
        self, answer_id: str, form: Output, progress: Progress, asker: Asker
    ) -> Draw:
        """The same for an answer that was given before. Raises what `Exports.of_kept` does."""
        async with self._exports.of_kept(answer_id, form, asker, progress) as export:
            return await self._hand_out(export, asker)

    async def _hand_out(self, export: Export, asker: Asker) -> Draw:
        answer, file = export.answer, export.file
        if file is None:
            return lambda plain: answer_message(answer, plain=plain)
        words = words_beside(answer, file.facts)
        parcel = Parcel(file.path, file.facts.name, file.facts.octets, words)
        await self._uploads.send(asker.identity.user, parcel)
        return lambda _plain: delivered_message(answer, file.facts)
