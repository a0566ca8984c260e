"""Links are made only when MOR confirms them, and suspended when it no longer does."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.calls.model import Account, Role
from bot.errors import AskError, Garbled, Refused, Unavailable
from bot.ids import COMMAND_LINE, DAILY_CHECK, Identity
from bot.links import texts as say
from bot.links.bot_admins import BotAdmins
from bot.links.directory import Directory
from bot.links.linking import Linking, RecheckOutcome
from bot.links.model import Link, LinkRequest, Suspension
from bot.mor.client import MorClient
from bot.mor.transport import Limits, Transport
from bot.sandbox.company import MOR_USERS, MorUser
from bot.sandbox.mor_server import Database as MorDatabase
from bot.sandbox.mor_server import Fault, ForeignIds, HashRecipe, MorServer, running
from bot.sandbox.mor_server.answers import details_page
from bot.sandbox.serving import serve
from bot.sandbox.world import World
from bot.store.audit import Audit
from bot.store.database import Database

ORG = "T0HARBOR1"
INGRID = Identity(ORG, "U0INGRID1")
NILS = Identity(ORG, "U0NILS001")
HARRIET = Identity(ORG, "U0HARRIET")
TOM = Identity(ORG, "U0TOM0001")
ADA = Identity(ORG, "U0ADA0001")

KEYS = {0: "123456", 3: "333333", 4: "444444"}
ADMIN = LinkRequest(INGRID, "admin", Role.ADMIN)
NORDVOICE = LinkRequest(NILS, "nordvoice", Role.RESELLER)
TOMFORD = LinkRequest(TOM, "tomford", Role.USER)
ADALIND = LinkRequest(ADA, "adalind", Role.USER, owner_id=3)


Rename = Callable[[int, str], None]


@pytest.fixture
async def mor(tmp_path: Path) -> AsyncIterator[MorServer]:
    """The company's MOR without any calls, in a file."""
    world = World(users=MOR_USERS, devices=(), calls=())
    async with running(MorDatabase.at(tmp_path / "mor.db", lambda: world)) as server:
        yield server


@pytest.fixture
def rename(mor: MorServer, tmp_path: Path) -> Rename:
    """Gives a MOR user another name, as MOR's admin may."""
    del mor

    def give(user_id: int, username: str) -> None:
        with closing(sqlite3.connect(tmp_path / "mor.db")) as connection, connection:
            connection.execute("UPDATE users SET username = ? WHERE id = ?", (username, user_id))

    return give


@asynccontextmanager
async def linking_with(
    mor: MorServer, database: Database, keys: dict[int, str], recipe: str = "documented"
) -> AsyncIterator[Linking]:
    secrets = {owner: SecretStr(key) for owner, key in keys.items()}
    async with MorClient(Transport(mor.url, Limits(patience=10)), secrets, recipe=recipe) as client:
        yield Linking(Directory(database), client, secrets, BotAdmins(database))


@pytest.fixture
async def linking(mor: MorServer, database: Database) -> AsyncIterator[Linking]:
    async with linking_with(mor, database, KEYS) as one:
        yield one


async def refused(linking: Linking, wanted: LinkRequest, by: Identity = COMMAND_LINE) -> AskError:
    with pytest.raises(AskError) as caught:
        await linking.link(wanted, by=by)
    assert caught.value.hint
    return caught.value


def asked(mor: MorServer, method: str) -> list[dict[str, str]]:
    return [
        dict(received.parameters) for received in mor.received if received.path.endswith(method)
    ]


# Making a link


@pytest.mark.parametrize(
    ("wanted", "account"),
    [
        (ADMIN, Account("admin", 0, Role.ADMIN)),
        (replace(ADMIN, without_id=True), Account("admin", None, Role.ADMIN)),
        (NORDVOICE, Account("nordvoice", 3, Role.RESELLER, foreign_refused=True)),
        (replace(NORDVOICE, user_id=3), Account("nordvoice", 3, Role.RESELLER, 0, True)),
        (TOMFORD, Account("tomford", 5, Role.USER)),
        (replace(TOMFORD, user_id=5), Account("tomford", 5, Role.USER)),
        (ADALIND, Account("adalind", 6, Role.USER, owner_id=3)),
    ],
)
async def test_the_id_is_the_one_that_mor_gives(
    linking: Linking, directory: Directory, wanted: LinkRequest, account: Account
) -> None:
    link = await linking.link(wanted, by=COMMAND_LINE)
    assert link.account == account
    assert await directory.find(wanted.identity) == link
    assert not link.suspended


async def test_the_name_is_looked_up_in_its_own_name(linking: Linking, mor: MorServer) -> None:
    await linking.link(TOMFORD, by=COMMAND_LINE)
    (lookup,) = asked(mor, "user_details_get")
    assert (lookup["u"], lookup["username"]) == ("tomford", "tomford")
    assert asked(mor, "local_calls_get") == []


@pytest.mark.parametrize("wanted", [ADMIN, NORDVOICE, TOMFORD, ADALIND])
async def test_an_unknown_name_is_not_linked(
    linking: Linking, directory: Directory, wanted: LinkRequest
) -> None:
    error = await refused(linking, replace(wanted, username="nobody"))
    assert error.code in ("user-not-found", "wrong-hash")
    assert await directory.all() == []


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (replace(TOMFORD, username="TOMFORD"), "user-not-found"),
        (replace(TOMFORD, role=Role.ADMIN), "not-admin"),
        (replace(TOMFORD, role=Role.RESELLER), "no-key"),
        (replace(NORDVOICE, username="adalind"), "no-key"),
        (replace(NORDVOICE, username="admin"), "is-admin"),
        (replace(TOMFORD, username="admin"), "is-admin"),
        (replace(TOMFORD, user_id=6), "id-differs"),
        (replace(TOMFORD, owner_id=3), "wrong-hash"),
        (replace(ADALIND, owner_id=4), "wrong-hash"),
        (replace(ADALIND, owner_id=0), "wrong-hash"),
        (replace(ADALIND, owner_id=9), "no-key"),
    ],
)
async def test_a_wish_that_mor_does_not_bear_out_is_refused(
    linking: Linking, directory: Directory, wanted: LinkRequest, code: str
) -> None:
    assert (await refused(linking, wanted)).code == code
    assert await directory.all() == []


@pytest.mark.parametrize(
    "wanted",
    [
        replace(TOMFORD, identity=Identity(ORG, "tom")),
        replace(TOMFORD, identity=Identity(ORG, "U0TOM0001\n")),
        replace(TOMFORD, identity=Identity("", "U0TOM0001")),
        replace(TOMFORD, identity=Identity("harbour", "U0TOM0001")),
        replace(TOMFORD, username=""),
        replace(TOMFORD, username=" tomford"),
        replace(TOMFORD, username="tom\x1b[31mford"),
        replace(TOMFORD, username="t" * 256),
        replace(TOMFORD, without_id=True),
        replace(TOMFORD, owner_id=-1),
        replace(TOMFORD, owner_id=2**40),
        replace(TOMFORD, user_id=-5),
        replace(NORDVOICE, owner_id=3),
        replace(ADMIN, owner_id=3),
    ],
)
async def test_a_wish_without_sense_is_refused_before_mor_is_asked(
    linking: Linking, mor: MorServer, wanted: LinkRequest
) -> None:
    await refused(linking, wanted)
    assert not mor.received


async def test_a_second_link_is_refused_before_mor_is_asked(
    linking: Linking, mor: MorServer
) -> None:
    await linking.link(TOMFORD, by=COMMAND_LINE)
    mor.received.clear()
    assert (await refused(linking, replace(ADMIN, identity=TOM))).code == "already-linked"
    assert not mor.received


@pytest.mark.parametrize(
    ("wanted", "missing", "setting"),
    [
        (TOMFORD, 0, "MOR_KEY_ADMIN"),
        (ADALIND, 3, "MOR_KEY_RESELLER_3"),
        (NORDVOICE, 3, "MOR_KEY_RESELLER_"),
        (replace(NORDVOICE, user_id=3), 3, "MOR_KEY_RESELLER_3"),
    ],
)
async def test_a_link_without_its_owners_key_is_refused_naming_the_setting(
    mor: MorServer, database: Database, wanted: LinkRequest, missing: int, setting: str
) -> None:
    keys = {owner: key for owner, key in KEYS.items() if owner != missing}
    async with linking_with(mor, database, keys) as linking:
        error = await refused(linking, wanted)
    told = error.text + error.hint + error.details
    assert setting in told
    assert not any(key in told for key in KEYS.values())


async def test_a_reseller_is_signed_for_with_their_own_key_where_the_admins_is_taken_too(
    mor: MorServer, database: Database
) -> None:
    mor.options.resellers_take_admin_key = True
    async with linking_with(mor, database, {0: KEYS[0]}) as linking:
        error = await refused(linking, NORDVOICE)
    assert error.code == "no-key"
    assert "MOR_KEY_RESELLER_3" in error.hint


async def test_without_hash_checking_no_key_is_needed(mor: MorServer, database: Database) -> None:
    mor.options.hash_checked = False
    async with linking_with(mor, database, {}, recipe="disabled") as linking:
        link = await linking.link(NORDVOICE, by=COMMAND_LINE)
    assert link.account.user_id == 3


@pytest.mark.parametrize("answered", ["TomFord", "adalind"])
async def test_an_answer_about_another_name_makes_no_link(
    directory: Directory, database: Database, answered: str
) -> None:
    # MySQL compares names without regard to case, and a user may be told about themselves only.
    async def details(_: Request) -> Response:
        return Response(details_page(MorUser(5, answered, "Tom", "Ford", "user")))

    path = "/billing/api/user_details_get"
    app = Starlette(routes=[Route(path, details, methods=["POST"])])
    async with (
        serve(app) as address,
        MorClient(Transport(f"{address}/billing"), {0: SecretStr("123456")}) as client,
    ):
        error = await refused(Linking(directory, client, {0}, BotAdmins(database)), TOMFORD)
    assert error.code == "name-differs"
    assert await directory.all() == []


async def test_an_accountant_cannot_be_linked(linking: Linking, directory: Directory) -> None:
    with pytest.raises((AskError, Refused)):
        await linking.link(LinkRequest(TOM, "accounts", Role.ADMIN), by=COMMAND_LINE)
    with pytest.raises((AskError, Refused)):
        await linking.link(LinkRequest(TOM, "accounts", Role.USER), by=COMMAND_LINE)
    assert await directory.all() == []


async def test_a_mor_that_gives_no_answer_makes_no_link(
    linking: Linking, mor: MorServer, directory: Directory
) -> None:
    mor.fail(Fault.PROXY_PAGE)
    with pytest.raises(Garbled):
        await linking.link(TOMFORD, by=COMMAND_LINE)
    mor.options.fault = None
    mor.options.api_enabled = False
    with pytest.raises(Refused):
        await linking.link(TOMFORD, by=COMMAND_LINE)
    assert await directory.all() == []


# The probe


async def test_a_reseller_is_probed_with_ids_that_are_not_theirs(
    linking: Linking, mor: MorServer
) -> None:
    async def probed() -> list[str]:
        mor.received.clear()
        link = await linking.link(NORDVOICE, by=COMMAND_LINE)
        assert link.account.foreign_refused
        await linking.unlink(NILS, by=COMMAND_LINE)
        probes = asked(mor, "local_calls_get")
        assert {probe["u"] for probe in probes} == {"nordvoice"}
        assert all(probe["from"] == probe["till"] for probe in probes)
        return [probe["s_user"] for probe in probes]

    await linking.link(ADALIND, by=COMMAND_LINE)
    # The admin and the other reseller with a key, but not Ada (6), who is their own user.
    assert await probed() == ["0", "4"]
    await linking.link(TOMFORD, by=COMMAND_LINE)
    assert await probed() == ["0", "4", "5"]


async def test_a_reseller_answered_with_their_own_calls_is_limited_to_their_own_id(
    linking: Linking, mor: MorServer
) -> None:
    mor.options.foreign_to_resellers = ForeignIds.OWN_DATA
    link = await linking.link(NORDVOICE, by=COMMAND_LINE)
    assert link.account == Account("nordvoice", 3, Role.RESELLER, foreign_refused=False)


async def test_a_wrong_recipe_found_by_the_probe_makes_no_link(
    mor: MorServer, directory: Directory, database: Database
) -> None:
    mor.options.recipe = HashRecipe.USER_ONLY
    async with linking_with(mor, database, KEYS) as linking:
        with pytest.raises(Refused) as caught:
            await linking.link(NORDVOICE, by=COMMAND_LINE)
    assert caught.value.code == "wrong-hash"
    assert await directory.all() == []


# Who may


@pytest.fixture
async def bot_admin(database: Database) -> Identity:
    await BotAdmins(database).add(INGRID, by=COMMAND_LINE)
    return INGRID


async def test_a_bot_admin_links_and_unlinks_others_in_slack(
    linking: Linking, directory: Directory, database: Database, bot_admin: Identity
) -> None:
    link = await linking.link(ADALIND, by=bot_admin)
    assert link.created_by == bot_admin
    assert await linking.unlink(ADA, by=bot_admin) == link
    assert await directory.find(ADA) is None
    entries = await Audit(database).page(2)
    assert [(entry.kind, entry.slack_user, entry.about) for entry in entries] == [
        ("unlink", "U0INGRID1", f"{ORG}/U0ADA0001"),
        ("link", "U0INGRID1", f"{ORG}/U0ADA0001"),
    ]


@pytest.mark.parametrize(
    ("wanted", "by"),
    [
        (replace(TOMFORD, identity=INGRID), INGRID),  # oneself
        (replace(ADMIN, identity=TOM), INGRID),  # an admin
        (ADALIND, TOM),  # by somebody who is no bot admin
        (ADALIND, Identity("T0OTHER01", "U0INGRID1")),  # of another workspace
        (ADALIND, DAILY_CHECK),
    ],
)
async def test_nobody_gets_further_in_slack_than_they_may(
    linking: Linking, mor: MorServer, bot_admin: Identity, wanted: LinkRequest, by: Identity
) -> None:
    del bot_admin
    assert (await refused(linking, wanted, by)).code == "not-allowed"
    assert not mor.received


async def test_a_link_of_an_admin_is_not_removed_in_slack(
    linking: Linking, bot_admin: Identity
) -> None:
    await linking.link(replace(ADMIN, identity=TOM), by=COMMAND_LINE)
    with pytest.raises(AskError) as caught:
        await linking.unlink(TOM, by=bot_admin)
    assert caught.value.code == "not-allowed"
    await linking.unlink(TOM, by=COMMAND_LINE)


async def test_removing_a_link_that_is_not_there_is_said(linking: Linking) -> None:
    with pytest.raises(AskError) as caught:
        await linking.unlink(TOM, by=COMMAND_LINE)
    assert caught.value.code == "no-link"


# Asking again


async def recheck(linking: Linking, directory: Directory, identity: Identity) -> tuple[str, Link]:
    (check,) = [
        one for one in await linking.recheck_all(by=DAILY_CHECK) if one.link.identity == identity
    ]
    link = await directory.find(identity)
    assert link is not None
    assert check.changed == (replace(link, checked_at=check.link.checked_at) != check.link)
    return check.outcome, link


@pytest.mark.parametrize("wanted", [ADMIN, replace(ADMIN, without_id=True), NORDVOICE, ADALIND])
async def test_a_true_link_stays_and_is_dated(
    linking: Linking, directory: Directory, wanted: LinkRequest
) -> None:
    made = await linking.link(wanted, by=COMMAND_LINE)
    outcome, link = await recheck(linking, directory, wanted.identity)
    assert outcome == RecheckOutcome.CONFIRMED
    assert link.checked_at > made.checked_at
    assert link.account == made.account


async def test_a_name_that_is_gone_suspends_the_link_until_it_is_back(
    linking: Linking, directory: Directory, rename: Rename
) -> None:
    await linking.link(TOMFORD, by=COMMAND_LINE)
    rename(5, "tford")
    outcome, link = await recheck(linking, directory, TOM)
    assert outcome == RecheckOutcome.SUSPENDED
    assert link.suspended == Suspension.NAME_GONE
    assert say.suspension(link.suspended) == "MOR no longer knows its username"
    assert (await recheck(linking, directory, TOM))[0] == RecheckOutcome.STILL_SUSPENDED
    rename(5, "tomford")
    outcome, link = await recheck(linking, directory, TOM)
    assert (outcome, link.suspended) == (RecheckOutcome.RESUMED, "")


async def test_a_name_given_to_somebody_else_suspends_the_link(
    linking: Linking, directory: Directory, rename: Rename
) -> None:
    await linking.link(TOMFORD, by=COMMAND_LINE)
    rename(5, "tford")
    rename(11, "tomford")
    outcome, link = await recheck(linking, directory, TOM)
    assert outcome == RecheckOutcome.SUSPENDED
    assert link.suspended == Suspension.NAME_MOVED
    assert say.suspension(link.suspended) == "its username belongs to another MOR user now"


async def test_a_suspension_for_another_reason_is_not_lifted(
    linking: Linking, directory: Directory
) -> None:
    made = await linking.link(TOMFORD, by=COMMAND_LINE)
    await directory.remove(TOM, by=DAILY_CHECK)
    await directory.add(replace(made, suspended="of-a-newer-version"))
    outcome, link = await recheck(linking, directory, TOM)
    assert outcome == RecheckOutcome.STILL_SUSPENDED
    assert link.suspended == "of-a-newer-version"


async def test_a_resellers_reach_follows_what_mor_does(
    linking: Linking, directory: Directory, mor: MorServer
) -> None:
    await linking.link(NORDVOICE, by=COMMAND_LINE)
    mor.options.foreign_to_resellers = ForeignIds.OWN_DATA
    outcome, link = await recheck(linking, directory, NILS)
    assert (outcome, link.account.foreign_refused) == (RecheckOutcome.LIMITED, False)
    mor.options.foreign_to_resellers = ForeignIds.REFUSED
    outcome, link = await recheck(linking, directory, NILS)
    assert (outcome, link.account.foreign_refused) == (RecheckOutcome.WIDENED, True)


async def test_an_answer_that_says_neither_changes_nothing(
    linking: Linking, directory: Directory, mor: MorServer
) -> None:
    made = [await linking.link(wanted, by=COMMAND_LINE) for wanted in (ADALIND, TOMFORD)]
    mor.options.reseller_keys[3] = "another key"
    checks = await linking.recheck_all(by=DAILY_CHECK)
    assert [check.outcome for check in checks] == [RecheckOutcome.FAILED, RecheckOutcome.CONFIRMED]
    assert "MOR_KEY_RESELLER_3" not in checks[0].why
    assert "MOR_KEY_RESELLER_3" in checks[0].news
    mor.options.api_enabled = False
    checks = await linking.recheck_all(by=DAILY_CHECK)
    assert [check.outcome for check in checks] == [RecheckOutcome.FAILED, RecheckOutcome.FAILED]
    assert [link.suspended for link in await directory.all()] == ["" for _ in made]


async def test_a_mor_that_is_away_suspends_nobody(
    linking: Linking, directory: Directory, mor: MorServer
) -> None:
    made = await linking.link(TOMFORD, by=COMMAND_LINE)
    mor.fail(Fault.ERROR_500)
    with pytest.raises(Unavailable):
        await linking.recheck_all(by=DAILY_CHECK)
    assert await directory.find(TOM) == made


async def test_a_web_server_in_the_way_suspends_nobody(
    linking: Linking, directory: Directory, database: Database
) -> None:
    """HTTP 403 comes from what stands before MOR, and says nothing of the name."""
    link = await linking.link(TOMFORD, by=COMMAND_LINE)

    async def no(_: Request) -> Response:
        return Response("<html>Forbidden</html>", status_code=403)

    app = Starlette(routes=[Route("/billing/api/user_details_get", no, methods=["POST"])])
    async with (
        serve(app) as address,
        MorClient(Transport(f"{address}/billing"), {0: SecretStr("123456")}) as client,
    ):
        checked = await Linking(directory, client, {0}, BotAdmins(database)).recheck(
            link, by=DAILY_CHECK
        )
    assert checked.outcome is RecheckOutcome.FAILED
    kept = await directory.find(TOM)
    assert kept is not None
    assert not kept.suspended
