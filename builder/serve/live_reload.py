"""Live reload for authors: an open page reloads after each rebuild of the site.

The script for this is injected into responses only; the built files do not change.
"""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from builder.assets import precache
from builder.base import hashes
from builder.serve import production_headers

# No page of the site has an address that starts like this.
SCRIPT = "/-/reload.js"
STATE = "/-/built"

# The assessment is never reloaded, because unsaved answers would be lost. Nor is any page on which
# something has been typed or ticked.
NO_RELOAD_MARK = b'id="assessment"'
_SOURCE = f"""\
let kept = false;
for (const kind of ["input", "change"])
  addEventListener(kind, (event) => {{ kept ||= !event.target.closest(".md-search, .md-toggle"); }});
let before = null;
const look = async () => {{
  const now = await fetch("{STATE}").then((answer) => answer.text(), () => before);
  if (before !== null && now !== before && !kept) location.reload();
  before = now;
}};
setInterval(look, 1000);
look();
"""
_INTEGRITY = hashes.of(_SOURCE.encode())


class Handler(production_headers.Handler):
    """Serves files, and injects the script into every page that may be reloaded."""

    # The number of builds, shared by all pages, because one process serves one site.
    builds = 0

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Respond to requests for the script and the build number, and inject the script into pages."""
        path = self.path.split("?", 1)[0]
        if path == SCRIPT:
            return self._send(_SOURCE.encode(), "text/javascript")
        if path == STATE:
            return self._send(str(Handler.builds).encode(), "text/plain")
        if path == f"/{precache.NAME}":
            script = (Path(self.directory) / precache.NAME).read_bytes()
            return self._send(b"globalThis.NETWORK_FIRST = true;\n" + script, "text/javascript")
        # The service worker checks the hashes of its files, so they must be served unchanged.
        if self.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
            return super().send_head()
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if path.endswith("/") else file
        if page.suffix != ".html" or not page.is_file() or NO_RELOAD_MARK in page.read_bytes():
            return super().send_head()
        tag = f'<script src="{SCRIPT}" integrity="{_INTEGRITY}" crossorigin="anonymous" async></script></body>'.encode()
        return self._send(page.read_bytes().replace(b"</body>", tag, 1), "text/html")

    def _send(self, body: bytes, kind: str) -> BytesIO:
        self.reply_head(len(body), kind)
        return BytesIO(body)


def built() -> None:
    """Make open pages reload."""
    Handler.builds += 1
