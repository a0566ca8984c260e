"""The table of docs/settings.md, made from the settings themselves.

`python -m tests.support.settings_table` writes it into the page.
"""

import re
from pathlib import Path

from bot.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
_BETWEEN = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", re.DOTALL)
_RESELLERS = (
    "| `MOR_KEY_RESELLER_<id>` | | The API Secret Key of the reseller with that MOR id;"
    " one setting each |"
)


def settings_table() -> str:
    """Return a row for each setting: its name, its default, what it is."""
    rows = ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        if name == "reseller_keys":
            continue
        rows.append(f"| `{name.upper()}` | {_default(field.default)} | {field.description} |")
        if name == "mor_key_admin":
            rows.append(_RESELLERS)
    return "\n".join(rows) + "\n"


def _default(value: object) -> str:
    return f"`{value}`" if isinstance(value, (int, float, str)) and value != "" else ""


def documented(page: str) -> str:
    """Return the table that stands in the page."""
    found = _BETWEEN.search(page)
    return found[0] if found else ""


if __name__ == "__main__":
    PAGE.write_text(_BETWEEN.sub(lambda _: settings_table(), PAGE.read_text()))
