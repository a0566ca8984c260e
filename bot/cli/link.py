"""`morbot link`: who is who. On the command line every link may be changed."""

from typing import TextIO
from zoneinfo import ZoneInfo

import click

from bot import app
from bot.calls.model import MOR_ADMIN_ID, Role
from bot.calls.texts import mor_user
from bot.cli import link_services as own_say
from bot.cli.link_services import known_person, open_services, org_option
from bot.cli.options import announce_new, async_command
from bot.cli.terminal import print_json, print_table
from bot.ids import COMMAND_LINE, Identity, is_mor_id
from bot.links import form_texts as say_forms
from bot.links import texts as say
from bot.links.batch import COLUMNS, examine_all, read_links, write_links
from bot.links.directory import Directory
from bot.links.linking import RecheckOutcome
from bot.links.model import Link, LinkRequest
from bot.links.slack_texts import reach, role_of_owner
from bot.settings import Settings
from bot.slack.kit.times import moment
from bot.store.database import open_database

_COLUMNS = ("Person", "MOR user", "State", "Role", "May ask about", "Checked")


@click.group()
def command() -> None:
    """Link people in Slack to the MOR users that they ask as.

    MOR asks for no password: these links decide who sees whose calls. MOR confirms each link before
    it is made, and the audit log keeps every change.
    """


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
    help="The MOR id that the user must have; none for an admin without calls.",
)
@click.option("--external", is_flag=True, help="Allow a guest or somebody of another workspace.")
@org_option
@async_command
async def add(
    slack_user_id: str,
    mor_username: str,
    role: str,
    owner: int,
    expected_id: str | None,
    external: bool,
    org: str | None,
) -> None:
    """Link a person in Slack to a MOR user. Their id is looked up in MOR.

    \b
    morbot link add U0INGRID1 admin --role admin --org T0HARBOR1
    morbot link add U0NILS001 nordvoice --role reseller
    morbot link add U0ADA0001 adalind --role user --owner 3
    """
    if expected_id not in (None, "none") and not is_mor_id(expected_id):
        raise say.not_an_id()
    async with open_services() as services:
        services.warn_if_not_looked_up()
        request = LinkRequest(
            await services.new_person(slack_user_id, org),
            mor_username,
            Role(role),
            owner,
            int(expected_id) if expected_id not in (None, "none") else None,
            without_id=expected_id == "none",
            external=external,
        )
        link = await services.linking.link(request, by=COMMAND_LINE)
        news = say.linked(*_facts(link))
        _print_link(link, news)
        await services.notify_admins(news)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, with ISO times.")
@async_command
async def list_(as_json: bool) -> None:
    """List all links."""
    links = await _all_links()
    if as_json:
        print_json([_as_json(link) for link in links])
    elif links:
        print_table(_COLUMNS, map(_row, links), fewest=3)
        for link in links:
            if link.suspended:
                click.echo(f"{link.identity}: {say.state(link.suspended)}")
    else:
        click.echo(own_say.NOBODY_LINKED)


@command.command()
@click.argument("slack_user_id")
@org_option
@async_command
async def remove(slack_user_id: str, org: str | None) -> None:
    """Remove a person's link. They can ask nothing from then on."""
    async with open_services() as services:
        linked = [link.identity for link in await services.directory.all()]
        person = known_person(slack_user_id, org, linked)
        if person is None:
            raise say.no_link(slack_user_id)
        link = await services.linking.unlink(person, by=COMMAND_LINE)
        news = say.unlinked(str(person), link.account.username)
        click.echo(news)
        await services.notify_admins(news)


@command.command("import", epilog=f"The first line names the columns: {', '.join(COLUMNS)}.")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--yes", is_flag=True, help="Make the links. Without it, they are only checked.")
@async_command
async def import_(file: TextIO, yes: bool) -> None:
    """Make the links of a CSV file, all or none.

    FILE may be - for standard input. Slack and MOR have to confirm each link. Links that exist
    already are not changed.

    The columns org (as --org), owner (a reseller's MOR id, 0 for the admin), id (the expected MOR
    id, or none) and external (yes or no) may be missing or empty.
    """
    try:
        requests, problems = read_links(file.read())
    except UnicodeDecodeError:
        raise say_forms.import_unreadable(COLUMNS) from None
    async with open_services() as services:
        services.warn_if_not_looked_up()

        async def find(read: Identity) -> Identity:
            return await services.new_person(read.user, read.org or None)

        linking, directory = services.linking, services.directory
        batch = await examine_all(linking, directory, requests, find, by=COMMAND_LINE)
        problems += batch.problems
        if problems:
            told = [say_forms.import_line(line, problem) for line, problem in sorted(problems)]
            raise own_say.import_problems(told)
        if yes:
            await directory.add(*batch.new)
        for link in batch.new:
            _print_link(link, (say.linked if yes else own_say.would_be_linked)(*_facts(link)))
        click.echo(own_say.import_outcome(len(batch.new), batch.unchanged, yes))
        if yes and batch.new:
            await services.notify_admins(*[say.linked(*_facts(link)) for link in batch.new])


@command.command()
@async_command
async def export() -> None:
    """Print all links as CSV, in the form that import reads."""
    click.echo(write_links(await _all_links()), nl=False)


@command.command()
@async_command
async def check() -> None:
    """Ask Slack and MOR about every link again.

    A link that is no longer true is suspended. One that was suspended for that and is true again
    becomes active. The exit code is 1 if a link could not be checked.
    """
    async with open_services() as services:
        services.warn_if_not_looked_up()
        if services.slack_error is not None:
            click.echo(own_say.slack_not_asked(services.slack_error.text), err=True)
        checks = await services.linking.recheck_all(by=COMMAND_LINE)
        for checked in checks:
            click.echo(checked.news)
        changed = [checked.news for checked in checks if checked.changed]
        if changed:
            await services.notify_admins(*changed)
    if any(checked.outcome is RecheckOutcome.FAILED for checked in checks):
        raise click.exceptions.Exit(1)


@command.group()
def admin() -> None:
    """Manage bot admins, who may link and unlink people in Slack."""


@admin.command("add")
@click.argument("slack_user_id")
@org_option
@async_command
async def add_admin(slack_user_id: str, org: str | None) -> None:
    """Make a person a bot admin.

    \b
    morbot link admin add U0INGRID1
    """
    async with open_services() as services:
        person = await services.new_person(slack_user_id, org)
        services.warn_if_not_looked_up()
        await services.linking.check_membership(person, external=True)
        if reason := await services.linking.admins.reason_against(person):
            raise own_say.cannot_be_admin(str(person), reason)
        new = await services.linking.admins.add(person, by=COMMAND_LINE)
        news = own_say.made_admin(str(person), new)
        click.echo(news)
        if new:
            await services.notify_admins(news)


@admin.command("list")
@async_command
async def list_admins() -> None:
    """List the bot admins, with those of the setting BOT_ADMINS."""
    async with app.opened(Settings.load()) as core:
        announce_new(core.database)
        admins = core.bot_admins()
        for person in await admins.stored():
            click.echo(str(person))
        for person in admins.named:
            click.echo(own_say.admin_by_setting(str(person)))


@admin.command("remove")
@click.argument("slack_user_id")
@org_option
@async_command
async def remove_admin(slack_user_id: str, org: str | None) -> None:
    """Remove a person from the bot admins."""
    async with open_services() as services:
        admins = services.linking.admins
        person = known_person(slack_user_id, org, await admins.stored())
        if person is None or not await admins.remove(person, by=COMMAND_LINE):
            raise own_say.no_such_admin(slack_user_id)
        news = own_say.revoked_admin(str(person))
        click.echo(news)
        await services.notify_admins(news)


async def _all_links() -> list[Link]:
    async with open_database(Settings.load().database_url) as database:
        announce_new(database)
        return await Directory(database).all()


def _facts(link: Link) -> tuple[str, str, int | None, str]:
    account = link.account
    return str(link.identity), account.username, account.user_id, account.role


def _print_link(link: Link, sentence: str) -> None:
    account = link.account
    click.echo(sentence)
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


def _row(link: Link) -> list[str]:
    account = link.account
    named = mor_user(account.user_id, link.full_name) if account.user_id is not None else "no id"
    return [
        str(link.identity),
        f"{account.username}: {named}",
        f"{'suspended' if link.suspended else 'active'}{', external' if link.external else ''}",
        role_of_owner(account.role, account.owner_id) if account.owner_id else account.role,
        "anybody" if account.role is Role.ADMIN else reach(account.foreign_refused),
        f"{moment(link.checked_at.replace(second=0), ZoneInfo('UTC'), seconds=False)} UTC",
    ]
