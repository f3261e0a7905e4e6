"""Everything runs side by side; what somebody picks out runs as it always did."""

import pytest

from builder.pytest_options import COVERAGE, SIDE_BY_SIDE, options


def test_without_arguments_all_tests_run_side_by_side_and_the_coverage_is_held() -> None:
    assert options([]) == [*SIDE_BY_SIDE, *COVERAGE]


@pytest.mark.parametrize("typed", [["--durations=20"], ["-x", "-q"], ["--maxfail=1"], ["-n0"]])
def test_options_alone_choose_no_tests(typed: list[str]) -> None:
    # Ours stand first, so that one's own count.
    assert options(typed) == [*SIDE_BY_SIDE, *typed]


@pytest.mark.parametrize(
    "typed",
    [
        ["tests/test_score.py"],
        ["tests/test_score.py", "--durations=5"],
        *(["-k", "age"], ["-kage"], ["-m", "slow"], ["-s"], ["--pdb"]),
    ],
)
def test_some_tests_run_in_one_process(typed: list[str]) -> None:
    assert options(typed) == typed
