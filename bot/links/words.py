"""What bot admins type: `link @tom tomford user`, `unlink @tom`, `links role:reseller`."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.calls.filters import matcher
from bot.calls.model import MOR_ADMIN_ID, Role
from bot.calls.words import Keyed, Mention, Word, words
from bot.errors import Place
from bot.ids import Identity, read_member, read_mor_id
from bot.links import slack_texts as say
from bot.links.model import Link, LinkRequest

_EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class LinkFilter:
    """Which links to list. None takes any. `username` may contain `%` for anything.

    Digits are always an id: `user:5` is `user_id` 5, whatever usernames there are.
    """

    role: Role | None = None
    owner_id: int | None = None
    username: str | None = None
    user_id: int | None = None
    user: str | None = None
    suspended: bool = False
    external: bool = False
    csv: bool = False

    def matches(self, link: Link) -> bool:
        """Return whether this link is to be listed."""
        account = link.account
        return (
            self.role in (None, account.role)
            and self.owner_id in (None, account.owner_id)
            and self.user in (None, link.identity.user)
            and self.user_id in (None, account.user_id)
            and (self.username is None or matcher(self.username)(account.username))
            and (not self.suspended or bool(link.suspended))
            and (not self.external or link.external)
        )

    @property
    def narrows(self) -> bool:
        """Return whether it may leave links out."""
        return self != LinkFilter(csv=self.csv)


def read_link(text: str, command: str) -> LinkRequest:
    """Return the request in the words after `link`. Its org is empty if only a user is named.

    The person comes first, then the MOR username, then role, `owner:` and `external` in any
    order. Raises AskError with the place in `text`.
    """
    reader = _LinkReader(text, command)
    for word in words(text):
        reader.take(word)
    return reader.result()


def read_person(text: str, command: str) -> Identity:
    """Return the one person after `unlink`. The org is empty if only a user is named.

    Raises AskError.
    """
    found = list(words(text))
    person = _person(found[0]) if len(found) == 1 else None
    if person is None:
        raise say.person_to_unlink_missing(command)
    return person


def read_filter(text: str, command: str) -> LinkFilter:
    """Return the filter after `links`. Raises AskError with the place in `text`."""
    wanted: dict[str, object] = {}
    for word in words(text):
        for name, value in _filtered(word, text, command):
            if name in wanted:
                raise say.repeated_filter(command, _place(text, word))
            wanted[name] = value
    return LinkFilter(**wanted)  # type: ignore[arg-type]  # each value was read for its field


def _filtered(word: Word, text: str, command: str) -> Iterator[tuple[str, object]]:
    plain = word.text.casefold()
    if isinstance(word, Mention):
        yield "user", word.text
    elif isinstance(word, Keyed) and word.key == "user" and word.text.strip():
        user_id = read_mor_id(word.text.strip())
        yield ("username", word.text.strip()) if user_id is None else ("user_id", user_id)
    elif isinstance(word, Keyed) and word.key == "role":
        if (role := _role(plain)) is None:
            raise say.wrong_role(_place(text, word))
        yield "role", role
    elif isinstance(word, Keyed) and word.key == "owner":
        if (owner := read_mor_id(plain)) is None:
            raise say.wrong_owner("filter-value", _place(text, word))
        yield "owner_id", owner
    elif not isinstance(word, Keyed) and plain in ("suspended", _EXTERNAL, "csv"):
        yield plain, True
    else:
        raise say.not_a_filter(command, _place(text, word))


class _LinkReader:
    def __init__(self, text: str, command: str) -> None:
        self._text = text
        self._command = command
        self._person: Identity | None = None
        self._username: str | None = None
        self._role: Role | None = None
        self._owner: int | None = None
        self._external = False

    def take(self, word: Word) -> None:
        place = _place(self._text, word)
        if self._person is None:
            self._person = _person(word)
            if self._person is None:
                raise say.person_missing(self._command, place)
        elif isinstance(word, Keyed):
            self._take_keyed(word, place)
        elif isinstance(word, Mention):
            raise say.repeated(self._command, place)
        elif self._username is None:
            self._username = word.text
        else:
            self._take_plain(word, place)

    def result(self) -> LinkRequest:
        if self._person is None:
            raise say.person_missing(self._command)
        if self._username is None:
            raise say.username_missing(self._command)
        if self._role is None:
            raise say.role_missing(self._command)
        owner = MOR_ADMIN_ID if self._owner is None else self._owner
        return LinkRequest(self._person, self._username, self._role, owner, external=self._external)

    def _take_keyed(self, word: Keyed, place: Place) -> None:
        value = word.text.strip()
        if word.key == "user" and value:
            self._check_first(self._username, place)
            self._username = value
        elif word.key == "owner":
            self._check_first(self._owner, place)
            self._owner = read_mor_id(value)
            if self._owner is None:
                raise say.wrong_owner("owner", place)
        else:
            raise say.unknown_key(word.key, self._command, place)

    def _take_plain(self, word: Word, place: Place) -> None:
        plain = word.text.casefold()
        if plain == _EXTERNAL:
            self._check_first(self._external or None, place)
            self._external = True
            return
        role = _role(plain)
        if role is None:
            raise say.not_a_role(word.text, self._command, place)
        self._check_first(self._role, place)
        self._role = role

    def _check_first(self, present: object, place: Place) -> None:
        if present is not None:
            raise say.repeated(self._command, place)


def _person(word: Word) -> Identity | None:
    if isinstance(word, Mention):
        return Identity("", word.text)
    return None if isinstance(word, Keyed) else read_member(word.text)


def _role(word: str) -> Role | None:
    return Role(word) if word in list(Role) else None


def _place(text: str, word: Word) -> Place:
    return Place(text, word.start, word.end)
