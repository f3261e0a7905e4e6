"""The assessment on paper from Safari's engine: the report, and the form where it has no WebAssembly or no scripts."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from pdf import without_spaces
from waiting import PROGRAM_S
from webkit_driver import programs_or_skip, screen
from webkit_sites import FORM, served

from scoring.report import wording

PRACTICE = """
const until = async (found) => {
  for (;;) {
    const what = found();
    if (what) return what;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const seen = (selector) => () => {
  const found = document.querySelector(selector);
  return found?.getClientRects().length ? found : undefined;
};
const bar = document.querySelector(".cse-bar");
await until(() => bar.innerText.includes("answered: 0 scored"));
document.querySelector("[data-practice]").click();
(await until(seen("#open-use"))).click();
await until(() => bar.innerText.includes("answered: 11 scored"));
document.querySelector("#check-answers").click();
// What is there at once is the report of an empty form.
await until(() => seen("#report article")()?.innerText.includes("11 of 11"));
return document.documentElement.dataset.seal;
"""
BY_HAND = """
const bar = document.querySelector(".cse-bar");
while (!bar.innerText.includes("cannot be calculated")) await new Promise((resolve) => setTimeout(resolve, 50));
const write = (id, text) => {
  const box = document.getElementById(id);
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
};
write("client-name", "Sam Example");
write("total-by-hand", "27 from 9");
return `${typeof WebAssembly} ${bar.innerText}`;
"""


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """Run a screen for all tests."""
    with screen(programs_or_skip()) as name:
        yield name


@contextmanager
def printed(
    address: str, display: str, folder: Path, *script: str, **variables: str
) -> Iterator[tuple[str, pypdfium2.PdfDocument]]:
    """Print the form by webkit_paper.py; give what its script returned, and the paper."""
    file = folder / "printed.pdf"
    program = Path(__file__).with_name("webkit_print.py")
    finished = subprocess.run(
        [sys.executable, program, address + FORM, file, *script],
        capture_output=True,
        text=True,
        timeout=PROGRAM_S,
        check=False,
        env={**os.environ, "DISPLAY": display, "HOME": str(folder), **variables},
    )
    assert finished.returncode == 0, finished.stderr
    document = pypdfium2.PdfDocument(file)
    try:
        yield finished.stdout, document
    finally:
        document.close()


def sheets(document: pypdfium2.PdfDocument) -> list[str]:
    """Return the text of each page, without white space: it is read letter by letter where it runs down the edge."""
    return [without_spaces(page.get_textpage().get_text_bounded()) for page in document]


def test_the_report_is_printed_and_marked_on_each_page(
    site: Path, display: str, tmp_path: Path
) -> None:
    with served(site) as address, printed(address, display, tmp_path, PRACTICE) as (said, paper):
        assert said.strip() == "sealed"
        pages = sheets(paper)
        assert len(pages) == 4
        assert "from11of11factors" in "".join(pages)
        for page in pages:
            assert without_spaces(wording.PRACTICE) in page
            assert "Completed16November2026" in page


def test_without_scripts_it_is_printed_to_be_filled_in(
    site: Path, display: str, tmp_path: Path
) -> None:
    with served(site) as address, printed(address, display, tmp_path) as (_, paper):
        pages = sheets(paper)
        assert len(pages) >= 8
        assert "11)" in "".join(pages)
        for page in pages:
            assert without_spaces(f"{wording.MARKING} when completed") in page


def test_without_webassembly_it_is_filled_in_and_printed_with_a_total_by_hand(
    site: Path, display: str, tmp_path: Path
) -> None:
    # The engine's own switch has had both names.
    off = {"JSC_useWasm": "0", "JSC_useWebAssembly": "0"}
    with (
        served(site) as address,
        printed(address, display, tmp_path, BY_HAND, **off) as (said, paper),
    ):
        assert said.startswith("undefined The scores cannot be calculated here.")
        pages = sheets(paper)
        assert "SamExample" in "".join(pages)
        assert "27from9" in "".join(pages)
        for page in pages:
            assert without_spaces(wording.MARKING) in page
            assert without_spaces(f"{wording.MARKING} when completed") not in page
