"""The pages to compare: the site's form and the baselines, each with the script that detects its first score."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.harness import SCRIPTS, baselines, form
from benchmarks.harness.bench_server import Server

THIS_SITE = "this site"
THIS_SITE_WITHOUT_WORKER = "this site, no service worker"
# The section whose pages prefetch the engine, the form in it, and the page before the form.
SECTION_TWO = "/assessing-risk/"
FORM = f"{SECTION_TWO}assessment/"
BEFORE_FORM = f"{SECTION_TWO}using-the-tool/"
# All files of the engine are in this folder.
ENGINE = "/assets/engine/"
SERVICE_WORKER = "/service-worker.js"

_SCRIPT = (SCRIPTS / "first_score.js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Subject:
    """A page that shows a total, its server, and the script that waits for the total."""

    name: str
    server: Server
    path: str
    script: str
    # Whether another page of the same site links to this page.
    has_page_before: bool = False
    # Whether its service worker may run.
    offline: bool = False

    @property
    def address(self) -> str:
        """The whole address."""
        return self.server.address + self.path


def request() -> Mapping[str, object]:
    """Return the first request to every baseline: one answered factor, as in the form."""
    return {"id": 1, "op": "assess", "answers": form.one_answer()}


def site_subjects(server: Server) -> list[Subject]:
    """Return the site's form as shipped and, if the site has a service worker, the form without it."""
    lowest = form.FIRST.lowest
    script = _script(place=form.TOTAL, words=f"^{lowest}$", answer=form.radio(lowest))
    shipped = Subject(THIS_SITE, server, FORM, script, has_page_before=True, offline=True)
    if server.find(SERVICE_WORKER) is None:
        return [shipped]
    return [shipped, Subject(THIS_SITE_WITHOUT_WORKER, server, FORM, script, has_page_before=True)]


def baseline_subjects(server: Server) -> list[Subject]:
    """Return the baselines. Their pages send the request without a click."""
    script = _script(place="#total", words=f"^{form.FIRST.lowest}$", answer="")
    return [
        Subject(name, server, f"/{folder}/", script) for name, folder in baselines.FOLDERS.items()
    ]


def without_variants(compared: Sequence[Subject]) -> list[Subject]:
    """Return the subjects except the form without its service worker, which differs only in its starting time."""
    return [subject for subject in compared if subject.name != THIS_SITE_WITHOUT_WORKER]


def _script(**wanted: str) -> str:
    return f"globalThis.wanted = {json.dumps(wanted)};\n{_SCRIPT}"
