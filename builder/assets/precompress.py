"""Precompression: makes gzip and brotli copies of the site's files at build, so that the server need not compress."""

import gzip
import hashlib
import os
import threading
import zlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

from builder.base import paths
from builder.base.console import step

# Pictures, fonts and archives are compressed already. For Python's library and the wheels, a copy saves 2 % at most.
_TEXTS = (".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".toml", ".txt", ".xml")
SUFFIXES = frozenset((*_TEXTS, ".wasm", ".webmanifest"))
# Files below this size are not compressed, because they fit into one packet anyway.
_MIN_BYTES = 1000
# A copy is only kept if it is smaller than this fraction of the file.
_MAX_RATIO = 0.95


@dataclass(frozen=True, slots=True)
class Method:
    """A compression method: its file suffix, the version that determines its output, and the function."""

    suffix: str
    version: str
    compress: Callable[[bytes], bytes]


def _gzip(data: bytes) -> bytes:
    """Compress without a timestamp or operating system number, which differ between Python versions."""
    compressed = gzip.compress(data, 9, mtime=0)
    return compressed[:9] + b"\xff" + compressed[10:]


# Without a name and a timestamp, the same content gives the same bytes. "of no system" in the version is the operating
# system number that _gzip removes.
METHODS = (
    Method(".gz", f"{zlib.ZLIB_RUNTIME_VERSION} of no system", _gzip),
    Method(".br", brotli.__version__, lambda data: bytes(brotli.compress(data, quality=11))),
)
# For files that are rarely sent: a lower quality, which takes a tenth of the time and makes copies a seventh larger.
_FASTER_METHODS = (
    METHODS[0],
    Method(".br", f"{brotli.__version__} 9", lambda data: bytes(brotli.compress(data, quality=9))),
)


class BackgroundCompressor:
    """Compresses the slowest files in the background while the build continues."""

    def __init__(self) -> None:
        """Start without any files."""
        self._started: dict[Path, Future[None]] = {}

    @property
    def started(self) -> set[Path]:
        """Return the cache files that this compressor writes."""
        return set(self._started)

    def begin(self, file: Path) -> None:
        """Start to compress a file of the future site, unless the cache already has its copies."""
        paths.COMPRESSED.mkdir(parents=True, exist_ok=True)
        for method in METHODS:
            cached = _cached(paths.COMPRESSED, file, method)
            if not cached.is_file():
                self._started[cached] = _in_daemon_thread(_compress, cached, file, method)

    def wait(self) -> None:
        """Wait until all copies are in the cache; raises the first exception of a compression."""
        for future in self._started.values():
            future.result()


def _in_daemon_thread(task: Callable[..., None], *args: object) -> Future[None]:
    """Start a task in a daemon thread. If the build fails, the process does not wait for it, as it would for a pool."""
    future: Future[None] = Future()

    def run() -> None:
        try:
            task(*args)
        except BaseException as fault:
            future.set_exception(fault)
        else:
            future.set_result(None)

    threading.Thread(target=run, daemon=True).start()
    return future


def add(
    site: Path,
    cache: Path | None = None,
    rarely_used: tuple[str, ...] = (),
    background: BackgroundCompressor | None = None,
) -> None:
    """Put a `.gz` and a `.br` copy beside each file of a finished site, if the copy is smaller.

    `rarely_used` are folders of rarely used fallbacks; `background` has started to compress some files.

    Copies are cached by content, because the largest file takes half a minute. Cached copies that this site does not
    use are deleted, so another site needs another cache.
    """
    files = [
        file
        for file in site.rglob("*")
        if file.is_file() and file.suffix in SUFFIXES and file.stat().st_size >= _MIN_BYTES
    ]
    # Start with the largest file, so that it does not run alone at the end.
    files.sort(key=lambda file: file.stat().st_size, reverse=True)
    cache = cache or paths.COMPRESSED
    cache.mkdir(parents=True, exist_ok=True)
    # Brotli takes much longer than gzip, so each file's Brotli copy comes first.
    copies = {
        file.with_name(file.name + method.suffix): (_cached(cache, file, method), file, method)
        for file in files
        for method in reversed(_methods(file.relative_to(site).as_posix(), rarely_used))
    }
    background = background or BackgroundCompressor()
    missing = {job[0]: job for job in copies.values() if not job[0].is_file()}
    with (
        step("Compressing files for the web server") as now,
        # Both libraries release the global interpreter lock.
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        others = [job for cached, job in missing.items() if cached not in background.started]
        futures = [pool.submit(_compress, *job) for job in others]
        background.wait()
        for future in futures:
            future.result()
        now.note = f"{len(files)} files"
    for copy, (cached, _, _) in copies.items():
        if content := cached.read_bytes():
            copy.write_bytes(content)
    for unused in set(cache.iterdir()) - {cached for cached, _, _ in copies.values()}:
        unused.unlink()


def _methods(name: str, rarely_used: tuple[str, ...]) -> tuple[Method, ...]:
    return _FASTER_METHODS if name.startswith(rarely_used) else METHODS


def _cached(cache: Path, file: Path, method: Method) -> Path:
    """Return the path of a file's copy in the cache."""
    key = hashlib.sha256(f"{method.suffix} {method.version}\n".encode() + file.read_bytes())
    return cache / f"{key.hexdigest()[:32]}{method.suffix}"


def _compress(cached: Path, file: Path, method: Method) -> None:
    """Compress a file into the cache. If the copy is hardly smaller, store an empty file, so as not to try again."""
    data = file.read_bytes()
    compressed = method.compress(data)
    temporary = cached.with_name(f"{cached.name}.part")
    temporary.write_bytes(compressed if len(compressed) < _MAX_RATIO * len(data) else b"")
    temporary.replace(cached)
