"""Start the scoring engine without the form, on an empty page with the site's own modules, and ask it questions."""

import hashlib
import json
from pathlib import Path
from typing import Any

import worker_bundle
from instrument_samples import envelope
from playwright.sync_api import Page, Route

from builder.base import paths

_BLANK = '<!doctype html><html lang="en"><title>Engine</title><link rel="icon" href="data:,"><body>'
# The path where our modules are served as separate files, not as the build bundles them.
_APP = "/apart/"
_ASK = """async ({ app, text, questions, folder, fallback, lock, replaced, options }) => {
  const { createScorer } = await import(`${app}engine/client.mjs`);
  const { download } = await import(`${app}engine/pyodide-download.mjs`);
  const { getImage } = await import(`${app}engine/image-loader.mjs`);
  const base = new URL(folder, location).href;
  const prepare = async (onProgress, signal) => {
    const worker = new Blob([text], { type: "text/javascript" });
    if (!fallback) return { ...(await getImage(base, worker, onProgress, signal)), worker };
    const parts = await download(`${base}fallback/`, lock, onProgress, signal);
    for (const [name, from] of Object.entries(replaced)) {
      parts.files[name] = await (await fetch(from)).arrayBuffer();
    }
    return { ...parts, worker };
  };
  const states = [];
  const onState = (state) => states.push(state);
  const probe = new URL("/seal-probe", location).href;
  const scorer = createScorer({ prepare, probe, onState, ...options });
  const answers = [];
  for (const [op, given] of questions) {
    const asked = scorer.ask(op, { answers: given });
    answers.push(await asked.then((result) => ({ result }), ({ name, code }) => ({ name, code })));
  }
  scorer.dispose();
  return { ...answers[0], answers, states };
}"""


def open_blank(page: Page) -> Page:
    """Open an empty page of the site's origin, without a Content Security Policy."""
    # The worker sends one probe request, and no policy of this page blocks it.
    page.route("**/seal-probe", lambda route: route.fulfill(body=""))
    page.route("**/blank", lambda route: route.fulfill(content_type="text/html", body=_BLANK))
    serve_modules(page)
    page.goto("/blank")
    return page


def serve_modules(page: Page) -> str:
    """Serve our modules as separate files at the page's origin; return their path."""

    def module(route: Route) -> None:
        name = route.request.url.partition(_APP)[2]
        text = (paths.DOCS / "app" / name).read_text("utf-8")
        route.fulfill(content_type="text/javascript", body=text)

    page.route(f"**{_APP}**/*.mjs", module)
    # The build bundles these limits, which the page and Python share (docs/app/lib/limits.mjs).
    limits = (paths.SCORING / "limits.json").read_text("utf-8")
    page.route("**/scoring/limits.json", lambda route: route.fulfill(json=json.loads(limits)))
    return _APP


def ask(
    page: Page,
    site: Path,
    *questions: tuple[str, Any],
    fallback: bool = False,
    replaced: dict[str, str] | None = None,
    worker: str | None = None,
    **options: object,
) -> Any:
    """Start an engine and ask it questions; return the first answer, all `answers`, and the engine's `states`.

    A question is an operation and its answers; without any, "assess" is asked about an empty form. `fallback` starts
    Python from the fallback instead of the image. `replaced` maps names of fallback files to the URLs of other files.
    `worker` replaces the text of the worker's script. `options` are passed to createScorer.
    """
    messages = [(op, envelope(answers)) for op, answers in questions or (("assess", {}),)]
    return page.evaluate(
        _ASK,
        {
            "app": _APP,
            "text": worker or worker_bundle.shipped(site),
            "questions": messages,
            "folder": folder(site),
            "fallback": fallback,
            "lock": lock_sha256(site),
            "replaced": replaced or {},
            "options": options,
        },
    )


def folder(site: Path) -> str:
    """Return the path of the engine's folder, with a slash at both ends."""
    (engine_folder,) = (site / "assets" / "engine").iterdir()
    return f"/{engine_folder.relative_to(site).as_posix()}/"


def lock_sha256(site: Path) -> str:
    """Return the SHA-256 of the fallback's lock file."""
    (lock_file,) = site.glob("assets/engine/*/fallback/pyodide-lock.json")
    return hashlib.sha256(lock_file.read_bytes()).hexdigest()
