"""The command line: `morbot COMMAND`, also `python -m bot COMMAND`.

Exit codes: 0 done, 2 the person's mistake (a question, a link or a setting that cannot be used),
1 anything else. Errors are one or two sentences on standard error, never a traceback.
"""

import os
import sys
from importlib import import_module

import click

from bot.errors import AskError, ConfigError, ErrorCode, MorbotError

# Each command is imported only when it is called, so that `--help` and `sign` start at once.
_FOR_OPERATORS = {
    "run": "bot.cli.run",
    "ask": "bot.cli.ask",
    "link": "bot.cli.link",
    "digest": "bot.cli.digest",
    "doctor": "bot.cli.doctor",
    "demo": "bot.cli.demo",
}
_FOR_DEVELOPERS = {
    "period": "bot.cli.period",
    "schedule": "bot.cli.schedule",
    "sign": "bot.cli.sign",
    "mor-server": "bot.cli.mor_server",
    "slack-server": "bot.cli.slack_server",
}
_COMMANDS = _FOR_OPERATORS | _FOR_DEVELOPERS
_FULL = 1000  # letters of a command's sentence, so that none is cut
_MISTAKES = (AskError, ConfigError)
_MISTAKE_CODES = frozenset({ErrorCode.USER_NOT_FOUND})


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands of operators first, and each one's sentence in full."""
        for title, names in (
            ("Commands", _FOR_OPERATORS),
            ("To try things and to test", _FOR_DEVELOPERS),
        ):
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(title):
                formatter.write_dl(
                    [(name, one.get_short_help_str(_FULL)) for name, one in commands if one]
                )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        found = import_module(_COMMANDS[cmd_name]).command
        assert isinstance(found, click.Command)  # noqa: S101 -- tells mypy what the table promises
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="morbot", message="%(prog)s %(version)s")
def morbot() -> None:
    """Answer questions about the local calls of a Kolmisoft MOR switch in Slack."""
    os.umask(0o077)  # what we write (calls, links, secrets) is for our own user


def main() -> None:
    """Run the command line, and exit with its code."""
    try:
        morbot(standalone_mode=True)
    except MorbotError as error:
        sys.exit(report_error(error))


def report_error(error: MorbotError) -> int:
    """Print the error on standard error, and return the exit code."""
    click.echo(error.text, err=True)
    if isinstance(error, AskError):
        if error.place is not None:
            from bot.slack.kit.problems import marked  # noqa: PLC0415 -- costs every command its start

            for line in marked(error.place):
                click.echo(f"  {line}".rstrip(), err=True)
        for reading in error.readings:
            click.echo(f"  {reading.command}    ({reading.meaning})", err=True)
    # Who types here runs morbot: what to change says more than whom to tell.
    if todo := error.details or error.hint:
        click.echo(todo, err=True)
    return exit_code(error)


def exit_code(error: MorbotError) -> int:
    """Return 2 for what the person can fix (a question, a name, a setting), and otherwise 1."""
    return 2 if isinstance(error, _MISTAKES) or error.code in _MISTAKE_CODES else 1
