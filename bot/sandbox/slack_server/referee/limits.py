"""Slack's limits for blocks and views.

Characters for texts, items for lists. The names are those of slackblocks' registry where it has
the limit, so that a test can compare them. Where sources differ, the smaller limit is used, but
for data tables and charts, whose limits Slack has raised: an app that keeps to older copies of the
reference (101 rows, 10,000 characters, 6 series) is inside both.
"""

MOST = {
    "action_id": 255,
    "actions.elements": 25,
    "alert.text": 200,
    "block_id": 255,
    "button.accessibility_label": 75,
    "button.text": 75,
    "button.url": 3000,
    "button.value": 2000,
    "checkboxes.options": 10,
    "confirmation.confirm": 30,
    "confirmation.deny": 30,
    "confirmation.text": 300,
    "confirmation.title": 100,
    "context.elements": 10,
    "data_table.columns": 20,
    "data_table.page_size": 100,
    "data_table.rows": 201,
    "data_table.total_content": 20_000,
    "data_visualization.axis_label": 50,
    "data_visualization.categories": 20,
    "data_visualization.category_label": 20,
    "data_visualization.data": 20,
    "data_visualization.point_label": 20,
    "data_visualization.segment.label": 20,
    "data_visualization.segments": 12,
    "data_visualization.series": 12,
    "data_visualization.series_name": 20,
    "data_visualization.title": 50,
    "file_input.max_files": 10,
    "header.text": 150,
    "image.alt_text": 2000,
    "image.image_url": 3000,
    "image.title": 2000,
    "input.hint": 2000,
    "input.label": 2000,
    "markdown.text": 12_000,
    "message.blocks": 50,
    "message.data_visualizations": 2,
    "option.description": 75,
    "option.text": 75,
    "option.url": 3000,
    "option.value": 150,
    "option_group.label": 75,
    "option_group.options": 100,
    "overflow.options": 5,
    "plain_text_input.max_length": 3000,
    "plain_text_input.placeholder": 150,
    "radio_buttons.options": 10,
    "rich_text_input.max_lines": 100,
    "rich_text_list.indent": 8,
    "section.fields": 10,
    "section.fields.item": 2000,
    "section.text": 3000,
    "select.option_groups": 100,
    "select.options": 100,
    "select.placeholder": 150,
    "table.column_settings": 20,
    "table.columns": 20,
    "table.rows": 100,
    "table.total_content": 10_000,
    "text": 3000,
    "view.blocks": 100,
    "view.callback_id": 255,
    "view.close": 24,
    "view.external_id": 255,
    "view.private_metadata": 3000,
    "view.submit": 24,
    "view.title": 24,
}

TABLES_IN_A_MESSAGE = 1
BLOCKS_CHARACTERS = 10_000
"""All blocks of a message as compact JSON, without the rows of data tables."""
ATTACHMENTS = 100
VIEW_BYTES = 250_000
UPDATE_TEXT = 4_000
"""The longest text for chat.update and chat.postEphemeral."""
POSTED_TEXT = 40_000
"""chat.postMessage truncates longer text."""
