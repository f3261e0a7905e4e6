"""No test waits for a fixed time: it is too short on a busy machine, and too long on a quiet one.

A test that something happens waits for it: `expect`, or `until` and `eventually` (tests/support/running/waiting.py).
A test that nothing happens waits for something that comes later: a second action, a marker request, the page's clock
moved on.
"""

import ast
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from builder.base import paths

TESTS = paths.ROOT / "tests"
# Pauses between two checks of a condition, up to a limit.
MAY_PAUSE = TESTS / "support/running/waiting.py"
PAUSES = {"sleep", "wait_for_timeout"}
ACTIONS = {"check", "click", "dblclick", "fill", "press", "select_option", "type", "uncheck"}
# Each returns what is there at once. An assertion with `expect` waits for it.
READINGS = {
    *("all_inner_texts", "all_text_contents", "count", "get_attribute", "inner_text"),
    *("input_value", "is_checked", "is_hidden", "is_visible", "text_content"),
}

# Returns the lines of a file that break a rule.
Look = Callable[[ast.AST], list[int]]


def called(node: ast.AST) -> Iterator[ast.Call]:
    """Give each call within a piece of code whose function has a name."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute | ast.Name):
            yield each


def name_of(call: ast.Call) -> str:
    """Return the name of what is called, without what it belongs to."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def pauses(tree: ast.AST) -> list[int]:
    """Return the lines that wait for a fixed time."""
    return [call.lineno for call in called(tree) if name_of(call) in PAUSES]


def hasty_readings(tree: ast.AST) -> list[int]:
    """Return the lines that assert, straight after an action, what a page says at that moment."""
    found = []
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
                found.append(after.lineno)
    return found


@pytest.mark.parametrize("look", [pauses, hasty_readings], ids=lambda look: look.__name__)
def test_tests_wait_for_what_they_assert(look: Look) -> None:
    found = [
        f"{file.relative_to(TESTS)}:{line}"
        for file in sorted(TESTS.rglob("*.py"))
        if file != MAY_PAUSE
        for line in look(ast.parse(file.read_text("utf-8")))
    ]
    assert found == []


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
def test_what_they_must_not_do_would_be_found(look: Look, code: str) -> None:
    assert look(ast.parse(code)) != []


def test_the_only_file_that_may_pause_does_so() -> None:
    assert len(pauses(ast.parse(MAY_PAUSE.read_text("utf-8")))) == 2
