"""People page, reorder, group and refresh answers, each with their own permissions."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from bot import app
from bot.sandbox.mor_server import Fault, MorServer
from bot.sandbox.serving import serve
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import Message, elements
from bot.settings import Settings
from bot.store.audit import Audit
from bot.store.database import open_database
from tests.support.company import NOW, StartBot, over_both, over_replicas
from tests.support.talking import answer_to, behind_dots, execute, news_for, press_in, said

Restart = Callable[[Settings], Awaitable[None]]


@pytest.fixture
async def start_another(workspace: Workspace) -> AsyncIterator[Restart]:
    """Starts a second bot with the settings of the first, in whose place it comes."""
    async with AsyncExitStack() as stack:

        async def start(settings: Settings) -> None:
            bot = await stack.enter_async_context(app.running(settings, NOW.astimezone))
            address = await stack.enter_async_context(serve(bot.web))
            workspace.request_url = f"{address}/slack/events"

        yield start


async def ask(person: SimulatedUser, text: str) -> Message:
    await person.types(f"/localcalls {text}")
    return await answer_to(person)


async def click(person: SimulatedUser, label: str) -> Message:
    ack = await person.clicks(label)
    assert (ack.status, ack.body) == (200, "")
    return await answer_to(person)


async def choose(person: SimulatedUser, view: str) -> Message:
    ack = await person.chooses(view, "answer:group")
    assert (ack.status, ack.body) == (200, "")
    return await answer_to(person)


async def entries(settings: Settings) -> list[tuple[str, str, int | None, str]]:
    """Kind, who, rows and outcome of each line of the audit log, the latest first."""
    async with open_database(settings.database_url) as database:
        return [
            (one.kind, one.slack_user, one.rows, one.outcome)
            for one in await Audit(database).page(100)
            if one.kind in ("question", "page")
        ]


@over_replicas
@over_both
async def test_pages_are_turned_in_place_and_mor_is_asked_once(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, *, replicas: int
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 93
    ingrid = workspace.person("ingrid")
    first = await ask(ingrid, "5 last week")
    assert "Page 1 of 5 · calls 1–20 of 93, newest first." in said(first)
    assert first.buttons[:3] == ["Next", "Refresh", "Edit search"]
    seen = first.table[1:]
    for number in range(2, 6):
        page = await click(ingrid, "Next")
        assert page.ts == first.ts
        assert page.ephemeral
        assert f"Page {number} of 5" in said(page)
        seen += page.table[1:]
    assert "calls 81–93 of 93" in said(page)
    assert "Next" not in page.buttons
    assert len(seen) == 93
    assert [row[0] for row in seen] == sorted((row[0] for row in seen), reverse=True)
    back = await click(ingrid, "Previous")
    assert "Page 4 of 5" in said(back)
    assert len(mor.received) == 1 or replicas > 1  # each caches for itself


async def test_buttons_of_answers_that_an_older_version_posted_still_work(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    answer = await ask(tom, "last week")
    block, refresh = next(
        (block, one)
        for block, one in elements(answer.blocks)
        if one["action_id"] == "answer:refresh"
    )

    async def press(action_id: str) -> None:
        place = {"type": "button", "block_id": block["block_id"], "action_ts": "1.1"}
        await tom.uses(answer, {**place, "action_id": action_id, "value": refresh["value"]})

    await press("answer:order:oldest")
    assert "Newest first" in behind_dots(await answer_to(tom))
    await press("answer:save")
    await tom.sees_modal("Save search")
    await press("answer:file:csv")
    assert (await news_for(tom)).files


async def test_the_order_is_turned_round_from_what_is_known(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, *, replicas: int
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    newest = await ask(ingrid, "5 last week")
    oldest = await click(ingrid, "Oldest first")
    assert "oldest first." in said(oldest)
    assert oldest.table[1][0] < newest.table[-1][0]
    again = await click(ingrid, "Newest first")
    assert again.table == newest.table
    assert len(mor.received) == 1 or replicas > 1  # each caches for itself
    assert {one.ts for one in (newest, oldest, again)} == {newest.ts}


@over_both
@pytest.mark.parametrize(
    ("view", "heading"),
    [
        ("By hour", "Hour"),
        ("By day", "Day"),
        ("By device", "Device"),
        ("By IP", "IP"),
        ("By name called", "To"),
    ],
)
async def test_counts_are_a_second_view_of_the_same_answer(
    view: str,
    heading: str,
    workspace: Workspace,
    mor: MorServer,
    start_bot: StartBot,
    *,
    replicas: int,
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    calls = await ask(ingrid, "5 last week device:%")
    counts = await choose(ingrid, view)
    assert counts.table[0] == [heading, "Calls"]
    assert not {"Next", "Oldest first"} & {*counts.buttons, *behind_dots(counts)}
    if heading in ("Hour", "Day", "To"):
        total = sum(int(row[1].replace(",", "")) for row in counts.table[1:])
        assert f"{total:,} of {total:,} calls" in said(counts)
    back = await choose(ingrid, "Calls")
    assert back.table == calls.table
    assert len(mor.received) == 1 or replicas > 1  # each caches for itself


async def test_refresh_asks_mor_again(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, *, replicas: int
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    mor.options.synthetic_calls = 30
    before = await ask(ingrid, "5 last week")
    await click(ingrid, "Next")
    mor.options.synthetic_calls = 70
    after = await click(ingrid, "Refresh")
    assert "Page 1 of 4 · calls 1–20 of 70" in said(after)
    assert after.ts == before.ts
    assert len(mor.received) == 2 or replicas > 1  # each caches for itself


async def test_a_page_after_a_restart_asks_by_itself_within_the_same_bounds(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, start_another: Restart
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await ask(ingrid, "5 last 90 minutes oldest")
    await ask(ingrid, "5 last 9 days oldest")
    asked = mor.received[-1].parameters
    await start_another(settings)
    page = await click(ingrid, "Next")
    assert "Page 2 of" in said(page)
    assert "oldest first" in said(page)
    assert mor.received[-1].parameters == asked


async def test_everybody_turns_their_own_pages_as_themselves(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 25
    for name, text in (("ingrid", "5 last week"), ("nils", "6 last week"), ("tom", "last week")):
        person = workspace.person(name)
        await ask(person, text)
        assert "calls 21–25 of 25" in said(await click(person, "Next"))
        await click(person, "Refresh")
        asked_as = [one.parameters["u"] for one in list(mor.received)[-2:]]
        assert asked_as == [person.member.person.mor_username] * 2


@over_both
@pytest.mark.parametrize("name", ["nils", "tom", "newton"])
async def test_somebody_elses_button_is_refused_kindly(
    name: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    answer = await ask(workspace.person("ingrid"), "5 last week")
    before = len(mor.received)
    other = workspace.person(name)
    for label in ("Next", "Refresh", "Oldest first"):
        told = await press_in(answer, other, label)
        assert told.ephemeral
        assert not told.table
        assert ("for the person who asked" in told.text) is (name != "newton")
        assert ("not linked" in told.text) is (name == "newton")
    assert len(mor.received) == before
    outcome = "not-linked" if name == "newton" else "answer-of-another"
    assert (await entries(settings))[0] == ("page", other.id, None, outcome)


@pytest.mark.parametrize("value", ["", "x" * 22, "../../etc/passwd", "5", "'; DROP TABLE answers"])
async def test_an_answer_nobody_knows_is_a_sentence(
    value: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot(answer_days=9)
    ingrid = workspace.person("ingrid")
    answer = await ask(ingrid, "5 last week")
    told = {"type": "button", "block_id": "b", "action_ts": "1.1", "text": {"text": "Next"}}
    await ingrid.uses(answer, told | {"action_id": "answer:page:2", "value": value})
    assert "kept for 9 days" in (await answer_to(ingrid)).text
    assert len(mor.received) == 1


async def test_rights_are_looked_up_at_the_click(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    nils = workspace.person("nils")
    answer = await ask(nils, "6 last week")
    change = "UPDATE links SET foreign_refused = false WHERE slack_user = :user"
    await execute(settings, change, user=nils.id)
    told = await click(nils, "Next")
    assert not told.table
    assert told.ts != answer.ts
    assert len(mor.received) == 1


async def test_somebody_linked_again_sees_nothing_that_the_account_before_saw(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    ingrid = workspace.person("ingrid")
    await ask(ingrid, "5 last week")
    change = "UPDATE links SET mor_username = 'tomford', mor_user_id = 5, role = 'user'"
    await execute(settings, f"{change} WHERE slack_user = :user", user=ingrid.id)
    await click(ingrid, "Next")
    assert [one.parameters["u"] for one in mor.received] == ["admin", "tomford"]


async def test_a_fault_leaves_the_answer_where_it_was(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    answer = await ask(ingrid, "5 last week")
    mor.fail(Fault.PROXY_PAGE, 1)
    told = await click(ingrid, "Refresh")
    assert "MOR" in told.text
    assert told.ts != answer.ts
    mended = await click(ingrid, "Refresh")
    assert mended.ts == answer.ts
    assert mended.table == answer.table


async def test_who_waits_for_a_page_is_told_so_beside_it(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    answer = await ask(ingrid, "5 last week")
    with mor.held():
        await ingrid.clicks("Refresh")
        assert (await ingrid.sees()).text == "Still asking MOR…"
    page = await answer_to(ingrid)
    assert page.ts == answer.ts


async def test_every_page_given_out_is_in_the_audit_log(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    settings = await start_bot()
    mor.options.synthetic_calls = 33
    tom = workspace.person("tom")
    await ask(tom, "last week")
    await click(tom, "Next")
    await choose(tom, "By day")
    assert await entries(settings) == [
        ("page", tom.id, 33, "answered"),
        ("page", tom.id, 13, "answered"),
        ("question", tom.id, 33, "answered"),
    ]


async def test_a_very_large_answer_counts_all_and_pages_the_first_thousand(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 2345
    ingrid = workspace.person("ingrid")
    newest = await ask(ingrid, "5 last week")
    assert "2,345 calls" in said(newest)
    assert "Page 1 of 50 · calls 1–20 of 2,345, newest first." in said(newest)
    assert "The pages show only the newest 1,000; to get all, add csv to the question." in said(
        newest
    )
    oldest = await click(ingrid, "Oldest first")
    assert "The pages show only the oldest 1,000" in said(oldest)
    assert oldest.table[1][0] < newest.table[-1][0]
    counts = await choose(ingrid, "By day")
    assert sum(int(row[1].replace(",", "")) for row in counts.table[1:]) == 2345
    assert len(mor.received) == 3  # the other calls were not held
    await click(ingrid, "Refresh")


async def test_a_page_that_is_gone_is_the_last_one_there_is(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, start_another: Restart
) -> None:
    settings = await start_bot()
    mor.options.synthetic_calls = 93
    ingrid = workspace.person("ingrid")
    await ask(ingrid, "5 last week")
    for _ in range(3):
        page = await click(ingrid, "Next")
    assert "Page 4 of 5" in said(page)
    await start_another(settings)
    mor.options.synthetic_calls = 45
    assert "Page 3 of 3 · calls 41–45 of 45" in said(await click(ingrid, "Next"))


async def test_an_answer_of_one_page_has_no_pages_to_turn(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 1
    ingrid = workspace.person("ingrid")
    one = await ask(ingrid, "5 last week")
    assert one.buttons[0] == "Refresh"
    assert "This is the only call." in said(one)
    mor.options.synthetic_calls = 0
    none = await click(ingrid, "Refresh")
    assert none.buttons == ["Try last 30 days", "Edit search"]
    assert behind_dots(none) == ["Save search", "Refresh"]
    assert "No local calls" in said(none)


async def test_a_button_carries_an_opaque_id_only(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await ask(workspace.person("ingrid"), "user:tomford last week")
    values = [
        option["value"] if isinstance(option, dict) else option
        for _, element in elements(answer.blocks)
        for option in (element.get("value", ""), *element.get("options", []))
        if option
    ]
    ids = {value.rpartition(":")[2] for value in values}
    assert len(ids) == 1
    assert len(ids.pop()) == 22
