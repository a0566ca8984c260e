"""What is said about files of calls, and about answers and files shared with a channel."""

from datetime import date

from bot.errors import AskError
from bot.slack.texts import counted

_KINDS = {"csv": "CSV file", "xlsx": "Excel file"}
_GROUPS = {
    "hour": "by hour",
    "day": "by day",
    "device": "by device",
    "ip": "by IP address",
    "user": "by the name of the person called",
}

OFFSET = "UTC offset"
NO_FILE_ASKED = (
    "--output is for a file: add csv or xlsx to the question, for example: 5 last week csv"
)


def when(heading: str, zone: str) -> str:
    """The heading of a column of times that do not show their zone themselves."""
    return f"{heading} ({zone})"


def sheet(first: date, last: date, number: int) -> str:
    """The name of a sheet: the days of its calls, both inclusive; `number` counts from 1."""
    days = f"{first}" if first == last else f"{first} to {last}"
    return days if number == 1 else f"{days} ({number})"


WAITING_FOR_OTHERS = "Other people's files are being made first …"


def reading(calls: int) -> str:
    """How many calls were read so far."""
    return f"{counted(calls, 'call')} read …" if calls else "Still asking MOR…"


def writing(kind: str, calls: int) -> str:
    """All calls were read, and the file is being written or sent."""
    return f"All {counted(calls, 'call')} read. The {_KINDS[kind]} is on its way …"


def size(octets: int) -> str:
    """`12 kB`, `1.5 MB`."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000)):,} kB"
    return f"{octets / 1_000_000:,.1f} MB"


def delivered(kind: str) -> str:
    """The file is in the asker's direct messages."""
    return f"The {_KINDS[kind]} is in your direct messages with morbot."


def saved(kind: str, path: str, *, replaced: bool) -> str:
    """The file was written to disk."""
    return f"The {_KINDS[kind]} was written to {path}{', in place of the old one' * replaced}."


def counts(calls: int, group: str, lines: int) -> str:
    """The file has counts, one a line."""
    return f"{counted(calls, 'call')} counted {_GROUPS[group]}, {counted(lines, 'line')}"


def without_group(group: str) -> str:
    """How to get calls instead of counts."""
    return f"For the calls themselves, leave out by:{group}."


def several_sheets(number: int) -> str:
    """A sheet of Excel holds a million lines at most."""
    return f"A sheet holds 1,048,576 lines, so the calls are on {number} sheets."


def changed(shown: int, now: int) -> str:
    """MOR has another number of calls in the same period than before."""
    return f"The answer showed {counted(shown, 'call')}; MOR now has {now:,} in the same period."


def too_many_files() -> AskError:
    """The person waits for as many files as they may have made at a time."""
    return AskError(
        "Two of your files are still being made.",
        "Ask for the next one when they have arrived.",
        code="too-many-files",
    )


def exists(path: str) -> AskError:
    """A file on disk would have been overwritten."""
    return AskError(
        f"{path} already exists, and was not changed.",
        "Name another file, which may be replaced, for example: --output calls.csv",
        code="file-exists",
    )


def not_writable(path: str, reason: str) -> AskError:
    """The file system refused."""
    return AskError(
        f"{path} could not be written: {reason}.",
        "Name a file in a folder that you may write to, for example: --output /tmp/calls.csv",
        code="file-not-written",
    )


# Sharing.

SHARE = "Share"
SHARE_QUESTION = "Share with everybody here?"
WHO_WILL_READ = (
    "Everybody who can read this conversation, now or later, guests too, will see these calls,"
    " whatever they may ask MOR themselves. Your name will be below. A file of all calls can be"
    " posted afterwards."
)
SHARE_HERE = "Share with this conversation"
CANCEL = "Cancel"
SHARED = "Shared with everybody here."

REMOVE = "Remove"
REMOVE_QUESTION = "Remove for everybody"
WHAT_IS_REMOVED = "A file posted with it stays."

REMOVED = "Removed. Others can no longer use its buttons, not even in another place."

POST_FILE = "Post the CSV file here"
POST_FILE_QUESTION = "Post the file for everybody here"
POST_FILE_YES = "Post"
FILE_POSTED = "The file is posted for everybody here."


def who_will_have(calls: int) -> str:
    """The text of the dialog before a file is posted; at most 300 characters."""
    number = "the one call" if calls == 1 else f"all {calls:,} calls"
    return (
        f"Everybody who can read this conversation, now or later, guests too, can download {number}"
        " of this answer, whatever they may ask MOR themselves. Your name will be beside it."
    )


def shared_by(mention: str) -> str:
    """Below a shared answer; `mention` is Slack's, of the person who shared it."""
    return (
        f"Shared by {mention}. Anyone who uses these buttons gets their own answer,"
        " with their own permissions."
    )


def file_by(mention: str) -> str:
    """Beside a posted file; `mention` is Slack's, of the person who posted it."""
    return f"Posted by {mention}."


def not_yours_to_remove() -> AskError:
    """Neither the person who shared it nor a bot admin has clicked."""
    return AskError(
        "Only the person who shared this, or a bot admin, can remove it.",
        "Ask the person named below it.",
        code="share-of-another",
    )


def share_unknown() -> AskError:
    """The post is not on record: it was removed, is very old, or Slack never confirmed it."""
    return AskError(
        "morbot has no record of this post, so it cannot remove it.",
        "Ask an admin of your Slack workspace to delete the message.",
        code="share-unknown",
    )


def nothing_to_post() -> AskError:
    """MOR has no such calls any more."""
    return AskError(
        "MOR has no such calls any more, so there is no file to post.",
        "Click Refresh below the answer to see what there is.",
        code="no-calls",
    )


def shared_just_now() -> AskError:
    """The person has clicked twice."""
    return AskError(
        "You have already shared this answer here.",
        "To share it again, click Share again in a minute.",
        code="shared-just-now",
    )


def file_posted_just_now() -> AskError:
    """The person has clicked twice."""
    return AskError(
        "You have already posted this file here.",
        "To post it again, click the button again in a minute.",
        code="shared-just-now",
    )


def nobody_else_here() -> AskError:
    """Direct messages have no other readers."""
    return AskError(
        "This is a direct message, and morbot only shares answers with channels.",
        "Ask in the channel that you want to share with, and click Share there.",
        code="nobody-else-here",
    )
