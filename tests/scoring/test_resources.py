"""Tests of reading the package's own files: a file is found, and the error for a missing file names it."""

import pytest

from scoring import resources


def test_package_resource_is_read() -> None:
    assert resources.read("instrument.toml").startswith("#")


def test_loader_that_reads_no_files_raises_an_error_that_names_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resources, "get_data", lambda package, name: None)
    with pytest.raises(FileNotFoundError, match=r"instrument\.toml"):
        resources.read("instrument.toml")
