"""Tests of reproducible builds: the same source gives the same site, byte for byte.

The result must not depend on the folder, the time and the settings of a build. The site under test was built in this
folder, with this machine's settings and with the caches of earlier builds. It is compared with a build from scratch:
only from the sources and the locked packages, in another folder, later, and with other settings.
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
from builder.assets.fingerprint import hashed_folder
from builder.base import paths, source_inputs
from builder.supply_chain import checksums
from builder.toolchain import venv, wheels

# Settings that no usual machine has, so that an effect on the site would be noticed.
SETTINGS = {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "tr_TR.UTF-8"}
UMASK = 0o077


def copy_sources(root: Path, sources: list[Path]) -> None:
    """Copy the sources and the downloaded packages into `root`, but nothing that a build has compiled."""
    for file in sources:
        copy = root / file.relative_to(paths.ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    (root / ".venv").symlink_to(paths.VENV, target_is_directory=True)
    shutil.copytree(paths.NODE_MODULES, root / "node_modules", symlinks=True)
    # The cache of compressed files saves a minute. Compression depends only on a file's content (see the last test).
    for folder in (wheels.locked()[0].parent, paths.COMPRESSED):
        shutil.copytree(folder, root / folder.relative_to(paths.ROOT))


@pytest.fixture(scope="module")
def rebuilt_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Build the site from scratch with other settings, and return its folder."""
    root = tmp_path_factory.mktemp("builds") / "another place" / "further down"
    # In reverse order: some file systems list files in the order in which they were created.
    copy_sources(root, list(source_inputs.files())[::-1])
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
    assert "Compiling the scoring package" in built.stdout, (
        "the build used results of an earlier build"
    )
    yield root / "site"
    shutil.rmtree(root)


def assert_same(one: Path, other: Path) -> None:
    """Compare two sites file by file. Fail with the name of the first file that differs."""
    names = [
        {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
        for site in (one, other)
    ]
    assert names[0] == names[1], f"only in one of them: {sorted(names[0] ^ names[1])[0]}"
    # Compare SHA256SUMS last: it differs whenever another file does, and would hide the cause.
    for name in sorted(names[0], key=lambda each: (each == checksums.NAME, each)):
        first, second = (one / name).read_bytes(), (other / name).read_bytes()
        if first != second:
            both = enumerate(zip(first, second, strict=False))
            first_difference = next(
                (offset for offset, (a, b) in both if a != b), min(len(first), len(second))
            )
            excerpts = [
                content[max(0, first_difference - 40) : first_difference + 40]
                for content in (first, second)
            ]
            pytest.fail(
                f"{name} differs from byte {first_difference} on: {excerpts[0]!r}, {excerpts[1]!r}"
            )


pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no umask, and links to .venv need special rights"
)


def test_the_site_under_test_is_what_a_build_from_scratch_gives(
    rebuilt_site: Path, site: Path
) -> None:
    """Fails also if a source was edited after the site was built."""
    assert_same(rebuilt_site, site)


def test_sitemap_dates_are_the_source_date(rebuilt_site: Path) -> None:
    site, date = rebuilt_site, source_inputs.source_date()
    day = datetime.fromtimestamp(date, UTC).date().isoformat()
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert sitemap.count("<lastmod>") == sitemap.count(f"<lastmod>{day}</lastmod>") > 10
    packed = (site / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed).decode() == sitemap


def test_the_compressed_copies_name_no_time_and_no_system(site: Path) -> None:
    """Otherwise another version of Python or another system would give different copies."""
    copies = list(site.rglob("*.gz"))
    assert copies != []
    for copy in copies:
        header = copy.read_bytes()[:10]
        assert header == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff", copy
    for method in precompress.METHODS:
        for name in (
            "index.html",
            f"{hashed_folder(site, 'app').name}/assessment-boot.mjs",
            "search/search_index.json",
        ):
            fresh = method.compress((site / name).read_bytes())
            assert fresh == (site / f"{name}{method.suffix}").read_bytes(), name
