"""What is measured: the site's form and its rivals, each with how its first score is known."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from builder.bench import form, rivals
from builder.bench.host import Host

OURS = "this site"
OURS_BARE = "this site, no service worker"
# Its pages lead to the form.
SECTION_TWO = "/assessing-risk/"
FORM = f"{SECTION_TWO}assessment/"
BEFORE_FORM = f"{SECTION_TWO}using-the-tool/"
# Its files are below here, whatever they are.
ENGINE = "/assets/engine/"
SERVICE_WORKER = "/service-worker.js"

_SCRIPT = (Path(__file__).parent / "scripts" / "first_score.js").read_text("utf-8")


@dataclass(frozen=True, slots=True)
class Subject:
    """A page that shows a total, where it is, and the script that waits for it."""

    name: str
    host: Host
    path: str
    script: str
    # Whether a page of the same site leads to it.
    has_page_before: bool = False
    # Whether it may keep itself on the device.
    offline: bool = False

    @property
    def address(self) -> str:
        """The whole address."""
        return self.host.address + self.path


def request() -> Mapping[str, object]:
    """Return the question that every rival is asked first: one factor answered, as the form is asked it."""
    return {"id": 1, "op": "score", "answers": form.one_answer()}


def ours(host: Host) -> list[Subject]:
    """Return the site's form as shipped and, if it has a service worker, without it."""
    script = _script(
        place=form.BAR, words=form.shown(1, form.FIRST.lowest), answer=form.radio(form.FIRST.lowest)
    )
    shipped = Subject(OURS, host, FORM, script, has_page_before=True, offline=True)
    if host.find(SERVICE_WORKER) is None:
        return [shipped]
    return [shipped, Subject(OURS_BARE, host, FORM, script, has_page_before=True)]


def others(host: Host) -> list[Subject]:
    """Return the rivals, whose pages ask by themselves."""
    script = _script(place="#total", words=f"^{form.FIRST.lowest}$", answer="")
    return [Subject(name, host, f"/{folder}/", script) for name, folder in rivals.FOLDERS.items()]


def _script(**wanted: str) -> str:
    return f"globalThis.wanted = {json.dumps(wanted)};\n{_SCRIPT}"
