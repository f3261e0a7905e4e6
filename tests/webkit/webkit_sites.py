"""Whom the engine can ask in these tests: the site, whole or with something wrong, and one that is all other hosts."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from builder import host, serve
from builder.naming import named

FORM = "/assessing-risk/assessment/"


@contextmanager
def all_others() -> Iterator[tuple[str, list[str]]]:
    """Stand for all other hosts; give its address, and what has been asked of them."""
    asked: list[str] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_CONNECT = do_HEAD = do_POST = do_GET  # noqa: N815 (the standard library's names)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as proxy:
        threading.Thread(target=proxy.serve_forever, args=(0.05,), daemon=True).start()
        yield f"127.0.0.1:{proxy.server_port}", asked
        proxy.shutdown()


@contextmanager
def served(
    site: Path, *, asked: list[str] | None = None, missing: str = "", loose: bool = False
) -> Iterator[str]:
    """Serve the site at an address of its own, without a file, or with a seal that does not hold.

    No service worker is to be had, as a page kept by it would ask for nothing.
    """
    form = named(site, "app") / "form.mjs"

    class Host(host.Handler):
        def send_head(self) -> io.BytesIO | BinaryIO | None:
            if asked is not None:
                asked.append(self.path)
            if self.path.endswith(("/service-worker.js", missing or "/service-worker.js")):
                self.send_error(404)
                return None
            if loose and self.path.endswith(f"/{form.name}"):
                text = form.read_text("utf-8")
                assert "\"connect-src 'none'\"" in text
                body = text.replace(
                    "\"connect-src 'none'\"", "\"connect-src 'self' data:\""
                ).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/javascript")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                return io.BytesIO(body)
            return super().send_head()

    with serve.start(site, handler=Host) as address:
        yield address
