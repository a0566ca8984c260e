"""What the demo says at its prompt."""


def welcome(workspace: str, mor: str, people: str) -> str:
    """The first lines: what runs where, who one can be, and what to try."""
    return f"""\
A telephone company in a box. Nothing here leaves this machine.
  MOR      {mor}
  Slack    {workspace}
  people   {people}

Type as one of them, for example
  /localcalls 5 last week
  /localcalls 5 yesterday by:hour
  /localcalls help
  as tom              speak as Tom, who may ask about himself only
  quit"""


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


def nothing_came() -> str:
    """The bot did not answer in time."""
    return "No answer came."
