"""Serves the site on the loopback address with the production headers from `_headers`."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from builder.headers import netlify
from builder.serve import dev_server


@lru_cache(maxsize=8)
def _rules(folder: Path, _version: tuple[int, int, int] | None) -> tuple[netlify.Rule, ...]:
    """Return the rules of a folder. The version tells whether its file has changed."""
    return tuple(netlify.read(folder))


class Handler(dev_server.Handler):
    """Serves files with the headers of the folder's `_headers`, if it has one."""

    def more_headers(self) -> dict[str, str]:
        """Return the headers of the requested address. Reads the file again after a build has changed it."""
        file = Path(self.directory) / netlify.NAME
        state = file.stat() if file.is_file() else None
        version = (state.st_mtime_ns, state.st_size, state.st_ino) if state else None
        rules = _rules(file.parent, version)
        return super().more_headers() | netlify.without_tls(rules, self.address())

    def address(self) -> str:
        """Return the requested path in normalised form, without a query: `/a//%62/?c` is `/a/b/`."""
        # The path is not set until the first line of a request has been parsed.
        path = urlsplit(getattr(self, "path", "/")).path
        file = Path(self.translate_path(path)).relative_to(self.translate_path("/")).as_posix()
        if file == ".":
            return "/"
        return f"/{file}/" if path.endswith("/") else f"/{file}"

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Refuse files that hosting providers do not serve: `_headers` and names that start with a dot."""
        if "/." in self.address() or self.address() == f"/{netlify.NAME}":
            self.send_error(404)
            return None
        return super().send_head()
