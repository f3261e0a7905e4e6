"""The list of all software in the site, and of what builds it, in the format CycloneDX 1.6 (JSON).

Plain JSON: a library for it would be six more packages that take part in every build. The tests hold the result to the
format's own schema, with that library. What is in it comes from the locks and from components.toml, so that the same
source gives the same list on every machine. The machine's own Python, pip and Node are not in it.
"""

import hashlib
import json
import re
import tomllib
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from builder import inputs, locks, paths, wheels
from builder.errors import BuildError
from scoring import __version__

PLACE = "about/sbom.cdx.json"
TABLE = Path(__file__).with_name("components.toml")
_PIP_LOCKS = (paths.BUILD_LOCK, wheels.LOCK, paths.NODE_LOCK)
# Of npm's packages that are not shipped: these and what they need build the site, and Pyodide compiles the engine. The
# others check and test it.
_BUILDERS = ("sass", "esbuild", "pyodide")

Component = dict[str, Any]


def write(folder: Path) -> None:
    """Write the list to its place in a site.

    Raises BuildError if a lock names a package of which components.toml has no licence.
    """
    file = folder / PLACE
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(make(), indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")


def make() -> dict[str, Any]:
    """Return the list; raises BuildError as write does."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    pinned = [(each, lock.name) for lock in _PIP_LOCKS for each in locks.of_pip(lock)]
    npm = locks.of_npm(paths.NPM_LOCK)
    shipped = [_shipped(entry, pinned, npm) for entry in table["shipped"]]
    known = {component["bom-ref"] for component in shipped}
    building = [
        _of_pip(each, _licence_of(each.name, table["building"]), lock, "excluded")
        for each, lock in pinned
        if _pypi(each) not in known
    ]
    building += [_of_npm(each, "excluded") for each in locks.needed(npm, *_BUILDERS)]
    others = {each["bom-ref"]: each for each in building if each["bom-ref"] not in known}
    own = _own()
    about = {
        "timestamp": datetime.fromtimestamp(inputs.source_date(), UTC).isoformat(),
        "lifecycles": [{"phase": "build"}],
        "tools": {"components": [{"type": "application", "name": "builder/sbom.py of this site"}]},
        "component": own,
    }
    content = {
        "metadata": about,
        "components": [*shipped, *(others[ref] for ref in sorted(others))],
        "dependencies": _dependencies(own["bom-ref"], table["shipped"], shipped),
        # Of these two it is only known what they tell of themselves.
        "compositions": [
            {
                "aggregate": "incomplete",
                "assemblies": [
                    component["bom-ref"]
                    for component in shipped
                    if component["name"] in ("mkdocs-material", "pyodide")
                ],
            }
        ],
    }
    # The same content has the same number; no clock and no chance in it.
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "version": 1,
        **content,
    }


def _own() -> Component:
    return {
        "type": "application",
        "bom-ref": "site",
        "name": "hillingdon-cse-toolkit",
        "version": __version__,
        "description": "The site's own code; the toolkit's text has no open licence",
        "licenses": _licence("MIT"),
    }


def _shipped(
    entry: dict[str, str],
    pinned: list[tuple[locks.Pinned, str]],
    npm: dict[str, locks.NpmPackage],
) -> Component:
    name, lock = entry["name"], entry.get("lock")
    if lock is None:
        version = entry.get("version")
        purl = entry["purl"]
        if version and "@" not in purl:
            purl += f"@{version}"
        return _component(name, version, entry["licence"], purl, "required")
    if lock == paths.NPM_LOCK.name and name in npm:
        return {**_of_npm(npm[name], "required"), "licenses": _licence(entry["licence"])}
    for each, of_lock in pinned:
        if (each.name, of_lock) == (name, lock):
            return _of_pip(each, entry["licence"], lock, "required")
    raise BuildError(f"{TABLE.name}: {lock} does not name {name}. Correct the entry.")


def _licence_of(name: str, licences: dict[str, str]) -> str:
    if name not in licences:
        raise BuildError(
            f"{TABLE.name}: {name} has no licence under [building]. Look it up and add it."
        )
    return licences[name]


def _pypi(each: locks.Pinned) -> str:
    return f"pkg:pypi/{each.name}@{each.version}"


def _of_pip(each: locks.Pinned, licence: str, lock: str, scope: str) -> Component:
    purl = _pypi(each)
    # Which of the files is installed depends on the machine.
    files = {
        "type": "distribution",
        "url": purl,
        "comment": f"one of these files, as {lock} pins them",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in each.hashes],
    }
    component = _component(each.name, each.version, licence, purl, scope)
    return {**component, "externalReferences": [files]}


def _of_npm(each: locks.NpmPackage, scope: str) -> Component:
    purl = f"pkg:npm/{quote(each.name)}@{each.version}"
    component = _component(each.name, each.version, each.licence, purl, scope)
    return {**component, "hashes": [{"alg": "SHA-512", "content": each.sha512}]}


def _component(name: str, version: str | None, licence: str, purl: str, scope: str) -> Component:
    group, _, short = name.rpartition("/")
    return {
        "type": "library",
        "bom-ref": purl,
        **({"group": group} if group else {}),
        "name": short,
        **({"version": version} if version else {}),
        "scope": scope,
        "licenses": _licence(licence),
        "purl": purl,
    }


def _licence(words: str) -> list[dict[str, Any]]:
    if re.search(r" (?:OR|AND|WITH) ", words):
        return [{"expression": words}]
    # Identifiers of SPDX have no spaces.
    return [{"license": {"name" if " " in words else "id": words}}]


def _dependencies(
    site: str, entries: list[dict[str, str]], components: list[Component]
) -> list[dict[str, Any]]:
    """Return what stands inside what; all else stands directly in the site."""
    refs = {
        entry["name"]: component["bom-ref"]
        for entry, component in zip(entries, components, strict=True)
    }
    inside: dict[str, list[str]] = {site: []}
    for entry in entries:
        whole = refs[entry["inside"]] if "inside" in entry else site
        inside.setdefault(whole, []).append(refs[entry["name"]])
    return [{"ref": ref, "dependsOn": sorted(inside[ref])} for ref in sorted(inside)]
