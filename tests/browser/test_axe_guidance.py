"""Every page of guidance held against axe-core's rules, on a desktop and on a phone."""

from pathlib import Path
from typing import Any

import pytest
from conftest import PHONE
from guidance_pages import FORMS, GUIDANCE, address
from playwright.sync_api import Page
from windows import resize

from builder import paths

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": PHONE}
AXE = (paths.NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Return one line for each element that breaks a rule."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(
        "tags => axe.run(document, { runOnly: tags }).then(({ violations }) => violations)", TAGS
    )
    return [
        f"{rule['id']}: {node['html']} ({node['failureSummary']})"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("name", GUIDANCE)
def test_a_page_breaks_no_rule(page: Page, name: str) -> None:
    # The menu beside the page scrolls by the height that the window has when it opens.
    page.set_viewport_size({"width": 1280, "height": WIDTHS["desktop"]["height"]})
    page.goto(address(name))
    found: dict[str, list[str]] = {}
    for width, size in WIDTHS.items():
        resize(page, size["width"], size["height"])
        found[width] = violations(page)
    assert found == {width: [] for width in WIDTHS}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_open_search_breaks_no_rule(page: Page, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width]["width"], "height": WIDTHS[width]["height"]})
    page.goto("/recognise/signs/")
    page.keyboard.press("/")
    page.get_by_role("textbox", name="Search").press_sequentially("gifts")
    page.locator(".md-search-result__item").first.wait_for()
    assert violations(page) == []


def test_the_open_menu_on_a_phone_breaks_no_rule(phone: Page) -> None:
    phone.goto("/recognise/signs/")
    phone.locator("label.md-header__button[for=__drawer]").click()
    phone.get_by_role("link", name="Useful contacts").wait_for()
    assert violations(phone) == []


def test_the_rules_would_find_a_fault(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        "document.querySelector('article').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')"
    )
    assert any(line.startswith("image-alt") for line in violations(page))


def test_every_page_of_the_site_is_a_page_of_guidance_or_tested_elsewhere(site: Path) -> None:
    built = {
        file.parent.relative_to(site).as_posix().removeprefix(".")
        for file in site.rglob("index.html")
    }
    tested_elsewhere = set(FORMS)
    assert built == {address(name).strip("/") for name in GUIDANCE} | tested_elsewhere
