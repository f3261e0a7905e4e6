"""The same source gives the same site, to the byte: wherever, whenever and under whatever settings it is built.

The site under test was built here, under the settings of this machine, and with whatever earlier builds had kept.
Another is built from nothing but the sources and what the locks name: elsewhere, later, and under settings that nobody
has here.
"""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from waiting import PROGRAM_S

from builder.assets import precompress
from builder.assets.fingerprint import named
from builder.base import paths, source_inputs
from builder.supply_chain import checksums
from builder.toolchain import venv, wheels

# Far from here in each way that might show.
SETTINGS = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8"}
UMASK = 0o077


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


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the site of a build from scratch."""
    root = tmp_path_factory.mktemp("builds") / "another place" / "further down"
    # A file system may list files in the order they came in.
    lay_out(root, list(source_inputs.files())[::-1])
    date = str(source_inputs.source_date())
    env = {**os.environ, **SETTINGS, "SOURCE_DATE_EPOCH": date, "HOME": str(root)}
    built = subprocess.run(
        [venv.base_python(), str(root / "build.py"), "build"],
        cwd=root.parent,
        env=env,
        umask=UMASK,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PROGRAM_S,
        check=False,
    )
    assert built.returncode == 0, built.stdout
    assert "Compiling the scoring package" in built.stdout, "this build was not from scratch"
    yield root / "site"
    shutil.rmtree(root)


def assert_same(one: Path, other: Path) -> None:
    """Compare two sites file by file and name the first that differs."""
    names = [
        {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
        for site in (one, other)
    ]
    assert names[0] == names[1], f"only in one of them: {sorted(names[0] ^ names[1])[0]}"
    # The list of hashes differs whenever anything does: last, so that the cause is named.
    for name in sorted(names[0], key=lambda each: (each == checksums.NAME, each)):
        first, second = (one / name).read_bytes(), (other / name).read_bytes()
        if first != second:
            both = enumerate(zip(first, second, strict=False))
            at = next((place for place, (a, b) in both if a != b), min(len(first), len(second)))
            excerpts = [content[max(0, at - 40) : at + 40] for content in (first, second)]
            pytest.fail(f"{name} differs from byte {at} on: {excerpts[0]!r}, {excerpts[1]!r}")


pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a link to .venv and a umask are needed, which Windows lacks"
)


def test_the_site_under_test_is_what_a_build_from_scratch_gives(
    elsewhere: Path, site: Path
) -> None:
    """Sources that were edited since it was built make it differ."""
    assert_same(elsewhere, site)


def test_the_sites_dates_are_those_of_its_source(elsewhere: Path) -> None:
    site, date = elsewhere, source_inputs.source_date()
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
    for method in precompress.METHODS:
        for name in (
            "index.html",
            f"{named(site, 'app').name}/assessment-boot.mjs",
            "search/search_index.json",
        ):
            fresh = method.compress((site / name).read_bytes())
            assert fresh == (site / f"{name}{method.suffix}").read_bytes(), name
