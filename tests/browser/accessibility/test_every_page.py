"""Accessibility tests of every guidance page: axe-core rules, target size, scrolling and motion, 1280 to 320 pixels."""

from pathlib import Path

import pytest
from accessibility import (
    WIDTHS,
    faults,
    moving,
    small_targets,
    too_wide,
    violations,
)
from guidance_pages import FORMS, GUIDANCE, address
from playwright.sync_api import Page
from search_page import open_search
from viewport import resize


@pytest.mark.parametrize("name", GUIDANCE)
def test_guidance_page_has_no_accessibility_faults(page: Page, name: str) -> None:
    # How the menu beside the page scrolls depends on the height of the window when the page opens.
    page.set_viewport_size({"width": 1280, "height": WIDTHS["desktop"]["height"]})
    page.goto(address(name))
    assert faults(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_open_search_has_no_axe_violations(page: Page, width: str) -> None:
    page.set_viewport_size({"width": WIDTHS[width]["width"], "height": WIDTHS[width]["height"]})
    page.goto("/recognise/signs/")
    open_search(page)
    page.get_by_role("textbox", name="Search").press_sequentially("gifts")
    page.locator(".md-search-result__item").first.wait_for()
    assert violations(page) == []


def test_open_menu_on_a_phone_has_no_axe_violations(phone: Page) -> None:
    phone.goto("/recognise/signs/")
    phone.locator("label.md-header__button[for=__drawer]").click()
    phone.get_by_role("link", name="Useful contacts").wait_for()
    assert violations(phone) == []


def test_each_accessibility_check_detects_a_deliberate_fault(page: Page) -> None:
    page.goto("/")
    assert faults(page) == []
    insert_html = "html => document.querySelector('article').insertAdjacentHTML('beforeend', html)"
    page.evaluate(insert_html, '<img src="data:,">')
    assert any(line.startswith("image-alt") for line in violations(page))
    page.evaluate(insert_html, "<p id=faint>Words</p>")
    assert not [line for line in violations(page) if line.startswith("color-contrast")]
    page.evaluate("document.getElementById('faint').style.color = 'silver'")
    assert [line for line in violations(page) if line.startswith("color-contrast")]
    page.evaluate(
        "document.getElementById('faint').style.cssText = 'background: linear-gradient(white, white)'"
    )
    assert any("not measured" in line for line in violations(page))
    page.evaluate("document.getElementById('faint').remove()")
    page.evaluate(insert_html, "<button>x</button>")
    page.evaluate("document.querySelector('article button').style.cssText = 'all: unset'")
    (small,) = small_targets(page)
    assert small.startswith("<button")
    page.evaluate("document.querySelector('article button').style.animation = 'turn 1s'")
    (turning,) = moving(page)
    assert turning.startswith("BUTTON")
    page.evaluate("document.querySelector('article button').style.cssText = 'padding: 10rem'")
    resize(page, 320)
    assert [each[:4] for each in too_wide(page)] == ["HTML"]


def test_every_built_page_is_listed_as_guidance_or_form(site: Path) -> None:
    built = {
        file.parent.relative_to(site).as_posix().removeprefix(".")
        for file in site.rglob("index.html")
    }
    tested_elsewhere = set(FORMS)
    assert built == {address(name).strip("/") for name in GUIDANCE} | tested_elsewhere
