"""What the doctor says of what others could read."""

from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.doctor import Status
from bot.doctor.check import CheckContext
from bot.doctor.exposure import watch_port, way_to_mor
from bot.mor.exposure import crosses_a_network_in_the_clear
from bot.settings import Settings
from tests.support.doctor_office import Office


@pytest.mark.parametrize("name", ["morbot.db", "morbot-engine.db", "morbot-engine.db-shm", ".env"])
async def test_a_file_that_others_can_read_is_named(
    name: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.folder)
    file = office.folder / name
    file.touch()
    file.chmod(0o640)
    (office.folder / "morbot.service").touch(0o644)
    (found,) = (await office.faults()).values()
    assert found.status is Status.WARNING
    assert found.hint.startswith("Close them: chmod 600 ")
    assert [Path(one).name for one in found.hint.split()[4:]] == [name]
    file.chmod(0o600)
    assert await office.faults() == {}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", Status.OK),
        ("::1", Status.OK),
        ("10.1.2.3", Status.OK),
        ("0.0.0.0", Status.WARNING),  # noqa: S104 -- the doctor is to warn of it
        ("::", Status.WARNING),
        ("203.0.113.5", Status.WARNING),
    ],
)
async def test_the_doctor_warns_of_a_health_port_that_others_reach(
    host: str, status: Status, office: Office
) -> None:
    settings = Settings.load(env_file=None, **{**office.given, "watch_host": host})
    async with ClientSession() as session:
        found = await watch_port(CheckContext(settings, session))
    assert found.status is status
    if status is Status.WARNING:
        assert "WATCH_HOST" in found.hint


PUBLIC = ["http://203.0.113.5/billing", "http://8.8.8.8:8080", "http://[2001:db8::1]/billing"]
OWN = [
    *("http://127.0.0.1:4000/billing", "http://localhost/", "http://10.1.2.3", "http://172.31.0.1"),
    *("http://192.168.0.7/billing", "http://169.254.3.4", "http://[::1]:80/", "http://[fd00::7]/"),
    *("http://[::ffff:10.0.0.1]/", "https://203.0.113.5/billing", "http://no.such.name.invalid/"),
]


@pytest.mark.parametrize("url", [*PUBLIC, *OWN])
async def test_only_tls_and_private_networks_are_private(url: str) -> None:
    assert await crosses_a_network_in_the_clear(url) is (url in PUBLIC)


async def test_the_doctor_warns_of_a_mor_that_is_asked_in_the_clear(office: Office) -> None:
    assert (await office.diagnose())["MOR TLS"].status is Status.OK
    settings = Settings.load(env_file=None, **{**office.given, "mor_url": PUBLIC[0]})
    async with ClientSession() as session:
        found = await way_to_mor(CheckContext(settings, session))
    assert found.status is Status.WARNING
    assert "https://" in found.hint
