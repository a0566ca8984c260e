"""What is said where calls cannot be summed up: (what happened, what to do)."""


def too_many_names(most: int) -> tuple[str, str]:
    """More different names than are counted apart."""
    return (
        f"More than {most:,} different devices or addresses are too many to count one by one.",
        "Ask for less at a time, by a shorter period or a filter, such as: yesterday device:%100%",
    )
