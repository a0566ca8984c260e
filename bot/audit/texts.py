"""The texts of the audit log. A pair is (what happened, what to do)."""

from bot.slack.texts import counted

Words = tuple[str, str]

HEADINGS = ("When", "Who", "What", "Outcome")

_WHAT = {
    "question": "asked",
    "file": "asked for a file",
    "digest": "read for a digest",
    "digest-draft": "drafted a digest",
    "digest-made": "saved a digest of",
    "digest-changed": "changed a digest of",
    "digest-paused": "paused a digest of",
    "digest-resumed": "resumed a digest of",
    "digest-deleted": "deleted a digest of",
    "digest-expected": "expected an address in a digest of",
    "digest-not-expected": "no longer expected an address in a digest of",
    "digest-muted": "muted a digest of",
    "digest-unmuted": "unmuted a digest of",
    "page": "looked again",
    "home": "opened the Home tab:",
    "share": "shared calls",
    "share-file": "posted a file of calls",
    "share-removed": "removed what was shared by",
    "link": "linked",
    "unlink": "unlinked",
    "suspend": "suspended the link of",
    "resume": "resumed the link of",
    "own-id-only": "limited the link of",
    "whole-reach": "widened the link of",
    "make-admin": "made a bot admin of",
    "revoke-admin": "no longer a bot admin:",
    "admin-lapsed": "no longer counted as a bot admin:",
    "admin-restored": "counted as a bot admin again:",
    "audit-forgotten": "deleted old entries of this log",
    "audit": "read the audit log",
    "access-asked": "asked for access:",
    "access-linked": "granted the request of",
    "access-declined": "declined the request of",
    "access-unheard": "could not reach a bot admin:",
}

BOT_ADMINS_ONLY = (
    "Only bot admins may read the audit log.",
    "Ask one of them, or those who run morbot: morbot link admin add U0INGRID1",
)

BESIDE_FILE = "The audit log that you asked for."


def title(total: int) -> str:
    """Return the title above the entries."""
    return f"Audit log: {_entries(total)}"


def what(kind: str) -> str:
    """Return what was done. The person it was done to follows."""
    return _WHAT.get(kind, kind)


def about_mor_user(target: int) -> str:
    """Return whose calls were asked for."""
    return f" about MOR user {target}"


def of_period(span: str) -> str:
    """Return the period that was asked about."""
    return f", {span}"


def as_mor_user(username: str) -> str:
    """Return the MOR user of a link that was changed."""
    return f" as “{username}”"


def with_rows(outcome: str, kind: str, rows: int) -> str:
    """Return the outcome, and how many calls or entries were shown."""
    return f"{outcome}, {_entries(rows) if kind.startswith('audit') else counted(rows, 'call')}"


def times_in(zone: str) -> str:
    """Return the zone of the times, and the order of the entries."""
    return f"Times in {zone}, newest first."


def csv_hint(command: str) -> str:
    """Return how to get the entries as a file."""
    return f"To get all entries as a file: {command} audit csv"


def nothing(command: str) -> Words:
    """Return the words for a filter that no entry matches."""
    return ("No audit entries match.", f"To see all entries: {command} audit")


def example(command: str) -> str:
    """Return an example of what can be asked."""
    return (
        f"For example: {command} audit @tom last week outcome:refused; also kind:link, target:5"
        " (a MOR user id) and csv"
    )


def unknown_key(key: str, command: str) -> Words:
    """Return the words for a `key:value` that the audit log does not know."""
    return (f"The audit log has no filter “{key}:”.", example(command))


def odd_value(key: str, command: str) -> Words:
    """Return the words for a value that its key does not accept."""
    return (f"“{key}:” does not accept this value.", example(command))


def said_twice(command: str) -> Words:
    """Return the words for a filter that is given twice."""
    return ("This filter is given twice.", example(command))


def delivered(total: int) -> str:
    """Return the words for a file that was sent."""
    return f"The audit log, {_entries(total)}, is in your direct messages with morbot."


def _entries(number: int) -> str:
    return f"{number:,} {'entry' if number == 1 else 'entries'}"
