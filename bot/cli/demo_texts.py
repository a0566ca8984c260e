"""What the demo says: at its prompt, and as suggestions on its page."""


def welcome(address: str, mor: str, people: str, command: str) -> str:
    """The first lines: where the workspace is, who one can be, and what to try."""
    return f"""\
{address}

Open this address in a browser: a Slack workspace of our own, in which the real bot answers.
Behind it stands a telephone company in a box at {mor}.
Nothing leaves this machine. The people here: {people}.

Or type here as one of them:
  {command} 5 last week
  {command} 5 yesterday by:hour
  {command} 5 last week chart
  {command} digest 5 yesterday every weekday at 9:00 in #noc
  {command} help
  {command} links   who is linked to whom; Ingrid is a bot admin
  as tom           speak as Tom, who may ask about himself only
  press BUTTON     press a button of the last answer
  quit"""


def suggestions(command: str) -> list[tuple[str, str, str]]:
    """What the page offers to try: (label, person, text typed; empty opens the Home tab)."""
    return [
        ("Last week's calls of user 5", "ingrid", f"{command} 5 last week"),
        ("Yesterday, hour by hour", "tom", f"{command} yesterday by:hour"),
        ("A chart of it", "ingrid", f"{command} 5 last week chart"),
        (
            "A digest on a schedule, said back first",
            "ingrid",
            f"{command} digest 5 yesterday every weekday at 9:00 in #noc",
        ),
        ("Everything one can ask", "nils", f"{command} help"),
        ("A question that is refused", "tom", f"{command} 10 last week"),
        ("Two ways to read it", "ingrid", f"{command} 20 nov"),
        ("Who asked about whom, for bot admins", "ingrid", f"{command} audit"),
        ("Who one is to MOR, and how to ask", "harriet", ""),
    ]


def speaking_as(real_name: str, mor_username: str) -> str:
    """The person at the prompt was changed."""
    return f"You are {real_name}, {mor_username or 'not linked to a MOR user'}."


def nobody(name: str, people: str) -> str:
    """There is no such person."""
    return f"Nobody here is called “{name}”. There are: {people}"


def how_to(command: str) -> str:
    """A line that is no command of the prompt."""
    return f"Type {command} …, as NAME, press BUTTON, or quit."


def no_button(label: str) -> str:
    """The button is not there."""
    return f"There is no button “{label}” to press."


NOTHING_CAME = "No answer came."
