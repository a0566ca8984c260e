"""What is said around the audit log. Texts with a hint are (what happened, what to do)."""

Words = tuple[str, str]

HEADINGS = ("When", "Who", "What", "Outcome")

_WHAT = {
    "question": "asked",
    "file": "asked for a file",
    "digest": "read for a digest",
    "digest-draft": "worded a digest",
    "digest-made": "saved a digest of",
    "digest-changed": "changed a digest of",
    "digest-paused": "paused a digest of",
    "digest-resumed": "resumed a digest of",
    "digest-deleted": "deleted a digest of",
    "page": "looked again",
    "share": "shared calls",
    "share-file": "posted a file of calls",
    "link": "linked",
    "unlink": "unlinked",
    "suspend": "suspended the link of",
    "resume": "resumed the link of",
    "own-id-only": "limited the link of",
    "whole-reach": "widened the link of",
    "make-admin": "made a bot admin of",
    "revoke-admin": "no longer a bot admin:",
    "audit": "read the audit log",
    "access-asked": "asked for access:",
    "access-linked": "granted the request of",
    "access-declined": "declined the request of",
    "access-unheard": "could reach no bot admin:",
}


BOT_ADMINS_ONLY = (
    "Only bot admins may read the audit log.",
    "Ask one of them, or whoever runs morbot: morbot link admin add U0INGRID1",
)


def title(total: int) -> str:
    """Above the lines."""
    return f"Audit log: {total:,} {'line' if total == 1 else 'lines'}"


def what(kind: str) -> str:
    """What was done, with about whom behind it."""
    return _WHAT.get(kind, kind)


def about_mor_user(target: int) -> str:
    """Whose calls were asked for."""
    return f" about MOR user {target}"


def of_period(bounds: str) -> str:
    """Of which period."""
    return f", {bounds}"


def as_mor_user(username: str) -> str:
    """The MOR user of a link that was changed."""
    return f" as “{username}”"


def with_rows(outcome: str, kind: str, rows: int) -> str:
    """How much was given out."""
    unit = "line" if kind == "audit" else "call"
    return f"{outcome}, {rows:,} {unit}{'' if rows == 1 else 's'}"


def times_in(zone: str) -> str:
    """In which zone the times are."""
    return f"Times in {zone}; the newest first."


def csv_hint(command: str) -> str:
    """How the lines can be had as a file."""
    return f"All of it as a file: {command} audit csv"


def nothing(command: str) -> Words:
    """No line is like that."""
    return ("The audit log has no such line.", f"All of it: {command} audit")


def example(command: str) -> str:
    """What can be asked."""
    return (
        f"Such as: {command} audit @tom last week outcome:refused; also kind:link, target:5"
        " (a MOR user id) and csv"
    )


def unknown_key(key: str, command: str) -> Words:
    """A `key:value` that says nothing here."""
    return (f"“{key}:” means nothing here.", example(command))


def odd_value(key: str, command: str) -> Words:
    """A value that cannot be one."""
    return (f"That cannot stand behind “{key}:”.", example(command))


def said_twice(command: str) -> Words:
    """Something is said more than once."""
    return ("That has been said already.", example(command))


def delivered(total: int) -> str:
    """The file lies in the reader's direct messages."""
    lines = "line" if total == 1 else "lines"
    return f"The audit log, {total:,} {lines}, is in your direct messages with morbot."


BESIDE_FILE = "The audit log of morbot, as asked for."
