"""The hashes of mor-api's documented example, letter by letter."""

import hashlib

import pytest

from bot.mor.signing import Recipe, sign

EXAMPLE = {"s_user": "5", "till": "1546300800", "from": "1514851199"}


@pytest.mark.parametrize(
    ("recipe", "value"),
    [
        (Recipe.DOCUMENTED, "6cd8345cf58b1772d69c0d951e6003bacd48cfcf"),
        (Recipe.KEY_ONLY, "7c4a8d09ca3762af61e59520943dc26494f8941b"),
        (Recipe.USER_ONLY, "84d4d82ef916ff59e35e1b0fb66a504c58e6a7c0"),
        (Recipe.DISABLED, None),
    ],
)
def test_each_recipe_gives_its_literal_value(recipe: Recipe, value: str | None) -> None:
    assert sign("local_calls_get", EXAMPLE, "123456", recipe) == value


def test_absent_parameters_add_nothing_and_unhashed_ones_do_not_count() -> None:
    signed = sign("local_calls_get", {"u": "admin", "s_user": "5"}, "123456", Recipe.DOCUMENTED)
    assert signed == "84d4d82ef916ff59e35e1b0fb66a504c58e6a7c0"


def test_user_details_are_signed_by_id_then_name() -> None:
    values = {"username": "tomford", "user_id": "5"}
    expected = hashlib.sha1(b"5tomfordkey").hexdigest()  # noqa: S324 -- MOR's choice
    assert sign("user_details_get", values, "key", Recipe.DOCUMENTED) == expected


def test_the_version_is_signed_by_the_key_alone() -> None:
    expected = "7c4a8d09ca3762af61e59520943dc26494f8941b"
    assert sign("system_version_get", {}, "123456", Recipe.DOCUMENTED) == expected
