"""What the package may lean on: the standard library and Jinja2; and its rules on nothing that moves."""

import ast
import sys
from pathlib import Path

import pytest
from sample import PACKAGE

MODULES = sorted(PACKAGE.glob("*.py"))
THIRD_PARTY = {"jinja2", "markupsafe"}

# The rules themselves, and everything that they are made of: no clock, no chance, no file, no network.
PURE = [
    "answers",
    "assessment",
    "csv_text",
    "change_words",
    "checks",
    "compare",
    "dates",
    "errors",
    "evidence",
    "hidden",
    "instrument",
    "matching",
    "reassessing",
    "result",
    "salvage",
    "score",
    "suppression",
    "wording",
]
HARMLESS = {"collections.abc", "dataclasses", "datetime", "enum", "re", "typing", "unicodedata"}
CALLS = {
    "open",
    "print",
    "input",
    "exec",
    "eval",
    "compile",
    "__import__",
    "getattr",
    "setattr",
    "id",
    "hash",
}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}


def tree(name: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{name}.py").read_text("utf-8"))


def imported(module: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_imports_the_standard_library_jinja2_and_this_package_alone(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported(ast.parse(path.read_text("utf-8")))}
    assert roots - set(sys.stdlib_module_names) - THIRD_PARTY - {"scoring"} == set()


@pytest.mark.parametrize("name", PURE)
def test_a_rule_imports_nothing_that_moves(name: str) -> None:
    from_elsewhere = {each for each in imported(tree(name)) if each.split(".")[0] != "scoring"}
    assert from_elsewhere - HARMLESS == set()


@pytest.mark.parametrize("name", PURE)
def test_a_rule_leans_only_on_other_rules(name: str) -> None:
    own = {each for each in imported(tree(name)) if each.split(".")[0] == "scoring"}
    of_package = {
        f"scoring.{alias.name}"
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and node.module == "scoring"
        for alias in node.names
    }
    assert (own - {"scoring"} | of_package) - {f"scoring.{each}" for each in PURE} == set()


@pytest.mark.parametrize("name", PURE)
def test_a_rule_asks_no_clock_and_touches_no_file(name: str) -> None:
    called = {
        node.func.id
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    attributes = {node.attr for node in ast.walk(tree(name)) if isinstance(node, ast.Attribute)}
    assert called & CALLS == set()
    assert attributes & CLOCKS == set()


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.stem != "__main__"], ids=lambda path: path.stem
)
def test_a_module_imports_when_it_is_loaded_and_not_later(path: Path) -> None:
    # In a browser nothing can be imported later, and a module that was never loaded is missed by test_samples.py.
    module = ast.parse(path.read_text("utf-8"))
    inside = [each for part in module.body for each in ast.walk(part) if each is not part]
    assert [node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_nothing_that_a_browser_loads_leans_on_the_command_line(path: Path) -> None:
    of_command_line = {
        name for name in imported(ast.parse(path.read_text("utf-8"))) if "command_line" in name
    }
    assert (of_command_line == set()) is (path.stem != "__main__")
