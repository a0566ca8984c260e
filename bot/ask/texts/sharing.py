"""What is said around sharing an answer with a channel: errors are (what happened, what to do)."""

Words = tuple[str, str]


def button() -> str:
    """Below an answer that only its asker sees."""
    return "Share"


def question() -> str:
    """The title of the dialog before anything is shared; at most 100 characters."""
    return "Share with everybody here?"


def who_will_read() -> str:
    """What that dialog says; at most 300 characters."""
    return (
        "Everybody who can read this conversation, now or later, guests too, will see these calls,"
        " whatever they may ask MOR themselves. Your name will stand below. A file of all calls can"
        " be posted afterwards."
    )


def yes() -> str:
    return "Share"


def no() -> str:
    return "Cancel"


def shared_by(mention: str) -> str:
    """Below a shared answer; `mention` is Slack's, of who shared it."""
    return (
        f"Shared by {mention}. Whoever presses something here gets an answer of his own,"
        " with his own rights."
    )


def shared() -> str:
    """Told to who shared it."""
    return "Shared with everybody here."


def file_button() -> str:
    """Below that, where there is more to share than the page."""
    return "Post the CSV file here"


def file_question() -> str:
    """The title of the dialog before the file is posted."""
    return "Post the file for everybody here?"


def who_will_have(calls: int) -> str:
    """What that dialog says; at most 300 characters."""
    number = "the one call" if calls == 1 else f"all {calls:,} calls"
    return (
        f"Everybody who can read this conversation, now or later, guests too, can download {number}"
        " of this answer, whatever they may ask MOR themselves. Your name will stand beside it."
    )


def file_yes() -> str:
    return "Post"


def file_by(mention: str) -> str:
    """Beside the file; `mention` is Slack's, of who posted it."""
    return f"Posted by {mention}."


def file_posted() -> str:
    """Told to who posted it."""
    return "The file is posted for everybody here."


def nothing_to_post() -> Words:
    """MOR tells of no calls in that period any more."""
    return (
        "MOR tells of no such calls any more, so there is no file to post.",
        "Press Refresh below the answer to see what there is.",
    )


def file_posted_just_now() -> Words:
    """The same file, pressed twice."""
    return (
        "You have posted this file here already, just now.",
        "To post it once more, press the button again in a minute.",
    )


def shared_just_now() -> Words:
    """The same answer, pressed twice."""
    return (
        "You have shared this answer here already, just now.",
        "To share it once more, press Share again in a minute.",
    )


def nobody_else_here() -> Words:
    """A direct message has no readers to share with, or the bot is none of the two."""
    return (
        "This is a direct message, and morbot shares answers with channels only.",
        "Ask in the channel that you want to share with, and press Share there.",
    )
