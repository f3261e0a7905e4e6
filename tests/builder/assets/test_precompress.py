"""Tests of the precompressed copies (.br and .gz): correct, reproducible, cached, and only where they save space."""

import gzip
import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import brotli
import pytest

from builder.assets import precompress
from builder.base import paths

TEXT = b"The same words again and again. " * 100
NOISE = random.Random(5).randbytes(3000)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "COMPRESSED", tmp_path / "cache")
    (tmp_path / "site" / "a").mkdir(parents=True)
    return tmp_path / "site"


@pytest.fixture
def compressed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return a list of the contents that were compressed, and not taken from the cache."""
    contents: list[bytes] = []

    def counted(inner: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
        def function(data: bytes) -> bytes:
            contents.append(data)
            return inner(data)

        return function

    methods = [replace(each, compress=counted(each.compress)) for each in precompress.METHODS]
    monkeypatch.setattr(precompress, "METHODS", tuple(methods))
    return contents


def names(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.*"))


def test_compressible_file_gets_br_and_gz_copies(folder: Path) -> None:
    (folder / "a" / "page.html").write_bytes(TEXT)
    precompress.add(folder)
    copies = {"a/page.html.br": brotli.decompress, "a/page.html.gz": gzip.decompress}
    assert names(folder) == ["a/page.html", *copies]
    for name, unpack in copies.items():
        assert len((folder / name).read_bytes()) < 200
        assert unpack((folder / name).read_bytes()) == TEXT
    assert (folder / "a" / "page.html").read_bytes() == TEXT


def test_incompressible_or_small_file_gets_no_compressed_copies(folder: Path) -> None:
    (folder / "noise.wasm").write_bytes(NOISE)
    (folder / "small.css").write_bytes(TEXT[:999])
    (folder / "picture.png").write_bytes(TEXT)
    (folder / "packed.zip").write_bytes(TEXT)
    before = names(folder)
    for _ in range(2):
        precompress.add(folder)
        assert names(folder) == before


def test_compressed_copy_does_not_depend_on_file_name_or_time(folder: Path) -> None:
    (folder / "a.css").write_bytes(TEXT)
    precompress.add(folder)
    first = [(folder / f"a.css{suffix}").read_bytes() for suffix in (".br", ".gz")]
    for old in paths.COMPRESSED.iterdir():
        old.unlink()
    for copy in (folder / "a.css.br", folder / "a.css.gz"):
        copy.unlink()
    (folder / "a.css").rename(folder / "other.css")
    os.utime(folder / "other.css", (5, 5))
    precompress.add(folder)
    assert [(folder / f"other.css{suffix}").read_bytes() for suffix in (".br", ".gz")] == first
    # The header of gzip: no flags (so no file name), no time, and the best compression.
    assert first[1][:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


def test_nothing_is_compressed_twice(folder: Path, compressed: list[bytes]) -> None:
    for name in ("one.css", "two.js", "noise.json"):
        (folder / name).write_bytes(NOISE if name.startswith("noise") else TEXT)
    precompress.add(folder)
    # Files with the same content are compressed once. Each content is compressed by both methods.
    assert sorted(compressed) == sorted([TEXT, TEXT, NOISE, NOISE])
    compressed.clear()
    precompress.add(folder)
    assert compressed == []
    (folder / "one.css").write_bytes(TEXT * 2)
    precompress.add(folder)
    assert compressed == [TEXT * 2] * 2
    assert gzip.decompress((folder / "one.css.gz").read_bytes()) == TEXT * 2


def test_new_compression_library_version_invalidates_its_cached_copies(
    folder: Path, compressed: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.css").write_bytes(TEXT)
    precompress.add(folder)
    gz, br = precompress.METHODS
    monkeypatch.setattr(precompress, "METHODS", (gz, replace(br, version="another")))
    compressed.clear()
    precompress.add(folder)
    assert compressed == [TEXT]


def test_rarely_sent_files_are_compressed_at_a_lower_level(folder: Path) -> None:
    words = random.Random(5).choices(["exploit", "child", "sign", "worker", "risk"], k=9000)
    for name in ("a/fallback.js", "often.js"):
        (folder / name).write_text(" ".join(words), encoding="utf-8")
    precompress.add(folder, rarely_used=("a/",))
    quick, thorough = (folder / name for name in ("a/fallback.js.br", "often.js.br"))
    assert quick.stat().st_size > thorough.stat().st_size
    assert brotli.decompress(quick.read_bytes()) == brotli.decompress(thorough.read_bytes())


def test_compression_cache_is_pruned_to_contents_of_current_site(folder: Path) -> None:
    (folder / "a.css").write_bytes(TEXT)
    precompress.add(folder)
    before = set(paths.COMPRESSED.iterdir())
    (paths.COMPRESSED / "half.br.part").touch()
    (folder / "a.css").write_bytes(TEXT * 2)
    precompress.add(folder)
    after = set(paths.COMPRESSED.iterdir())
    assert len(after) == 2
    assert not after & before


def test_existing_gz_copy_is_replaced(folder: Path) -> None:
    # MkDocs writes a compressed sitemap itself. It is replaced.
    (folder / "sitemap.xml").write_bytes(TEXT)
    (folder / "sitemap.xml.gz").write_bytes(b"older")
    precompress.add(folder)
    assert gzip.decompress((folder / "sitemap.xml.gz").read_bytes()) == TEXT


def test_compressed_copies_in_built_site_match_their_files(site: Path) -> None:
    (image,) = site.glob("assets/engine/*/python.wasm")
    for file in (image, site / "index.html"):
        for suffix, unpack in ((".br", brotli.decompress), (".gz", gzip.decompress)):
            copy = file.with_name(file.name + suffix).read_bytes()
            assert len(copy) < file.stat().st_size / 2
            assert unpack(copy) == file.read_bytes()


def test_file_compressed_in_background_is_not_compressed_again(
    folder: Path, compressed: list[bytes]
) -> None:
    file = folder / "a" / "large.wasm"
    file.write_bytes(TEXT)
    (folder / "page.html").write_bytes(TEXT + b"!")
    background = precompress.BackgroundCompressor()
    background.begin(file)
    precompress.add(folder, background=background)
    assert sorted(compressed) == [TEXT] * 2 + [TEXT + b"!"] * 2
    assert brotli.decompress((folder / "a" / "large.wasm.br").read_bytes()) == TEXT
    again = precompress.BackgroundCompressor()
    again.begin(file)
    assert again.started == set()


@pytest.mark.parametrize("in_background", [False, True])
def test_a_compression_that_fails_stops_the_build(
    folder: Path, monkeypatch: pytest.MonkeyPatch, in_background: bool
) -> None:
    (folder / "a" / "large.wasm").write_bytes(TEXT)
    background = precompress.BackgroundCompressor()

    def fail(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(precompress, "_compress", fail)
    if in_background:
        background.begin(folder / "a" / "large.wasm")
    with pytest.raises(OSError, match="no space left"):
        precompress.add(folder, background=background)
