"""Static check of the tests: none waits for a fixed time.

A fixed time is too short on a busy machine, and too long on an idle one.

A test that expects an event waits for it, with `expect`, `until` or `eventually` (tests/support/running/waiting.py).
A test that expects no event waits for a later one, such as a second action or a marker request, or it moves the page's
clock forward.
"""

import ast
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from builder.base import paths

TESTS = paths.ROOT / "tests"
# The only file that may sleep: it does so between two checks of a condition, up to a timeout.
MAY_PAUSE = TESTS / "support/running/waiting.py"
PAUSES = {"sleep", "wait_for_timeout"}
ACTIONS = {"check", "click", "dblclick", "fill", "press", "select_option", "type", "uncheck"}
# These return the current state of the page at once. An assertion with `expect` waits.
READINGS = {
    *("all_inner_texts", "all_text_contents", "count", "get_attribute", "inner_text"),
    *("input_value", "is_checked", "is_hidden", "is_visible", "text_content"),
}

# A function that returns the lines of a file that break a rule.
Look = Callable[[ast.AST], list[int]]


def called(node: ast.AST) -> Iterator[ast.Call]:
    """Yield each call in a piece of code, if the called function has a name."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute | ast.Name):
            yield each


def name_of(call: ast.Call) -> str:
    """Return the name of the called function or method, without its object or module."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def pauses(tree: ast.AST) -> list[int]:
    """Return the lines that wait for a fixed time."""
    return [call.lineno for call in called(tree) if name_of(call) in PAUSES]


def hasty_readings(tree: ast.AST) -> list[int]:
    """Return the lines that read the page in an assertion directly after an action, without waiting."""
    readings = []
    for node in ast.walk(tree):
        body = getattr(node, "body", [])
        statements = body if isinstance(body, list) else []
        for before, after in pairwise(statements):
            acts = isinstance(before, ast.Expr) and any(
                name_of(call) in ACTIONS and isinstance(call.func, ast.Attribute)
                for call in called(before)
            )
            reads = isinstance(after, ast.Assert) and any(
                name_of(call) in READINGS and not call.args[1:] for call in called(after)
            )
            if acts and reads:
                readings.append(after.lineno)
    return readings


@pytest.mark.parametrize("look", [pauses, hasty_readings], ids=lambda look: look.__name__)
def test_tests_wait_for_what_they_assert(look: Look) -> None:
    readings = [
        f"{file.relative_to(TESTS)}:{line}"
        for file in sorted(TESTS.rglob("*.py"))
        if file != MAY_PAUSE
        for line in look(ast.parse(file.read_text("utf-8")))
    ]
    assert readings == []


@pytest.mark.parametrize(
    ("look", "code"),
    [
        (pauses, "page.wait_for_timeout(300)"),
        (pauses, "time.sleep(0.2)"),
        (pauses, "from time import sleep\nsleep(0.2)"),
        (pauses, "async def test(): await asyncio.sleep(1)"),
        (hasty_readings, "button.click()\nassert place.inner_text() == 'done'"),
        (
            hasty_readings,
            "def test():\n  page.get_by_label('x').fill('y')\n  assert rows.count() == 1",
        ),
    ],
)
def test_check_finds_fixed_waits_and_readings_without_waiting(look: Look, code: str) -> None:
    assert look(ast.parse(code)) != []


def test_check_finds_the_allowed_pauses_in_the_waiting_module() -> None:
    assert len(pauses(ast.parse(MAY_PAUSE.read_text("utf-8")))) == 2
