"""Components of the SBOM in CycloneDX: the site itself, and each package of pip and npm."""

import re
from typing import Any
from urllib.parse import quote

from builder.toolchain import lockfiles
from scoring import __version__

Component = dict[str, Any]


def site_component() -> Component:
    """Return the site itself."""
    return {
        "type": "application",
        "bom-ref": "site",
        "name": "hillingdon-cse-toolkit",
        "version": __version__,
        "description": "The site's own code; the toolkit's text has no open licence",
        "licenses": licences("MIT"),
    }


def pypi(each: lockfiles.Pinned) -> str:
    """Return the package URL of a Python package."""
    return f"pkg:pypi/{each.name}@{each.version}"


def of_pip(each: lockfiles.Pinned, licence: str, lock: str, scope: str) -> Component:
    """Return a Python package, with the hashes of its files."""
    purl = pypi(each)
    # The machine determines which of the files is installed.
    files = {
        "type": "distribution",
        "url": purl,
        "comment": f"one of these files, as {lock} pins them",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in each.hashes],
    }
    item = component(each.name, each.version, licence, purl, scope)
    return {**item, "externalReferences": [files]}


def of_npm(each: lockfiles.NpmPackage, scope: str) -> Component:
    """Return an npm package, with the hash of its archive."""
    purl = f"pkg:npm/{quote(each.name)}@{each.version}"
    item = component(each.name, each.version, each.licence, purl, scope)
    return {**item, "hashes": [{"alg": "SHA-512", "content": each.sha512}]}


def component(name: str, version: str | None, licence: str, purl: str, scope: str) -> Component:
    """Return a component of any kind. A scope of "required" is shipped, "excluded" only builds."""
    group, _, short = name.rpartition("/")
    return {
        "type": "library",
        "bom-ref": purl,
        **({"group": group} if group else {}),
        "name": short,
        **({"version": version} if version else {}),
        "scope": scope,
        "licenses": licences(licence),
        "purl": purl,
    }


def licences(words: str) -> list[dict[str, Any]]:
    """Return a licence as CycloneDX writes it: an SPDX identifier, an expression or a name."""
    if re.search(r" (?:OR|AND|WITH) ", words):
        return [{"expression": words}]
    # SPDX identifiers contain no spaces. Other texts are SPDX expressions.
    return [{"license": {"name" if " " in words else "id": words}}]
