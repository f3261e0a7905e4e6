"""Tests of the pytest options of `build.py test`: a whole run is parallel, a run of some tests is not.

A flag adds the list of the slowest tests.
"""

import pytest

from builder import cli
from builder.toolchain.pytest_options import COVERAGE, SIDE_BY_SIDE, SLOWEST, options


def test_without_arguments_all_tests_run_in_parallel_and_coverage_is_checked() -> None:
    assert options([]) == [*SIDE_BY_SIDE, *COVERAGE]


@pytest.mark.parametrize("typed", [["--durations=20"], ["-x", "-q"], ["--maxfail=1"], ["-n0"]])
def test_pytest_options_without_test_selection_keep_parallel_run_without_coverage(
    typed: list[str],
) -> None:
    # The options of the command line come last, so that they override ours.
    assert options(typed) == [*SIDE_BY_SIDE, *typed]


@pytest.mark.parametrize(
    "typed",
    [
        ["tests/scoring/rules/test_score.py"],
        ["tests/scoring/rules/test_score.py", "--durations=5"],
        *(["-k", "age"], ["-kage"], ["-m", "slow"], ["-s"], ["--pdb"]),
    ],
)
def test_selected_tests_run_in_one_process(typed: list[str]) -> None:
    assert options(typed) == typed


def test_the_slowest_tests_are_named_without_changing_what_runs() -> None:
    assert options([SLOWEST]) == [*options([]), "--durations=20"]
    assert options([SLOWEST, "-x"]) == [*SIDE_BY_SIDE, "--durations=20", "-x"]
    assert options(["tests/scoring", SLOWEST]) == ["--durations=20", "tests/scoring"]


def test_help_lists_the_flag_for_slowest_tests(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.parse(["--help"])
    assert SLOWEST in capsys.readouterr().out
