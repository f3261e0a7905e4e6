"""Test of the whole assessment in a browser, served by a real nginx with the shipped configuration."""

from pathlib import Path

import pytest
from assessment_page import AssessmentPage
from case_tables import COMPLETE
from conftest import Watch
from form_filling import ScriptFormFiller
from pdf import flat, printed
from playwright.sync_api import Browser, expect

from nginx.real_nginx import Nginx


@pytest.fixture
def watch(nginx: Nginx) -> Watch:
    """Return a watch for unexpected requests and errors, for the address of the real nginx."""
    return Watch(nginx.address)


def test_an_assessment_is_filled_in_scored_and_printed_and_stays_on_the_device(
    browser: Browser, nginx: Nginx, watch: Watch, site: Path
) -> None:
    log = nginx.folder / ".cache" / "nginx-access.log"
    before = len(log.read_text("utf-8").splitlines())
    with browser.new_context(base_url=nginx.address, locale="en-GB") as context:
        watch.follow(context)
        page = context.new_page()
        form = AssessmentPage(page, ScriptFormFiller()).open()
        expect(page.get_by_text("Sealed.", exact=True)).to_be_visible()
        form.fill(COMPLETE)
        form.expect_bar("answered: 9 scored")
        form.expect_bar("Total: 27")
        form.check()
        assert "Sam Example" in flat(" ".join(printed(page)))
        # The service worker can cache the whole site with all headers and from the compressed copies.
        # The sealed form has no access to the service worker, so another page checks it.
        other = context.new_page()
        other.goto("/")
        assert other.evaluate("() => navigator.serviceWorker.ready.then(({ active }) => !!active)")
    assert watch.unexpected() == []
    written = [line.split() for line in log.read_text("utf-8").splitlines()[before:]]
    (image,) = site.glob("assets/engine/*/python.wasm")
    address = f"/{image.relative_to(site).as_posix()}"
    assert ["GET", address, "200"] in [line[1:4] for line in written]
    # No file was missing or refused. 304 is the status for a file that the browser had already.
    assert {line[3] for line in written} <= {"200", "304"}
