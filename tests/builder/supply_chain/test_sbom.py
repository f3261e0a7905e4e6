"""Tests of the SBOM (CycloneDX): valid, complete, and the same as the licences page."""

import email
import importlib.metadata
import json
import re
import subprocess
import tomllib
import zipfile
from collections.abc import Mapping
from email.message import Message
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from cyclonedx.model.bom import Bom
from cyclonedx.spdx import is_expression, is_supported_id
from packageurl import PackageURL
from referencing import Registry, Resource

from builder.base import paths
from builder.base.errors import BuildError
from builder.supply_chain import sbom
from builder.toolchain import lockfiles, node, wheels

PAGE = paths.DOCS / "about" / "licences.md"
# The licences that a classifier may mean, for packages whose metadata has no licence identifier.
CLASSIFIERS = {
    "BSD License": {"BSD-2-Clause", "BSD-3-Clause"},
    "MIT License": {"MIT"},
    "Apache Software License": {"Apache-2.0"},
    "Mozilla Public License 2.0 (MPL 2.0)": {"MPL-2.0"},
}
# Packages whose metadata names no licence, only the file with its text.
WITHOUT_LICENCE_METADATA = {"pkginfo"}


@pytest.fixture(scope="module")
def bom() -> Any:
    return sbom.make()


@pytest.fixture(scope="module")
def table() -> Any:
    return tomllib.loads(sbom.TABLE.read_text("utf-8"))


def licence(component: Mapping[str, Any]) -> str:
    (entry,) = component["licenses"]
    return str(entry.get("expression") or entry["license"].get("id") or entry["license"]["name"])


def components_by_name(bom: Any, scope: str) -> dict[str, Any]:
    """Return the components of a scope, by their name with their group."""
    return {
        "/".join(filter(None, (each.get("group"), each["name"]))): each
        for each in bom["components"]
        if each["scope"] == scope
    }


def test_sbom_is_valid_by_cyclonedx_schema(bom: Any) -> None:
    folder = files("cyclonedx.schema") / "_res"
    schemas = {
        name: json.loads((folder / f"{name}.SNAPSHOT.schema.json").read_text("utf-8"))
        for name in ("bom-1.6", "spdx", "jsf-0.82")
    }
    # The schemas refer to each other by file name.
    base = schemas["bom-1.6"]["$id"].rpartition("/")[0]
    registry: Registry[Any] = Registry().with_resources(
        (f"{base}/{name}.SNAPSHOT.schema.json", Resource.from_contents(schema))
        for name, schema in schemas.items()
    )
    jsonschema.Draft7Validator(schemas["bom-1.6"], registry=registry).validate(bom)
    # The library of the format also checks the references between components.
    library: Any = Bom  # mypy does not see `from_json`, which is added at run time
    assert library.from_json(bom).validate()


def test_sbom_components_have_valid_licences_package_urls_and_unique_references(bom: Any) -> None:
    for each in bom["components"]:
        assert PackageURL.from_string(each["purl"]).to_string() == each["purl"]
        words = licence(each)
        known = is_expression(words) if " " in words else is_supported_id(words)
        assert known or words == "public domain", each["name"]
    refs = [each["bom-ref"] for each in bom["components"]]
    assert len(refs) == len(set(refs))


def test_sbom_lists_shipped_npm_packages_with_licence_and_hash(bom: Any) -> None:
    shipped, npm = components_by_name(bom, "required"), lockfiles.of_npm(paths.NPM_LOCK)
    expected = json.loads((paths.ROOT / "package.json").read_text("utf-8"))["dependencies"]
    assert expected != {}
    for name, version in expected.items():
        assert shipped[name]["version"] == version
        assert licence(shipped[name]) == npm[name].licence
        assert shipped[name]["hashes"] == [{"alg": "SHA-512", "content": npm[name].sha512}]


def test_sbom_lists_packages_and_versions_of_the_engine(bom: Any, site: Path) -> None:
    shipped = components_by_name(bom, "required")
    (file,) = site.glob("assets/engine/*/fallback/pyodide-lock.json")
    lock = json.loads(file.read_text("utf-8"))
    packages = {name: each["version"] for name, each in lock["packages"].items()}
    scoring_package = packages.pop("scoring")
    assert bom["metadata"]["component"]["version"] == scoring_package
    assert {name: shipped[name]["version"] for name in packages} == packages
    assert shipped["cpython"]["version"] == lock["info"]["python"]
    compiler = shipped["emscripten"]["version"].replace(".", "_")
    assert lock["info"]["platform"] == f"emscripten_{compiler}"


def test_sbom_versions_of_pyodide_libraries_match_the_running_pyodide(bom: Any) -> None:
    script = """
        import { loadPyodide } from "pyodide";
        const python = await loadPyodide();
        console.log(python.runPython(`
            import json, platform, sqlite3, zlib, pyexpat, _decimal, compression.zstd
            json.dumps({
                "cpython": platform.python_version(),
                "sqlite": sqlite3.sqlite_version,
                "zlib": zlib.ZLIB_RUNTIME_VERSION,
                "expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"),
                "libmpdec": _decimal.__libmpdec_version__,
                "zstd": compression.zstd.zstd_version,
            })
        `.replace(/^ {12}/gm, "")));
    """
    command = [str(node.get().node), "--input-type=module", "--eval", script]
    done = subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, check=True)
    running = json.loads(done.stdout.splitlines()[-1])
    shipped = components_by_name(bom, "required")
    assert {name: shipped[name]["version"] for name in running} == running
    # Python has no version number of these two, but the compiled code contains it.
    core = (paths.NODE_MODULES / "pyodide" / "pyodide.asm.wasm").read_bytes()
    assert f"{shipped['bzip2']['version']}, 6-Sept-2010".encode() in core
    assert f"\0{shipped['liblzma']['version']}\0".encode() in core


def test_sbom_lists_packages_bundled_in_theme_scripts(bom: Any, table: Any, site: Path) -> None:
    """The source maps of the theme name the packages in its scripts."""
    packed = set()
    for file in (site / "assets" / "javascripts").rglob("*.map"):
        for source in json.loads(file.read_text("utf-8"))["sources"]:
            if match := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)/", source):
                packed.add(match[1])
    inside = {each["name"] for each in table["shipped"] if each.get("inside") == "mkdocs-material"}
    pictures = {"material-design-icons", "octicons", "font-awesome-icons"}
    assert packed == inside - pictures
    scripts = "".join(
        file.read_text("utf-8") for file in (site / "assets" / "javascripts").rglob("*.js")
    )
    shipped = components_by_name(bom, "required")
    assert f"clipboard.js v{shipped['clipboard']['version']}" in scripts
    assert f"much smaller and not as bright - {shipped['lunr']['version']}" in scripts
    styles = next((site / "assets" / "stylesheets").glob("main.*.css")).read_text("utf-8")
    assert f"Font Awesome Free {shipped['font-awesome-icons']['version']} " in styles


@cache
def metadata() -> dict[str, Message]:
    """Return the metadata of the installed Python packages and of those in the engine, by package name."""
    by_name: dict[str, Message] = {}
    for wheel in wheels.locked():
        with zipfile.ZipFile(wheel) as archive:
            name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
            by_name[wheel.name.split("-")[0].replace("_", "-")] = email.message_from_bytes(
                archive.read(name)
            )
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata["Name"].lower().replace("_", "-").replace(".", "-")
        by_name[name] = email.message_from_string(distribution.read_text("METADATA") or "")
    return by_name


def test_the_licence_of_each_python_package_is_the_one_it_gives_itself(bom: Any) -> None:
    compared = 0
    for each in bom["components"]:
        about = metadata().get(each["name"])
        if not each["purl"].startswith("pkg:pypi/") or about is None:
            continue  # Only for another system or Python version.
        declared, classified = about["License-Expression"], set[str]()
        for classifier in about.get_all("Classifier") or ():
            classified |= CLASSIFIERS.get(classifier.rpartition(" :: ")[2], set())
        if declared is None and is_supported_id(about["License"] or ""):
            declared = about["License"]
        if declared:
            assert licence(each) == declared, each["name"]
        elif each["name"] not in WITHOUT_LICENCE_METADATA:
            assert licence(each) in classified, each["name"]
        compared += 1
    assert compared > 30


def test_sbom_lists_exactly_the_locked_shipping_and_build_packages(bom: Any, table: Any) -> None:
    purls = {each["purl"] for each in bom["components"]}
    pinned = {
        f"pkg:pypi/{each.name}@{each.version}"
        for lock in (paths.BUILD_LOCK, wheels.LOCK, paths.NODE_LOCK)
        for each in lockfiles.of_pip(lock)
    }
    assert {purl for purl in purls if purl.startswith("pkg:pypi/")} == pinned
    assert {"pkg:npm/sass@", "pkg:npm/esbuild@"} <= {purl.split("@")[0] + "@" for purl in purls}
    assert not [purl for purl in purls if re.match("pkg:npm/(typescript|axe-core)@", purl)]
    # The table must not keep licences of packages that are no longer used.
    idle = table["building"].keys() - components_by_name(bom, "excluded").keys()
    assert idle == set()


def test_a_package_without_a_licence_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = sbom.TABLE.read_text("utf-8")
    monkeypatch.setattr(sbom, "TABLE", tmp_path / "components.toml")
    sbom.TABLE.write_text(re.sub(r"(?m)^mkdocs = .*$", "", text), encoding="utf-8")
    with pytest.raises(BuildError, match=r"components\.toml: mkdocs has no licence under"):
        sbom.make()
    sbom.TABLE.write_text(text.replace('"govuk-frontend"', '"gone"'), encoding="utf-8")
    with pytest.raises(BuildError, match=r"package-lock\.json does not name gone"):
        sbom.make()


def test_licences_page_matches_sbom(bom: Any, table: Any) -> None:
    rows = re.findall(r"^\| (.+?) \| .+? \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    listed = {label.replace("\\", ""): words.strip("`") for label, words in rows[1:]}
    labels = {each["name"]: each["label"] for each in table["shipped"]}
    shipped = components_by_name(bom, "required")
    assert {labels[name]: licence(each) for name, each in shipped.items()} == listed
    assert listed["Pyodide"] == "MPL-2.0"
    assert listed["Source Sans 3"] == "OFL-1.1"


def test_sbom_is_reproducible_and_its_serial_number_depends_on_date(
    bom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sbom.make() == bom
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    other = sbom.make()
    assert other["metadata"]["timestamp"] == "2023-11-14T22:13:20+00:00"
    assert other["serialNumber"] != bom["serialNumber"]


def test_published_sbom_and_sha256sums_are_where_pages_link_them(site: Path, bom: Any) -> None:
    page = site / "about" / "licences" / "index.html"
    (link,) = re.findall(r'href="([^"]+\.cdx\.json)"', page.read_text("utf-8"))
    published = json.loads((page.parent / link).resolve().read_text("utf-8"))
    assert published["components"] == bom["components"]
    verify = site / "about" / "verify" / "index.html"
    (link,) = re.findall(r'href="([^"]+SHA256SUMS)"', verify.read_text("utf-8"))
    assert (verify.parent / link).resolve() == (site / "SHA256SUMS").resolve()
