"""`morbot ask … csv`: the file goes to the current folder, or where `--output` says."""

import shutil
from pathlib import Path

from bot.ask.blocks.calls import answer_message
from bot.ask.blocks.files import saved_message
from bot.ask.exports import Exports, Progress
from bot.ask.texts import files
from bot.calls.asker import Asker
from bot.errors import AskError
from bot.slack.kit.message import Message


async def save_file(
    exports: Exports, text: str, asker: Asker, progress: Progress, output: str
) -> Message:
    """Make the file that the text asks for, put it at `output`, and tell so.

    Where that is empty the file gets its own name, and replaces no other. Without calls there is
    no file. Raises what `Exports.of_text` does, and AskError where it cannot be put there.
    """
    async with exports.of_text(text, asker, progress) as export:
        if export.file is None:
            return answer_message(export.answer)
        facts = export.file.facts
        path = Path(output or facts.name)
        replaced = _put(export.file.path, path, may_replace=bool(output))
        return saved_message(export.answer, facts, str(path), replaced=replaced)


def _put(made: Path, path: Path, *, may_replace: bool) -> bool:
    """Copy; returns whether there was a file of that name. Raises AskError."""
    try:
        replaced = path.exists()
        with made.open("rb") as content, path.open("wb" if may_replace else "xb") as file:
            shutil.copyfileobj(content, file)
    except FileExistsError:
        raise AskError(*files.exists(str(path)), code="file-exists") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AskError(*files.not_writable(str(path), reason), code="file-not-written") from None
    return replaced
