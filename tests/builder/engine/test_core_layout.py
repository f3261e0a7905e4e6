"""Tests of the layout table in core-layout.mjs: it fits the installed core of Pyodide, and differences are reported."""

import json
import subprocess
from pathlib import Path

import pytest

from builder.base import paths
from builder.engine import pyodide
from builder.toolchain import node

SCRIPTS = paths.ROOT / "builder" / "engine" / "image"
CORE = next(path for path in pyodide.installed() if path.suffix == ".wasm")
# Prints how each copy of the core differs from the table. A change renames exports or swaps two sections.
COMPARE = """
const { readFileSync } = await import("node:fs");
const [layout, wasm, parse, core, changes] = process.argv.slice(1);
const { layoutFaults } = await import(layout);
const { join, list, SECTION, split, text, unsigned } = await import(wasm);
const { exportsOf } = await import(parse);
const sections = split(readFileSync(core));
const altered = ({ names = {}, swapped }) => {
  const now = (name) => [...text(names[name] ?? name)];
  const renamed = exportsOf(sections).map(({ name, kind, index }) => [...now(name), kind, ...unsigned(index)]);
  const changed = sections.map(({ id, body }) => ({ id, body: id === SECTION.exports ? list(renamed) : body }));
  if (swapped) changed.splice(swapped, 2, changed[swapped + 1], changed[swapped]);
  return join(changed);
};
console.log(JSON.stringify(JSON.parse(changes).map((change) => layoutFaults(altered(change)))));
"""


def swap(one: str, other: str) -> dict[str, dict[str, str]]:
    """Return a change that swaps the names of two exports."""
    return {"names": {one: other, other: one}}


def rename(one: str, other: str) -> dict[str, dict[str, str]]:
    return {"names": {one: other}}


CASES: dict[str, tuple[object, list[str]]] = {
    "the installed core": ({}, []),
    "a module that comes earlier": (
        swap("PyInit_zlib", "PyInit__bz2"),
        ["PyInit_zlib is no longer after PyInit__bz2 in the link order."],
    ),
    "a module that is gone": (
        rename("PyInit__lsprof", "elsewhere"),
        ["PyInit__lsprof is not in the core."],
    ),
    "a new module": (
        rename("PyInit__lsprof", "PyInit__new"),
        [
            "PyInit__lsprof is not in the core.",
            "PyInit__new is among the extension modules, and not in the table.",
        ],
    ),
    "a library that has moved": (
        swap("lzma_version_number", "emscripten_GetProcAddress"),
        [
            "sqlite3_status64 is no longer after lzma_version_number in the link order.",
            "emscripten_GetProcAddress is no longer after FSE_versionNumber in the link order.",
        ],
    ),
    "another function in a library": (
        rename("sqlite3_exec", "PyObject_New"),
        ["PyObject_New is among the functions of the library of _sqlite3."],
    ),
    "an export that the host uses": (
        rename("PyObject_CallOneArg", "elsewhere"),
        ["PyObject_CallOneArg is not exported."],
    ),
    "a table that the build empties": (
        rename("PyImport_Inittab", "elsewhere"),
        ["PyImport_Inittab is not exported."],
    ),
    "sections in another order": (
        {"swapped": 4},
        ["The sections are 0 1 2 3 5 4 13 6 7 9 12 10 11, not 0 1 2 3 4 5 13 6 7 9 12 10 11."],
    ),
}


@pytest.fixture(scope="module")
def differences() -> dict[str, list[str]]:
    """Compare the core, with the change of each case, with the table. One Node process does all.

    Returns the reported differences by the name of the case.
    """
    modules = ("core-layout.mjs", "wasm-binary.mjs", "wasm-sections.mjs")
    changes = json.dumps([change for change, _ in CASES.values()])
    places: list[str | Path] = [(SCRIPTS / name).as_uri() for name in modules]
    finished = subprocess.run(
        [node.get().node, "--input-type=module", "-e", COMPARE, *places, CORE, changes],
        capture_output=True,
        check=True,
    )
    return dict(zip(CASES, json.loads(finished.stdout), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_core_layout_check_accepts_installed_core_and_reports_each_difference(
    name: str, differences: dict[str, list[str]]
) -> None:
    assert differences[name] == CASES[name][1]
