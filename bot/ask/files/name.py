"""What a file is called: after whom and which days it is about."""

from zoneinfo import ZoneInfo

from bot.ask.files.sheet import days_of
from bot.calls.model import Answer


def file_name(answer: Answer) -> str:
    """`local-calls_user-5_2026-11-16_2026-11-22.csv`, both days included; with groups
    `local-calls_user-5_by-day_2026-11-16_2026-11-22.csv`. Nothing in it comes from MOR.
    """
    query = answer.query
    first, last = days_of(query.period, ZoneInfo(answer.zone))
    group = [f"by-{query.group}"] if query.group else []
    whose = f"user-{answer.target.user_id}"
    return "_".join(["local-calls", whose, *group, f"{first}", f"{last}.{query.output}"])
