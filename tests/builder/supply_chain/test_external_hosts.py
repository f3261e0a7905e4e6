"""Tests of the check for external hosts: the site's code names no other host.

Exceptions are in a table of addresses that nothing loads.
"""

import shutil
from pathlib import Path

import pytest

from builder.base.errors import BuildError
from builder.supply_chain import external_hosts


@pytest.mark.parametrize(
    ("name", "text", "host"),
    [
        ("app/form.mjs", 'import "https://cdn.example.org/a.mjs";', "cdn.example.org"),
        ("app/form.mjs", "fetch('//cdn.example.org/a')", "cdn.example.org"),
        ("app/form.mjs", "new WebSocket('wss://cdn.example.org')", "cdn.example.org"),
        ("app/form.mjs", '{"a": "https:\\/\\/cdn.example.org"}', "cdn.example.org"),
        ("app/form.mjs", "fetch(`https://${host}/`)", "(put together)"),
        # The table allows this host in Pyodide's own module, and in no other file.
        ("app/worker.mjs", "import('https://cdn.jsdelivr.net/pyodide/')", "cdn.jsdelivr.net"),
        ("assets/engine/1a/fallback/pyodide.mjs", "fetch('//cdn.example.org')", "cdn.example.org"),
        ("assets/css/a.css", "a { background: url(//cdn.example.org/a.png) }", "cdn.example.org"),
        ("assets/a.svg", "<image href='http://cdn.example.org/a.png'/>", "cdn.example.org"),
        ("assets/a.svg", "<image href='http://www.w3.org/2000/a.png'/>", "www.w3.org"),
        ("index.html", "<script>go('http://cdn.example.org')</script>", "cdn.example.org"),
    ],
)
def test_an_address_of_another_host_stops_the_build_and_is_named(
    tmp_path: Path, name: str, text: str, host: str
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        external_hosts.check(tmp_path)
    assert str(caught.value).startswith(f"{name} names {host}, which is not this site. Remove")


def test_external_host_check_allows_links_source_maps_and_xml_namespaces(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="https://example.org/">A link</a>', "utf-8")
    (tmp_path / "a.js.map").write_text('"https://example.org/"', "utf-8")
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    (tmp_path / "a.js").write_text("const half = a / 2; // a note\n", "utf-8")
    external_hosts.check(tmp_path)


def test_the_built_site_names_just_the_hosts_of_the_table(site: Path, tmp_path: Path) -> None:
    external_hosts.check(site)
    hosts = external_hosts.hosts_in(site)
    idle = [
        f"{unused.files}: {unused.host}"
        for unused in external_hosts.UNUSED_HOSTS
        if not any(file.match(unused.files) and host == unused.host for file, host in hosts)
    ]
    assert idle == [], "the table lists hosts that the site no longer names"
    # The same address in any other file is reported.
    (pyodide,) = site.glob("assets/engine/*/fallback/pyodide.mjs")
    shutil.copy(pyodide, tmp_path / "other.mjs")
    with pytest.raises(BuildError, match=r"^other\.mjs names cdn\.jsdelivr\.net"):
        external_hosts.check(tmp_path)


def test_the_search_brings_no_other_languages(site: Path) -> None:
    assert not (site / "assets" / "javascripts" / "lunr").exists()
    assert list((site / "assets" / "javascripts").rglob("*.js")) != []
