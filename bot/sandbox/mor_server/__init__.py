"""A server with the part of MOR's API that morbot uses, on SQLite, with MOR's own checks.

async with running(build_world(seed=1, until=now)) as mor:
    ...                                 # mor.url is http://127.0.0.1:PORT/billing
    mor.options.api_enabled = False     # options take effect at once
    mor.received[-1].parameters         # what arrived on the wire
"""

from bot.sandbox.mor_server.database import Database
from bot.sandbox.mor_server.options import (
    ContentType,
    ErrorForm,
    Fault,
    ForeignIds,
    Gzip,
    HashRecipe,
    Options,
    ZoneForm,
)
from bot.sandbox.mor_server.parameters import Received
from bot.sandbox.mor_server.server import MorServer, running

__all__ = [
    "ContentType",
    "Database",
    "ErrorForm",
    "Fault",
    "ForeignIds",
    "Gzip",
    "HashRecipe",
    "MorServer",
    "Options",
    "Received",
    "ZoneForm",
    "running",
]
