"""What people read is plain text: nothing in it is marked up for Slack."""

import ast
from pathlib import Path

BOT = Path(__file__).parents[2] / "bot"
FILES = sorted(
    path for path in BOT.rglob("*.py") if path.stem.endswith("texts") or path.parent.name == "texts"
)


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
    assert len(FILES) > 10
    assert [text for file in FILES for text in sentences(file) if "`" in text] == []
