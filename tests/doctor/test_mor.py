"""What the doctor says of MOR: address, API, keys, recipe, clock and zone."""

import asyncio
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.calls.model import Account, Role
from bot.doctor import Status, check
from bot.doctor.clocks import _possible_offsets
from bot.sandbox.mor_server import ErrorForm, Fault, HashRecipe
from bot.sandbox.serving import serve
from tests.support.doctor_office import ADA, ADMIN, TOM, Office

OF_MOR = {
    "MOR",
    "MOR API",
    "MOR_KEY_ADMIN",
    "MOR_KEY_RESELLER_3",
    "MOR recipe",
    "MOR clock",
    "MOR time zone",
}


def in_front(mor: ASGIApp, path: str, answer: Response) -> ASGIApp:
    """MOR, but at one path (or below it, if it ends in /) something else answers."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope.get("path", "")
        below = path.endswith("/") and asked.startswith(path)
        await (answer if below or asked == path else mor)(scope, receive, send)

    return app


# Reached


async def test_mor_is_reached_and_its_version_told(office: Office) -> None:
    found = await office.diagnose()
    assert found["MOR"].text == f"MOR X17 answers at {office.mor.url}"
    assert {found[name].status for name in OF_MOR} == {Status.OK}


async def test_mor_is_not_reached(office: Office) -> None:
    office.set(mor_url="http://127.0.0.1:1/billing")
    found = await office.diagnose()
    assert found["MOR"].status is Status.WRONG
    assert "no connection to 127.0.0.1" in found["MOR"].hint
    rest = {found[name].text for name in OF_MOR - {"MOR"}}
    assert rest == {"Skipped. Fix “MOR” first."}


async def test_mor_is_too_slow(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "CHECK_SECONDS", 0.9)
    office.mor.options.delay = 30
    faults = await office.faults()
    assert faults.keys() == {"MOR"}
    assert faults["MOR"].text == "No answer within 0.9 seconds."


async def test_mor_fails(office: Office) -> None:
    office.mor.fail(Fault.ERROR_500)
    assert "HTTP 500" in (await office.faults())["MOR"].text


async def test_the_web_server_in_front_refuses(office: Office) -> None:
    guarded = in_front(office.mor.app, "/", PlainTextResponse("Forbidden", 403))
    async with serve(guarded) as address:
        office.set(mor_url=f"{address}/billing")
        faults = await office.faults()
    assert faults.keys() == {"MOR"}
    assert "HTTP 403" in faults["MOR"].text


async def test_mor_has_moved(office: Office) -> None:
    there = {"Location": f"{office.mor.url}/api/system_version_get"}
    async with serve(in_front(office.mor.app, "/", Response(None, 301, there))) as address:
        office.set(mor_url=f"{address}/billing")
        faults = await office.faults()
    assert faults["MOR"].hint.endswith(f"MOR_URL={office.mor.url}")


async def test_mor_speaks_no_tls_there(office: Office) -> None:
    office.set(mor_url=office.mor.url.replace("http:", "https:"))
    faults = await office.faults()
    assert faults.keys() == {"MOR"}
    assert "no secure connection" in faults["MOR"].text


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 and its key, of no authority that anybody knows."""
    path = tmp_path / "mor.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=mor", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(  # noqa: S603 -- a fixed command
        [*made, *names, "-keyout", path, "-out", tmp_path / "cert.pem"],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + (tmp_path / "cert.pem").read_text())
    return path


@asynccontextmanager
async def behind_tls(url: str, certificate: Path) -> AsyncIterator[str]:
    """The same MOR behind a door that speaks TLS."""
    host, port = url.split("/")[2].split(":")

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
        writer.close()

    async def door(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection(host, int(port))
        await asyncio.gather(pass_on(reader, inner_writer), pass_on(inner_reader, writer))

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = await asyncio.start_server(door, host, 0, ssl=context)
    async with server:
        yield f"https://{host}:{server.sockets[0].getsockname()[1]}/billing"


async def test_a_certificate_of_an_unknown_authority(office: Office, certificate: Path) -> None:
    async with behind_tls(office.mor.url, certificate) as url:
        office.set(mor_url=url)
        faults = await office.faults()
        assert faults.keys() == {"MOR"}
        assert "self-signed certificate" in faults["MOR"].hint
        office.set(mor_ca_file=str(certificate.parent / "cert.pem"))
        assert await office.faults() == {}


async def test_an_authority_that_cannot_be_read(office: Office) -> None:
    office.set(mor_ca_file=str(office.folder / "nowhere.pem"))
    assert "MOR_CA_FILE" in (await office.faults())["MOR"].text


# Where


@pytest.mark.parametrize("prefix", ["/billing", "/mor", ""])
@pytest.mark.parametrize("given", ["", "/billing", "/mor", "/billing/api", "/elsewhere"])
async def test_the_right_base_address_is_named(office: Office, prefix: str, given: str) -> None:
    if prefix == given:
        return
    office.mor.options.prefix = prefix
    server = office.mor.url.removesuffix("/billing")
    office.set(mor_url=server + given)
    faults = await office.faults()
    assert faults.keys() == {"MOR"}
    assert faults["MOR"].status is Status.WRONG
    assert faults["MOR"].hint == f"Set MOR_URL={server}{prefix}"


async def test_mor_is_at_none_of_the_usual_addresses(office: Office) -> None:
    office.mor.options.prefix = "/pbx"
    faults = await office.faults()
    assert faults.keys() == {"MOR"}
    assert "/billing, /mor" in faults["MOR"].text


async def test_a_web_page_instead_of_mor(office: Office) -> None:
    page = PlainTextResponse("<html>Welcome</html>")
    async with serve(in_front(office.mor.app, "/api/", page)) as address:
        office.set(mor_url=address)
        assert (await office.faults())["MOR"].hint == f"Set MOR_URL={address}/billing"


async def test_a_password_in_the_address_is_not_shown(office: Office) -> None:
    secret = "http://ingrid:hunter2@"
    office.set(mor_url=office.mor.url.replace("http://", secret).replace("/billing", "/mor"))
    faults = await office.faults()
    assert "//name:password@127.0.0.1" in faults["MOR"].hint
    assert "hunter2" not in str(faults)
    office.set(mor_url=office.mor.url.replace("http://", secret))
    assert "hunter2" not in str(await office.diagnose())


# Willing


@pytest.mark.parametrize("form", list(ErrorForm))
async def test_the_api_is_switched_off(office: Office, form: ErrorForm) -> None:
    office.mor.options.api_enabled = False
    office.mor.options.error_form = form
    found = await office.diagnose()
    assert found["MOR"].status is Status.OK
    assert found["MOR API"].status is Status.WRONG
    assert "Allow API globally" in found["MOR API"].hint
    assert found["MOR recipe"].text == "Skipped. Fix “MOR API” first."


async def test_mor_itself_has_no_key(office: Office) -> None:
    office.mor.options.secret_key = ""
    faults = await office.faults()
    assert faults.keys() == {"MOR API"}
    assert "has no API Secret Key" in faults["MOR API"].text


# Keys


async def test_the_admins_key_is_wrong(office: Office) -> None:
    office.set(mor_key_admin="654321")
    found = await office.diagnose()
    assert found["MOR API"].status is Status.OK
    assert found["MOR_KEY_ADMIN"].status is Status.WRONG
    assert "Incorrect hash" in found["MOR_KEY_ADMIN"].text
    assert "Set MOR_KEY_ADMIN" in found["MOR_KEY_ADMIN"].hint
    assert found["MOR_KEY_RESELLER_3"].status is Status.OK
    assert found["MOR recipe"].text == "Skipped. Fix “MOR_KEY_ADMIN” first."
    assert "654321" not in str(found)


async def test_the_admins_key_is_not_set(empty_office: Office) -> None:
    await empty_office.link(ADA)
    empty_office.set(mor_key_admin="")
    faults = await empty_office.faults()
    assert faults.keys() == {"MOR_KEY_ADMIN"}
    assert faults["MOR_KEY_ADMIN"].status is Status.WARNING  # the reseller's people can ask


async def test_no_key_at_all_is_set(empty_office: Office) -> None:
    empty_office.set(mor_key_admin="", reseller_keys={})
    found = await empty_office.diagnose()
    assert found["MOR"].status is Status.OK
    asked = [one for one in empty_office.mor.received if one.path.endswith("version_get")]
    assert [one.parameters for one in asked] == [{"u": "admin"}]
    assert found["MOR_KEY_ADMIN"].status is Status.WRONG
    assert found["MOR recipe"].text == "Skipped. Set MOR_KEY_ADMIN first."


async def test_a_resellers_key_is_wrong(office: Office) -> None:
    office.set(reseller_keys={3: SecretStr("999999"), 4: SecretStr("444444")})
    faults = await office.faults()
    assert faults.keys() == {"MOR_KEY_RESELLER_3"}
    assert faults["MOR_KEY_RESELLER_3"].status is Status.WRONG
    assert "MOR id is 3" in faults["MOR_KEY_RESELLER_3"].hint
    assert "999999" not in str(faults)


async def test_a_key_for_somebody_who_is_no_reseller(office: Office) -> None:
    office.set(reseller_keys={3: SecretStr("333333"), 5: SecretStr("333333")})
    faults = await office.faults()
    assert faults.keys() == {"MOR_KEY_RESELLER_5"}
    assert "tomford" in faults["MOR_KEY_RESELLER_5"].text


async def test_a_key_for_somebody_mor_does_not_know(office: Office) -> None:
    office.set(reseller_keys={3: SecretStr("333333"), 77: SecretStr("777777")})
    found = await office.diagnose()
    assert found["MOR_KEY_RESELLER_77"].status is Status.SKIPPED
    assert "reseller 77" in found["MOR_KEY_RESELLER_77"].text


async def test_a_resellers_api_is_switched_off(office: Office) -> None:
    office.mor.options.resellers_without_api = {3}
    faults = await office.faults()
    assert faults.keys() == {"MOR_KEY_RESELLER_3"}
    assert "switched off" in faults["MOR_KEY_RESELLER_3"].text


# Recipe


@pytest.mark.parametrize("wanted", list(HashRecipe))
@pytest.mark.parametrize("chosen", ["documented", "key-only", "user-only", "disabled"])
async def test_the_recipe_is_found(office: Office, wanted: HashRecipe, chosen: str) -> None:
    office.mor.options.recipe = wanted
    office.set(mor_recipe=chosen)
    faults = await office.faults()
    if wanted == chosen:
        assert faults == {}
        return
    assert faults.keys() == {"MOR recipe"}
    assert faults["MOR recipe"].status is Status.WRONG
    assert faults["MOR recipe"].hint == f"Set MOR_RECIPE={wanted.value}"


async def test_the_probe_asks_for_no_longer_than_a_second(office: Office) -> None:
    office.set(mor_recipe="disabled")
    office.mor.received.clear()
    await office.diagnose()
    probes = [one for one in office.mor.received if one.path.endswith("local_calls_get")]
    assert probes[0].parameters["hash"]  # the documented one comes first
    assert {one.parameters["from"] == one.parameters["till"] for one in probes} == {True}


async def test_no_recipe_fits(office: Office) -> None:
    says = "<page><status><error>Incorrect hash</error></status></page>"
    odd = in_front(office.mor.app, "/billing/api/local_calls_get", PlainTextResponse(says))
    async with serve(odd) as address:
        office.set(mor_url=f"{address}/billing")
        found = await office.diagnose()
    assert found["MOR recipe"].status is Status.WRONG
    assert "Generate hash" in found["MOR recipe"].hint
    assert "morbot sign" in found["MOR recipe"].hint
    assert found["MOR time zone"].text == "Skipped. Fix “MOR recipe” first."


async def test_a_mor_that_checks_no_hash_is_a_warning(office: Office) -> None:
    office.mor.options.hash_checked = False
    office.set(mor_recipe="disabled", mor_key_admin="", reseller_keys={})
    found = await office.diagnose()
    assert found["MOR_KEY_ADMIN"].status is Status.OK
    assert found["MOR recipe"].status is Status.WARNING
    assert "ask as anybody" in found["MOR recipe"].text
    assert found["MOR time zone"].status is Status.OK


async def test_a_recipe_that_mor_takes_among_others_is_well(office: Office) -> None:
    office.mor.options.hash_checked = False
    office.set(mor_recipe="key-only")
    assert await office.faults() == {}


@pytest.mark.parametrize("unknown_is_404", [True, False])
async def test_an_old_mor_without_local_calls(unknown_is_404: bool, office: Office) -> None:
    office.mor.options.unknown_is_404 = unknown_is_404
    office.mor.options.missing_methods = {"local_calls_get"}
    office.mor.options.version = "MOR X12"
    faults = await office.faults()
    assert faults.keys() == {"MOR recipe"}
    assert faults["MOR recipe"].text.startswith("MOR X12 does not offer local_calls_get")
    assert "X13" in faults["MOR recipe"].hint


# Clock and zone


@pytest.mark.parametrize(
    ("ahead", "state", "told"),
    [
        (timedelta(seconds=90), Status.WARNING, "MOR is 90 seconds ahead of this machine."),
        (timedelta(hours=-2), Status.WRONG, "MOR is 120 minutes behind this machine."),
    ],
)
async def test_mors_clock_is_another(
    office: Office, ahead: timedelta, state: Status, told: str
) -> None:
    office.mor_clock.ahead = ahead + timedelta(milliseconds=500)
    faults = await office.faults()
    assert faults.keys() == {"MOR clock"}
    assert faults["MOR clock"].status is state
    assert faults["MOR clock"].text == told
    assert "timedatectl" in faults["MOR clock"].hint


async def test_mor_does_not_say_what_time_it_is(office: Office) -> None:
    undated = PlainTextResponse("Welcome", headers={"Date": "today"})
    async with serve(in_front(office.mor.app, "/billing", undated)) as address:
        office.set(mor_url=f"{address}/billing")
        faults = await office.faults()
    assert faults.keys() == {"MOR clock"}
    assert faults["MOR clock"].status is Status.WARNING


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata"])
async def test_the_zone_is_not_that_of_the_rows(office: Office, zone: str) -> None:
    office.set(mor_timezone=zone)
    faults = await office.faults()
    assert faults.keys() == {"MOR time zone"}
    assert faults["MOR time zone"].status is Status.WRONG
    assert "+00:00" in faults["MOR time zone"].text
    assert zone in faults["MOR time zone"].text
    assert "MOR_TIMEZONE" in faults["MOR time zone"].hint


@pytest.mark.parametrize("beside", [True, False])
async def test_the_zone_is_that_of_the_rows(office: Office, beside: bool) -> None:
    office.mor.options.timezone = ZoneInfo("America/New_York")
    office.mor.options.offset_of_call = beside
    office.set(mor_timezone="America/New_York")
    assert await office.faults() == {}


def test_beside_calls_before_a_change_of_the_clocks_both_offsets_may_stand() -> None:
    before = datetime(2026, 10, 23, 12, tzinfo=UTC)
    after = datetime(2026, 10, 26, 12, tzinfo=UTC)
    offsets = _possible_offsets(before, ZoneInfo("Europe/Vilnius"), now=after)
    assert offsets == {timedelta(hours=3), timedelta(hours=2)}


async def test_without_a_zone_an_offset_is_believed_with_a_warning(office: Office) -> None:
    office.mor.options.timezone = ZoneInfo("Asia/Kolkata")
    faults = await office.faults()
    assert faults.keys() == {"MOR time zone"}
    assert faults["MOR time zone"].status is Status.WARNING
    assert "+05:30" in faults["MOR time zone"].text


async def test_without_calls_zones_cannot_be_compared(empty_office: Office) -> None:
    await empty_office.link(Account("quiet", 9, Role.USER, owner_id=4))
    empty_office.set(reseller_keys={4: SecretStr("444444")}, mor_key_admin="")
    found = await empty_office.diagnose()
    assert found["MOR time zone"].status is Status.SKIPPED


# As whom


async def test_mor_is_asked_as_a_linked_admin(office: Office) -> None:
    office.mor.received.clear()
    await office.diagnose()
    askers = {one.parameters.get("u") for one in office.mor.received} - {None}
    assert askers == {"admin", "nordvoice"}  # nordvoice, to try their own key


async def test_without_a_linked_admin_it_is_asked_as_admin(empty_office: Office) -> None:
    await empty_office.link(TOM)
    found = await empty_office.diagnose()
    assert "“tomford”" in found["MOR_KEY_ADMIN"].text
    assert found["MOR recipe"].status is Status.OK


async def test_it_is_asked_as_whom_one_says(office: Office) -> None:
    office.mor.received.clear()
    found = await office.diagnose("adalind")
    assert found["MOR recipe"].status is Status.OK
    probes = [one for one in office.mor.received if one.path.endswith("local_calls_get")]
    assert {(one.parameters["u"], one.parameters["s_user"]) for one in probes} == {("adalind", "6")}


async def test_a_key_whose_owner_the_asker_may_not_look_up(empty_office: Office) -> None:
    found = await empty_office.diagnose("tomford")  # a user: MOR answers with their own data
    assert found["MOR_KEY_RESELLER_3"].status is Status.SKIPPED


async def test_a_user_that_mor_does_not_know(empty_office: Office) -> None:
    await empty_office.link(ADMIN)
    faults = await empty_office.faults("adm1n")
    assert faults.keys() == {"MOR_KEY_ADMIN"}
    assert "“adm1n”" in faults["MOR_KEY_ADMIN"].text
    assert "--as" in faults["MOR_KEY_ADMIN"].hint
