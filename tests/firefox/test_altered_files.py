"""Tests that Firefox refuses altered files: one bit of a script or of the engine is changed in the response."""

import io
import json
import os
import subprocess
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import waiting

from builder.base import paths
from builder.serve import dev_server, production_headers
from builder.toolchain import node
from firefox.test_firefox import program  # noqa: F401 (a fixture)

FORM = "/assessing-risk/assessment/"
SEALED = "html[data-seal=sealed]"
# For each file, by the end of its path: a page that loads it, and a selector that shows when the page is done.
FILES = {
    "/assessment-boot.mjs": (FORM, "h1"),
    "/audit.mjs": ("/assessing-risk/audit/", "h1"),
    "/checklist.mjs": ("/recognise/checklist/", "h1"),
    "/prefetch-engine.mjs": ("/assessing-risk/", "h1"),
    "/site.mjs": ("/about/", "h1"),
    ".min.js": ("/about/", "h1"),
    "/encryption.mjs": (FORM, f"{SEALED}:has([data-keep-missing]:not([hidden]))"),
    "/engine.json": (FORM, SEALED),
    "/python.wasm": (FORM, SEALED),
}


class Altering(production_headers.Handler):
    """A host with our headers that flips one bit in the middle of the file `altered`."""

    altered = ""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Respond with the altered file if it is requested, and without a service worker."""
        path = self.path.partition("?")[0]
        if path == "/service-worker.js":
            self.send_error(404)
            return None
        if not path.endswith(self.altered) or "/workers/" in path:
            return super().send_head()
        body = bytearray(Path(self.translate_path(path)).read_bytes())
        body[len(body) // 2] ^= 1
        self.reply_head(len(body), self.guess_type(path))
        return io.BytesIO(bytes(body))


@pytest.fixture(scope="module")
def outcome(program: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:  # noqa: F811
    """Return what Firefox did with each altered file."""
    with ExitStack() as stack:
        visits = []
        for file, (page, until) in FILES.items():
            kind = type("_Altering", (Altering,), {"altered": file})
            address = stack.enter_context(dev_server.start(site, handler=kind))
            visits.append([f"{address}{page}", until])
        finished = subprocess.run(
            [
                node.get().node,
                paths.ROOT / "tests/firefox/altered-files.mjs",
                program,
                json.dumps(visits),
            ],
            capture_output=True,
            text=True,
            timeout=waiting.PROGRAM_S,
            check=False,
            env={
                **os.environ,
                "HOME": os.fspath(tmp_path_factory.mktemp("home")),
                waiting.VARIABLE: str(waiting.TIMEOUT_MS),
            },
        )
    assert finished.returncode == 0, finished.stderr
    return dict(zip(FILES, json.loads(finished.stdout), strict=True))


@pytest.mark.parametrize("script", list(FILES)[:6])
def test_an_altered_script_is_not_run(outcome: dict[str, Any], script: str) -> None:
    assert [address for address in outcome[script]["refused"] if script in address]


def test_altered_encryption_script_is_not_run_and_saving_is_unavailable(
    outcome: dict[str, Any],
) -> None:
    assert outcome["/encryption.mjs"]["isMissing"] is True
    assert outcome["/engine.json"]["isMissing"] is False


@pytest.mark.parametrize("file", ["/engine.json", "/python.wasm"])
def test_altered_engine_is_replaced_by_the_fallback_engine(
    outcome: dict[str, Any], file: str
) -> None:
    assert any(name.endswith("/fallback/pyodide.asm.wasm") for name in outcome[file]["asked"])
    assert not any("/fallback/" in name for name in outcome["/encryption.mjs"]["asked"])
