"""Tests of the build pipeline: when the site is rebuilt, and that a failed build does not change the old site."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builder import pipeline
from builder.assets import site_assets
from builder.assets.fingerprint import hashed_folder
from builder.base import paths, source_inputs
from builder.base.errors import BuildError
from builder.base.subprocesses import Finished
from builder.toolchain import node


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project of one page, with the builder's paths pointing at it and without Node."""
    for name in ("SITE", "CACHE", "NODE_MODULES", "GENERATED", "EXTRA", "FOR_NGINX"):
        folder = tmp_path / getattr(paths, name).relative_to(paths.ROOT)
        monkeypatch.setattr(paths, name, folder)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(pipeline, "STAMP", tmp_path / ".cache" / "site.stamp")
    monkeypatch.setattr(
        source_inputs, "digest", lambda: (tmp_path / "page").read_text(encoding="utf-8")
    )
    monkeypatch.setattr(node, "get", lambda: node.Node(Path("node"), ("npm",), "24.0.0"))
    monkeypatch.setattr(node, "install_packages", lambda tools: None)
    (tmp_path / "page").write_text("one", encoding="utf-8")
    return tmp_path


def maker(project: Path) -> Callable[..., None]:
    def make(fresh: Path, node_program: Path, version: str, *, compress: bool) -> None:
        fresh.mkdir()
        text = (project / "page").read_text(encoding="utf-8")
        (fresh / "index.html").write_text(text, encoding="utf-8")
        if compress:
            (fresh / "index.html.br").write_bytes(b"compressed")
        if text == "broken":
            raise BuildError("the page is broken. Correct it.")

    return make


def test_local_build_has_no_compressed_copies_and_is_rebuilt_for_publishing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "_make", maker(project))
    copy = project / "site" / "index.html.br"
    pipeline.build(to_publish=False)
    assert not copy.exists()
    assert "Fingerprint" not in capsys.readouterr().out
    pipeline.build()
    assert copy.is_file()
    # The site to publish can be used on this machine too, so it is not built again.
    pipeline.build(to_publish=False)
    assert copy.is_file()


def test_the_site_is_built_when_something_has_changed_and_only_then(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "_make", maker(project))
    page = project / "site" / "index.html"
    assert pipeline.build() == project / "site"
    assert page.read_text(encoding="utf-8") == "one"
    output = capsys.readouterr().out
    assert "The site is in site/: 2 files, 0.0 MB; 1 compressed copies, 0.0 MB.\n" in output
    # The web server's configuration is outside the folder that it serves. It is written again if it is missing.
    included = project / "deploy" / "toolkit" / "generated" / "headers.conf"
    included.unlink()
    pipeline.build()
    assert included.is_file()
    capsys.readouterr()
    pipeline.build()
    again = capsys.readouterr().out.splitlines()
    assert again == ["Nothing has changed since the site was built.", output.splitlines()[-1]]
    assert again[1].startswith("Fingerprint of the site: ")
    (project / "page").write_text("two", encoding="utf-8")
    pipeline.build()
    assert page.read_text(encoding="utf-8") == "two"
    page.unlink()
    pipeline.build()
    assert page.read_text(encoding="utf-8") == "two"
    # A file altered by hand makes the site differ from its fingerprint, so the site is built again.
    page.write_text("by hand", encoding="utf-8")
    pipeline.build()
    assert page.read_text(encoding="utf-8") == "two"


def test_a_failed_build_leaves_the_site_before_and_nothing_half_made(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_make", maker(project))
    pipeline.build()
    (project / ".cache" / "site-killed").mkdir()
    (project / "page").write_text("broken", encoding="utf-8")
    with pytest.raises(BuildError, match="the page is broken"):
        pipeline.build()
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == "one"
    assert [path.name for path in (project / ".cache").iterdir()] == ["site.stamp"]


def test_a_swap_that_fails_puts_the_old_folder_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "old").touch()
    with pytest.raises(FileNotFoundError):
        pipeline.swap(tmp_path / "never made", target)
    assert (target / "old").exists()


def test_inputs_are_all_files_but_outputs_and_tests(tmp_path: Path) -> None:
    for name in ("mkdocs.yml", "docs/index.md", "scoring/new.toml", "overrides/main.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    before = source_inputs.digest(tmp_path)
    unused = ("tests/a", ".github/a", "dev-docs/a", "requirements/test.txt", ".nvmrc")
    for name in ("site/a", ".cache/a", "overrides/generated/a", "docs/__pycache__/a", *unused):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert source_inputs.digest(tmp_path) == before
    # Such names are ignored only at the top of the project: a file in docs/ with the same name is an input.
    (tmp_path / "docs" / ".nvmrc").touch()
    assert source_inputs.digest(tmp_path) != before
    (tmp_path / "docs" / ".nvmrc").unlink()
    inputs = [file.relative_to(tmp_path).as_posix() for file in source_inputs.files(tmp_path)]
    assert inputs == ["mkdocs.yml", "docs/index.md", "overrides/main.html", "scoring/new.toml"]
    (tmp_path / "docs" / "index.md").write_text("changed", encoding="utf-8")
    changed = source_inputs.digest(tmp_path)
    (tmp_path / "docs" / "index.md").rename(tmp_path / "docs" / "other.md")
    assert len({before, changed, source_inputs.digest(tmp_path)}) == 3


def test_the_sites_date_is_given_or_a_constant_where_there_is_no_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert source_inputs.source_date(tmp_path) == source_inputs.NO_HISTORY
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert source_inputs.source_date(tmp_path) == 1700000000


def test_a_broken_link_is_named_with_its_page(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("[a](gone.md)", encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: a\ntheme: mkdocs\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"MkDocs: docs/index.md:1: contains a link 'gone.md'"):
        pipeline.run_mkdocs(tmp_path / "out", config)
    (tmp_path / "docs" / "index.md").write_text("a", encoding="utf-8")
    pipeline.run_mkdocs(tmp_path / "out", config)
    assert (tmp_path / "out" / "index.html").is_file()


def test_several_mkdocs_warnings_are_counted_and_listed_in_details() -> None:
    fault = pipeline.mkdocs_error(
        Finished(1, "INFO    -  Building\nWARNING -  one\nWARNING -  two\nAborted with 2 warnings")
    )
    assert str(fault).startswith("MkDocs found 2 faults")
    assert fault.details == "one\ntwo"
    assert pipeline.mkdocs_error(Finished(1, "Traceback\nodd")).details == "Traceback\nodd"


def test_copied_assets_get_a_new_modification_time(tmp_path: Path) -> None:
    source = tmp_path / "a" / "file"
    source.parent.mkdir()
    source.write_text("text", encoding="utf-8")
    os.utime(source, (499162500, 499162500))
    site_assets.copy(source, tmp_path / "b" / "file")
    site_assets.copy_tree(tmp_path / "a", tmp_path / "c")
    for copy in (tmp_path / "b" / "file", tmp_path / "c" / "file"):
        assert copy.read_text(encoding="utf-8") == "text"
        assert copy.stat().st_mtime > 1700000000


def test_a_missing_npm_file_is_named() -> None:
    with pytest.raises(BuildError, match=r"node_modules/gone is missing\. .*build\.py clean"):
        site_assets.copy(paths.NODE_MODULES / "gone", Path("never"))


def test_built_site_has_assets_and_bundled_scripts_without_source_maps(site: Path) -> None:
    for name in (
        "404.html",
        "assets/fonts/source-sans-3-latin-wght-normal.woff2",
    ):
        assert (site / name).stat().st_size > 0, name
    for name in ("form.css", "site.css", "report.css"):
        assert (hashed_folder(site, "assets/css") / name).stat().st_size > 0, name
    scripts = {file.name for file in hashed_folder(site, "app").glob("*.mjs")}
    assert scripts == {Path(name).name for name in (*site_assets.PAGES, site_assets.ENCRYPTION)}
    for name in scripts:
        script = (hashed_folder(site, "app") / name).read_text(encoding="utf-8")
        assert "sourceMappingURL" not in script, name
        # Every script is bundled with its imports. Only the encryption library is a separate file.
        code = re.sub(r"/\*.*?\*/|(?m:^\s*//.*)", "", script, flags=re.DOTALL)
        imported = re.findall(r"""\bimport\b[^;"'`]*["']([^"']+)""", code)
        assert set(imported) <= {f"./{Path(site_assets.ENCRYPTION).name}"}, name
