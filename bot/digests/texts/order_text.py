"""What is said about the text of a digest that cannot be read: (what happened, what to do)."""

_EXAMPLE = "5 yesterday every weekday at 9:00 in #noc"


NO_SCHEDULE = "It is not said when the digest is sent.", f"Put it behind the question: {_EXAMPLE}"


def file_in_digest(output: str) -> tuple[str, str]:
    """`csv` or `xlsx` in the question of a digest."""
    return (
        f"A digest is a message, so it cannot be {output}.",
        "Leave it out: there is a button for the file, and rows at the end for the first calls.",
    )


def plain_channel(typed: str) -> tuple[str, str]:
    """A channel that Slack has not made a link of."""
    return (
        f"“{typed}” did not reach me as a channel.",
        "Pick it from the list that Slack shows at #, or type it in the channel with: in here",
    )


def no_place(typed: str) -> tuple[str, str]:
    """A word behind `in` that is no place."""
    return (
        f"“{typed}” is no place that I can send a digest to.",
        "Write in #noc, in here, or to me for direct messages.",
    )


TWO_PLACES = "A digest goes to one place.", f"Keep one, such as: {_EXAMPLE}"


def unknown_extra(typed: str) -> tuple[str, str]:
    """A word behind the place that is none of the options."""
    return (
        f"I could not read this at the end of a digest: {typed}",
        "There are skip-empty, thread, rows, new-ips:7 and alert:100 @ingrid.",
    )


def extra_twice(word: str) -> tuple[str, str]:
    """An option that was given before."""
    return f"“{word}” stands there twice.", f"Keep one, such as: {_EXAMPLE} {word}"


def not_a_count(key: str, typed: str, most: int) -> tuple[str, str]:
    """The number behind `new-ips:` or `alert:` is none, or too large."""
    example = {"new-ips": "new-ips:7", "alert": "alert:100 @ingrid"}[key]
    return f"“{typed}” is no number up to {most:,}.", f"Write one behind the colon: {example}"


MENTION_ALONE = (
    "It is not said from how many calls on this person is told.",
    "Put it in front, such as: alert:100 @ingrid",
)
