"""`morbot link admin`: who may link and unlink people in Slack."""

import click

from bot import app
from bot.cli import link_texts as say
from bot.cli.link_session import in_a_loop, known_person, org_option, session_open
from bot.ids import COMMAND_LINE
from bot.settings import Settings


@click.group()
def admin() -> None:
    """Say who may link and unlink people in Slack (bot admins)."""


@admin.command()
@click.argument("slack_user_id")
@org_option
@in_a_loop
async def add(slack_user_id: str, org: str | None) -> None:
    """Make a person a bot admin."""
    async with session_open() as session:
        person = await session.new_person(slack_user_id, org)
        session.warn()
        # Whoever runs morbot may trust somebody from outside with this.
        await session.linking.check_membership(person, external=True)
        new = await session.directory.make_admin(person, by=COMMAND_LINE)
        click.echo(say.made_admin(str(person), new))
        if new:
            await session.tell(say.made_admin(str(person), new))


@admin.command("list")
@in_a_loop
async def list_() -> None:
    """List the bot admins, those of the setting BOT_ADMINS included."""
    async with app.opened(Settings.load()) as core:
        for person in await core.directory.admins():
            click.echo(str(person))
        for person in core.bot_admins():
            click.echo(say.admin_by_setting(str(person)))


@admin.command()
@click.argument("slack_user_id")
@org_option
@in_a_loop
async def remove(slack_user_id: str, org: str | None) -> None:
    """Let a person be a bot admin no longer."""
    async with session_open() as session:
        directory = session.directory
        person = known_person(slack_user_id, org, await directory.admins())
        if person is None or not await directory.revoke_admin(person, by=COMMAND_LINE):
            raise say.no_such_admin(slack_user_id)
        click.echo(say.revoked_admin(str(person)))
        await session.tell(say.revoked_admin(str(person)))
