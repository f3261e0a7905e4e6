"""Software bill of materials (SBOM): lists all software in the site and its build, as CycloneDX 1.6 JSON.

Generated without a library, which would add six packages to every build; the tests validate it with that library
against the schema. The content comes from the lockfiles and components.toml, so that the same source gives the same
list on every machine. The machine's own Python, pip and Node are not included.
"""

import hashlib
import json
import tomllib
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from builder.base import addresses, paths, source_inputs
from builder.base.errors import BuildError
from builder.supply_chain import sbom_components
from builder.supply_chain.sbom_components import Component
from builder.toolchain import lockfiles, wheels

TABLE = Path(__file__).with_name("components.toml")
_PIP_LOCKS = (paths.BUILD_LOCK, wheels.LOCK, paths.NODE_LOCK)
# The npm packages that are not shipped but build the site, with their dependencies. Pyodide compiles the engine. The
# other packages are for checks and tests.
_BUILDERS = ("sass", "esbuild", "pyodide")


def write(folder: Path) -> None:
    """Write the SBOM to its path in the site.

    Raises BuildError if components.toml has no licence for a package of a lockfile.
    """
    file = folder / addresses.SBOM
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(make(), indent=1, ensure_ascii=False)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")


def make() -> dict[str, Any]:
    """Return the SBOM; raises BuildError as `write` does."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    pinned = [
        (each, paths.display_path(lock)) for lock in _PIP_LOCKS for each in lockfiles.of_pip(lock)
    ]
    npm = lockfiles.of_npm(paths.NPM_LOCK)
    shipped = [_shipped(entry, pinned, npm) for entry in table["shipped"]]
    known = {component["bom-ref"] for component in shipped}
    building = [
        sbom_components.of_pip(each, _licence_of(each.name, table["building"]), lock, "excluded")
        for each, lock in pinned
        if sbom_components.pypi(each) not in known
    ]
    building += [
        sbom_components.of_npm(each, "excluded") for each in lockfiles.needed(npm, *_BUILDERS)
    ]
    others = {each["bom-ref"]: each for each in building if each["bom-ref"] not in known}
    own_components = sbom_components.site_component()
    about = {
        "timestamp": datetime.fromtimestamp(source_inputs.source_date(), UTC).isoformat(),
        "lifecycles": [{"phase": "build"}],
        "tools": {
            "components": [
                {"type": "application", "name": "builder/supply_chain/sbom.py of this site"}
            ]
        },
        "component": own_components,
    }
    content = {
        "metadata": about,
        "components": [*shipped, *(others[ref] for ref in sorted(others))],
        "dependencies": _dependencies(own_components["bom-ref"], table["shipped"], shipped),
        # For these two, only the components that they declare are known.
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
    # A number derived from the content, so that it is reproducible.
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "version": 1,
        **content,
    }


def _shipped(
    entry: dict[str, str],
    pinned: list[tuple[lockfiles.Pinned, str]],
    npm: dict[str, lockfiles.NpmPackage],
) -> Component:
    name, lock = entry["name"], entry.get("lock")
    if lock is None:
        version = entry.get("version")
        purl = entry["purl"]
        if version and "@" not in purl:
            purl += f"@{version}"
        return sbom_components.component(name, version, entry["licence"], purl, "required")
    if lock == paths.NPM_LOCK.name and name in npm:
        return {
            **sbom_components.of_npm(npm[name], "required"),
            "licenses": sbom_components.licences(entry["licence"]),
        }
    for each, of_lock in pinned:
        if (each.name, of_lock) == (name, lock):
            return sbom_components.of_pip(each, entry["licence"], lock, "required")
    raise BuildError(f"{TABLE.name}: {lock} does not name {name}. Correct the entry.")


def _licence_of(name: str, licences: dict[str, str]) -> str:
    if name not in licences:
        raise BuildError(
            f"{TABLE.name}: {name} has no licence under [building]. Look it up and add it."
        )
    return licences[name]


def _dependencies(
    site: str, entries: list[dict[str, str]], components: list[Component]
) -> list[dict[str, Any]]:
    """Return the components that each component includes. All other components are included in the site directly."""
    refs = {
        entry["name"]: component["bom-ref"]
        for entry, component in zip(entries, components, strict=True)
    }
    inside: dict[str, list[str]] = {site: []}
    for entry in entries:
        parent = refs[entry["inside"]] if "inside" in entry else site
        inside.setdefault(parent, []).append(refs[entry["name"]])
    return [{"ref": ref, "dependsOn": sorted(inside[ref])} for ref in sorted(inside)]
