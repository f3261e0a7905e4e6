"""Compressed copies of the site's files, made once at build: a host sends them as they are and has nothing to do."""

import gzip
import hashlib
import os
import threading
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

from builder import paths
from builder.progress import step

# What is compressed already is not in the list: pictures, fonts, archives. Of Python's library and the engine's wheels
# no more than 2 % could be saved.
_TEXTS = (".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".toml", ".txt", ".xml")
SUFFIXES = frozenset((*_TEXTS, ".wasm", ".webmanifest"))
# Below it a file goes in one packet either way.
_SMALLEST = 1000
# A copy must be smaller than this part of the file.
_WORTHWHILE = 0.95


@dataclass(frozen=True, slots=True)
class Method:
    """A way to compress: what it adds to a file's name, what decides its output, and the function."""

    suffix: str
    version: str
    compress: Callable[[bytes], bytes]


def _gzip(data: bytes) -> bytes:
    """Pack without a time, and without the system's number, which one Python notes and another does not."""
    packed = gzip.compress(data, 9, mtime=0)
    return packed[:9] + b"\xff" + packed[10:]


# No name and no time in it: the same content gives the same bytes.
METHODS = (
    Method(".gz", f"{zlib.ZLIB_RUNTIME_VERSION} of no system", _gzip),
    Method(".br", brotli.__version__, lambda data: bytes(brotli.compress(data, quality=11))),
)
# A tenth of the time and a seventh more bytes: for what hardly anybody is sent.
_QUICKLY = (
    METHODS[0],
    Method(".br", f"{brotli.__version__} 9", lambda data: bytes(brotli.compress(data, quality=9))),
)


class Ahead:
    """Compresses what takes longest while the build goes on with other things."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._under_way: dict[Path, threading.Thread] = {}

    @property
    def coming(self) -> set[Path]:
        """The files of the cache that are being made."""
        return set(self._under_way)

    def begin(self, file: Path) -> None:
        """Compress a file that will be in the site, if the cache has not got it already."""
        paths.COMPRESSED.mkdir(parents=True, exist_ok=True)
        for method in METHODS:
            cached = _cached(paths.COMPRESSED, file, method)
            if not cached.is_file():
                # A build that fails does not wait for it.
                thread = threading.Thread(
                    target=_compress, args=(cached, file, method), daemon=True
                )
                thread.start()
                self._under_way[cached] = thread

    def wait(self) -> None:
        """Wait until all of it is in the cache."""
        for thread in self._under_way.values():
            thread.join()


def add(
    site: Path,
    cache: Path | None = None,
    seldom: tuple[str, ...] = (),
    ahead: Ahead | None = None,
) -> None:
    """Put a `.gz` and a `.br` beside each file of a finished site that gets smaller by it.

    `seldom` are folders of what only stands in when something else fails; `ahead` has begun with some files.

    What was compressed before is taken from the cache by its content: the engine's largest file takes half a minute.
    What the cache holds of other sites is thrown away, so another site needs another cache.
    """
    files = [
        file
        for file in site.rglob("*")
        if file.is_file() and file.suffix in SUFFIXES and file.stat().st_size >= _SMALLEST
    ]
    # The largest first, or it would go on alone at the end.
    files.sort(key=lambda file: file.stat().st_size, reverse=True)
    cache = cache or paths.COMPRESSED
    cache.mkdir(parents=True, exist_ok=True)
    copies = {
        file.with_name(file.name + method.suffix): (_cached(cache, file, method), file, method)
        for file in files
        for method in reversed(_methods(file.relative_to(site).as_posix(), seldom))
    }
    ahead = ahead or Ahead()
    missing = {job[0]: job for job in copies.values() if not job[0].is_file()}
    with (
        step("Compressing files for the web server") as now,
        # Both libraries let other threads work meanwhile.
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        others = [job for cached, job in missing.items() if cached not in ahead.coming]
        list(pool.map(lambda job: _compress(*job), others))
        ahead.wait()
        for job in missing.values():
            if not job[0].is_file():  # what went wrong there is to be told here
                _compress(*job)
        now.note = f"{len(files)} files"
    for copy, (cached, _, _) in copies.items():
        if content := cached.read_bytes():
            copy.write_bytes(content)
    for old in set(cache.iterdir()) - {cached for cached, _, _ in copies.values()}:
        old.unlink()


def _methods(name: str, seldom: tuple[str, ...]) -> tuple[Method, ...]:
    return _QUICKLY if name.startswith(seldom) else METHODS


def _cached(cache: Path, file: Path, method: Method) -> Path:
    """Return where the cache has a file's copy, or will have it."""
    key = hashlib.sha256(f"{method.suffix} {method.version}\n".encode() + file.read_bytes())
    return cache / f"{key.hexdigest()[:32]}{method.suffix}"


def _compress(cached: Path, file: Path, method: Method) -> None:
    """Compress a file into the cache; what is not worth it leaves an empty file, so as not to be tried again."""
    data = file.read_bytes()
    made = method.compress(data)
    part = cached.with_name(f"{cached.name}.part")
    part.write_bytes(made if len(made) < _WORTHWHILE * len(data) else b"")
    part.replace(cached)
