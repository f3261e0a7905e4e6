"""Tests of file integrity: the browser or the page refuses a script or an engine file that was altered in transit."""

from collections.abc import Callable
from pathlib import Path

import engine_files
import pytest
from assessment_page import INSTRUMENT, AssessmentPage
from conftest import Watch
from playwright.sync_api import Page, Route, expect

from builder.assets.fingerprint import hashed_folder

REFUSED = "Failed to find a valid digest in the 'integrity' attribute"
FAILED = "The scores cannot be calculated here."
# For each script, a page that loads it with an element or an import.
PAGES = {
    "assessment-boot.mjs": "/assessing-risk/assessment/",
    "audit.mjs": "/assessing-risk/audit/",
    "checklist.mjs": "/recognise/checklist/",
    "encryption.mjs": "/assessing-risk/assessment/",
    "prefetch-engine.mjs": "/assessing-risk/",
    "site.mjs": "/about/",
    "bundle": "/about/",
}
FALLBACK = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)


def alter(page: Page, address: str) -> None:
    """Flip one bit in the middle of each response from this address."""

    def altered(route: Route) -> None:
        answer = route.fetch()
        body = bytearray(answer.body())
        body[len(body) // 2] ^= 1
        route.fulfill(response=answer, body=bytes(body))

    page.route(address, altered)


@pytest.fixture
def refused(page: Page, watch: Watch) -> Callable[[str], bool]:
    """Return a function that tells whether the browser has refused a file because of its hash."""
    watch.expect(REFUSED)
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    return lambda name: any(REFUSED in text and name in text for text in errors)


def test_altered_file_tests_cover_every_script_of_the_site(site: Path) -> None:
    site_scripts = {file.name for file in hashed_folder(site, "app").glob("*.mjs")}
    theme = {file.name.partition(".")[0] for file in site.glob("assets/javascripts/*.js")}
    assert site_scripts | theme == PAGES.keys()


@pytest.mark.parametrize("script", PAGES)
def test_an_altered_script_is_not_run(
    page: Page, watch: Watch, refused: Callable[[str], bool], script: str
) -> None:
    watch.expect("preload")
    alter(page, f"**/{script}*")
    page.goto(PAGES[script])
    page.wait_for_load_state("networkidle")
    assert refused(script)


def test_form_reports_that_an_altered_saving_script_did_not_load(page: Page, watch: Watch) -> None:
    watch.expect(REFUSED)
    alter(page, "**/encryption.mjs")
    AssessmentPage(page).open()
    expect(page.locator("[data-keep-missing]")).to_be_visible()


@pytest.mark.parametrize("file", ["engine.json", "python.wasm"])
def test_an_altered_engine_gives_way_to_the_fallback(page: Page, file: str) -> None:
    alter(page, f"**/assets/engine/*/{file}")
    with page.expect_request("**/fallback/pyodide.asm.wasm"):
        form = AssessmentPage(page).open()
    form.choose(INSTRUMENT.factors[0], 5)
    form.expect_bar("answered: 1 scored")


@pytest.mark.parametrize("file", FALLBACK)
def test_scores_are_unavailable_if_a_fallback_engine_file_was_altered(
    page: Page, watch: Watch, file: str
) -> None:
    watch.expect("404|wasm")
    engine_files.missing(page, engine_files.IMAGE)
    alter(page, f"**/fallback/{file}")
    form = AssessmentPage(page).open(wait=False)
    form.expect_bar(FAILED)


def test_a_script_without_a_hash_is_refused(page: Page, watch: Watch) -> None:
    watch.expect("ntegrity")
    page.goto("/about/")
    loaded = page.evaluate(
        """() => new Promise((done) => {
          const script = document.createElement("script");
          script.onload = () => done(true);
          script.onerror = () => done(false);
          script.src = document.querySelector("script[type=module]").src;
          document.head.append(script);
        })"""
    )
    assert loaded is False
