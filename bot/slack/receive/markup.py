"""Slack's way of writing text in requests, turned into what the person typed.

With `should_escape` Slack sends mentions as `<@U123|name>`, addresses as `<https://…|label>`, and
`& < >` as entities (docs: Formatting message text).
"""

import re

_LINK = re.compile(
    r"<(?:https?://|mailto:|tel:)[^|<>]*\|([^<>]*)>|<((?:https?://|mailto:|tel:)[^|<>]*)>"
)


def plain_text(text: str) -> str:
    """The text as typed; mentions of people stay as `<@U123|name>`, the grammar knows them."""
    unlinked = _LINK.sub(lambda match: match[1] or match[2] or "", text)
    return unlinked.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
