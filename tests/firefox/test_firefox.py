"""Tests of the assessment in Firefox: scoring, saving and printing, also without WebAssembly or without scripts."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import waiting

from builder.base import paths
from builder.toolchain import firefox_program, node
from scoring.cli.encryption import jwe
from scoring.definition import instrument_file

DARK = 128
A_LINE = 200
FACTORS = instrument_file.load().factors


@pytest.fixture(scope="session")
def program() -> Path:
    """Return the path of Firefox on this machine. build.py installs Debian's if it is allowed to."""
    named = os.environ.get(firefox_program.VARIABLE)
    path = Path(named) if named else firefox_program.on_machine()
    if path is None:
        pytest.skip(
            "no Firefox here, and none could be installed: see builder/toolchain/firefox_program.py"
        )
    return path


def journey(program: Path, server: str, name: str, folder: Path) -> dict[str, Any]:
    """Run one of the scripted visits in tests/firefox/firefox-journey.mjs, in Firefox; return its results."""
    finished = subprocess.run(
        [
            node.get().node,
            paths.ROOT / "tests/firefox/firefox-journey.mjs",
            program,
            server,
            name,
            folder,
        ],
        capture_output=True,
        text=True,
        timeout=waiting.PROGRAM_S,
        check=False,
        # Firefox refuses to run as root with the home of another user.
        env={**os.environ, "HOME": os.fspath(folder), waiting.VARIABLE: str(waiting.TIMEOUT_MS)},
    )
    assert finished.returncode == 0, finished.stderr
    results: dict[str, Any] = json.loads(finished.stdout)
    return results


def pages(file: Path) -> list[str]:
    """Return the text of each printed page."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def filled_pages(file: Path) -> int:
    """Return how many pages contain more than a line.

    Counts dark pixels, because Firefox puts letters into the PDF as shapes.
    """
    document = pypdfium2.PdfDocument(file)
    try:
        drawn = [bytes(page.render(scale=0.5, grayscale=True).buffer) for page in document]
        return sum(sum(dot < DARK for dot in page) > A_LINE for page in drawn)
    finally:
        document.close()


def test_the_whole_assessment_is_scored_sealed_and_printed(
    program: Path, server: str, tmp_path: Path
) -> None:
    results = journey(program, server, "whole", tmp_path)
    assert results["seal"] == "sealed"
    assert [url for url in results["asked"] if not url.startswith(("blob:", "data:"))] == []
    numbers = [int(each) for each in results["chosen"][: len(FACTORS)]]
    assert len(numbers) == len(FACTORS)
    assert f"Total: {sum(numbers)}" in results["score"]
    assert results["score"] != results["practice"]
    assert f"{sum(numbers)} from 11 of 11 factors" in " ".join(results["report"].split())
    printed = pages(tmp_path / "whole.pdf")
    assert len(printed) >= 3
    for each in printed:
        assert "PRACTICE" in each


def test_a_file_is_saved_and_opened(program: Path, server: str, tmp_path: Path) -> None:
    results = journey(program, server, "saved", tmp_path)
    assert results["name"] == "Sam Example"
    assert results["before"] == "Somebody Else"
    answers = json.loads(jwe.decrypt(results["file"], "kettle gravel umbrella ninety"))["answers"]
    assert answers["client-name"] == "Sam Example"
    assert answers["factor-1"] == 4


def test_form_without_webassembly_is_filled_in_and_printed_with_total_by_hand(
    program: Path, server: str, tmp_path: Path
) -> None:
    results = journey(program, server, "no-webassembly", tmp_path)
    assert "The scores cannot be calculated here." in results["said"]
    assert {"Sam Example", "27 from 9"} <= set(results["twins"])
    assert filled_pages(tmp_path / "no-webassembly.pdf") >= 8


def test_form_without_scripts_is_printed_to_be_filled_in_by_hand(
    program: Path, server: str, tmp_path: Path
) -> None:
    journey(program, server, "no-script", tmp_path)
    assert filled_pages(tmp_path / "no-script.pdf") >= 8
