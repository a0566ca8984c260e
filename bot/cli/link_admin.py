"""`morbot link admin`: who may link and unlink people in Slack."""

import click

from bot import app
from bot.cli import link_texts as say
from bot.cli.link_services import known_person, open_services, org_option
from bot.cli.options import async_command
from bot.ids import COMMAND_LINE
from bot.settings import Settings


@click.group()
def admin() -> None:
    """Manage bot admins, who may link and unlink people in Slack."""


@admin.command()
@click.argument("slack_user_id")
@org_option
@async_command
async def add(slack_user_id: str, org: str | None) -> None:
    """Make a person a bot admin.

    \b
    morbot link admin add U0INGRID1
    """
    async with open_services() as services:
        person = await services.new_person(slack_user_id, org)
        services.warn_if_not_looked_up()
        await services.linking.check_membership(person, external=True)
        if reason := await services.linking.admins.reason_against(person):
            raise say.cannot_be_admin(str(person), reason)
        new = await services.linking.admins.add(person, by=COMMAND_LINE)
        news = say.made_admin(str(person), new)
        click.echo(news)
        if new:
            await services.notify_admins(news)


@admin.command("list")
@async_command
async def list_() -> None:
    """List the bot admins, with those of the setting BOT_ADMINS."""
    async with app.opened(Settings.load()) as core:
        admins = core.bot_admins()
        for person in await admins.stored():
            click.echo(str(person))
        for person in admins.named:
            click.echo(say.admin_by_setting(str(person)))


@admin.command()
@click.argument("slack_user_id")
@org_option
@async_command
async def remove(slack_user_id: str, org: str | None) -> None:
    """Remove a person from the bot admins."""
    async with open_services() as services:
        admins = services.linking.admins
        person = known_person(slack_user_id, org, await admins.stored())
        if person is None or not await admins.remove(person, by=COMMAND_LINE):
            raise say.no_such_admin(slack_user_id)
        news = say.revoked_admin(str(person))
        click.echo(news)
        await services.notify_admins(news)
