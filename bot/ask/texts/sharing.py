"""What is said when an answer is shared with a channel."""

from bot.errors import AskError

BUTTON = "Share"
QUESTION = "Share with everybody here?"
"""The title of the dialog before an answer is shared; at most 100 characters."""

WHO_WILL_READ = (
    "Everybody who can read this conversation, now or later, guests too, will see these calls,"
    " whatever they may ask MOR themselves. Your name will be below. A file of all calls can be"
    " posted afterwards."
)
"""The text of that dialog; at most 300 characters."""

YES = "Share"
NO = "Cancel"
SHARED = "Shared with everybody here."

FILE_BUTTON = "Post the CSV file here"
FILE_QUESTION = "Post the file for everybody here?"
FILE_YES = "Post"
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
