"""A reader for the drawing tests, and HTML read back as elements."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree, html

from bot.sandbox.page.dates import Reader
from bot.sandbox.page.draw import draw_blocks

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
    return parsed(str(draw_blocks(blocks, READER, errors)))


def parsed(text: str) -> etree._Element:
    """A piece of HTML as a tree of elements."""
    tree: etree._Element = html.fragment_fromstring(text, "div")
    return tree


def page_of(text: str) -> etree._Element:
    """A integer page as a tree of elements."""
    tree: etree._Element = html.document_fromstring(text)
    return tree


def texts(tree: etree._Element, path: str) -> list[str]:
    """The texts of the elements at that XPath, without the space around them."""
    found = tree.xpath(path)
    assert isinstance(found, list)
    elements = [one for one in found if isinstance(one, etree._Element)]
    return ["".join(map(str, one.itertext())).strip() for one in elements]


def attributes(tree: etree._Element, path: str) -> list[str]:
    """The attribute values at that XPath."""
    found = tree.xpath(path)
    assert isinstance(found, list)
    return [str(one) for one in found]
