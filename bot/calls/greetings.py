"""Greetings in the six languages of the grammar, and the words that may stand beside them."""

import re
from typing import Final

_GREETINGS: Final = (
    # English
    "hi|hello|hey|hiya|howdy|yo|greetings|good morning|good afternoon|good evening|good day"
    # Lithuanian
    "|labas|sveikas|sveika|sveiki|laba diena|labą dieną|labas rytas|labas vakaras|labą vakarą"
    # Russian
    "|привет|здравствуй|здравствуйте|добрый день|доброе утро|добрый вечер|доброго дня"
    # German
    "|hallo|moin|moin moin|servus|guten tag|guten morgen|guten abend|grüß gott|grüezi|grüß dich"
    # French
    "|bonjour|salut|bonsoir|coucou"
    # Spanish
    "|hola|buenas|buenos días|buenos dias|buen día|buen dia|buenas tardes|buenas noches"
)
_FOLDED: Final = frozenset(_GREETINGS.casefold().split("|"))
_ADDRESSED: Final = frozenset({"morbot", "there", "bot", "all", "everyone", "team", "again"})
_EMOJI: Final = re.compile(r":[\w+-]+:")
_WAVES: Final = re.compile(r":wave:|\N{WAVING HAND SIGN}")
_NO_WORD: Final = re.compile(r"[^\w]+|_+")


def is_greeting(text: str) -> bool:
    """Return whether this greets and says nothing else: `Hi there!`, `Labas :wave:`."""
    said = _NO_WORD.sub(" ", _EMOJI.sub(" ", text)).casefold().split()
    if not said:
        return _WAVES.search(text) is not None
    while len(said) > 1 and said[-1] in _ADDRESSED:
        said.pop()
    return " ".join(said) in _FOLDED
