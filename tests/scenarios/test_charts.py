"""People look at calls as a chart: as Slack draws it, or as bars of text where it does not yet."""

import json

import pytest

from bot.sandbox.mor_server import MorServer
from bot.sandbox.slack_server import SimulatedUser, Workspace
from bot.sandbox.slack_server.model import Message, text_of
from tests.support.company import StartBot
from tests.support.sharing import SHARED, share
from tests.support.talking import answer_to, outcome, post_for

CHART = "data_visualization"
BARS = "rich_text_preformatted"


async def ask(person: SimulatedUser, text: str) -> Message:
    ack = await person.types(f"/localcalls {text}")
    assert (ack.status, ack.body) == (200, "")
    return await answer_to(person)


async def choose(person: SimulatedUser, view: str) -> Message:
    ack = await person.chooses(view, "answer:group")
    assert (ack.status, ack.body) == (200, "")
    return await answer_to(person)


def charted(message: Message) -> dict[str, dict[str, int]]:
    """The numbers of each of a message's charts by their labels, by the charts' titles."""
    return {
        block["title"]: {
            point["label"]: point["value"] for point in block["chart"]["series"][0]["data"]
        }
        for block in message.blocks
        if block["type"] == CHART
    }


def bars(message: Message) -> list[str]:
    """The lines of all bars of text."""
    return [
        line
        for block in message.blocks
        for part in block.get("elements", ())
        if part["type"] == BARS
        for line in text_of(part).split("\n")
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [("ingrid", "5 last week"), ("nils", "6 last week"), ("tom", "last week")],
)
async def test_a_week_of_calls_as_charts_for_every_role(
    name: str, text: str, workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 93
    person = workspace.person(name)
    answer = await ask(person, f"{text} chart")
    assert answer.ephemeral
    assert not answer.table
    days, devices = charted(answer)["Calls per day"], charted(answer)["Busiest devices"]
    assert next(iter(days)) == "Mon 16 Nov"
    assert list(days)[-1] == "Sun 22 Nov"
    assert sum(days.values()) == 93
    assert list(devices.values()) == sorted(devices.values(), reverse=True)
    assert "93 calls" in str(answer.blocks)
    assert answer.buttons == ["Refresh", "Edit search"]
    assert mor.received[-1].parameters["u"] == person.member.person.mor_username


async def test_somebody_elses_calls_are_no_chart_either(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    answer = await ask(workspace.person("tom"), "10 last week chart")
    assert charted(answer) == {}
    assert not mor.received


async def test_the_chart_shows_what_the_table_counts(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    ingrid = workspace.person("ingrid")
    for group, title in (
        ("device", "Busiest devices"),
        ("ip", "Busiest IP addresses"),
        ("user", "Names called most"),
        ("day", "Calls per day"),
        ("hour", "Calls per 12 hours"),
    ):
        table = (await ask(ingrid, f"5 last week by:{group}")).table[1:]
        (pairs,) = (charts := charted(await ask(ingrid, f"5 last week by:{group} chart"))).values()
        assert list(charts) == [title]
        counted = [int(row[1].replace(",", "")) for row in table]
        if group in ("day", "hour"):
            assert sum(pairs.values()) == sum(counted)
        else:
            assert list(pairs.values()) == counted[:6]


async def test_the_chart_is_a_view_from_what_is_known_however_many_calls_there_are(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, *, replicas: int
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 2345
    ingrid = workspace.person("ingrid")
    calls = await ask(ingrid, "5 last week")
    chart = await choose(ingrid, "Chart")
    assert chart.ts == calls.ts
    assert sum(charted(chart)["Calls per day"].values()) == 2345
    back = await choose(ingrid, "Calls")
    assert back.table == calls.table
    assert len(mor.received) == 1 or replicas > 1  # each caches for itself
    await choose(ingrid, "By day")
    asked = len(mor.received)
    again = await choose(ingrid, "Chart")
    assert charted(again) == charted(chart)
    assert len(mor.received) == asked or replicas > 1  # each caches for itself


async def test_a_chart_is_refreshed_and_shared_as_one(
    workspace: Workspace, mor: MorServer, start_bot: StartBot
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 30
    tom = workspace.person("tom")
    await ask(tom, "last week chart")
    mor.options.synthetic_calls = 70
    await tom.clicks("Refresh")
    fresh = await answer_to(tom)
    assert sum(charted(fresh)["Calls per day"].values()) == 70
    assert await share(tom) == SHARED
    shared = await post_for(tom)
    assert charted(shared) == charted(fresh)


async def test_a_workspace_that_knows_no_charts_gets_bars_of_text(
    workspace: Workspace, mor: MorServer, start_bot: StartBot, *, replicas: int
) -> None:
    await start_bot()
    mor.options.synthetic_calls = 93
    tom = workspace.person("tom")
    drawn = charted(await ask(tom, "last week chart"))
    workspace.unknown_blocks.add(CHART)
    answer = await ask(tom, "last week chart")
    assert charted(answer) == {}
    assert [int(line[10:].split()[0]) for line in bars(answer)[:7]] == list(
        drawn["Calls per day"].values()
    )
    assert answer.buttons == ["Refresh", "Edit search"]
    assert await share(tom) == SHARED
    shared = await post_for(tom)
    assert bars(shared) == bars(answer)
    assert len(mor.received) == 2 or replicas > 1  # each caches for itself


async def test_a_workspace_that_knows_nothing_gets_the_sentence(
    workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    workspace.unknown_blocks |= {CHART, "rich_text"}
    answer = await ask(workspace.person("tom"), "last week chart")
    assert not answer.blocks
    assert answer.text.startswith("Local calls of")


@pytest.mark.parametrize(("channel", "name"), [("#noc", "@morbot "), ("@morbot", "")])
async def test_a_mention_and_a_direct_message_get_bars_where_there_are_no_charts(
    channel: str, name: str, workspace: Workspace, start_bot: StartBot
) -> None:
    await start_bot()
    tom = workspace.person("tom")
    workspace.unknown_blocks.add(CHART)
    await tom.says(f"{name}last week chart", channel)
    answer = await outcome(tom)
    assert len(bars(answer)) > 7
    assert answer.ephemeral is bool(name)


async def test_names_that_want_to_be_more_stay_names(
    workspace: Workspace, start_bot: StartBot
) -> None:
    """The test lab has devices called `<!channel>`, `@here` and `=HYPERLINK("http://…")`."""
    await start_bot()
    ingrid = workspace.person("ingrid")
    answer = await ask(ingrid, "12 last 90 days by:device chart")
    assert "<!channel>" in charted(answer)["Busiest devices"]
    workspace.unknown_blocks.add(CHART)
    plain = await ask(ingrid, "12 last 90 days by:device chart")
    assert any(line.startswith("<!channel>") for line in bars(plain))
    for message in (answer, plain):
        assert "<" not in message.text
        assert '"mrkdwn"' not in json.dumps(message.blocks)
