"""Tests that the page never requests a Pyodide package from another host (a CDN), even if engine files are missing."""

import json
from pathlib import Path
from typing import Any

import engine_files
from assessment_page import AssessmentPage
from conftest import Watch
from playwright.sync_api import Page

FAILED = "The scores cannot be calculated here."


def test_a_package_on_another_host_is_not_fetched(page: Page, watch: Watch, site: Path) -> None:
    # The context already fails the test for a request to another origin. The last line also finds a blocked request.
    file = next((site / "assets/engine").glob("*/fallback/pyodide-lock.json"))
    lock: Any = json.loads(file.read_text("utf-8"))
    for package in lock["packages"].values():
        package["file_name"] = f"https://cdn.jsdelivr.net/pyodide/{package['file_name']}"
    watch.expect("404")
    engine_files.missing(page, engine_files.IMAGE)
    page.route("**/pyodide-lock.json", lambda route: route.fulfill(json=lock))
    AssessmentPage(page).open(wait=False).expect_bar(FAILED)
    assert [line for line in watch.trouble if "jsdelivr" in line] == []
