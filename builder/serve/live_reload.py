"""The server for authors: an open page loads itself again when the site has been built anew.

The script for this is put into the answer only. The built files are served as they are.
"""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from builder import host, offline

# No page of the site has an address that begins like this.
SCRIPT = "/-/reload.js"
STATE = "/-/built"

# The assessment holds answers that nobody else has: it never loads itself again. Nor does any page
# on which something has been typed or ticked.
NEVER = b'id="assessment"'
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


class Handler(host.Handler):
    """Files, with the script in every page that may load itself again."""

    # Counted for all pages alike: one process serves one site.
    builds = 0

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Answer for the script and its question, and put the script into pages."""
        path = self.path.split("?", 1)[0]
        if path == SCRIPT:
            return self._send(_SOURCE.encode(), "text/javascript")
        if path == STATE:
            return self._send(str(Handler.builds).encode(), "text/plain")
        if path == f"/{offline.NAME}":
            script = (Path(self.directory) / offline.NAME).read_bytes()
            return self._send(b"globalThis.NETWORK_FIRST = true;\n" + script, "text/javascript")
        # What the service worker keeps is checked by its hash, and goes out as it was built.
        if self.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
            return super().send_head()
        file = Path(self.translate_path(self.path))
        page = file / "index.html" if path.endswith("/") else file
        if page.suffix != ".html" or not page.is_file() or NEVER in page.read_bytes():
            return super().send_head()
        tag = f'<script src="{SCRIPT}" async></script></body>'.encode()
        return self._send(page.read_bytes().replace(b"</body>", tag, 1), "text/html")

    def _send(self, body: bytes, kind: str) -> BytesIO:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)


def built() -> None:
    """Let open pages load themselves again."""
    Handler.builds += 1
