"""The engine in a real worker: whole, and with a piece of it missing or wrong."""

import base64
import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import Watch
from playwright.sync_api import BrowserContext, Page, Route

from scoring import definition

BLANK = '<!doctype html><html lang="en"><title>Engine</title><link rel="icon" href="data:,">'
ASK = """async ({ answers, options, replaced }) => {
  const { createScorer } = await import("/app/scorer.mjs");
  const { download } = await import("/app/download.mjs");
  const base = new URL("/assets/engine/", location).href;
  const prepare = async (onProgress) => {
    const parts = await download({ base, worker: "/app/worker.mjs" }, onProgress);
    for (const [name, from] of Object.entries(replaced)) {
      parts.files[name] = await (await fetch(from)).arrayBuffer();
    }
    return parts;
  };
  const states = [];
  const onState = (state) => states.push(state);
  const probe = new URL("/seal-probe", location).href;
  const scorer = createScorer({ prepare, probe, onState, ...options });
  const asked = scorer.ask("score", answers);
  const answer = await asked.then((result) => ({ result }), ({ name, code }) => ({ name, code }));
  scorer.dispose();
  return { ...answer, states };
}"""
# Stands for scoring: says of each way to JavaScript what becomes of it.
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
    """Open an empty page of the site's origin, without any policy."""
    # The worker tries one request, which nothing here refuses.
    page.route("**/seal-probe", lambda route: route.fulfill(body=""))
    page.route("**/blank", lambda route: route.fulfill(content_type="text/html", body=BLANK))
    page.goto("/blank")
    return page


def ask(page: Page, replaced: dict[str, str] | None = None, **options: object) -> Any:
    """Start an engine, ask it one score and return the answer and all states."""
    envelope = {
        "format": "hillingdon-cse-answers",
        "version": 1,
        "instrument": definition.load().version,
        "answers": {},
    }
    return page.evaluate(ASK, {"answers": envelope, "options": options, "replaced": replaced or {}})


def inline(content: bytes) -> str:
    return f"data:application/octet-stream;base64,{base64.b64encode(content).decode()}"


def test_it_starts_and_tells_its_progress(blank: Page) -> None:
    answer = ask(blank)
    assert "result" in answer
    progress = [state["progress"] for state in answer["states"][:-1]]
    assert progress == sorted(progress)
    assert len(progress) > 2


def test_the_worker_claims_no_seal_on_a_page_that_has_none(blank: Page) -> None:
    # The blank page has no policy at all: the worker's own try got through.
    assert ask(blank)["states"][-1] == {"state": "ready", "sealed": False}


def test_each_file_is_asked_for_once_and_none_after_the_download(
    blank: Page, context: BrowserContext, site: Path
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(urlsplit(request.url).path))
    ask(blank)
    # But for the compressed copies, which the host sends in their place.
    names = [path.name for path in (site / "assets/engine").iterdir()]
    files = [f"/assets/engine/{name}" for name in names if not name.endswith((".br", ".gz"))]
    assert sorted(path for path in asked if path in files) == sorted(files)
    after = asked[max(asked.index(file) for file in files) + 1 :]
    assert [path for path in after if path.startswith("/")] == ["/seal-probe"]


def test_python_finds_no_way_to_javascript(blank: Page, site: Path) -> None:
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("scoring/__init__.py", "")
        archive.writestr("scoring/bridge.py", CURIOUS)
    lock = json.loads((site / "assets/engine/pyodide-lock.json").read_text("utf-8"))
    scoring = lock["packages"]["scoring"]
    scoring["sha256"] = hashlib.sha256(wheel.getvalue()).hexdigest()
    replaced = {
        scoring["file_name"]: inline(wheel.getvalue()),
        "pyodide-lock.json": inline(json.dumps(lock).encode()),
    }
    assert ask(blank, replaced)["result"] == []


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


@pytest.mark.parametrize(
    "name", ["pyodide.asm.wasm", "pyodide.asm.mjs", "python_stdlib.zip", "jinja2-*.whl"]
)
def test_a_page_in_the_place_of_a_file_is_told_at_once(blank: Page, name: str) -> None:
    def page_instead(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<!doctype html>")

    blank.context.route(f"**/assets/engine/{name}", page_instead)
    assert ask(blank)["code"] == "engine-broken"


@pytest.mark.parametrize("name", ["python_stdlib.zip", "pyodide.asm.wasm", "scoring-*.whl"])
def test_one_altered_bit_is_noticed(blank: Page, site: Path, name: str) -> None:
    content = bytearray(next((site / "assets/engine").glob(name)).read_bytes())
    content[len(content) // 2] ^= 1
    blank.context.route(
        f"**/assets/engine/{name}", lambda route: route.fulfill(body=bytes(content))
    )
    assert ask(blank)["code"] == "engine-broken"


def test_a_download_that_stands_still_runs_into_the_time_limit(blank: Page, watch: Watch) -> None:
    watch.expect("ERR_FAILED")  # of the abort below, if the page lives to hear of it
    held: list[Route] = []
    blank.context.route("**/pyodide.asm.wasm", lambda route: held.append(route))
    answer = ask(blank, timeouts={"start": 2_000})
    assert answer["code"] in ("start-timeout", "engine-timeout")
    for route in held:
        route.abort()


def test_a_worker_without_webassembly_is_told(blank: Page, site: Path) -> None:
    script = (site / "app/worker.mjs").read_text("utf-8")
    without = script + "\ndelete globalThis.WebAssembly;\n"
    blank.context.route(
        "**/app/worker.mjs",
        lambda route: route.fulfill(content_type="text/javascript", body=without),
    )
    assert ask(blank)["code"] == "engine-broken"


def test_a_missing_worker_is_told(blank: Page, watch: Watch) -> None:
    watch.expect(r"status of 404")
    blank.context.route("**/app/worker.mjs", lambda route: route.fulfill(status=404))
    assert ask(blank)["code"] == "engine-missing"
