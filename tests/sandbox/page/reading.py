"""A reader for the drawing tests, and HTML read back as elements."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree, html

from bot.sandbox.page.draw import draw_blocks
from bot.sandbox.page.reader import Reader

NOW = datetime(2026, 11, 25, 12, 30, 15, tzinfo=UTC)
NOON = int(NOW.timestamp())

READER = Reader(
    ZoneInfo("Europe/Vilnius"),
    NOW,
    "U0TOM0001",
    {"U0TOM0001": "tom", "U0ADA0001": "ada"},
    {"C0NOC0001": "noc"},
)


def drawn(*blocks: Mapping[str, Any], errors: Mapping[str, str] | None = None) -> etree._Element:
    """The blocks as a tree of elements."""
    return html.fragment_fromstring(str(draw_blocks(blocks, READER, errors)), "div")


def parsed(text: str) -> etree._Element:
    """HTML as a tree of elements."""
    return html.fragment_fromstring(text, "div")


def texts(tree: etree._Element, path: str) -> list[str]:
    """The texts of the elements at that XPath, without the space around them."""
    found = tree.xpath(path)
    assert isinstance(found, Sequence)
    return ["".join(one.itertext()).strip() for one in found if isinstance(one, etree._Element)]


def attributes(tree: etree._Element, path: str) -> list[str]:
    """The attribute values at that XPath."""
    found = tree.xpath(path)
    assert isinstance(found, Sequence)
    return [str(one) for one in found]
