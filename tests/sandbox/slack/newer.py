"""The newer blocks, each once, as Slack's reference shows them."""

from tests.sandbox.slack.building import Json, actions, button, mrkdwn, plain, raw, section

LINE: Json = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "done"}]}],
}
CARD: Json = {
    "type": "card",
    "title": mrkdwn("Night shift"),
    "subtitle": mrkdwn("a digest"),
    "body": mrkdwn("93 calls"),
    "actions": [button(action_id="open")],
}
TASK: Json = {
    "type": "task_card",
    "task_id": "1",
    "title": "Ask MOR",
    "status": "complete",
    "output": LINE,
    "sources": [{"type": "url", "url": "https://mor.example", "text": "MOR"}],
}
FEEDBACK: Json = {
    "type": "feedback_buttons",
    "action_id": "feedback",
    "positive_button": {"text": plain("Good"), "value": "good"},
    "negative_button": {"text": plain("Bad"), "value": "bad"},
}
TRASH: Json = {"type": "icon_button", "icon": "trash", "text": plain("Forget"), "action_id": "t"}
NEWER: list[Json] = [
    CARD,
    {"type": "carousel", "elements": [CARD, CARD]},
    {
        "type": "container",
        "title": plain("Details"),
        "is_collapsible": True,
        "child_blocks": [
            section(),
            actions(button(action_id="inside")),
            {"type": "table", "rows": [[raw("in a container")]]},
        ],
    },
    {"type": "context_actions", "elements": [FEEDBACK, TRASH]},
    {"type": "file", "external_id": "calls-7", "source": "remote"},
    {"type": "plan", "title": "A report", "tasks": [TASK, {**TASK, "status": "pending"}]},
    TASK,
    {
        "type": "video",
        "title": plain("A tour"),
        "alt_text": "a tour",
        "video_url": "https://mor.example/a",
        "thumbnail_url": "https://mor.example/a.png",
    },
]
