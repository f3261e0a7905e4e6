"""Tests of faults.toml, the list of faults that the form survives: each names an existing test of its own."""

import re
import tomllib

from builder.base import paths

LISTED: dict[str, dict[str, str]] = tomllib.loads(
    (paths.ROOT / "tests" / "project" / "faults.toml").read_text("utf-8")
)
FAULTS = {fault: test for part in LISTED.values() for fault, test in part.items()}
# Words for the faults that must be in the list. Each fault happens while a form is partly filled in.
REQUIRED_FAULTS = (
    *(
        "404",
        "cut off",
        "another build",
        "3G",
        "worker stops",
        "memory",
        "WebAssembly",
        "scripts are off",
    ),
    *(
        "storage is refused",
        "storage is full",
        "clock",
        "frozen",
        "no network",
        "new version",
        "two tabs",
    ),
    *("loaded again", "back and forward", "printing while", "pressed twice", "megabyte"),
)


def test_every_fault_has_its_test() -> None:
    for fault, test in FAULTS.items():
        file, _, name = test.partition("::")
        text = (paths.ROOT / "tests" / "browser" / f"{file}.py").read_text("utf-8")
        assert re.search(rf"^def {name}\(", text, re.MULTILINE), fault


def test_each_fault_has_a_different_test_and_the_list_is_long_enough() -> None:
    assert len(set(FAULTS.values())) == len(FAULTS) >= 25


def test_every_required_fault_is_in_the_list() -> None:
    for words in REQUIRED_FAULTS:
        assert any(words in fault for fault in FAULTS), words
