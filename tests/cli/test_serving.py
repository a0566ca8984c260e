"""An address that cannot be used is told in a sentence."""

import errno

import click
import pytest
from click.testing import CliRunner

from bot.cli import morbot
from bot.cli.serving import address_errors
from bot.errors import MorbotError


def test_a_forbidden_port_is_a_sentence() -> None:
    with pytest.raises(MorbotError) as told, address_errors("127.0.0.1", 1):
        raise PermissionError(errno.EACCES, "no")
    assert told.value.text == "Cannot listen on port 1 of 127.0.0.1: Permission denied."


def test_a_host_that_is_not_loopback_is_a_bad_option() -> None:
    with pytest.raises(click.BadParameter), address_errors("0.0.0.0", 0):  # noqa: S104 -- to be refused
        raise ValueError


@pytest.mark.parametrize("server", ["demo", "slack-server", "mor-server"])
@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_cannot_be_is_a_bad_option(server: str, port: str) -> None:
    done = CliRunner().invoke(morbot, [server, "--port", port])
    assert done.exit_code == 2
    assert "--port" in done.stderr
