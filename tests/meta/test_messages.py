"""What people read is plain text: nothing in it is marked up for Slack."""

import ast
from pathlib import Path

import bot.messages

FILES = sorted(Path(bot.messages.__path__[0]).glob("*.py"))


def sentences(file: Path) -> list[str]:
    """The texts in a file, docstrings apart."""
    tree = ast.parse(file.read_text("utf-8"))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]


def test_no_sentence_has_a_backtick() -> None:
    assert FILES
    assert [text for file in FILES for text in sentences(file) if "`" in text] == []
