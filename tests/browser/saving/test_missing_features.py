"""Tests of a browser or an address that lacks what saving or a draft needs: the form says so from the start."""

import re

import pytest
from assessment_page import AssessmentPage
from playwright.sync_api import Page, expect

PLAIN_HTTP = "Object.defineProperty(window, 'isSecureContext', { value: false })"
NO_HASHES = "Object.defineProperty(crypto, 'subtle', { value: undefined })"
# Scripts that make a browser look to a page as if it lacked one feature.
NO_DRAFTS = {
    "no list of databases": "delete IDBFactory.prototype.databases",
    "storage is refused": "IDBFactory.prototype.databases = () => Promise.reject(new Error())",
    "no database": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "no locks": "delete window.LockManager",
}


@pytest.mark.parametrize("script", [PLAIN_HTTP, NO_HASHES], ids=["plain http", "no encryption"])
def test_without_encryption_neither_saving_nor_a_draft_is_offered(page: Page, script: str) -> None:
    page.add_init_script(script)
    AssessmentPage(page).open(wait=False)
    expect(page.locator("[data-keep-insecure]")).to_contain_text(
        "You cannot save, open a file or keep a draft here"
    )
    for name in ("Save to a file", "Open a saved file", "Keep a draft on this computer"):
        expect(page.get_by_role("button", name=re.compile(name))).to_have_count(0)


@pytest.mark.parametrize("script", NO_DRAFTS.values(), ids=NO_DRAFTS.keys())
def test_draft_is_not_offered_if_the_browser_lacks_storage_features(
    page: Page, script: str
) -> None:
    page.add_init_script(script)
    AssessmentPage(page).open()
    expect(page.locator("[data-draft-missing]")).to_have_text(
        "This browser cannot keep a draft. Save to a file often."
    )
    expect(page.get_by_role("button", name="Keep a draft on this computer")).to_have_count(0)
    expect(page.get_by_role("button", name="Save to a file").first).to_be_visible()


def test_no_warning_is_shown_if_the_browser_has_every_feature(page: Page) -> None:
    AssessmentPage(page).open()
    expect(page.get_by_role("button", name="Keep a draft on this computer")).to_be_visible()
    for missing in ("[data-keep-insecure]", "[data-draft-missing]", "[data-keep-missing]"):
        expect(page.locator(missing)).to_be_hidden()
