"""Whom the engine can ask in these tests: the site, whole or with something wrong, and one that is all other hosts."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from unpinned import without_pins

from builder.assets.fingerprint import named
from builder.serve import dev_server, loopback, production_headers

FORM = "/assessing-risk/assessment/"


@contextmanager
def all_others() -> Iterator[tuple[str, list[str]]]:
    """Stand for all other hosts; give its address, and what has been asked of them."""
    asked: list[str] = []

    class Elsewhere(loopback.RequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_CONNECT = do_HEAD = do_POST = do_GET

    with loopback.running(loopback.Server((loopback.HOST, 0), Elsewhere)) as address:
        yield address.removeprefix("http://"), asked


@contextmanager
def served(
    site: Path, *, asked: list[str] | None = None, missing: str = "", loose: bool = False
) -> Iterator[str]:
    """Serve the site at an address of its own, without a file, or with a seal that does not hold.

    No service worker is to be had, as a page kept by it would ask for nothing.
    """
    form = named(site, "app") / "assessment-boot.mjs"

    class Host(production_headers.Handler):
        def send_head(self) -> io.BytesIO | BinaryIO | None:
            if asked is not None:
                asked.append(self.path)
            if self.path.endswith(("/service-worker.js", missing or "/service-worker.js")):
                self.send_error(404)
                return None
            if loose and self.path.endswith("/assessing-risk/assessment/"):
                page = site / "assessing-risk" / "assessment" / "index.html"
                return self._send(without_pins(page.read_text("utf-8")), "text/html")
            if loose and self.path.endswith(f"/{form.name}"):
                text = form.read_text("utf-8")
                assert "\"connect-src 'none'\"" in text
                wider = text.replace("\"connect-src 'none'\"", "\"connect-src 'self' data:\"")
                return self._send(wider, "text/javascript")
            return super().send_head()

        def _send(self, text: str, kind: str) -> io.BytesIO:
            body = text.encode()
            self.reply_head(len(body), kind)
            return io.BytesIO(body)

        def more_headers(self) -> dict[str, str]:
            headers = super().more_headers()
            if loose:
                headers.pop("Integrity-Policy", None)
            return headers

    with dev_server.start(site, handler=Host) as address:
        yield address
