"""Many links at once: as CSV, and looked up before the first of them is made."""

import csv
import io
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.calls.model import MOR_ADMIN_ID, Role
from bot.errors import AskError, Garbled, Refused
from bot.ids import Identity, read_mor_id
from bot.links import form_texts as say
from bot.links.directory import Directory
from bot.links.linking import Linking
from bot.links.model import Link, LinkRequest, satisfies

COLUMNS = ("org", "slack_user", "mor_username", "role", "owner", "id", "external")
_REQUIRED = COLUMNS[1:4]
_BOOLEANS = {
    "yes": True,
    "true": True,
    "1": True,
    "": False,
    "no": False,
    "false": False,
    "0": False,
}
_FORMULA = ("=", "+", "-", "@")  # how a cell begins that a spreadsheet would run

FindIdentity = Callable[[Identity], Awaitable[Identity]]
"""Completes an identity whose org may be empty. Raises AskError."""


@dataclass(slots=True)
class Batch:
    """What a file would change: new links, how many exist already, and problems by line."""

    new: list[Link] = field(default_factory=list)
    unchanged: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


def write_links(links: Iterable[Link]) -> str:
    """Return links as CSV. Cells that a spreadsheet would run get an apostrophe in front."""
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
    """Return the requests in a CSV file and the problems of other lines, with line numbers.

    The first line names the columns, in any order. `org`, `owner`, `id` and `external` may be
    absent or empty. Cells are separated by commas or semicolons. Raises AskError if no line can
    be read.
    """
    first_line = text.partition("\n")[0]
    rows = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=";" if ";" in first_line else ",", strict=True
    )
    requests: list[tuple[int, LinkRequest]] = []
    problems: list[tuple[int, str]] = []
    try:
        columns = [name.strip().lower() for name in rows.fieldnames or ()]
        while columns and not columns[-1]:  # a spreadsheet's, of cells that were used once
            columns.pop()
        _check_columns(columns)
        rows.fieldnames = columns
        for row in rows:
            try:
                requests.append((rows.line_num, _request(row)))
            except ValueError as error:
                problems.append((rows.line_num, str(error)))
    except csv.Error:
        raise say.import_unreadable(COLUMNS) from None
    return requests, problems


async def examine_all(
    linking: Linking,
    directory: Directory,
    requests: Iterable[tuple[int, LinkRequest]],
    find: FindIdentity,
    *,
    by: Identity,
) -> Batch:
    """Ask Slack and MOR about all requests, each with its line. Nothing is stored.

    Raises SlackError and Unavailable if they gave no usable answer.
    """
    batch = Batch()
    seen: dict[Identity, int] = {}
    for line, read in requests:
        try:
            person = await find(read.identity)
            first = seen.setdefault(person, line)
            if first != line:
                batch.problems.append((line, say.import_twice(str(person), first)))
                continue
            request = replace(read, identity=person)
            existing = await directory.find(person)
            if existing is None or not satisfies(existing, request):
                batch.new.append(await linking.examine(request, by=by))
            else:
                batch.unchanged += 1
        except (AskError, Refused, Garbled) as error:
            batch.problems.append((line, error.text))
    return batch


def _check_columns(given: Sequence[str]) -> None:
    missing = [name for name in _REQUIRED if name not in given]
    if missing == list(_REQUIRED):
        raise say.import_unreadable(COLUMNS)
    unknown = [name for name in given if name not in COLUMNS]
    repeated = [name for name in COLUMNS if given.count(name) > 1]
    if missing or unknown or repeated:
        raise say.import_columns(unknown, missing, repeated)


def _request(row: Mapping[str | None, object]) -> LinkRequest:
    """Read a line. Raises ValueError with a sentence."""
    beyond = row.get(None)  # where DictReader keeps the cells beyond the last column
    if isinstance(beyond, list) and any(map(str.strip, beyond)):
        raise ValueError(say.import_cells(len(row) - 1))
    cells = {name: _unquoted(cell) for name, cell in row.items() if isinstance(cell, str)}
    role = cells.get("role", "").lower()
    if role not in list(Role):
        raise ValueError(say.import_cell("role", "admin, reseller or user"))
    external = cells.get("external", "").lower()
    if external not in _BOOLEANS:
        raise ValueError(say.import_cell("external", "yes or no"))
    user_id = cells.get("id", "").lower()
    return LinkRequest(
        Identity(cells.get("org", ""), cells.get("slack_user", "")),
        cells.get("mor_username", ""),
        Role(role),
        _number("owner", cells.get("owner") or str(MOR_ADMIN_ID)),
        _number("id", user_id) if user_id not in ("", "none") else None,
        without_id=user_id == "none",
        external=_BOOLEANS[external],
    )


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _number(column: str, cell: str) -> int:
    number = read_mor_id(cell)
    if number is None:
        raise ValueError(say.import_cell(column, "a MOR user id, for example 5"))
    return number
