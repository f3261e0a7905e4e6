"""Tests of printing with Safari's engine: the report, and the form without WebAssembly or without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from more_paper_cases import MORE, assert_page_layout, file_name
from paper_cases import document
from pdf import without_spaces
from webkit_driver import programs_or_skip, screen
from webkit_sheets import printed, sheets
from webkit_sites import FORM, served

from scoring.report.wording import fixed

PRACTICE = """
const until = async (condition) => {
  for (;;) {
    const value = condition();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const visible = (selector) => () => {
  const element = document.querySelector(selector);
  return element?.getClientRects().length ? element : undefined;
};
const bar = document.querySelector(".cse-bar");
await until(() => bar.innerText.includes("answered: 0 scored"));
document.querySelector("[data-practice]").click();
(await until(visible("#open-use"))).click();
await until(() => bar.innerText.includes("answered: 11 scored"));
document.querySelector("#check-answers").click();
// At first the report of an empty form is shown. Wait for the new one.
await until(() => visible("#report article")()?.innerText.includes("11 of 11"));
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
    """Start one virtual display for all tests; yield its name."""
    with screen(programs_or_skip()) as name:
        yield name


def test_the_report_is_printed_and_marked_on_each_page(
    site: Path, display: str, tmp_path: Path
) -> None:
    with (
        served(site) as address,
        printed(address + FORM, display, tmp_path, PRACTICE) as (script_result, pdf_file),
    ):
        assert script_result.strip() == "sealed"
        pages = sheets(pdf_file)
        assert len(pages) == 4
        assert "from11of11factors" in "".join(pages)
        for page in pages:
            assert without_spaces(fixed.PRACTICE) in page
            assert "Completed16November2026" in page


def test_form_without_scripts_is_printed_to_be_filled_in_by_hand(
    site: Path, display: str, tmp_path: Path
) -> None:
    with served(site) as address, printed(address + FORM, display, tmp_path) as (_, pdf_file):
        pages = sheets(pdf_file)
        assert len(pages) >= 8
        assert "11)" in "".join(pages)
        for page in pages:
            assert without_spaces(f"{fixed.MARKING} when completed") in page


def test_form_without_webassembly_is_filled_in_and_printed_with_total_by_hand(
    site: Path, display: str, tmp_path: Path
) -> None:
    # The name of the engine's switch depends on its version.
    switches = {"JSC_useWasm": "0", "JSC_useWebAssembly": "0"}
    with (
        served(site) as address,
        printed(address + FORM, display, tmp_path, BY_HAND, **switches) as (
            script_result,
            pdf_file,
        ),
    ):
        assert script_result.startswith("undefined The scores cannot be calculated here.")
        pages = sheets(pdf_file)
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
    with printed(file.as_uri(), display, tmp_path, FONTS) as (_, pdf_file):
        assert_page_layout(sheets(pdf_file), MORE[name])
