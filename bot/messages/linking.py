"""What is said about links between people in Slack and MOR users: (what happened, what to do)."""


def already_linked(person: str) -> tuple[str, str]:
    """A person has one link at most."""
    return (
        f"{person} is already linked to a MOR user.",
        "Remove that link first, such as: morbot link remove U0INGRID1",
    )
