"""How a whole run divides the tests among processes."""

from pathlib import Path
from types import SimpleNamespace

import distribution
import pytest
from distribution import LONGEST_FIRST, ONE_BY_ONE, unit_of

from builder.base import paths


def test_every_file_that_is_named_is_there() -> None:
    named = {*LONGEST_FIRST, *ONE_BY_ONE}
    assert [name for name in sorted(named) if not (paths.ROOT / "tests" / name).is_file()] == []


def test_the_tests_of_a_file_stay_together_unless_each_has_a_page_of_its_own() -> None:
    assert unit_of("tests/scoring/test_bridge.py::test_one") == "scoring/test_bridge.py"
    alone = "tests/browser/accessibility/test_every_state.py::test_every_state[keeping]"
    assert unit_of(alone) == alone


@pytest.mark.parametrize("name", sorted(ONE_BY_ONE))
def test_no_file_that_is_divided_shares_anything_between_its_tests(name: str) -> None:
    text = Path(paths.ROOT / "tests" / name).read_text("utf-8")
    assert 'scope="module"' not in text
    assert 'scope="package"' not in text


def test_long_files_start_first_and_keep_the_order_of_their_tests() -> None:
    last, first = LONGEST_FIRST[-1], LONGEST_FIRST[0]
    names = ["scoring/test_x.py::b", f"{last}::b", f"{last}::a", "app/test_y.py::a", f"{first}::c"]
    items = [SimpleNamespace(nodeid=f"tests/{name}") for name in names]
    ordered = [item.nodeid.removeprefix("tests/") for item in distribution.longest_first(items)]
    assert ordered == [names[4], names[1], names[2], names[0], names[3]]
