"""The same source gives the same site, to the byte: wherever, whenever and under whatever settings it is built.

Two builds from nothing but the sources and what the locks name: in folders of other names and depths, with other
settings, the second a little later, so that a time would show. Both at once, since each takes a quarter of a minute.
"""

import gzip
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builder import compress, inputs, paths, sums, venv, wheels
from builder.naming import named

SETTINGS = (
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C", "UMASK": "077"},
    {"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LC_ALL": "tr_TR.UTF-8", "UMASK": "002"},
)
# More than what a zip archive rounds its times to.
LATER = 2.5


def lay_out(root: Path, sources: list[Path]) -> None:
    """Put into a folder what a fresh copy has after the downloads: nothing compiled, nothing packed."""
    for file in sources:
        copy = root / file.relative_to(paths.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    (root / ".venv").symlink_to(paths.VENV, target_is_directory=True)
    shutil.copytree(paths.NODE_MODULES, root / "node_modules", symlinks=True)
    # Compressing goes by a file's content alone (see below), and would take a minute.
    for kept in (wheels.locked()[0].parent, paths.COMPRESSED):
        shutil.copytree(kept, root / kept.relative_to(paths.ROOT))


def start(root: Path, settings: dict[str, str], date: int) -> subprocess.Popen[str]:
    """Begin to build in a folder, under settings of its own."""
    env = {**os.environ, **settings, "SOURCE_DATE_EPOCH": str(date), "HOME": str(root)}
    return subprocess.Popen(
        [venv.base_python(), str(root / "build.py"), "build"],
        cwd=root.parent,
        env=env,
        umask=int(settings["UMASK"], 8),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Return the sites of two builds from scratch."""
    base = tmp_path_factory.mktemp("builds")
    roots = (base / "one", base / "another place" / "further down")
    sources, date = list(inputs.files()), inputs.source_date()
    # A file system may list files in the order they came in.
    for root, order in zip(roots, (sources, sources[::-1]), strict=True):
        lay_out(root, order)
    running = []
    try:
        for root, settings in zip(roots, SETTINGS, strict=True):
            running.append(start(root, settings, date))
            time.sleep(LATER)
        for build in running:
            said = build.communicate(timeout=240)[0]
            assert build.returncode == 0, said
            assert "Compiling the scoring package" in said, "this build was not from scratch"
    finally:
        for build in running:
            with build:
                build.kill()
    yield roots[0] / "site", roots[1] / "site"
    shutil.rmtree(base)


def assert_same(one: Path, other: Path) -> None:
    """Compare two sites file by file and name the first that differs."""
    names = [
        {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
        for site in (one, other)
    ]
    assert names[0] == names[1], f"only in one of them: {sorted(names[0] ^ names[1])[0]}"
    # The list of hashes differs whenever anything does: last, so that the cause is named.
    for name in sorted(names[0], key=lambda each: (each == sums.NAME, each)):
        first, second = (one / name).read_bytes(), (other / name).read_bytes()
        if first != second:
            both = enumerate(zip(first, second, strict=False))
            at = next((place for place, (a, b) in both if a != b), min(len(first), len(second)))
            excerpts = [content[max(0, at - 40) : at + 40] for content in (first, second)]
            pytest.fail(f"{name} differs from byte {at} on: {excerpts[0]!r}, {excerpts[1]!r}")


pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a link to .venv and a umask are needed, which Windows lacks"
)


def test_two_builds_from_scratch_are_the_same_to_the_byte(twice: tuple[Path, Path]) -> None:
    assert_same(*twice)


def test_the_site_under_test_is_what_a_build_from_scratch_gives(
    twice: tuple[Path, Path], site: Path
) -> None:
    """It was built with what earlier builds had kept. Sources that were edited since make it differ."""
    assert_same(twice[0], site)


def test_the_sites_dates_are_those_of_its_source(twice: tuple[Path, Path]) -> None:
    site, date = twice[0], inputs.source_date()
    day = datetime.fromtimestamp(date, UTC).date().isoformat()
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert sitemap.count("<lastmod>") == sitemap.count(f"<lastmod>{day}</lastmod>") > 10
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed).decode() == sitemap


def test_the_compressed_copies_name_no_time_and_no_system(site: Path) -> None:
    """Else another Python, or the same on another system, would give others."""
    copies = list(site.rglob("*.gz"))
    assert copies != []
    for copy in copies:
        header = copy.read_bytes()[:10]
        assert header == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff", copy
    for method in compress.METHODS:
        for name in (
            "index.html",
            f"{named(site, 'app').name}/form.mjs",
            "search/search_index.json",
        ):
            fresh = method.compress((site / name).read_bytes())
            assert fresh == (site / f"{name}{method.suffix}").read_bytes(), name
