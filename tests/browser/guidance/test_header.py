"""Tests of the page header: it names the publishing body beside the site's title, and neither is cut off.

Until the body has filled in its contact details, the header says that it has not yet approved the site.
"""

import pytest
from playwright.sync_api import Page, expect
from viewport import resize

from builder.base import paths
from builder.guidance import publisher
from scoring.definition import identity

PAGES = (
    "/",
    "/recognise/signs/",
    "/assessing-risk/assessment/",
    "/assessing-risk/audit/",
    "/assessing-risk/blank-form/",
    "/recognise/checklist/",
    "/404.html",
)
SIZES = {"laptop": (1366, 625), "phone": (390, 844), "magnified": (320, 256)}
HEIGHT = 48
_CUT = (
    "each => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1"
)


@pytest.mark.parametrize("size", SIZES)
def test_the_publishing_body_is_named_with_its_logo(page: Page, size: str) -> None:
    is_approved = publisher.read(paths.ROOT / "mkdocs.yml").is_reachable
    named = identity.load().name if is_approved else "Not yet approved by the Partnership"
    resize(page, *SIZES[size])
    for address in PAGES:
        page.goto(address)
        header = page.get_by_role("banner")
        name = header.get_by_text(named, exact=True)
        expect(name).to_be_visible()
        assert not name.evaluate(_CUT), address
        logos = header.locator(".site-owner__logo svg, .md-logo svg").filter(visible=True)
        expect(logos).to_have_count(1)
        box = header.bounding_box()
        assert box is not None
        assert box["height"] <= HEIGHT, address


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_site_title_in_header_is_not_cut_off(page: Page, size: str) -> None:
    resize(page, *SIZES[size])
    for address in PAGES:
        page.goto(address)
        title = page.locator(".md-header__topic").first.locator(".md-ellipsis")
        expect(title).to_have_text("Hillingdon CSE Professionals Toolkit")
        assert not title.evaluate(_CUT), address
