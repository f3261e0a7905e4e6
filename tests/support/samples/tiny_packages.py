"""Makes minimal wheels that pip can install, and serves them as a package index on the loopback address."""

import base64
import hashlib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from builder.serve import loopback

_WHEEL = b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def wheel(
    folder: Path,
    name: str = "tiny",
    version: str = "1.0",
    requires: Sequence[str] = (),
    extras: Mapping[str, Sequence[str]] | None = None,
) -> Path:
    """Write a wheel with one module, which defines VERSION; return the path of the wheel.

    `requires` are requirements in the syntax of PEP 508. `extras` maps the name of each extra to its requirements.
    """
    module = name.replace("-", "_")
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    metadata += [f"Requires-Dist: {each}" for each in requires]
    for extra, more in (extras or {}).items():
        metadata.append(f"Provides-Extra: {extra}")
        metadata += [f"Requires-Dist: {each} ; extra == '{extra}'" for each in more]
    info = f"{module}-{version}.dist-info"
    files = {
        f"{module}.py": f"VERSION = {version!r}\n".encode(),
        f"{info}/METADATA": "".join(f"{line}\n" for line in metadata).encode(),
        f"{info}/WHEEL": _WHEEL,
    }
    lines = []
    for file, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        lines.append(f"{file},sha256={digest},{len(content)}\n")
    path = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
        archive.writestr(f"{info}/RECORD", "".join(lines))
    return path


def line(wheel: Path) -> str:
    """Return the line of a lockfile that pins a wheel by its hash."""
    name, version = wheel.name.split("-")[:2]
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    return f"{name.replace('_', '-')}=={version} --hash=sha256:{digest}\n"


class _FileHandler(loopback.RequestHandler, SimpleHTTPRequestHandler):
    """HTTP request handler that serves files and directory listings."""


@contextmanager
def index(folder: Path) -> Iterator[str]:
    """Serve the wheels of a folder as a simple index (PEP 503); yield the address for pip's --index-url."""
    for wheel in folder.glob("*.whl"):
        page = folder / "simple" / wheel.name.split("-")[0].replace("_", "-") / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        with page.open("a", encoding="utf-8") as text:
            text.write(f'<a href="/{wheel.name}#sha256={digest}">{wheel.name}</a><br>\n')
    server = loopback.Server((loopback.HOST, 0), partial(_FileHandler, directory=folder))
    with loopback.running(server) as address:
        yield f"{address}/simple/"
