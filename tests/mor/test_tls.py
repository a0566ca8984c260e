"""MOR over TLS, with certificates made here: only the right one is talked to."""

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.calls.model import Account, Role
from bot.errors import ConfigError, Unavailable
from bot.mor.client import MorClient
from bot.mor.transport import Limits, Transport

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes certificates")

ADMIN = Account("admin", 0, Role.ADMIN, 0)
VERSION = b"<?xml version='1.0'?><page><version>X17</version></page>"


class Authority:
    """A certificate authority of its own, in a folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._openssl(
            "req -x509 -nodes -days 2 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1"
            " -keyout ca.key -out ca.pem -subj /CN=authority"
            " -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign"
        )
        self.file = str(folder / "ca.pem")

    def server(self, name: str) -> ssl.SSLContext:
        """A server's side of TLS with a certificate for `name`, for example `DNS:localhost`."""
        self._openssl(
            "req -nodes -newkey ec -pkeyopt ec_paramgen_curve:prime256v1"
            " -keyout server.key -out server.csr -subj /CN=server"
        )
        (self._folder / "names").write_text(
            f"subjectAltName={name}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n"
            "authorityKeyIdentifier=keyid\n"
        )
        self._openssl(
            "x509 -req -days 2 -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial"
            " -out server.pem -extfile names"
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._folder / "server.pem", self._folder / "server.key")
        return context

    def _openssl(self, arguments: str) -> None:
        subprocess.run(  # noqa: S603 -- our own words
            [shutil.which("openssl") or "", *arguments.split()],
            cwd=self._folder,
            check=True,
            capture_output=True,
        )


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls") / "ours")


class Server:
    """Answers every request with `answer`, and keeps what it received."""

    def __init__(self) -> None:
        self.received: list[bytes] = []
        self.port = 0
        self.answer = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n"
            b"Content-Length: %d\r\n\r\n%s" % (len(VERSION), VERSION)
        )

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length")
        )
        self.received.append(head + await reader.readexactly(length))
        writer.write(self.answer)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def serving(context: ssl.SSLContext | None) -> AsyncIterator[Server]:
    server = Server()
    listening = await asyncio.start_server(server.talk, "127.0.0.1", 0, ssl=context)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server


async def version(url: str, ca_file: str) -> str:
    keys = {0: SecretStr("the-secret-key")}
    transport = Transport(url, Limits(patience=5, timeout=5), ca_file=ca_file)
    async with MorClient(transport, keys) as client:
        return await client.system_version(ADMIN)


async def refused(url: str, ca_file: str) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        await version(url, ca_file)
    assert caught.value.__cause__ is None
    return caught.value


@pytest.mark.parametrize(
    ("name", "host"), [("DNS:localhost", "localhost"), ("IP:127.0.0.1", "127.0.0.1")]
)
async def test_with_its_authority_in_the_file_mor_is_asked(
    name: str, host: str, authority: Authority
) -> None:
    async with serving(authority.server(name)) as server:
        assert await version(f"https://{host}:{server.port}/billing", authority.file) == "X17"
        assert b"u=admin" in server.received[0]


async def test_an_authority_this_machine_does_not_trust_is_refused(authority: Authority) -> None:
    async with serving(authority.server("DNS:localhost")) as server:
        error = await refused(f"https://localhost:{server.port}/billing", "")
        assert (error.code, server.received) == ("mor-tls", [])
        assert "MOR_CA_FILE" in error.details


async def test_another_authority_is_refused(authority: Authority, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other")
    async with serving(authority.server("DNS:localhost")) as server:
        error = await refused(f"https://localhost:{server.port}/billing", other.file)
        assert (error.code, server.received) == ("mor-tls", [])


async def test_a_certificate_for_another_name_is_refused(authority: Authority) -> None:
    async with serving(authority.server("DNS:mor.example.com")) as server:
        error = await refused(f"https://localhost:{server.port}/billing", authority.file)
        assert (error.code, server.received) == ("mor-tls", [])
        assert "localhost" in error.details
        assert "name" in error.details


async def test_a_server_without_tls_is_refused_where_tls_was_asked_for(
    authority: Authority,
) -> None:
    async def says_what(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard = await reader.read(65536)
        assert b"u=admin" not in heard
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(says_what, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        error = await refused(f"https://localhost:{port}/billing", authority.file)
        assert error.code == "mor-tls"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("scheme", ["https", "http"])
async def test_a_redirect_is_told_and_the_signed_form_is_not_sent_on(
    scheme: str, status: int, authority: Authority
) -> None:
    context = authority.server("DNS:localhost")
    async with (
        serving(context) as server,
        serving(context if scheme == "https" else None) as elsewhere,
    ):
        target = f"{scheme}://localhost:{elsewhere.port}/billing"
        server.answer = (
            f"HTTP/1.1 {status} Elsewhere\r\nContent-Length: 0\r\nConnection: close\r\n"
            f"Location: {target}/api/system_version_get?hash=stolen\r\n\r\n"
        ).encode()
        error = await refused(f"https://localhost:{server.port}/billing", authority.file)
        assert error.code == "mor-redirect"
        assert f"MOR_URL={target}" in error.details
        assert "stolen" not in error.text + error.hint + error.details
        assert (len(server.received), elsewhere.received) == (1, [])


def _missing(folder: Path) -> Path:
    return folder / "nowhere.pem"


def _no_certificate(folder: Path) -> Path:
    file = folder / "empty.pem"
    file.write_text("nothing of use\n")
    return file


def _folder(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize("make", [_missing, _no_certificate, _folder])
def test_a_file_that_is_no_authority_does_not_allow_a_start(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="MOR_CA_FILE cannot be used"):
        Transport("https://localhost/billing", ca_file=str(make(tmp_path)))
