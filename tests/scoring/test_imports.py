"""Tests that scoring imports only the standard library and Jinja2; rules use no clock, file, network or randomness.

import-linter checks the layers inside the package (pyproject.toml).
"""

import ast
import sys
from pathlib import Path

import pytest
from instrument_samples import PACKAGE

MODULES = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if path.parent.name not in {"cli", "encryption"} and path.name != "__init__.py"
)
THIRD_PARTY = {"jinja2", "markupsafe"}

# The modules of the rules and all modules that they use. They must use no clock, randomness, file or network.
PURE = [
    "answers/checking/date_checks",
    "answers/checking/validation",
    "answers/envelope/assessment",
    "answers/envelope/carried_over",
    "answers/envelope/provenance",
    "answers/envelope/reassessment",
    "answers/merging/differences",
    "answers/merging/same_assessment",
    "answers/merging/unions",
    "answers/parsing/dates",
    "answers/parsing/event_dates",
    "answers/parsing/hidden_characters",
    "answers/parsing/normalisation",
    "answers/parsing/values",
    "answers/reading/entries",
    "answers/envelope/recovery",
    "answers/model",
    "answers/checking/entry_checks",
    "answers/reading/items",
    "answers/reading/problems",
    "answers/reading/reader",
    "audit/csv_writer",
    "audit/period",
    "audit/suppression",
    "definition/entry_lists",
    "definition/labels",
    "definition/language",
    "definition/model/conditions",
    "definition/model/guidance",
    "definition/model/instrument",
    "definition/model/questions",
    "definition/toml_table",
    "errors",
    "export/blocks",
    "export/document",
    "export/html_tree",
    "export/plain_text",
    "export/runs",
    "report/case_record",
    "report/wording/age_wording",
    "report/wording/answer_wording",
    "report/wording/comparison_wording",
    "report/wording/fixed",
    "report/wording/level_wording",
    "report/wording/match_wording",
    "report/wording/total_wording",
    "rules/age",
    "rules/agreed_level",
    "rules/comparison",
    "rules/evidence",
    "rules/findings",
    "rules/guidance_matching",
    "rules/language",
    "rules/language_pattern",
    "rules/placeholders",
    "rules/prompts",
    "rules/result",
    "rules/score",
    "rules/totals",
    "rules/written",
]
ALLOWED_MODULES = {
    "collections.abc",
    "dataclasses",
    "datetime",
    "enum",
    "functools",
    "hashlib",
    "itertools",
    "re",
    "tomllib",
    "typing",
    "unicodedata",
}
FORBIDDEN_CALLS = {
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
FORBIDDEN_ATTRIBUTES = {"now", "today", "utcnow", "fromtimestamp"}


def parsed(name: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{name}.py").read_text("utf-8"))


def imported_modules(module: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_scoring_module_imports_only_standard_library_jinja2_and_scoring(path: Path) -> None:
    roots = {name.split(".")[0] for name in imported_modules(ast.parse(path.read_text("utf-8")))}
    assert roots - set(sys.stdlib_module_names) - THIRD_PARTY - {"scoring"} == set()


@pytest.mark.parametrize("name", PURE)
def test_rule_module_imports_only_allowed_standard_modules(name: str) -> None:
    from_elsewhere = {
        each for each in imported_modules(parsed(name)) if each.split(".")[0] != "scoring"
    }
    assert from_elsewhere - ALLOWED_MODULES == set()


@pytest.mark.parametrize("name", PURE)
def test_rule_module_depends_only_on_other_rule_modules(name: str) -> None:
    imports: set[str] = set()
    for node in ast.walk(parsed(name)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "scoring":
            for alias in node.names:
                path = f"{node.module}.{alias.name}".replace(".", "/").removeprefix("scoring/")
                is_module = (PACKAGE / f"{path}.py").is_file()
                imports.add(path if is_module else path.rpartition("/")[0])
    # limits is a table of numbers, and identity has the publisher's name. Both are read only once. The model's package
    # only re-exports names from its modules.
    assert imports - {*PURE, "limits", "definition/identity", "definition/model"} == set()


@pytest.mark.parametrize("name", PURE)
def test_rule_module_reads_no_clock_and_no_file(name: str) -> None:
    called = {
        node.func.id
        for node in ast.walk(parsed(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    attributes = {node.attr for node in ast.walk(parsed(name)) if isinstance(node, ast.Attribute)}
    assert called & FORBIDDEN_CALLS == set()
    assert attributes & FORBIDDEN_ATTRIBUTES == set()


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.stem != "__main__"],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_scoring_module_has_imports_only_at_module_level(path: Path) -> None:
    # In the browser no module can be imported later. test_image_samples.py does not check modules that are not loaded.
    module = ast.parse(path.read_text("utf-8"))
    inside = [each for part in module.body for each in ast.walk(part) if each is not part]
    assert [node.lineno for node in inside if isinstance(node, ast.Import | ast.ImportFrom)] == []
