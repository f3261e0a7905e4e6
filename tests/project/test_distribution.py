"""How a whole run divides the tests among processes."""

import ast
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import distribution
from distribution import LONGEST_FIRST, ONE_BY_ONE, TESTS, unit_of


def test_every_file_and_folder_that_is_named_is_there() -> None:
    assert [name for name in LONGEST_FIRST if not (TESTS / name).is_file()] == []
    assert [name for name in ONE_BY_ONE if not (TESTS / name).is_dir()] == []


def test_the_tests_of_a_file_stay_together_unless_each_has_a_page_of_its_own() -> None:
    assert unit_of("tests/scoring/test_bridge.py::test_one") == "scoring/test_bridge.py"
    alone = "tests/browser/accessibility/test_every_state.py::test_every_state[keeping]"
    assert unit_of(alone) == alone
    for together in ("browser/form/test_cases.py", "browser/resilience/test_withdrawn.py"):
        assert unit_of(f"tests/{together}::test_one") == together


def test_no_file_that_is_divided_shares_anything_between_its_tests() -> None:
    wide = {"module", "package", "class"}
    for folder in ONE_BY_ONE:
        for file in sorted((TESTS / folder).rglob("*.py")):
            for name, scope in fixtures(file):
                # What a conftest.py makes once for a file has to be known by its name.
                words = name if file.name == "conftest.py" else file.read_text("utf-8")
                assert scope not in wide or distribution.SHARED.search(words), f"{file}: {name}"


def fixtures(file: Path) -> Iterator[tuple[str, str]]:
    """Give the name and the scope of each fixture of a file."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and "fixture" in ast.unparse(decorator.func):
                scopes = [each.value for each in decorator.keywords if each.arg == "scope"]
                yield node.name, ast.literal_eval(scopes[0]) if scopes else "function"


def test_long_files_start_first_and_keep_the_order_of_their_tests() -> None:
    last, first = LONGEST_FIRST[-1], LONGEST_FIRST[0]
    names = ["scoring/test_x.py::b", f"{last}::b", f"{last}::a", "app/test_y.py::a", f"{first}::c"]
    items = [SimpleNamespace(nodeid=f"tests/{name}") for name in names]
    ordered = [item.nodeid.removeprefix("tests/") for item in distribution.longest_first(items)]
    assert ordered == [names[4], names[1], names[2], names[0], names[3]]
