"""Servers for the WebKit tests: the complete site, a faulty site, and a proxy that records requests to other hosts."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from unpinned import without_pins

from builder.assets.fingerprint import hashed_folder
from builder.serve import dev_server, loopback, production_headers

FORM = "/assessing-risk/assessment/"


@contextmanager
def all_others() -> Iterator[tuple[str, list[str]]]:
    """Run a proxy in place of all other hosts; yield its address, and the list of the requests to them."""
    request_paths: list[str] = []

    class Elsewhere(loopback.RequestHandler):
        def do_GET(self) -> None:
            request_paths.append(self.path)
            self.send_error(404)

        do_CONNECT = do_HEAD = do_POST = do_GET

    with loopback.running(loopback.Server((loopback.HOST, 0), Elsewhere)) as address:
        yield address.removeprefix("http://"), request_paths


@contextmanager
def served(
    site: Path, *, request_paths: list[str] | None = None, missing: str = "", loose: bool = False
) -> Iterator[str]:
    """Serve the site on a port of its own; yield its address.

    The path of each request is added to `request_paths`. Paths that end with `missing` get 404. With `loose`, the lock
    allows connections, so that the seal fails. There is no service worker, because a page from its cache would send
    no requests.
    """
    form = hashed_folder(site, "app") / "assessment-boot.mjs"

    class Host(production_headers.Handler):
        def send_head(self) -> io.BytesIO | BinaryIO | None:
            if request_paths is not None:
                request_paths.append(self.path)
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
