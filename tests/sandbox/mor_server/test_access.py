import pytest

from bot.sandbox.mor_server import ForeignIds, HashRecipe, MorServer
from tests.sandbox.mor_server.telephone import OCTOBER, Telephone, dates, error, signed

OCTOBER_3 = "2018-10-03 14:08:52"
EXAMPLE = {"u": "admin", "s_user": "5", "from": "1514851199", "till": "1546300800"}
HASHES = {
    HashRecipe.DOCUMENTED: "6cd8345cf58b1772d69c0d951e6003bacd48cfcf",
    HashRecipe.KEY_ONLY: "7c4a8d09ca3762af61e59520943dc26494f8941b",
    HashRecipe.USER_ONLY: "84d4d82ef916ff59e35e1b0fb66a504c58e6a7c0",
}


@pytest.mark.parametrize("recipe", HashRecipe)
async def test_the_documented_example_is_taken_under_its_recipe_and_no_other(
    phone: Telephone, recipe: HashRecipe
) -> None:
    for wanted in HashRecipe:
        phone.server.options.recipe = wanted
        answer = await phone.post("local_calls_get", **EXAMPLE, hash=HASHES[recipe])
        if wanted is recipe:
            assert len(dates(answer.text)) == 2
        else:
            assert error(answer.text) == "Incorrect hash"


@pytest.mark.parametrize(
    "given",
    ["", "0" * 40, HASHES[HashRecipe.DOCUMENTED].upper(), HASHES[HashRecipe.DOCUMENTED] + "0", "é"],
)
async def test_a_hash_is_compared_exactly(phone: Telephone, given: str) -> None:
    answer = await phone.post("local_calls_get", **EXAMPLE, hash=given)
    assert error(answer.text) == "Incorrect hash"


async def test_hash_order_is_from_till_user_key(phone: Telephone) -> None:
    shuffled = signed("1546300800", "1514851199", "5")
    answer = await phone.post("local_calls_get", **EXAMPLE, hash=shuffled)
    assert error(answer.text) == "Incorrect hash"


async def test_no_hash_is_needed_while_checking_is_disabled(phone: Telephone) -> None:
    phone.server.options.hash_checked = False
    answer = await phone.post("local_calls_get", **EXAMPLE)
    assert len(dates(answer.text)) == 2


async def test_checks_come_in_the_order_api_get_hash_username_rights(phone: Telephone) -> None:
    options = phone.server.options
    options.api_enabled = False
    question = {"u": "nobody", "s_user": "77", "hash": "wrong"}

    async def refusal() -> str:
        url = f"{phone.server.url}/api/local_calls_get"
        return error((await phone.http.get(url, params=question)).text)

    assert await refusal() == "API Requests are disabled"
    options.api_enabled = True
    assert await refusal() == "GET Requests are disabled"
    options.get_allowed = True
    assert await refusal() == "Incorrect hash"
    question["hash"] = signed("77")
    assert await refusal() == "Access Denied"
    question["u"] = "admin"
    assert await refusal() == "User was not found"


async def test_a_missing_or_unknown_username_is_denied_in_the_servers_words(
    phone: Telephone,
) -> None:
    phone.server.options.access_denied = "Zugriff verweigert"
    for u in ({}, {"u": ""}, {"u": "Admin"}, {"u": "' OR 1=1 --"}):
        answer = await phone.post("local_calls_get", s_user=5, hash=signed(5), **u)
        assert error(answer.text) == "Zugriff verweigert"


@pytest.mark.parametrize("s_user", ["", "x", "5x", " 5", "-5", "5.0", "٥", "9" * 30, "13", "2"])
async def test_an_id_that_is_nobodys_is_not_found(phone: Telephone, s_user: str) -> None:
    assert error(await phone.calls("admin", s_user)) == "User was not found"


async def test_a_missing_id_is_not_found_for_anybody(phone: Telephone) -> None:
    for username, key in (("admin", "123456"), ("nordvoice", "333333"), ("tomford", "123456")):
        answer = await phone.post("local_calls_get", u=username, hash=signed(key=key))
        assert error(answer.text) == "User was not found"


@pytest.mark.parametrize(
    ("username", "right", "wrong"),
    [
        ("admin", "123456", "333333"),
        ("nordvoice", "333333", "123456"),  # a reseller's own
        ("nordvoice", "333333", "444444"),
        ("adalind", "333333", "123456"),  # a user's owner's
        ("rcosta", "444444", "333333"),
        ("tomford", "123456", "333333"),
    ],
)
async def test_each_is_signed_with_the_key_of_their_owner(
    phone: Telephone, username: str, right: str, wrong: str
) -> None:
    own = {"admin": 0, "nordvoice": 3, "adalind": 6, "rcosta": 8, "tomford": 5}[username]
    assert error(await phone.calls(username, own, key=right)) == ""
    assert error(await phone.calls(username, own, key=wrong)) == "Incorrect hash"


async def test_newer_versions_take_the_admins_key_from_a_reseller_too(phone: Telephone) -> None:
    phone.server.options.resellers_take_admin_key = True
    assert error(await phone.calls("nordvoice", 6, key="123456")) == ""
    assert error(await phone.calls("nordvoice", 6, key="333333")) == ""
    assert error(await phone.calls("adalind", 6, key="123456")) == "Incorrect hash"


async def test_an_account_without_a_key_is_refused(phone: Telephone) -> None:
    phone.server.options.reseller_keys.pop(3)
    for username in ("nordvoice", "adalind"):
        page = await phone.calls(username, 6, key="")
        assert error(page) == "API must have Secret Key"


async def test_a_resellers_own_switches_reach_them_and_their_users_only(phone: Telephone) -> None:
    phone.server.options.resellers_without_api.add(3)
    phone.server.options.resellers_without_hash.add(4)
    assert error(await phone.calls("nordvoice", 6, key="333333")) == "API Requests are disabled"
    assert error(await phone.calls("adalind", 6, key="333333")) == "API Requests are disabled"
    assert error(await phone.calls("harbour", 8, key="wrong")) == ""
    assert error(await phone.calls("rcosta", 8, key="wrong")) == ""
    assert error(await phone.calls("tomford", 5, key="wrong")) == "Incorrect hash"


async def test_an_admin_may_ask_about_anybody(phone: Telephone) -> None:
    for user_id, calls in ((5, 1), (6, 1), (8, 1), (4, 1), (9, 0), (0, 0)):
        page = await phone.calls("admin", user_id, OCTOBER, OCTOBER)
        assert dates(page) == [OCTOBER_3] * calls
        assert error(page) == ""


async def test_a_reseller_may_ask_about_themselves_and_their_users(phone: Telephone) -> None:
    for user_id, calls in ((4, 1), (8, 1), (9, 0)):
        page = await phone.calls("harbour", user_id, OCTOBER, OCTOBER, key="444444")
        assert dates(page) == [OCTOBER_3] * calls
        assert error(page) == ""


@pytest.mark.parametrize("foreign", [0, 3, 5, 6, 77])
async def test_a_resellers_foreign_id_does_not_leak_whether_it_exists(
    phone: Telephone, foreign: int
) -> None:
    page = await phone.calls("harbour", foreign, OCTOBER, OCTOBER, key="444444")
    assert error(page) == "User was not found"


async def test_a_reseller_may_silently_get_their_own_data(phone: Telephone) -> None:
    phone.server.options.foreign_to_resellers = ForeignIds.OWN_DATA
    page = await phone.calls("harbour", 5, OCTOBER, OCTOBER, key="444444")
    assert "<terminator_device>harbour</terminator_device>" in page


async def test_a_user_silently_gets_their_own_data(phone: Telephone) -> None:
    own = await phone.calls("tomford", 5, OCTOBER, OCTOBER)
    assert dates(own) == [OCTOBER_3]
    for foreign in (10, 6, 0, 77):
        assert await phone.calls("tomford", foreign, OCTOBER, OCTOBER) == own


async def test_a_user_may_be_refused_instead(phone: Telephone) -> None:
    phone.server.options.foreign_to_users = ForeignIds.REFUSED
    assert error(await phone.calls("tomford", 10)) == "User was not found"
    assert error(await phone.calls("tomford", 5)) == ""


async def test_an_accountant_signs_as_the_admin_and_needs_permission(phone: Telephone) -> None:
    refusal = "You are not authorized to use this functionality"
    assert error(await phone.calls("accounts", 5)) == refusal
    assert error(await phone.calls("accounts", 77)) == refusal
    phone.server.options.accountants_allowed = True
    assert error(await phone.calls("accounts", 5)) == ""
    assert error(await phone.calls("accounts", 77)) == "User was not found"


async def test_details_tell_id_and_names_by_username(phone: Telephone) -> None:
    answer = await phone.post(
        "user_details_get", u="admin", username="adalind", hash=signed("adalind")
    )
    for element in (
        "<userid>6</userid>",
        "<username>adalind</username>",
        "<first_name>Ada</first_name>",
        "<surname>Lind</surname>",
    ):
        assert element in answer.text


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ({"user_id": "6"}, True),
        ({"user_id": "6", "username": "adalind"}, True),
        ({"user_id": "6", "username": "mberg"}, False),
        ({"user_id": "x", "username": "adalind"}, False),
        ({"username": "nobody"}, False),
        ({}, False),
    ],
)
async def test_details_go_by_id_and_username_in_this_order(
    phone: Telephone, form: dict[str, str], found: bool
) -> None:
    proof = signed(form.get("user_id", ""), form.get("username", ""))
    answer = await phone.post("user_details_get", u="admin", **form, hash=proof)
    assert ("<userid>6</userid>" in answer.text) is found
    assert error(answer.text) == ("" if found else "User was not found")


async def test_key_only_servers_take_details_signed_either_way_others_as_documented(
    phone: Telephone,
) -> None:
    for recipe, key_alone in ((HashRecipe.KEY_ONLY, ""), (HashRecipe.DOCUMENTED, "Incorrect hash")):
        phone.server.options.recipe = recipe
        for proof, refusal in ((signed(6), ""), (signed(), key_alone)):
            answer = await phone.post("user_details_get", u="admin", user_id=6, hash=proof)
            assert error(answer.text) == refusal


async def test_details_follow_the_same_rights(phone: Telephone) -> None:
    foreign = await phone.post(
        "user_details_get", u="harbour", user_id=5, hash=signed(5, key="444444")
    )
    assert error(foreign.text) == "User was not found"
    silent = await phone.post(
        "user_details_get", u="tomford", username="adalind", hash=signed("adalind")
    )
    assert "<userid>5</userid>" in silent.text


@pytest.mark.parametrize("recipe", HashRecipe)
async def test_the_version_is_told_for_the_key_alone(phone: Telephone, recipe: HashRecipe) -> None:
    phone.server.options.recipe = recipe
    answer = await phone.post("system_version_get", u="tomford", hash=signed())
    assert "<version>MOR X17</version>" in answer.text


async def test_an_empty_admin_key_signs_nothing(mor: MorServer, phone: Telephone) -> None:
    mor.options.secret_key = ""
    assert error(await phone.calls("admin", 5, key="")) == "API must have Secret Key"
