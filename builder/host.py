"""The site on this machine's own loopback address, with the headers that a real host sends."""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from builder import headers_file, serve

# A server without TLS must not send it.
_ONLY_BY_TLS = "Strict-Transport-Security"


class Handler(serve.Handler):
    """Files, with the headers of the folder's own `_headers`, if it has one."""

    def more_headers(self) -> dict[str, str]:
        """Return the headers that go with what was asked for; read each time, since a build may change them."""
        headers = headers_file.of(headers_file.read(Path(self.directory)), self.address())
        headers.pop(_ONLY_BY_TLS, None)
        return super().more_headers() | headers

    def address(self) -> str:
        """Return what was asked for in its plain form, without a query: `/a//%62/?c` is `/a/b/`."""
        # There is none before the first line of a request has been understood.
        asked = urlsplit(getattr(self, "path", "/")).path
        file = Path(self.translate_path(asked)).relative_to(self.translate_path("/")).as_posix()
        if file == ".":
            return "/"
        return f"/{file}/" if asked.endswith("/") else f"/{file}"

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Refuse what no host serves: the headers' own file, and those whose name begins with a dot."""
        if "/." in self.address() or self.address() == f"/{headers_file.NAME}":
            self.send_error(404)
            return None
        return super().send_head()
