"""The seal of the assessment: put in before Python starts, proved, and claimed only where it was proved."""

import re
from pathlib import Path

import bare_engine
import engine_files
import pytest
import worker_text
from assessment_page import INSTRUMENT, AssessmentPage
from cases import COMPLETE
from conftest import Watch
from paper import printed
from playwright.sync_api import BrowserContext, Page, Route, expect

from builder.naming import named

LOOSE = "connect-src 'self'"
SILENT = "addEventListener('securitypolicyviolation',e=>e.stopImmediatePropagation());"


def opened(page: Page) -> AssessmentPage:
    """Open the assessment and wait for what it says of its seal."""
    form = AssessmentPage(page).open()
    expect(page.locator("html")).to_have_attribute("data-seal", re.compile("sealed|failed"))
    return form


def figure(page: Page, name: str) -> str:
    """Return one line of the panel."""
    panel = page.locator("details", has_text="What has this page sent?")
    term = panel.get_by_role("term").filter(has_text=name)
    return (
        panel.get_by_role("definition")
        .nth(
            [each.inner_text() for each in panel.get_by_role("term").all()].index(term.inner_text())
        )
        .inner_text()
    )


def change(page: Page, *replaced: tuple[str, str]) -> None:
    """Serve the form's script with something in it replaced."""

    def changed(route: Route) -> None:
        body = route.fetch().text()
        for old, new in replaced:
            assert old in body
            body = body.replace(old, new)
        route.fulfill(content_type="text/javascript", body=body)

    page.route("**/app-*/form.mjs", changed)


def test_nothing_is_asked_for_from_the_first_answer_to_the_print(
    page: Page, context: BrowserContext
) -> None:
    form = opened(page)
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    form.fill(COMPLETE)
    form.expect_bar("Total 27")
    form.check()
    printed(page)
    assert asked == []
    page.get_by_text("What has this page sent?").click()
    assert figure(page, "Requests since then") == "0"
    assert figure(page, "refused").startswith("1 (one is the page’s own test")
    assert re.fullmatch(r"\d\d:\d\d:\d\d", figure(page, "Sealed at"))


def test_the_panel_lists_what_the_page_has_loaded(page: Page, context: BrowserContext) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    opened(page)
    page.get_by_text("What has this page sent?").click()
    table = page.get_by_role("table", name="Files that this page has loaded")
    shown = [
        row.get_by_role("rowheader").inner_text() for row in table.get_by_role("row").all()[1:]
    ]
    origin = re.sub(r"(?<=\d)/.*", "", page.url)
    from_host = {
        url.removeprefix(origin) for url in asked if not url.startswith(("blob:", "data:"))
    }
    assert set(shown) == from_host
    (wasm,) = (name for name in shown if name.endswith("/python.wasm"))
    assert figure(page, "Loaded from this site").startswith(f"{len(shown)} files, ")
    size = table.get_by_role("row").filter(has_text=wasm).get_by_role("cell")
    assert float(size.inner_text().removesuffix(" MB")) > 2


def test_everything_goes_on_without_a_network_and_so_does_a_second_engine(
    page: Page, context: BrowserContext
) -> None:
    form = opened(page)
    context.set_offline(True)
    form.choose(INSTRUMENT.factors[0], 5)
    form.expect_bar("Scored 1 of 11")
    worker = next(worker for worker in page.workers if worker.url.startswith("blob:"))
    worker.evaluate("void setTimeout(() => { for (;;); })")
    form.choose(INSTRUMENT.factors[1], 4)
    page.get_by_role("button", name="Try again").click(timeout=45_000)
    form.wait_until_ready()
    form.expect_bar("Total 9")
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")


@pytest.mark.parametrize(
    "replaced",
    [
        # A page whose policy does not hold, and a worker that was not refused.
        pytest.param(
            [("default-src 'none'", "default-src 'self'"), ("connect-src 'none'", LOOSE)], id="page"
        ),
        pytest.param([("sealed });", "sealed: false });")], id="worker"),
    ],
)
def test_no_seal_is_claimed_that_was_not_proved(
    page: Page, watch: Watch, replaced: list[tuple[str, str]]
) -> None:
    watch.expect("404")
    change(page, *replaced)
    form = opened(page)
    expect(page.locator("html")).to_have_attribute("data-seal", "failed")
    expect(page.get_by_text("Not sealed.", exact=True)).to_be_visible()
    expect(page.get_by_text("Sealed.", exact=True)).to_be_hidden()
    page.get_by_text("What has this page sent?").click()
    assert figure(page, "Sealed at") == "not sealed"
    assert figure(page, "Requests since then") == "not counted: the page is not sealed"
    form.choose(INSTRUMENT.factors[0], 5)
    form.expect_bar("Scored 1 of 11")


def test_without_an_engine_no_seal_is_claimed(page: Page, watch: Watch) -> None:
    watch.expect("404")
    engine_files.missing(page, engine_files.ALL)
    AssessmentPage(page).open(wait=False)
    expect(page.get_by_text("Not sealed.", exact=True)).to_be_visible()
    assert page.locator("meta[http-equiv]").count() == 1


def test_a_network_that_is_down_is_no_proof(
    page: Page, plain_server: str, context: BrowserContext, watch: Watch, site: Path
) -> None:
    watch.expect("favicon|ERR_INTERNET_DISCONNECTED|request to another origin")
    # A file of the site that is no page has no policy where the host sends none.
    page.goto(f"{plain_server}/about/answers.schema.json")
    script = f"{bare_engine.serve_modules(page)}probe.mjs"
    page.evaluate(f"async () => {{ window.probe = await import('{script}'); }}")
    context.set_offline(True)
    address = "new URL('/seal-probe', location).href"
    assert page.evaluate(f"() => window.probe.isSealed({address})") is False


@pytest.mark.parametrize("start", ["image", "ordinary"])
def test_a_browser_that_reports_nothing_in_a_worker_is_sealed_by_another_proof(
    page: Page, site: Path, watch: Watch, start: str
) -> None:
    """As Safari's engine does."""
    if start == "ordinary":
        watch.expect("404")
        engine_files.missing(page, engine_files.IMAGE)
    worker = worker_text.shipped(site)
    script = worker_text.changed(site, worker, f"{SILENT}\n{worker}")
    change(page, (worker_text.page_script(site), script))
    opened(page)
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")


def test_the_words_change_with_the_state(page: Page) -> None:
    let_go = engine_files.hold(page)
    AssessmentPage(page).open(wait=False)
    expect(page.get_by_text("This page is still loading the program")).to_be_visible()
    expect(page.get_by_text("Sealed.", exact=True)).to_be_hidden()
    let_go()
    expect(page.get_by_text("Sealed.", exact=True)).to_be_visible(timeout=30_000)
    expect(page.get_by_text("This page is still loading the program")).to_be_hidden()


def test_a_script_leads_nowhere_and_a_person_does(page: Page) -> None:
    opened(page)
    place = page.url
    page.evaluate("void (location.href = '/about/?secret')")
    page.evaluate("document.querySelector('a[href=\"../blank-form/\"]').click()")
    page.wait_for_timeout(300)
    assert page.url == place
    page.get_by_role("link", name="blank form to print").click()
    page.wait_for_url("**/blank-form/")


def test_the_theme_has_no_script_on_the_page(site: Path) -> None:
    html = (site / "assessing-risk/assessment/index.html").read_text("utf-8")
    assert "bundle" not in html
    assert re.findall(r'<script[^>]* src="([^"]+)"', html) == [
        f"../../{named(site, 'app').name}/form.mjs"
    ]


def test_the_search_is_one_link_away(page: Page, context: BrowserContext) -> None:
    opened(page)
    with context.expect_page() as opening:
        page.get_by_role("link", name="Search the toolkit (opens in a new tab)").click()
    expect(opening.value.get_by_role("textbox", name="Search")).to_be_attached()
