"""Many links at once: each of a file is looked up before the first of them is made."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace

from bot.errors import AskError, Garbled, Refused
from bot.ids import Identity
from bot.links.directory import Directory, Link
from bot.links.linking import Linking
from bot.links.request import LinkRequest, satisfies
from bot.links.texts import linking as say

FindIdentity = Callable[[Identity], Awaitable[Identity]]
"""Who is meant by an identity whose org may be empty. Raises AskError."""


@dataclass(slots=True)
class Batch:
    """What a file would lead to: links to be made, how many are there already, and what is wrong
    with which line.
    """

    new: list[Link] = field(default_factory=list)
    unchanged: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)


async def examine_all(
    linking: Linking,
    directory: Directory,
    requests: Iterable[tuple[int, LinkRequest]],
    find: FindIdentity,
    *,
    by: Identity,
) -> Batch:
    """Ask Slack and MOR about all requests, each with its line. Nothing is stored.

    Raises SlackError and Unavailable where they gave no answer to go by.
    """
    batch = Batch()
    seen: dict[Identity, int] = {}
    for line, read in requests:
        try:
            person = await find(read.identity)
            first = seen.setdefault(person, line)
            if first != line:
                batch.problems.append((line, say.import_twice(str(person), first)))
                continue
            request = replace(read, identity=person)
            present = await directory.find(person)
            if present is None or not satisfies(present, request):
                batch.new.append(await linking.examine(request, by=by))
            else:
                batch.unchanged += 1
        except (AskError, Refused, Garbled) as error:
            batch.problems.append((line, error.text))
    return batch
