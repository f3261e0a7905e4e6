"""Tests of the printed report in Firefox, on A4: as few pages as in Chromium, and its first part fits on one page."""

import os
import subprocess
from pathlib import Path

import pytest
from more_paper_cases import MORE, file_name
from paper_cases import document, page_texts
from waiting import PROGRAM_S

from builder.base import paths
from builder.toolchain import node
from firefox.test_firefox import program  # noqa: F401 (a fixture)


@pytest.fixture(scope="module")
def folder(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    """Print all reports with one Firefox, because its start takes longest; return the folder of the PDF files."""
    folder = tmp_path_factory.mktemp("paper")
    for name, case in MORE.items():
        (folder / f"{file_name(name)}.html").write_text(document(case), "utf-8")
    finished = subprocess.run(
        [node.get().node, paths.ROOT / "tests/firefox/firefox-paper.mjs", program, folder],
        capture_output=True,
        text=True,
        timeout=PROGRAM_S,
        check=False,
        # Firefox refuses to run as root with the home of another user.
        env={**os.environ, "HOME": os.fspath(folder)},
    )
    assert finished.returncode == 0, finished.stderr
    return folder


@pytest.mark.parametrize("name", MORE)
def test_printed_report_stays_within_its_page_limit(folder: Path, name: str) -> None:
    all_pages, first = (
        page_texts((folder / f"{file_name(name)}.{kind}").read_bytes())
        for kind in ("pdf", "first.pdf")
    )
    assert len(first) == 1
    assert 1 < len(all_pages) <= MORE[name].pages
