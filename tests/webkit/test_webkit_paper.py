"""Tests of printing with Safari's engine: the report, and the form without WebAssembly or without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from more_paper_cases import MORE, file_name, stands_as_it_should
from paper_cases import document
from pdf import without_spaces
from webkit_driver import programs_or_skip, screen
from webkit_sheets import printed, sheets
from webkit_sites import FORM, served

from scoring.report.wording import fixed

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
FONTS = "await document.fonts.ready; return document.fonts.size;"
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
    """Run one virtual screen for all tests; yield its name."""
    with screen(programs_or_skip()) as name:
        yield name


def test_the_report_is_printed_and_marked_on_each_page(
    site: Path, display: str, tmp_path: Path
) -> None:
    with (
        served(site) as address,
        printed(address + FORM, display, tmp_path, PRACTICE) as (said, paper),
    ):
        assert said.strip() == "sealed"
        pages = sheets(paper)
        assert len(pages) == 4
        assert "from11of11factors" in "".join(pages)
        for page in pages:
            assert without_spaces(fixed.PRACTICE) in page
            assert "Completed16November2026" in page


def test_form_without_scripts_is_printed_to_be_filled_in_by_hand(
    site: Path, display: str, tmp_path: Path
) -> None:
    with served(site) as address, printed(address + FORM, display, tmp_path) as (_, paper):
        pages = sheets(paper)
        assert len(pages) >= 8
        assert "11)" in "".join(pages)
        for page in pages:
            assert without_spaces(f"{fixed.MARKING} when completed") in page


def test_form_without_webassembly_is_filled_in_and_printed_with_total_by_hand(
    site: Path, display: str, tmp_path: Path
) -> None:
    # The name of the engine's switch depends on its version.
    off = {"JSC_useWasm": "0", "JSC_useWebAssembly": "0"}
    with (
        served(site) as address,
        printed(address + FORM, display, tmp_path, BY_HAND, **off) as (said, paper),
    ):
        assert said.startswith("undefined The scores cannot be calculated here.")
        pages = sheets(paper)
        assert "SamExample" in "".join(pages)
        assert "27from9" in "".join(pages)
        for page in pages:
            assert without_spaces(fixed.MARKING) in page
            assert without_spaces(f"{fixed.MARKING} when completed") not in page


@pytest.mark.parametrize("name", MORE)
def test_printed_report_stays_within_page_limit_with_each_part_on_its_page(
    display: str, tmp_path: Path, name: str
) -> None:
    file = tmp_path / f"{file_name(name)}.html"
    file.write_text(document(MORE[name]), "utf-8")
    with printed(file.as_uri(), display, tmp_path, FONTS) as (_, paper):
        stands_as_it_should(sheets(paper), MORE[name])
