"""A plain Bolt app that answers with all kinds of blocks, written as in Slack's documentation."""

from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.page import Exchange
from bot.sandbox.slack_server import Workspace


@dataclass
class Demo:
    """A served page. `exchanges` are what the app is said to have asked MOR."""

    workspace: Workspace
    address: str
    exchanges: list[Exchange]


Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> Json:
    return {"text": plain(text), "value": value}


def button(text: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


def raw(*texts: str) -> list[Json]:
    return [{"type": "raw_text", "text": text} for text in texts]


def calls(page: int) -> list[Json]:
    rows = [
        raw(f"2026-11-{16 + page} 09:{minute:02}:10", "Front desk", "+370 600 0000", "Warehouse")
        for minute in range(3, 23, 4)
    ]
    return [
        {"type": "header", "text": plain("Local calls of Tom Ford (user 5)")},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {
                            "type": "text",
                            "text": "16 Nov 00:00 – 23 Nov 00:00 Europe/Vilnius",
                            "style": {"bold": True},
                        },
                        {
                            "type": "text",
                            "text": f"\n50 calls · 5 devices · page {page} of 10\nFilter ",
                        },
                        {"type": "text", "text": "device:front%", "style": {"code": True}},
                    ],
                }
            ],
        },
        {
            "type": "table",
            "column_settings": [{}, {"is_wrapped": True}],
            "rows": [raw("When", "From", "Caller ID", "To"), *rows],
        },
        {
            "type": "actions",
            "block_id": "pages",
            "elements": [
                button("Previous", "previous", value=str(page - 1)),
                button("Next", "next", value=str(page + 1), style="primary"),
                button(
                    "Share",
                    "share",
                    style="danger",
                    confirm={
                        "title": plain("Share with everybody?"),
                        "text": {"type": "mrkdwn", "text": "All *members* here will see it."},
                        "confirm": plain("Share it"),
                        "deny": plain("Keep it"),
                    },
                ),
                {
                    "type": "overflow",
                    "action_id": "more",
                    "options": [option("As CSV", "csv"), option("As chart", "chart")],
                },
            ],
        },
        {
            "type": "context",
            "elements": [
                {
                    "type": "mrkdwn",
                    "text": "Asked <!date^1700000000^{date_num} {time_secs}|then> by <@U0TOM0001>",
                }
            ],
        },
    ]


def chart(kind: str) -> Json:
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    if kind == "pie":
        segments = [{"label": day, "value": 3 + place} for place, day in enumerate(days)]
        return {
            "type": "data_visualization",
            "title": "Share of the days",
            "chart": {"type": "pie", "segments": segments},
        }
    series = [
        {
            "name": name,
            "data": [{"label": day, "value": at * (3 + place)} for place, day in enumerate(days)],
        }
        for at, name in enumerate(("Front desk", "Warehouse", "Office"), 3)
    ]
    return {
        "type": "data_visualization",
        "title": f"Calls a day, as {kind}",
        "chart": {
            "type": kind,
            "series": series,
            "axis_config": {"categories": days, "x_label": "Day", "y_label": "Calls"},
        },
    }


DATA_TABLE: Json = {
    "type": "data_table",
    "caption": "Calls by device",
    "page_size": 4,
    "rows": [
        raw("Device", "Calls"),
        *(
            [
                {"type": "raw_text", "text": f"Device {place:02}"},
                {"type": "raw_number", "value": place * 37 % 11, "text": str(place * 37 % 11)},
            ]
            for place in range(1, 11)
        ),
    ],
}

WORDS: Json = {
    "type": "section",
    "text": {
        "type": "mrkdwn",
        "text": "*bold* _italic_ ~gone~ `code` <https://example.com|a link> <!channel>\n"
        "> quoted\n```a  b```",
    },
    "fields": [
        {"type": "mrkdwn", "text": "*Role*\nadmin"},
        {"type": "mrkdwn", "text": "*Zone*\nUTC"},
    ],
    "accessory": {
        "type": "static_select",
        "action_id": "pick",
        "placeholder": plain("Pick a day"),
        "options": [option("Monday", "mon"), option("Tuesday", "tue")],
    },
}


def field(label: str, element: Json, **more: Any) -> Json:
    block_id = label.lower().replace(" ", "_")
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        **more,
    }


def search_modal() -> Json:
    return {
        "type": "modal",
        "callback_id": "search",
        "title": plain("Search calls"),
        "submit": plain("Search"),
        "close": plain("Cancel"),
        "blocks": [
            {"type": "alert", "level": "info", "text": plain("Times are read in your own zone.")},
            field(
                "Whose calls",
                {
                    "type": "external_select",
                    "action_id": "user",
                    "min_query_length": 0,
                    "placeholder": plain("A user of MOR"),
                },
            ),
            field("Days", {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}),
            field("From", {"type": "datepicker", "action_id": "d"}, optional=True),
            field("At", {"type": "datetimepicker", "action_id": "dt"}, optional=True),
            field(
                "Shown as",
                {
                    "type": "radio_buttons",
                    "action_id": "r",
                    "options": [option("Table", "table"), option("Chart", "chart")],
                },
                optional=True,
            ),
            field(
                "Sides",
                {
                    "type": "checkboxes",
                    "action_id": "c",
                    "options": [option("Originator", "o"), option("Terminator", "t")],
                },
                optional=True,
            ),
            field(
                "Who may see it",
                {"type": "multi_users_select", "action_id": "us", "placeholder": plain("People")},
                optional=True,
            ),
            field(
                "Note",
                {"type": "plain_text_input", "action_id": "t", "multiline": True},
                optional=True,
                hint=plain("For yourself alone."),
            ),
        ],
    }


def found_modal(said: str) -> Json:
    text = {"type": "section", "text": plain(said)}
    again = {"type": "actions", "elements": [button("Deeper", "deeper")]}
    return {
        "type": "modal",
        "title": plain("Found"),
        "close": plain("Back"),
        "blocks": [text, again],
    }


HOME: Json = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Your local calls")},
        {"type": "section", "text": {"type": "mrkdwn", "text": "Linked to *tomford* (user 5)."}},
        {"type": "actions", "elements": [button("Search…", "search", style="primary")]},
        {"type": "divider"},
        chart("bar"),
        DATA_TABLE,
    ],
}


def teach(app: AsyncApp) -> None:
    """Register all listeners."""
    _teach_commands(app)
    _teach_clicks(app)
    _teach_views(app)


def _teach_commands(app: AsyncApp) -> None:
    @app.command("/localcalls")
    async def ask(
        ack: AsyncAck, respond: AsyncRespond, command: Json, client: AsyncWebClient
    ) -> None:
        await ack()
        text = command["text"]
        if text == "search":
            await client.views_open(trigger_id=command["trigger_id"], view=search_modal())
        elif text == "blocks":
            await respond(text="blocks", blocks=[WORDS, DATA_TABLE, chart("bar"), chart("pie")])
        elif text == "lines":
            await respond(text="lines", blocks=[chart("line"), chart("area")])
        elif text == "csv":
            await client.files_upload_v2(
                channel="D" + command["user_id"][1:],
                filename="calls.csv",
                content="when,from\n=1,2\n",
                initial_comment="Your calls",
            )
        elif text.startswith("echo "):
            await respond(text=text.removeprefix("echo "), response_type="in_channel")
        elif text.startswith("6"):
            await respond(text="You may ask about your own calls only.")
        else:
            await respond(text="50 calls", blocks=calls(1))

    @app.event("app_mention")
    async def mentioned(event: Json, client: AsyncWebClient) -> None:
        await client.chat_postMessage(
            channel=event["channel"], thread_ts=event["ts"], text="Here I am."
        )


def _teach_clicks(app: AsyncApp) -> None:
    @app.action("next")
    @app.action("previous")
    async def turn(ack: AsyncAck, respond: AsyncRespond, action: Json) -> None:
        await ack()
        await respond(text="50 calls", blocks=calls(int(action["value"])), replace_original=True)

    @app.action("share")
    async def share(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="Shared by somebody", response_type="in_channel", replace_original=False)

    @app.action("more")
    @app.action("pick")
    async def more(ack: AsyncAck, respond: AsyncRespond, action: Json) -> None:
        await ack()
        chosen = action["selected_option"]["value"]
        await respond(text=f"You chose {chosen}", replace_original=False)

    @app.action("search")
    async def search(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=search_modal())

    @app.shortcut("search_calls")
    @app.shortcut("look_up_calls")
    async def look_up(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=search_modal())

    @app.action("deeper")
    async def deeper(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=found_modal("Still deeper"))


def _teach_views(app: AsyncApp) -> None:
    @app.options("user")
    async def users(ack: AsyncAck, payload: Json) -> None:
        known = {"5": "Tom Ford", "6": "Ada Lind"}
        wanted = payload["value"].lower()
        found = [option(name, id_) for id_, name in known.items() if wanted in name.lower()]
        await ack(options=found)

    @app.view("search")
    async def submitted(ack: AsyncAck, view: Json) -> None:
        values = view["state"]["values"]
        days = int(values["days"]["n"]["value"])
        if days > 92:
            await ack(response_action="errors", errors={"days": "At most 92 days."})
            return
        said = f"user {values['whose_calls']['user']['selected_option']['value']}, {days} days"
        if at := values["at"]["dt"]["selected_date_time"]:
            said += f", at {at}"
        if people := values["who_may_see_it"]["us"]["selected_users"]:
            said += f", for {people}"
        await ack(response_action="push", view=found_modal(said))

    @app.event("app_home_opened")
    async def home(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=HOME)
