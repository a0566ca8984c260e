"""On what it was measured."""

import os
import platform
from importlib.metadata import version
from pathlib import Path

_LIBRARIES = ("slack-bolt", "aiohttp", "httpx", "lxml", "SQLAlchemy", "starlette", "uvicorn")


def machine() -> str:
    """Processor, cores, load at present, Python and the libraries that matter."""
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[0]
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{_processor()}, {cores} cores, load {load:.1f} at the start; "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}; {libraries}"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
