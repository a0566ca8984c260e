"""All calls as a file, in the asker's direct messages."""

import csv
import io

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import Person, Workspace
from bot.sandbox.slack_server.model import File, Message
from tests.conftest import StartBot


async def gets_file(person: Person) -> tuple[Message, Message]:
    """What he sees where he asked, and what lies in his direct messages."""
    seen = [await person.sees(10), await person.sees(10)]
    (beside,) = (one for one in seen if one.files)
    (told,) = (one for one in seen if not one.files)
    return told, beside


def table(file: File) -> list[list[str]]:
    assert file.content is not None
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline="")))


async def test_a_csv_file_of_all_calls_comes_by_direct_message(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    ack = await ingrid.types("/localcalls 5 last week csv")
    assert (ack.status, ack.body) == (200, "")
    told, beside = await gets_file(ingrid)
    assert told.ephemeral
    assert told.channel != beside.channel == workspace.direct_channel(ingrid.id).id
    (file,) = beside.files
    assert file.name == "local-calls_user-5_2026-11-16_2026-11-22.csv"
    rows = table(file)
    assert len(rows) == 1 + 93
    assert len(mor.received) == 1


async def test_a_button_makes_a_file_within_the_bounds_of_the_answer(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    await ingrid.types("/localcalls 5 last 24 hours")
    answer = await ingrid.sees()
    mor.received.clear()
    await ingrid.clicks("CSV")
    told, beside = await gets_file(ingrid)
    assert told.ephemeral
    assert told.ts != answer.ts
    assert beside.files[0].name == "local-calls_user-5_2026-11-24_2026-11-25.csv"
    (asked,) = mor.received
    assert int(asked.parameters["till"]) - int(asked.parameters["from"]) == 24 * 3600 - 1
