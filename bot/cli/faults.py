"""How a fault is told on the command line, and which exit code it means."""

import click

from bot.errors import AskError, ConfigError, MorbotError

_MISTAKES = (AskError, ConfigError)
_MISTAKE_CODES = frozenset({"user-not-found"})


def report_fault(error: MorbotError) -> int:
    """Print the error on standard error and return its exit code."""
    click.echo(error.text, err=True)
    if isinstance(error, AskError):
        if error.place is not None:
            from bot.slack.kit.problems import marked  # noqa: PLC0415 -- costs every command its start

            for line in marked(error.place):
                click.echo(f"  {line}".rstrip(), err=True)
        for reading in error.readings:
            click.echo(f"  {reading.command}    ({reading.meaning})", err=True)
    if error.hint:
        click.echo(error.hint, err=True)
    return exit_code(error)


def exit_code(error: MorbotError) -> int:
    """2 for what the person can mend: a question, a name, a setting; else 1."""
    return 2 if isinstance(error, _MISTAKES) or error.code in _MISTAKE_CODES else 1
