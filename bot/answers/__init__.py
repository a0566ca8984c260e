"""The main use cases: a person asks, and gets an Answer drawn from MOR under his own name; and he
turns its pages, or wants another view of it.

Whoever asks, from Slack, the command line or a schedule, comes through here. Each question,
answered or refused, becomes one line of the audit log.
"""

from bot.answers.answers import Answers, Copy
from bot.answers.asker import Asker
from bot.answers.pages import Look, Pages
from bot.answers.people import people
from bot.answers.shelf import Shelf

__all__ = ["Answers", "Asker", "Copy", "Look", "Pages", "Shelf", "people"]
