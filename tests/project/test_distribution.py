"""Tests of tests/support/running/distribution.py: how pytest-xdist divides a whole run among processes."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import distribution
from distribution import LONGEST_FIRST, ONE_BY_ONE, TESTS, unit_of

from builder.base import paths
from builder.toolchain import pytest_options

# A conftest.py for a small run: it takes over the hooks of tests/conftest.py that a whole run uses.
HOOKS = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("shared", {conftest!r})
shared = importlib.util.module_from_spec(spec)
sys.modules["shared"] = shared
spec.loader.exec_module(shared)
pytest_xdist_make_scheduler = shared.pytest_xdist_make_scheduler
pytest_handlecrashitem = shared.pytest_handlecrashitem
pytest_report_teststatus = shared.pytest_report_teststatus
pytest_runtest_logreport = shared.pytest_runtest_logreport
"""
# A run that takes longer is treated as one that never ends.
RUN_TIMEOUT_S = 180
CRASH = """
import os
from pathlib import Path

def test_first():
    pass

def test_crash():
    crashes = Path(__file__).with_suffix(".crashes")
    done = len(crashes.read_text()) if crashes.exists() else 0
    crashes.write_text("x" * (done + 1))
    if done < {times}:
        os.abort()

def test_last():
    pass
"""


def test_files_and_folders_named_in_the_distribution_exist() -> None:
    assert [name for name in LONGEST_FIRST if not (TESTS / name).is_file()] == []
    assert [name for name in ONE_BY_ONE if not (TESTS / name).is_dir()] == []


def test_file_stays_in_one_process_unless_each_test_opens_its_own_page() -> None:
    assert unit_of("tests/scoring/test_bridge.py::test_one") == "scoring/test_bridge.py"
    alone = "tests/browser/accessibility/test_every_state.py::test_every_state[keeping]"
    assert unit_of(alone) == alone
    for together in ("browser/form/test_cases.py", "browser/resilience/test_withdrawn.py"):
        assert unit_of(f"tests/{together}::test_one") == together


def test_files_with_shared_fixtures_are_not_divided_among_processes() -> None:
    wide = {"module", "package", "class"}
    for folder in ONE_BY_ONE:
        for file in sorted((TESTS / folder).rglob("*.py")):
            for name, scope in fixtures(file):
                # Test files use a fixture of a conftest.py by its name, so SHARED must match that name.
                words = name if file.name == "conftest.py" else file.read_text("utf-8")
                assert scope not in wide or distribution.SHARED.search(words), f"{file}: {name}"


def fixtures(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the scope of each fixture in a file."""
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


def test_a_run_goes_on_after_a_crash_of_python(tmp_path: Path) -> None:
    done = run_beside_crash(tmp_path, processes=3, times=1)
    assert "13 passed, 1 crashed" in done.stdout
    assert "CRASHED test_5.py::test_crash" in done.stderr
    assert done.returncode == 0


def test_a_test_that_crashes_again_fails_and_is_not_tried_for_ever(tmp_path: Path) -> None:
    done = run_beside_crash(tmp_path, processes=1, times=9)
    assert "1 failed, 12 passed, 1 crashed" in done.stdout
    assert "FAILED test_5.py::test_crash" in done.stderr
    assert done.returncode == 1


def run_beside_crash(
    folder: Path, processes: int, *, times: int
) -> subprocess.CompletedProcess[str]:
    """Run eleven test files in `processes` processes, and return the finished run.

    One test of the sixth file aborts its process the first `times` times that it runs.
    """
    (folder / "conftest.py").write_text(HOOKS.format(conftest=os.fspath(TESTS / "conftest.py")))
    for number in range(11):
        text = CRASH.format(times=times) if number == 5 else "def test_it():\n    pass\n"
        (folder / f"test_{number}.py").write_text(text)
    search = [
        paths.ROOT,
        TESTS,
        *(TESTS / "support" / each for each in ("samples", "reading", "running")),
    ]
    options = [each for each in pytest_options.SIDE_BY_SIDE if "numprocesses" not in each]
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            f"--numprocesses={processes}",
            *options,
        ],
        cwd=folder,
        # Without the variables that pytest-xdist sets for this process.
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        | {"PYTHONPATH": os.pathsep.join(map(os.fspath, search))},
        capture_output=True,
        text=True,
        # Without the changes in distribution.py, the run would never end.
        timeout=RUN_TIMEOUT_S,
        check=False,
    )
