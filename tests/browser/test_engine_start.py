"""The engine in a real worker: from addresses, from bytes, and with a piece of it missing."""

import base64
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Watch
from playwright.sync_api import BrowserContext, Page, Route

from scoring import definition

BLANK = '<!doctype html><html lang="en"><title>Engine</title><link rel="icon" href="data:,">'
ASK = """async ({ answers, options, files }) => {
  const { createScorer } = await import("/app/scorer.mjs");
  const source = files && { files: Object.fromEntries(await Promise.all(
    Object.entries(files).map(async ([name, from]) => [name, await (await fetch(from)).arrayBuffer()])
  )) };
  const states = [];
  const onState = (state) => states.push(state);
  const scorer = createScorer({ workerUrl: "/app/worker.mjs", onState, source, ...options });
  const asked = scorer.ask("score", answers);
  const answer = await asked.then((result) => ({ result }), ({ name, code }) => ({ name, code }));
  scorer.dispose();
  return { ...answer, states };
}"""
# Stands for scoring in bytes mode: says of each way to JavaScript what becomes of it.
CURIOUS = """
import json

WAYS = ("import js", "from js import fetch", "import pyodide_js",
        "from pyodide.code import run_js; run_js('1')")

def handle(message):
    found = []
    for way in WAYS:
        try:
            exec(way, {})
        except ImportError:
            continue
        found.append(way)
    return json.dumps({"id": json.loads(message)["id"], "ok": True, "result": found})
"""


@pytest.fixture
def blank(page: Page) -> Page:
    """Open an empty page of the site's origin."""
    page.route("**/blank", lambda route: route.fulfill(content_type="text/html", body=BLANK))
    page.goto("/blank")
    return page


def ask(page: Page, files: dict[str, str] | None = None, **options: object) -> Any:
    """Start an engine, ask it one score and return the answer and all states."""
    envelope = {
        "format": "hillingdon-cse-answers",
        "version": 1,
        "instrument": definition.load().version,
        "answers": {},
    }
    return page.evaluate(ASK, {"answers": envelope, "options": options, "files": files})


def engine_files(site: Path) -> dict[str, str]:
    """Return each file of the engine with its address."""
    return {path.name: f"/assets/engine/{path.name}" for path in (site / "assets/engine").iterdir()}


def inline(content: bytes) -> str:
    return f"data:application/octet-stream;base64,{base64.b64encode(content).decode()}"


def test_it_starts_from_addresses_and_tells_its_progress(blank: Page) -> None:
    answer = ask(blank)
    assert "result" in answer
    progress = [state["progress"] for state in answer["states"][:-1]]
    assert progress == sorted(progress)
    assert len(progress) > 2
    assert answer["states"][-1] == {"state": "ready"}


def test_it_starts_from_bytes_and_asks_the_host_for_nothing(
    blank: Page, context: BrowserContext, site: Path
) -> None:
    files = engine_files(site)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    assert "result" in ask(blank, files)
    assert [asked.count(name) for name in files] == [1] * len(files)


def test_python_finds_no_way_to_javascript(blank: Page, site: Path) -> None:
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("scoring/__init__.py", "")
        archive.writestr("scoring/bridge.py", CURIOUS)
    lock = json.loads((site / "assets/engine/pyodide-lock.json").read_text("utf-8"))
    scoring = lock["packages"]["scoring"]
    scoring["sha256"] = hashlib.sha256(wheel.getvalue()).hexdigest()
    files = engine_files(site) | {
        scoring["file_name"]: inline(wheel.getvalue()),
        "pyodide-lock.json": inline(json.dumps(lock).encode()),
    }
    assert ask(blank, files)["result"] == []


@pytest.mark.parametrize(
    "name",
    [
        *("pyodide-lock.json", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"),
        *("python_stdlib.zip", "scoring-*.whl", "markupsafe-*.whl"),
    ],
)
def test_a_missing_file_is_told_at_once(blank: Page, watch: Watch, name: str) -> None:
    watch.expect(r"status of 404")
    blank.context.route(f"**/assets/engine/{name}", lambda route: route.fulfill(status=404))
    answer = ask(blank)
    assert (answer["name"], answer["code"]) == ("ScorerError", "engine-missing")
    assert [state for state in answer["states"] if state["state"] != "loading"] == [
        {"state": "failed", "code": "engine-missing"}
    ]


def test_a_core_that_is_no_webassembly_is_told_at_once(blank: Page) -> None:
    def page_instead(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<!doctype html>")

    blank.context.route("**/pyodide.asm.wasm", page_instead)
    assert ask(blank)["code"] == "engine-broken"


def test_an_altered_package_is_refused(blank: Page, watch: Watch) -> None:
    watch.expect(r"integrity")
    blank.context.route("**/jinja2-*.whl", lambda route: route.fulfill(body="altered"))
    assert ask(blank)["code"] == "engine-missing"


def test_a_download_that_stands_still_runs_into_the_time_limit(blank: Page) -> None:
    held: list[Route] = []
    blank.context.route("**/pyodide.asm.wasm", lambda route: held.append(route))
    answer = ask(blank, timeouts={"start": 2_000})
    assert answer["code"] in ("start-timeout", "engine-timeout")
    for route in held:
        route.abort()


def test_a_browser_without_webassembly_is_told(blank: Page, site: Path) -> None:
    script = (site / "app/worker.mjs").read_text("utf-8")
    without = script + "\ndelete globalThis.WebAssembly;\n"
    blank.context.route(
        "**/app/worker.mjs",
        lambda route: route.fulfill(content_type="text/javascript", body=without),
    )
    assert ask(blank)["code"] == "no-webassembly"


def test_a_missing_worker_is_told(blank: Page, watch: Watch) -> None:
    watch.expect(r"status of 404")
    blank.context.route("**/app/loader.mjs", lambda route: route.fulfill(status=404))
    assert ask(blank)["code"] == "worker-error"
