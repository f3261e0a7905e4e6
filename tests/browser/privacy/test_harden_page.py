"""Tests of page hardening by script: it blocks what no policy can, but not people. Attacks: tests/exfiltration/."""

import pytest
from assessment_page import ADDRESS, AssessmentPage
from conftest import Watch
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("address", [ADDRESS, "/assessing-risk/audit/"])
def test_framed_page_has_no_form_and_links_to_a_new_tab(
    page: Page, plain_server: str, watch: Watch, address: str
) -> None:
    watch.expect("favicon|request to another origin|only works in its own tab")
    page.goto(f"{plain_server}/about/answers.schema.json")
    page.evaluate(
        "address => { document.body.append(document.createElement('iframe'));"
        " document.querySelector('iframe').src = address; }",
        address,
    )
    inside = page.frame_locator("iframe")
    link = inside.get_by_role("link", name="open it in a new tab")
    expect(link).to_be_visible()
    expect(inside.get_by_role("textbox")).to_have_count(0)
    expect(inside.locator("form")).to_have_count(0)
    with page.expect_popup() as opened:
        link.click()
    expect(opened.value.locator("form")).to_be_visible()


def test_sealed_form_opens_a_guidance_link_in_a_new_tab(page: Page) -> None:
    AssessmentPage(page).open()
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="When and how to use this tool").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("#assessment")).to_be_visible()


def test_link_inserted_by_a_script_cannot_be_followed(page: Page) -> None:
    AssessmentPage(page).open()
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")
    page.evaluate(
        """() => { const link = document.createElement("a");
          link.href = "/about/?words"; link.textContent = "A link put in";
          document.querySelector("h1").append(link); }"""
    )
    requests: list[str] = []
    page.context.on("request", lambda request: requests.append(request.url))
    page.get_by_role("link", name="A link put in").click()
    # Then click one of the page's own links, which is followed. By then, the inserted link would have been requested.
    with page.expect_popup() as opened:
        page.get_by_role("link", name="When and how to use this tool").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    assert [url for url in requests if "words" in url] == []
    assert page.url.endswith(ADDRESS)
