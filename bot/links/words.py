"""What bot admins type in Slack: `link @tom tomford user`, `unlink @tom`, `links role:reseller`."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.calls.filters import matcher
from bot.calls.model import MOR_ADMIN_ID, Role
from bot.calls.words import Keyed, Mention, Word, words
from bot.errors import AskError, Place
from bot.ids import Identity, read_member, read_mor_id
from bot.links.directory import Link
from bot.links.texts import links as say

_EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class LinkWords:
    """A link as it was asked for in Slack."""

    person: Identity  # without an org if only the user id was given
    username: str
    role: Role
    owner_id: int = MOR_ADMIN_ID
    external: bool = False


@dataclass(frozen=True, slots=True)
class LinkFilter:
    """Which links to list; None takes any. `username` may hold `%` for anything."""

    role: Role | None = None
    owner_id: int | None = None
    username: str | None = None
    user: str | None = None
    suspended: bool = False
    external: bool = False
    csv: bool = False

    def takes(self, link: Link) -> bool:
        """Whether this link is to be listed."""
        account = link.account
        return (
            self.role in (None, account.role)
            and self.owner_id in (None, account.owner_id)
            and self.user in (None, link.identity.user)
            and (self.username is None or matcher(self.username)(account.username))
            and (not self.suspended or bool(link.suspended))
            and (not self.external or link.external)
        )

    @property
    def narrows(self) -> bool:
        """Whether it may leave links out."""
        return self != LinkFilter(csv=self.csv)


def read_link(text: str, command: str) -> LinkWords:
    """The link that the words behind `link` ask for.

    The person comes first, then the MOR username; role, `owner:` and `external` in any order.
    Raises AskError with the place in `text`.
    """
    reading = _LinkReading(text, command)
    for word in words(text):
        reading.take(word)
    return reading.result()


def read_person(text: str, command: str) -> Identity:
    """The one person behind `unlink`. Raises AskError."""
    found = list(words(text))
    person = _named(found[0]) if len(found) == 1 else None
    if person is None:
        raise AskError(*say.person_to_unlink_missing(command), code="slack-user")
    return person


def read_filter(text: str, command: str) -> LinkFilter:
    """The filter behind `links`. Raises AskError with the place in `text`."""
    wanted: dict[str, object] = {}
    for word in words(text):
        for name, value in _filtered(word, text, command):
            if name in wanted:
                raise _fault(text, word, say.said_twice(command), "filter-twice")
            wanted[name] = value
    return LinkFilter(**wanted)  # type: ignore[arg-type]  # each value was read for its field


def _filtered(word: Word, text: str, command: str) -> Iterator[tuple[str, object]]:
    plain = word.text.casefold()
    if isinstance(word, Mention):
        yield "user", word.text
    elif isinstance(word, Keyed) and word.key == "user" and word.text.strip():
        yield "username", word.text.strip()
    elif isinstance(word, Keyed) and word.key in ("role", "owner"):
        value: object = _role(plain) if word.key == "role" else read_mor_id(plain)
        if value is None:
            raise _fault(text, word, say.filter_value(word.key), "filter-value")
        yield "role" if word.key == "role" else "owner_id", value
    elif not isinstance(word, Keyed) and plain in ("suspended", _EXTERNAL, "csv"):
        yield plain, True
    else:
        raise _fault(text, word, say.not_a_filter(command), "filter-unknown")


class _LinkReading:
    def __init__(self, text: str, command: str) -> None:
        self._text = text
        self._command = command
        self._person: Identity | None = None
        self._username: str | None = None
        self._role: Role | None = None
        self._owner: int | None = None
        self._external = False

    def take(self, word: Word) -> None:
        if self._person is None:
            self._person = _named(word)
            if self._person is None:
                raise self._fault(word, say.person_missing(self._command), "slack-user")
        elif isinstance(word, Keyed):
            self._take_keyed(word)
        elif isinstance(word, Mention):
            raise self._fault(word, say.said_twice(self._command), "said-twice")
        elif self._username is None:
            self._username = word.text
        else:
            self._take_plain(word)

    def result(self) -> LinkWords:
        if self._person is None:
            raise AskError(*say.person_missing(self._command), code="slack-user")
        if self._username is None:
            raise AskError(*say.username_missing(self._command), code="username")
        if self._role is None:
            raise AskError(*say.role_missing(self._command), code="role")
        owner = MOR_ADMIN_ID if self._owner is None else self._owner
        return LinkWords(self._person, self._username, self._role, owner, self._external)

    def _take_keyed(self, word: Keyed) -> None:
        value = word.text.strip()
        if word.key == "user" and value:
            self._only_once(word, self._username)
            self._username = value
        elif word.key == "owner":
            self._only_once(word, self._owner)
            self._owner = read_mor_id(value)
            if self._owner is None:
                raise self._fault(word, say.filter_value("owner"), "owner")
        else:
            raise self._fault(word, say.unknown_key(word.key, self._command), "key-unknown")

    def _take_plain(self, word: Word) -> None:
        plain = word.text.casefold()
        if plain == _EXTERNAL:
            self._only_once(word, self._external or None)
            self._external = True
            return
        role = _role(plain)
        if role is None:
            raise self._fault(word, say.not_a_role(word.text, self._command), "role")
        self._only_once(word, self._role)
        self._role = role

    def _only_once(self, word: Word, present: object) -> None:
        if present is not None:
            raise self._fault(word, say.said_twice(self._command), "said-twice")

    def _fault(self, word: Word, sentence: tuple[str, str], code: str) -> AskError:
        return _fault(self._text, word, sentence, code)


def _named(word: Word) -> Identity | None:
    if isinstance(word, Mention):
        return Identity("", word.text)
    return None if isinstance(word, Keyed) else read_member(word.text)


def _role(word: str) -> Role | None:
    return Role(word) if word in list(Role) else None


def _fault(text: str, word: Word, sentence: tuple[str, str], code: str) -> AskError:
    return AskError(*sentence, code=code, place=Place(text, word.start, word.end))
