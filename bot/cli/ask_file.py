"""`morbot ask … csv`: the file goes to the current folder, or where `--output` says."""

import shutil
from pathlib import Path

from bot.ask.blocks.answer import answer_message
from bot.ask.blocks.files import saved_message
from bot.ask.exports import Export
from bot.ask.texts import files as say
from bot.calls.asker import Asker
from bot.slack.kit.message import Message


class FolderDelivery:
    """Puts a file at `output`.

    If that is empty, the file gets its own name in the current folder, and replaces no other.
    """

    def __init__(self, output: str) -> None:
        self._output = output

    async def deliver(self, export: Export, _asker: Asker) -> Message:
        """Copy the file, and tell where it is. Without calls there is none. Raises AskError."""
        if export.file is None:
            return answer_message(export.answer)
        facts = export.file.facts
        path = Path(self._output or facts.name)
        replaced = _copy(export.file.path, path, may_replace=bool(self._output))
        return saved_message(export.answer, facts, str(path), replaced=replaced)


def _copy(made: Path, path: Path, *, may_replace: bool) -> bool:
    """Copy, and return whether there was a file of that name. Raises AskError."""
    try:
        replaced = path.exists()
        with made.open("rb") as content, path.open("wb" if may_replace else "xb") as file:
            shutil.copyfileobj(content, file)
    except FileExistsError:
        raise say.exists(str(path)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise say.not_writable(str(path), reason) from None
    return replaced
