"""Tests of the engine's fallback: Python starts from it if the image is missing or fails, and the page is sealed."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import engine_files
import pytest
import worker_bundle
from assessment_page import INSTRUMENT, AssessmentPage
from conftest import Watch
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from unpinned import change_form

from builder.serve import dev_server

ASK = ".handle(question)"


@pytest.fixture
def request_paths(context: BrowserContext) -> list[str]:
    """Collect the paths that the page requests."""
    paths: list[str] = []
    context.on("request", lambda request: paths.append(urlsplit(request.url).path))
    return paths


def expect_fallback(page: Page, request_paths: list[str]) -> None:
    """Expect that Python starts from the fallback, the page is sealed, and scoring then makes no more requests."""
    form = AssessmentPage(page).open()
    assert any(path.endswith("/fallback/pyodide.asm.wasm") for path in request_paths)
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")
    del request_paths[:]
    form.choose(INSTRUMENT.factors[0], 5)
    form.expect_bar("answered: 1 scored")
    expect(form.check()).to_contain_text("5 from 1 of 11 factors")
    assert request_paths == []


def change_worker(page: Page, site: Path, old: str, new: str) -> None:
    """Make the page load a worker script in which `old` is replaced by `new`."""
    script = worker_bundle.changed(site, old, new)
    change_form(page, lambda _: script)


def test_engine_starts_from_the_image_without_fetching_the_fallback(
    page: Page, request_paths: list[str]
) -> None:
    AssessmentPage(page).open()
    engine = [
        path.rpartition("/")[2] for path in request_paths if path.startswith("/assets/engine/")
    ]
    assert sorted(engine) == ["engine.json", "python.wasm"]
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")


@pytest.mark.parametrize("file", [engine_files.IMAGE, engine_files.MANIFEST])
def test_engine_falls_back_if_the_image_or_manifest_is_missing(
    page: Page, watch: Watch, request_paths: list[str], file: str
) -> None:
    watch.expect("404")
    engine_files.missing(page, file)
    expect_fallback(page, request_paths)


@pytest.fixture(params=["altered", "cut", "a page", "foreign", "foreign with its manifest"])
def other_host(request: pytest.FixtureRequest, site: Path, tmp_path: Path) -> Iterator[str]:
    """Serve the site with other content instead of the image; return the server's address."""
    shutil.copytree(site, tmp_path / "site", copy_function=os.link)
    (image,) = (tmp_path / "site").glob("assets/engine/*/python.wasm")
    content = bytearray(image.read_bytes())
    content[-1000] ^= 1  # in the memory's initial content, so that the module still compiles
    instead: dict[str, bytes | bytearray] = {
        "altered": content,
        "cut": content[:-1000],
        "a page": b"<!doctype html>",
        "foreign": (image.parent / "fallback" / "pyodide.asm.wasm").read_bytes(),
    }
    name, _, with_manifest = request.param.partition(" with ")
    for file in image.parent.glob("python.wasm*"):
        file.unlink()
    image.write_bytes(instead[name])
    if with_manifest:
        manifest = image.with_name("engine.json")
        described = json.loads(manifest.read_text("utf-8"))
        digest = hashlib.sha256(instead[name]).hexdigest()
        described["image"] = {"size": len(instead[name]), "sha256": digest}
        manifest.unlink()  # it is a hard link, and writing to it would change the built site
        manifest.write_text(json.dumps(described), encoding="utf-8")
    with dev_server.start(tmp_path / "site") as address:
        yield address


def test_engine_falls_back_if_the_image_differs_from_the_built_one(
    browser: Browser, other_host: str
) -> None:
    watch = Watch(other_host)
    with browser.new_context(base_url=other_host, service_workers="block") as context:
        watch.follow(context)
        request_paths: list[str] = []
        context.on("request", lambda request: request_paths.append(urlsplit(request.url).path))
        expect_fallback(context.new_page(), request_paths)
    assert watch.unexpected() == []


@pytest.mark.parametrize(
    "instead",
    [
        pytest.param('.handle(question) && "{}"', id="another answer"),
        pytest.param(".handle(refuse())", id="no start"),
        pytest.param(
            ".handle(await new Promise(() => setTimeout(() => { throw new Error(); })))",
            id="an error of the worker",
        ),
    ],
)
def test_engine_falls_back_if_the_image_fails_its_trial(
    page: Page, site: Path, request_paths: list[str], instead: str
) -> None:
    change_worker(page, site, ASK, instead)
    expect_fallback(page, request_paths)


def test_engine_falls_back_if_the_image_download_stalls(
    page: Page, watch: Watch, request_paths: list[str]
) -> None:
    watch.expect("ERR_FAILED")
    stalled: list[Route] = []
    page.clock.install()
    page.route(engine_files.IMAGE, lambda route: stalled.append(route))
    with page.expect_request(engine_files.IMAGE):
        form = AssessmentPage(page).open(wait=False)
    form.expect_bar("Loading the scoring program")
    page.clock.run_for(16_000)
    page.clock.resume()
    form.wait_until_ready()
    expect(page.locator("html")).to_have_attribute("data-seal", "sealed")
    assert any(re.search("/fallback/pyodide.asm.wasm$", path) for path in request_paths)
