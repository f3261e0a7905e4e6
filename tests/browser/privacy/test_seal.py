"""Tests of the seal, a CSP that blocks all requests: set before Python starts, and shown only if it is proved."""

import re
from pathlib import Path

import bare_engine
import engine_files
import pytest
import worker_bundle
from assessment_page import INSTRUMENT, AssessmentPage
from case_tables import COMPLETE
from conftest import Watch
from engine_worker import stop
from pdf import printed
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect
from unpinned import change_form
from waiting import until

from builder.assets.fingerprint import hashed_folder

LOOSE = "connect-src 'self'"
SILENT = "addEventListener('securitypolicyviolation',e=>e.stopImmediatePropagation());"


def open_until_sealed(page: Page) -> AssessmentPage:
    """Open the assessment and wait until it reports whether it is sealed."""
    form = AssessmentPage(page).open()
    expect(page.locator("html")).to_have_attribute("data-seal", re.compile("sealed|failed"))
    return form


def figure(page: Page, name: str) -> Locator:
    """Return the value beside a name in the panel “What has this page sent?”."""
    panel = page.locator("details", has_text="What has this page sent?")
    term = panel.get_by_role("term").filter(has_text=name)
    return term.locator("xpath=following-sibling::dd[1]")


def change(page: Page, *replaced: tuple[str, str]) -> None:
    """Serve the form's script with parts of its text replaced."""

    def changed(script: str) -> str:
        for old, new in replaced:
            assert old in script
            script = script.replace(old, new)
        return script

    change_form(page, changed)


def test_sealed_page_sends_no_request_while_it_is_filled_in_and_printed(
    page: Page, context: BrowserContext
) -> None:
    form = open_until_sealed(page)
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible()
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    form.fill(COMPLETE)
    form.expect_bar("Total: 27")
    form.check()
    printed(page)
    assert requests == []
    page.get_by_text("What has this page sent?").click()
    expect(figure(page, "Requests since then")).to_have_text("0")
    expect(figure(page, "blocked")).to_have_text(
        re.compile("^1 \\(the page’s own test of the seal counts as one")
    )
    expect(figure(page, "Sealed at")).to_have_text(re.compile(r"^\d\d:\d\d:\d\d$"))


def test_form_and_report_have_no_italic_text_and_load_no_italic_font(
    page: Page, context: BrowserContext
) -> None:
    # A sealed page cannot load a font any more, so every style that it uses has to be loaded before.
    requests: list[Request] = []
    context.on("request", lambda request: requests.append(request))
    form = open_until_sealed(page)
    form.fill(COMPLETE)
    form.check()
    printed(page)
    fonts = [each.url for each in requests if each.resource_type == "font"]
    assert len(fonts) == 2
    assert [url for url in fonts if "italic" in url] == []
    italic = page.locator("body *").evaluate_all(
        """all => all.filter((each) => getComputedStyle(each).fontStyle !== "normal" && each.textContent.trim())
                     .map((each) => each.outerHTML.slice(0, 100))"""
    )
    assert italic == []


def test_privacy_panel_lists_every_file_that_the_page_has_loaded(
    page: Page, context: BrowserContext
) -> None:
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    open_until_sealed(page)
    page.get_by_text("What has this page sent?").click()
    table = page.get_by_role("table", name="Files that this page has loaded")
    names = table.get_by_role("rowheader")
    # The browser records the file of Python itself last.
    expect(names.filter(has_text="/python.wasm")).to_have_count(1)
    origin = re.sub(r"(?<=\d)/.*", "", page.url)
    # The browser records a request only after its response, and the page fills the table from these records.
    until(
        page,
        lambda: (
            set(names.all_inner_texts())
            == {
                url.removeprefix(origin)
                for url in requests
                if not url.startswith(("blob:", "data:"))
            }
        ),
    )
    expect(figure(page, "Loaded from this site")).to_have_text(
        re.compile(rf"^{names.count()} files, ")
    )
    size = table.get_by_role("row").filter(has_text="/python.wasm").get_by_role("cell")
    expect(size).to_have_text(re.compile(r"^([2-9]|\d\d+)\.\d MB$"))


def test_sealed_form_scores_and_restarts_the_engine_without_a_network(
    page: Page, context: BrowserContext
) -> None:
    form = open_until_sealed(page)
    context.set_offline(True)
    form.choose(INSTRUMENT.factors[0], 5)
    form.expect_bar("answered: 1 scored")
    stop(page)
    form.choose(INSTRUMENT.factors[1], 4)
    page.get_by_role("button", name="Try again").click()
    form.wait_until_ready()
    form.expect_bar("Total: 9")
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")


@pytest.mark.parametrize(
    "replaced",
    [
        # The page's policy is too loose; the worker reports that its request was not blocked.
        pytest.param(
            [("default-src 'none'", "default-src 'self'"), ("connect-src 'none'", LOOSE)], id="page"
        ),
        pytest.param([("sealed });", "sealed: false });")], id="worker"),
    ],
)
def test_page_shows_not_sealed_if_the_seal_check_fails(
    page: Page, watch: Watch, replaced: list[tuple[str, str]]
) -> None:
    watch.expect("404")
    change(page, *replaced)
    form = open_until_sealed(page)
    expect(page.locator("html")).to_have_attribute("data-seal", "failed")
    expect(page.get_by_text("Not sealed.", exact=True)).to_be_visible()
    expect(page.get_by_text("Sealed.", exact=True)).to_be_hidden()
    page.get_by_text("What has this page sent?").click()
    expect(figure(page, "Sealed at")).to_have_text("not sealed")
    expect(figure(page, "Requests since then")).to_have_text(
        "not counted, because the page is not sealed"
    )
    form.choose(INSTRUMENT.factors[0], 5)
    form.expect_bar("answered: 1 scored")


def test_without_an_engine_no_seal_is_claimed(page: Page, watch: Watch) -> None:
    watch.expect("404")
    engine_files.missing(page, engine_files.ALL)
    AssessmentPage(page).open(wait=False)
    expect(page.get_by_text("Not sealed.", exact=True)).to_be_visible()
    expect(page.locator("meta[http-equiv]")).to_have_count(1)


def test_seal_probe_does_not_accept_a_network_failure_as_proof(
    page: Page, plain_server: str, context: BrowserContext, watch: Watch, site: Path
) -> None:
    watch.expect("favicon|ERR_INTERNET_DISCONNECTED|request to another origin")
    # Without our headers, this file has no policy, so only the missing network can make the request fail.
    page.goto(f"{plain_server}/about/answers.schema.json")
    script = f"{bare_engine.serve_modules(page)}security/seal-probe.mjs"
    page.evaluate(f"async () => {{ window.probe = await import('{script}'); }}")
    context.set_offline(True)
    address = "new URL('/seal-probe', location).href"
    assert page.evaluate(f"() => window.probe.isSealed({address})") is False


@pytest.mark.parametrize("start", ["image", "fallback"])
def test_page_is_sealed_if_the_worker_gets_no_csp_violation_event(
    page: Page, site: Path, watch: Watch, start: str
) -> None:
    """WebKit, the engine of Safari, does not report a violation of the policy in a worker."""
    if start == "fallback":
        watch.expect("404")
        engine_files.missing(page, engine_files.IMAGE)
    worker = worker_bundle.shipped(site)
    script = worker_bundle.changed(site, worker, f"{SILENT}\n{worker}")
    change(page, (worker_bundle.page_script(site), script))
    open_until_sealed(page)
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")


def test_seal_message_changes_from_loading_to_sealed(page: Page) -> None:
    release = engine_files.hold(page)
    AssessmentPage(page).open(wait=False)
    expect(page.get_by_text("This page is still loading the program")).to_be_visible()
    expect(page.get_by_text("Sealed.", exact=True)).to_be_hidden()
    release()
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible()
    expect(page.get_by_text("This page is still loading the program")).to_be_hidden()


def test_sealed_page_navigates_for_a_person_but_not_for_a_script(page: Page) -> None:
    open_until_sealed(page)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.evaluate("void (location.href = '/about/?secret')")
    page.evaluate("document.querySelector('a.md-logo').click()")
    page.get_by_role("link", name="Hillingdon CSE Professionals Toolkit").click()
    page.wait_for_url(re.compile("//[^/]+/$"))
    # Only the person's click navigates. Requests are reported in order, so one made by a script would be listed first.
    assert [each.url for each in requests if each.is_navigation_request()] == [page.url]


def test_assessment_page_loads_no_script_of_the_theme(site: Path) -> None:
    html = (site / "assessing-risk/assessment/index.html").read_text("utf-8")
    assert "bundle" not in html
    assert re.findall(r'<script[^>]* src="([^"]+)"', html) == [
        f"../../{hashed_folder(site, 'app').name}/assessment-boot.mjs"
    ]


def test_search_link_opens_the_search_in_a_new_tab(page: Page, context: BrowserContext) -> None:
    open_until_sealed(page)
    with context.expect_page() as opening:
        page.get_by_role("link", name="Search the toolkit (opens in a new tab)").click()
    expect(opening.value.get_by_role("textbox", name="Search")).to_be_attached()
