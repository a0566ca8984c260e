"""What is said around sharing an answer with a channel: errors are (what happened, what to do)."""

Words = tuple[str, str]


BUTTON = "Share"


QUESTION = "Share with everybody here?"
"""The title of the dialog before anything is shared; at most 100 characters."""


WHO_WILL_READ = (
    "Everybody who can read this conversation, now or later, guests too, will see these calls,"
    " whatever they may ask MOR themselves. Your name will stand below. A file of all calls can"
    " be posted afterwards."
)
"""What that dialog says; at most 300 characters."""


YES = "Share"


NO = "Cancel"


def shared_by(mention: str) -> str:
    """Below a shared answer; `mention` is Slack's, of who shared it."""
    return (
        f"Shared by {mention}. Whoever presses something here gets an answer of his own,"
        " with his own rights."
    )


SHARED = "Shared with everybody here."


FILE_BUTTON = "Post the CSV file here"


FILE_QUESTION = "Post the file for everybody here?"


def who_will_have(calls: int) -> str:
    """What that dialog says; at most 300 characters."""
    number = "the one call" if calls == 1 else f"all {calls:,} calls"
    return (
        f"Everybody who can read this conversation, now or later, guests too, can download {number}"
        " of this answer, whatever they may ask MOR themselves. Your name will stand beside it."
    )


FILE_YES = "Post"


def file_by(mention: str) -> str:
    """Beside the file; `mention` is Slack's, of who posted it."""
    return f"Posted by {mention}."


FILE_POSTED = "The file is posted for everybody here."


NOTHING_TO_POST = (
    "MOR tells of no such calls any more, so there is no file to post.",
    "Press Refresh below the answer to see what there is.",
)


FILE_POSTED_JUST_NOW = (
    "You have posted this file here already, just now.",
    "To post it once more, press the button again in a minute.",
)


SHARED_JUST_NOW = (
    "You have shared this answer here already, just now.",
    "To share it once more, press Share again in a minute.",
)


NOBODY_ELSE_HERE = (
    "This is a direct message, and morbot shares answers with channels only.",
    "Ask in the channel that you want to share with, and press Share there.",
)
