"""The engine without the form: started on an empty page by the site's own modules, and asked."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from sample import envelope

from builder.naming import named

_BLANK = '<!doctype html><html lang="en"><title>Engine</title><link rel="icon" href="data:,"><body>'
_ASK = """async ({ app, questions, folder, ordinary, replaced, options }) => {
  const { createScorer } = await import(`${app}scorer.mjs`);
  const { download } = await import(`${app}download.mjs`);
  const { getImage } = await import(`${app}image.mjs`);
  const base = new URL(folder, location).href;
  const prepare = async (onProgress, signal) => {
    const response = await fetch(`${app}worker.mjs`);
    const script = response.blob();
    if (!ordinary) return { ...(await getImage(base, script, onProgress, signal)), worker: await script };
    const parts = await download(`${base}ordinary/`, onProgress, signal);
    for (const [name, from] of Object.entries(replaced)) {
      parts.files[name] = await (await fetch(from)).arrayBuffer();
    }
    return { ...parts, worker: await script };
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
    """Open an empty page of the site's origin, without any policy."""
    # The worker tries one request, which nothing here refuses.
    page.route("**/seal-probe", lambda route: route.fulfill(body=""))
    page.route("**/blank", lambda route: route.fulfill(content_type="text/html", body=_BLANK))
    page.goto("/blank")
    return page


def ask(
    page: Page,
    site: Path,
    *questions: tuple[str, Any],
    ordinary: bool = False,
    replaced: dict[str, str] | None = None,
    **options: object,
) -> Any:
    """Start an engine, ask it; return the first answer, all of them, and the states it went through.

    `ordinary` starts Python in the ordinary way and not from the image, with files `replaced` by others.
    """
    asked = [(op, envelope(given)) for op, given in questions or (("score", {}),)]
    return page.evaluate(
        _ASK,
        {
            "app": f"/{named(site, 'app').name}/",
            "questions": asked,
            "folder": folder(site),
            "ordinary": ordinary,
            "replaced": replaced or {},
            "options": options,
        },
    )


def folder(site: Path) -> str:
    """Return the address of the engine's folder."""
    (found,) = (site / "assets" / "engine").iterdir()
    return f"/{found.relative_to(site).as_posix()}/"
