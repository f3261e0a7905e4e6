"""Tests of the nginx configuration made from `_headers`: the same headers, or an error."""

import os
from pathlib import Path

import pytest

from builder.headers import nginx
from builder.headers.netlify import Rule

RULES = [
    Rule("/*", {"X-Frame-Options": "DENY", "Strict-Transport-Security": "max-age=5"}),
    Rule("/a/", {"Content-Security-Policy": "script-src 'self'"}),
    Rule("/c/*", {"Content-Security-Policy": "sandbox"}),
    Rule("/b.1.js", {"Cache-Control": "immutable", "Connection-Allowlist": '("tel:9" \\)'}),
    Rule("/c-1/*", {"Cache-Control": "immutable"}),
]


def test_nginx_has_a_map_for_each_header_that_varies_by_address() -> None:
    assert (
        nginx.maps(RULES)
        == r"""map "$status $uri" $toolkit_cache_control {
    default "no-cache";
    "~^(?:200|206|304) /b\.1\.js$" "immutable";
    "~^(?:200|206|304) /c\-1/" "immutable";
}
map $uri $toolkit_connection_allowlist {
    default "";
    "~^/b\.1\.js$" "(\"tel:9\" \\)";
}
map $uri $toolkit_content_security_policy {
    default "";
    "~^/a/$" "script-src 'self'";
    "~^/c/" "sandbox";
}
map $https $toolkit_strict_transport_security {
    default "";
    on "max-age=5";
}
"""
    )


def test_every_header_is_sent_with_every_answer() -> None:
    assert nginx.headers(RULES) == (
        "add_header Cache-Control $toolkit_cache_control always;\n"
        "add_header Connection-Allowlist $toolkit_connection_allowlist always;\n"
        "add_header Content-Security-Policy $toolkit_content_security_policy always;\n"
        "add_header Strict-Transport-Security $toolkit_strict_transport_security always;\n"
        'add_header X-Frame-Options "DENY" always;\n'
    )


@pytest.mark.parametrize(
    ("rules", "wrong"),
    [
        ([Rule("/a*", {"A": "b"})], r"/a\*: a star is only allowed at the end"),
        ([Rule("/*", {"A": "b"}), Rule("/a", {"A": "c"})], "A is set for everything and also"),
        ([Rule("/a", {"A": "$uri"})], "part of this as a variable: \\$uri"),
    ],
)
def test_rules_that_nginx_cannot_express_are_refused(rules: list[Rule], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        nginx.maps(rules)


def test_nginx_variable_in_a_global_header_is_refused() -> None:
    with pytest.raises(ValueError, match=r"part of this as a variable: \$uri"):
        nginx.headers([Rule("/*", {"A": "$uri"})])


def test_nginx_files_are_written_outside_site_and_only_on_change(
    tmp_path: Path,
) -> None:
    site, folder = tmp_path / "site", tmp_path / "deploy" / "generated"
    site.mkdir()
    (site / "_headers").write_text("/*\n  A: b\n", encoding="utf-8")
    nginx.write(site, folder)
    files = [folder / "maps.conf", folder / "headers.conf"]
    assert sorted(folder.iterdir()) == sorted(files)
    assert 'add_header A "b" always;' in (folder / "headers.conf").read_text("utf-8")
    for file in files:
        assert file.read_text("utf-8").startswith("# Written by build.py")
        os.utime(file, (5, 5))
    nginx.write(site, folder)
    assert {file.stat().st_mtime for file in files} == {5}
    (site / "_headers").write_text("/*\n  A: c\n", encoding="utf-8")
    nginx.write(site, folder)
    assert 'add_header A "c" always;' in (folder / "headers.conf").read_text("utf-8")
    assert [path.name for path in site.iterdir()] == ["_headers"]
