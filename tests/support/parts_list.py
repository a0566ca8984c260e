"""The list of parts that is inside the wheel (CycloneDX 1.6), made from the lock file.

`python -m tests.support.parts_list` writes it. `requirements.lock` has the hashes.
"""

import json
import re
import tomllib
from pathlib import Path

TOP = Path(__file__).parents[2]
LIST = TOP / "morbot.cdx.json"
_PIN = re.compile(r"^([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)", re.MULTILINE)
_NAME = re.compile(r"^[A-Za-z0-9._-]+")


def pins(lock: str) -> dict[str, str]:
    """Return the version of each package in the text of a lock file."""
    return dict(_PIN.findall(lock))


def parts_list() -> str:
    """Return the list as JSON. The same lock file makes the same text."""
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    versions = pins((TOP / "requirements.lock").read_text())
    direct = [match[0] for each in project["dependencies"] if (match := _NAME.match(each))]
    root = _part("application", project["name"], project["version"])
    libraries = [_part("library", name, version) for name, version in versions.items()]
    listed = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root},
        "components": libraries,
        "dependencies": [
            {
                "ref": root["bom-ref"],
                "dependsOn": [_purl(name, versions[name]) for name in sorted(direct)],
            }
        ],
    }
    return json.dumps(listed, indent=1) + "\n"


def _part(kind: str, name: str, version: str) -> dict[str, str]:
    purl = _purl(name, version)
    return {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


if __name__ == "__main__":
    LIST.write_text(parts_list())
