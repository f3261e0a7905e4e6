"""Tests of the engine's start in a real worker, from the image and from the fallback, also with faulty files."""

import base64
import hashlib
import io
import json
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import worker_bundle
from bare_engine import ask, folder, open_blank
from case_tables import COMPLETE
from conftest import Watch
from instrument_samples import envelope
from playwright.sync_api import BrowserContext, Page, Route
from rule_cases import CASES

from scoring import bridge

WAYS = [pytest.param(False, id="image"), pytest.param(True, id="fallback")]
# Replaces the scoring package. It tries each way from Python to JavaScript, and returns those that work.
PROBING_CODE = """
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
    """Open an empty page of the site's origin, without a Content Security Policy."""
    return open_blank(page)


def inline(content: bytes) -> str:
    return f"data:application/octet-stream;base64,{base64.b64encode(content).decode()}"


@pytest.mark.parametrize("fallback", WAYS)
def test_engine_starts_and_reports_its_progress(blank: Page, site: Path, fallback: bool) -> None:
    answer = ask(blank, site, fallback=fallback)
    assert "result" in answer
    progress = [state["progress"] for state in answer["states"][:-1]]
    assert progress == sorted(progress)
    # On a busy machine each file may arrive in one piece, and then only the start and the end are reported.
    assert len(progress) > 1
    # The blank page has no policy: the worker's probe request succeeds, so the page must not be reported as sealed.
    assert answer["states"][-1] == {"state": "ready", "sealed": False}


@pytest.mark.parametrize("fallback", WAYS)
def test_engine_gives_the_same_answers_as_python_outside_the_browser(
    blank: Page, site: Path, fallback: bool
) -> None:
    every = [COMPLETE, *(case.answers for case in CASES[:: 12 if fallback else 3])]
    questions = [(op, answers) for answers in every for op in ("assess", "report")]
    replies = [
        json.loads(bridge.handle(json.dumps({"id": 1, "op": op, "answers": envelope(answers)})))
        for op, answers in questions
    ]
    from_browser = ask(blank, site, *questions, fallback=fallback)["answers"]
    for (op, answers), answer, reply in zip(questions, from_browser, replies, strict=True):
        expected = reply.get("result") or reply["error"]["code"]
        assert answer.get("result", answer.get("code")) == expected, (op, answers)


@pytest.mark.parametrize("fallback", WAYS)
def test_engine_files_are_each_requested_once_and_then_only_seal_probe(
    blank: Page, context: BrowserContext, site: Path, fallback: bool
) -> None:
    request_paths: list[str] = []
    context.on("request", lambda request: request_paths.append(urlsplit(request.url).path))
    ask(blank, site, fallback=fallback)
    place = f"{folder(site)}fallback/" if fallback else folder(site)
    # Without the compressed copies, because the host sends those under the names of the originals.
    names = [path.name for path in (site / place[1:]).iterdir() if path.is_file()]
    files = [f"{place}{name}" for name in names if not name.endswith((".br", ".gz"))]
    engine = [path for path in request_paths if path.startswith("/assets/engine/")]
    assert sorted(engine) == sorted(files)
    after = request_paths[max(request_paths.index(file) for file in files) + 1 :]
    assert [path for path in after if path.startswith("/")] == ["/seal-probe"]


@pytest.mark.parametrize("fallback", WAYS)
def test_a_worker_whose_network_is_down_is_not_taken_as_sealed(
    blank: Page, site: Path, watch: Watch, fallback: bool
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    blank.route("**/seal-probe", lambda route: route.abort("internetdisconnected"))
    answer = ask(blank, site, fallback=fallback)
    assert answer["states"][-1] == {"state": "ready", "sealed": False}


def test_python_cannot_reach_javascript(blank: Page, site: Path) -> None:
    # Only from the fallback: tests/builder/engine/test_image.py checks the same for the image.
    wheel = io.BytesIO()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("scoring/__init__.py", "")
        archive.writestr("scoring/bridge.py", PROBING_CODE)
    file = site / folder(site)[1:] / "fallback" / "pyodide-lock.json"
    lock = json.loads(file.read_text("utf-8"))
    scoring = lock["packages"]["scoring"]
    scoring["sha256"] = hashlib.sha256(wheel.getvalue()).hexdigest()
    replaced = {
        scoring["file_name"]: inline(wheel.getvalue()),
        "pyodide-lock.json": inline(json.dumps(lock).encode()),
    }
    assert ask(blank, site, fallback=True, replaced=replaced)["result"] == []


FILES = [
    *("engine.json", "python.wasm", "fallback/pyodide-lock.json", "fallback/pyodide.mjs"),
    *("fallback/pyodide.asm.mjs", "fallback/pyodide.asm.wasm", "fallback/python_stdlib.zip"),
    *("fallback/scoring-*.whl", "fallback/markupsafe-*.whl"),
]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_reported_at_once(
    blank: Page, site: Path, watch: Watch, name: str
) -> None:
    watch.expect(r"status of 404")
    blank.context.route(f"**/assets/engine/*/{name}", lambda route: route.fulfill(status=404))
    answer = ask(blank, site, fallback="/" in name)
    assert (answer["name"], answer["code"]) == ("ScorerError", "engine-missing")
    assert [state for state in answer["states"] if state["state"] != "loading"] == [
        {"state": "failed", "code": "engine-missing"}
    ]


@pytest.mark.parametrize("name", [*FILES[:2], *FILES[4:8]])
def test_html_page_in_place_of_an_engine_file_is_reported(
    blank: Page, site: Path, name: str
) -> None:
    def page_instead(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<!doctype html>")

    blank.context.route(f"**/assets/engine/*/{name}", page_instead)
    assert ask(blank, site, fallback="/" in name)["code"] == "engine-broken"


# test_fallback.py does this for the image, which would take too long as the body of a fulfilled route.
@pytest.mark.parametrize("name", [FILES[0], *FILES[5:8]])
def test_engine_file_with_one_altered_bit_is_rejected(blank: Page, site: Path, name: str) -> None:
    content = bytearray(next(site.glob(f"assets/engine/*/{name}")).read_bytes())
    content[len(content) // 2] ^= 1
    blank.context.route(
        f"**/assets/engine/*/{name}", lambda route: route.fulfill(body=bytes(content))
    )
    assert ask(blank, site, fallback="/" in name)["code"] == "engine-broken"


def test_a_download_that_stops_runs_into_the_time_limit(
    blank: Page, site: Path, watch: Watch
) -> None:
    watch.expect("ERR_FAILED")  # from the abort below, if the page is still there to report it
    held: list[Route] = []
    blank.context.route("**/pyodide.asm.wasm", lambda route: held.append(route))
    answer = ask(blank, site, fallback=True, timeouts={"start": 2_000})
    assert answer["code"] in ("start-timeout", "engine-timeout")
    for route in held:
        route.abort()


@pytest.mark.parametrize("fallback", WAYS)
def test_a_worker_without_webassembly_is_reported(blank: Page, site: Path, fallback: bool) -> None:
    without = f"{worker_bundle.shipped(site)}\ndelete globalThis.WebAssembly;\n"
    assert ask(blank, site, fallback=fallback, worker=without)["code"] == "engine-broken"
