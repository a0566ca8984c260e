"""Links as a CSV file: what `morbot link export` writes and `import` reads."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from bot.calls.model import MOR_ADMIN_ID, Role
from bot.errors import AskError
from bot.ids import Identity
from bot.links.directory import Link
from bot.links.request import LinkRequest
from bot.links.texts import linking

COLUMNS = ("org", "slack_user", "mor_username", "role", "owner", "id", "external")
_NEEDED = COLUMNS[1:4]
_TRUTH = {"yes": True, "true": True, "1": True, "": False, "no": False, "false": False, "0": False}
_FORMULA = ("=", "+", "-", "@")  # how a cell begins that a spreadsheet would run
_LARGEST_ID = 10  # digits


def write_links(links: Iterable[Link]) -> str:
    """The links as CSV. An apostrophe before what a spreadsheet would take for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for link in links:
        account = link.account
        cells = (
            link.identity.org,
            link.identity.user,
            account.username,
            account.role.value,
            str(account.owner_id),
            "none" if account.user_id is None else str(account.user_id),
            "yes" if link.external else "no",
        )
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return text.getvalue()


def read_links(text: str) -> tuple[list[tuple[int, LinkRequest]], list[tuple[int, str]]]:
    """The requests in a file with their line numbers, and what is wrong with the other lines.

    The first line names the columns, in any order; `org`, `owner`, `id` and `external` may be
    absent or empty. Commas or semicolons stand between cells. Raises AskError where no line can be
    read.
    """
    first_line = text.partition("\n")[0]
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in first_line else ",", strict=True
    )
    requests: list[tuple[int, LinkRequest]] = []
    problems: list[tuple[int, str]] = []
    try:
        columns = [name.strip().lower() for name in rows.fieldnames or ()]
        _check_columns(columns)
        rows.fieldnames = columns
        for row in rows:
            try:
                requests.append((rows.line_num, _request(row)))
            except ValueError as error:
                problems.append((rows.line_num, str(error)))
    except csv.Error:
        raise AskError(*linking.import_unreadable(",".join(COLUMNS)), code="import") from None
    return requests, problems


def _check_columns(given: Sequence[str]) -> None:
    missing = [name for name in _NEEDED if name not in given]
    if missing == list(_NEEDED):
        raise AskError(*linking.import_unreadable(",".join(COLUMNS)), code="import")
    unknown = [name for name in given if name not in COLUMNS]
    repeated = [name for name in COLUMNS if given.count(name) > 1]
    if missing or unknown or repeated:
        raise AskError(*linking.import_columns(unknown, missing, repeated), code="import")


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _request(row: Mapping[str | None, object]) -> LinkRequest:
    """Raises ValueError with a sentence."""
    if None in row:  # where DictReader keeps the cells beyond the last column
        raise ValueError(linking.import_cells(len(row) - 1))
    cells = {name: _plain(cell) for name, cell in row.items() if isinstance(cell, str)}
    role = cells.get("role", "").lower()
    if role not in list(Role):
        raise ValueError(linking.import_cell("role", "admin, reseller or user"))
    external = cells.get("external", "").lower()
    if external not in _TRUTH:
        raise ValueError(linking.import_cell("external", "yes or no"))
    user_id = cells.get("id", "").lower()
    return LinkRequest(
        Identity(cells.get("org", ""), cells.get("slack_user", "")),
        cells.get("mor_username", ""),
        Role(role),
        _number("owner", cells.get("owner") or str(MOR_ADMIN_ID)),
        _number("id", user_id) if user_id not in ("", "none") else None,
        without_id=user_id == "none",
        external=_TRUTH[external],
    )


def _number(column: str, cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= _LARGEST_ID):
        raise ValueError(linking.import_cell(column, "a MOR user id, such as 5"))
    return int(cell)
