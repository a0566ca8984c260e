import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import click
import httpx
import pytest

from bot.cli import mor_server
from bot.sandbox.company import MOR_USERS
from bot.sandbox.mor_server import Options

EXAMPLE = "u=admin&s_user=5&from=1514851199&till=1546300800"
COMMAND = [sys.executable, "-m", "bot", "mor-server"]


@contextmanager
def server(*arguments: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The command as a process of its own, with the address that it printed first."""
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with process:
        try:
            assert process.stdout
            yield process.stdout.readline().strip(), process
        finally:
            process.kill()


def ends(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command where it ends by itself."""
    return subprocess.run(  # noqa: S603 -- our own command
        [*COMMAND, *arguments], capture_output=True, text=True, timeout=30, check=False
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_line_is_the_address_and_a_signal_ends_it_well(number: signal.Signals) -> None:
    with server("--recipe", "key-only", "--until", "2018-11-01") as (base, process):
        assert base.startswith("http://127.0.0.1:")
        assert base.endswith("/billing")
        proof = "7c4a8d09ca3762af61e59520943dc26494f8941b"
        answer = httpx.post(f"{base}/api/local_calls_get?{EXAMPLE}&hash={proof}")
        assert answer.text.count("<call>") > 100
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
        assert process.stderr
        assert "Traceback" not in process.stderr.read()


def test_switches_reach_the_server() -> None:
    switches = ("--allow-get", "--error-form", "status", "--reseller-key", "3=other")
    more = ("--no-such-api", "--error-form-of", "made_up=error")
    with server(*switches, *more) as (base, _):
        proof = "6cd8345cf58b1772d69c0d951e6003bacd48cfcf"
        answer = httpx.get(f"{base}/api/local_calls_get?{EXAMPLE}&hash={proof}")
        assert "<local_calls></local_calls>" in answer.text
        wrong = httpx.get(f"{base}/api/system_version_get?u=nordvoice&hash={proof}")
        assert wrong.text.splitlines()[1] == "<status>"
        unknown = httpx.get(f"{base}/api/made_up?{EXAMPLE}")
        assert unknown.text.splitlines()[1] == "<error>There is no such API</error>"


def test_the_same_seed_and_end_make_the_same_answer_also_from_a_file(tmp_path: Path) -> None:
    world = ("--disable-hash", "--seed", "7", "--until", "2018-11-01T12:00")
    file = ("--database", str(tmp_path / "sandbox.db"))
    pages = []
    for arguments in (world, (*world, *file), ("--disable-hash", *file)):
        with server(*arguments) as (base, _):
            pages.append(httpx.post(f"{base}/api/local_calls_get?{EXAMPLE}").text)
    assert pages[0] == pages[1] == pages[2]
    assert "<call>" in pages[0]


@pytest.mark.parametrize("host", ["0.0.0.0", "example.com"])  # noqa: S104 -- refused
def test_other_hosts_than_loopback_are_refused_in_a_sentence(host: str) -> None:
    run = ends("--host", host)
    assert run.returncode == 2
    assert f"{host} is not this machine." in run.stderr
    assert "Traceback" not in run.stderr


def test_a_taken_port_is_a_sentence_and_exit_code_1() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        run = ends("--port", str(port))
    assert run.returncode == 1
    assert run.stderr.startswith(f"Port {port} on 127.0.0.1 is in use by another program.\n")
    assert "Traceback" not in run.stderr


def test_a_file_that_is_no_world_is_a_sentence_and_exit_code_1(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database" * 100)
    run = ends("--database", str(path))
    assert run.returncode == 1
    assert run.stderr.startswith(f"{path} cannot be used as the sandbox's database: ")
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--until", "yesterday"), "yesterday is not an ISO date or time, for example 2026-11-30"),
        (("--until", "0001-01-01"), "0001-01-01 is not an ISO date"),
        (("--timezone", "Mars/Olympus"), "Mars/Olympus is not a known time zone"),
        (("--timezone", "../../etc/passwd"), "is not a known time zone"),
        (("--reseller-key", "nordvoice"), "nordvoice is not a reseller's MOR id with their key"),
        (("--error-form-of", "user_details_get"), "user_details_get is not a method with its form"),
        (("--port", "70000"), "--port"),
        (("--fault", "rain"), "--fault"),
    ],
)
def test_a_switch_that_cannot_be_read_is_the_persons_mistake(
    arguments: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(click.UsageError) as caught:
        mor_server.command.make_context("mor-server", list(arguments))
    assert sentence in caught.value.format_message()


def test_help_lists_the_users() -> None:
    context = click.Context(mor_server.command, info_name="mor-server")
    text = mor_server.command.get_help(context)
    for user in MOR_USERS:
        assert f"{user.id:>4}  {user.username} " in text


def test_every_switch_of_the_server_has_an_option_and_the_same_default() -> None:
    context = mor_server.command.make_context("mor-server", [])
    settings = {"host", "port", "database", "seed", "until"}
    given = {name: value for name, value in context.params.items() if name not in settings}
    switches = {field.name for field in fields(Options)} - {"version"}
    assert set(given) == switches
    assert Options(**given) == Options()


def test_a_prefix_may_be_typed_in_any_way() -> None:
    for typed, path in (("mor", "/mor"), ("/mor/", "/mor"), ("", ""), ("/", "")):
        context = mor_server.command.make_context("mor-server", ["--prefix", typed])
        assert context.params["prefix"] == path
