"""`morbot link`: who is who, on the command line. Whoever runs it may change every link."""

import json
import re
import sys
from collections.abc import Callable, Iterable
from typing import TextIO

import click
from rich.console import Console
from rich.table import Table

from bot.calls.model import MOR_ADMIN_ID, Role
from bot.cli import link_texts as own_say
from bot.cli.link_admin import admin
from bot.cli.link_session import (
    directory_open,
    in_a_loop,
    known_person,
    org_option,
    session_open,
)
from bot.ids import COMMAND_LINE, Identity
from bot.links.batch import COLUMNS, examine_all, read_links, write_links
from bot.links.linking import Recheck, RecheckOutcome
from bot.links.model import Link, LinkRequest
from bot.links.texts import linking as say

_WIDTH_OF_A_FILE = 200  # columns, where the output is no terminal


@click.group()
def command() -> None:
    """Say which MOR user a person in Slack asks as.

    MOR asks for no password: these links decide who sees whose calls. Each is confirmed by MOR
    before it is made, and every change is kept in the audit log.
    """


command.add_command(admin)


@command.command()
@click.argument("slack_user_id")
@click.argument("mor_username")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option(
    "--owner", default=MOR_ADMIN_ID, metavar="RESELLER_ID", help="The reseller who owns the user."
)
@click.option(
    "--id",
    "expected_id",
    metavar="NUMBER|none",
    help="The MOR id that the username must turn out to have; none for an admin without calls.",
)
@click.option("--external", is_flag=True, help="For a guest or somebody of another workspace.")
@org_option
@in_a_loop
async def add(
    slack_user_id: str,
    mor_username: str,
    role: str,
    owner: int,
    expected_id: str | None,
    external: bool,
    org: str | None,
) -> None:
    """Link a person in Slack to a MOR user.

    The id is looked up at MOR, and the name confirmed.

    \b
    morbot link add U0INGRID1 admin --role admin --org T0HARBOR1
    morbot link add U0NILS001 nordvoice --role reseller
    morbot link add U0ADA0001 adalind --role user --owner 3
    """
    if expected_id not in (None, "none") and not re.fullmatch("[0-9]{1,10}", expected_id):
        raise say.not_an_id()
    async with session_open() as session:
        session.warn()
        request = LinkRequest(
            await session.new_person(slack_user_id, org),
            mor_username,
            Role(role),
            owner,
            int(expected_id) if expected_id not in (None, "none") else None,
            without_id=expected_id == "none",
            external=external,
        )
        link = await session.linking.link(request, by=COMMAND_LINE)
        _print_link(link, say.linked)
        await session.tell(_sentence(link, say.linked))


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As a JSON array, one object a link.")
@in_a_loop
async def list_(as_json: bool) -> None:
    """List all links."""
    async with directory_open() as directory:
        links = await directory.all()
    if as_json:
        click.echo(json.dumps([_as_json(link) for link in links], indent=2, ensure_ascii=False))
    elif links:
        _print_table(links)
    else:
        click.echo(own_say.NOBODY_LINKED)


@command.command()
@click.argument("slack_user_id")
@org_option
@in_a_loop
async def remove(slack_user_id: str, org: str | None) -> None:
    """Remove a person's link. It no longer counts from this moment on."""
    async with session_open() as session:
        linked = [link.identity for link in await session.directory.all()]
        person = known_person(slack_user_id, org, linked)
        if person is None:
            raise say.no_link(slack_user_id)
        link = await session.linking.unlink(person, by=COMMAND_LINE)
        click.echo(say.unlinked(str(person), link.account.username))
        await session.tell(say.unlinked(str(person), link.account.username))


@command.command("import", epilog=f"Columns, named in the first line: {', '.join(COLUMNS)}.")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--yes", is_flag=True, help="Make the links. Without it they are only checked.")
@in_a_loop
async def import_(file: TextIO, yes: bool) -> None:
    """Make the links of a CSV file, all or none.

    FILE may be - for standard input. Each link is confirmed by Slack and MOR, as with add. The
    columns org (as --org), owner (a reseller's MOR id, 0 for the admin), id (the expected MOR id,
    or none) and external (yes or no) may be absent or empty. A link that is already there is left
    as it is.
    """
    try:
        requests, problems = read_links(file.read())
    except UnicodeDecodeError:
        raise say.import_unreadable(COLUMNS) from None
    async with session_open() as session:
        session.warn()

        async def find(read: Identity) -> Identity:
            return await session.new_person(read.user, read.org or None)

        linking, directory = session.linking, session.directory
        batch = await examine_all(linking, directory, requests, find, by=COMMAND_LINE)
        problems += batch.problems
        if problems:
            told = [say.import_line(line, problem) for line, problem in sorted(problems)]
            raise own_say.import_problems(told)
        if yes:
            await directory.add(*batch.new)
        for link in batch.new:
            _print_link(link, say.linked if yes else own_say.would_be_linked)
        click.echo(own_say.import_outcome(len(batch.new), batch.unchanged, yes))
        if yes and batch.new:
            await session.tell(*[_sentence(link, say.linked) for link in batch.new])


@command.command()
@in_a_loop
async def export() -> None:
    """Write all links as CSV, as import reads them."""
    async with directory_open() as directory:
        click.echo(write_links(await directory.all()), nl=False)


@command.command()
@in_a_loop
async def check() -> None:
    """Ask Slack and MOR again about every link.

    One that is no longer true is suspended; one that was suspended for that and is true again
    counts again. Ends with 1 if a link could not be checked.
    """
    async with session_open() as session:
        session.warn()
        if session.trouble is not None:
            click.echo(own_say.slack_not_asked(session.trouble.text), err=True)
        checks = await session.linking.recheck_all(by=COMMAND_LINE)
        for found in checks:
            click.echo(_check_sentence(found))
        changed = [_check_sentence(found) for found in checks if found.changed]
        if changed:
            await session.tell(*changed)
    if any(found.outcome is RecheckOutcome.FAILED for found in checks):
        raise click.exceptions.Exit(1)


def _check_sentence(found: Recheck) -> str:
    link = found.link
    return say.checked(str(link.identity), link.account.username, found.outcome, found.why)


def _sentence(link: Link, saying: Callable[[str, str, int | None, str], str]) -> str:
    account = link.account
    return saying(str(link.identity), account.username, account.user_id, account.role)


def _print_link(link: Link, saying: Callable[[str, str, int | None, str], str]) -> None:
    account = link.account
    click.echo(_sentence(link, saying))
    if account.role is Role.RESELLER and not account.foreign_refused:
        click.echo(say.own_id_only(account.username))


def _as_json(link: Link) -> dict[str, object]:
    return {
        "org": link.identity.org,
        "slack_user": link.identity.user,
        "mor_username": link.account.username,
        "mor_user_id": link.account.user_id,
        "role": link.account.role,
        "owner_id": link.account.owner_id,
        "foreign_refused": link.account.foreign_refused,
        "external": link.external,
        "suspended": say.suspension(link.suspended),
        "created_at": link.created_at.isoformat(timespec="seconds"),
        "created_by": str(link.created_by),
        "checked_at": link.checked_at.isoformat(timespec="seconds"),
    }


def _print_table(links: Iterable[Link]) -> None:
    table = Table("Person", "MOR user", "Id", "Role", "Owner", "May ask about", "State", "Checked")
    for link in links:
        account = link.account
        table.add_row(
            f"{link.identity}{' (external)' if link.external else ''}",
            account.username,
            "none" if account.user_id is None else str(account.user_id),
            account.role,
            str(account.owner_id),
            own_say.reach(account.role, account.foreign_refused),
            say.state(link.suspended),
            f"{link.checked_at:%Y-%m-%d %H:%M} UTC",
        )
    width = None if sys.stdout.isatty() else _WIDTH_OF_A_FILE
    # What MOR's people typed is text: neither markup nor emoji.
    Console(width=width, markup=False, emoji=False, highlight=False).print(table)
