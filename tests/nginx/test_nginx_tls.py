"""Tests of the nginx site file for Debian (deploy/nginx.conf): TLS, and the redirect from HTTP to HTTPS."""

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from http_client import ask
from waiting import TIMEOUT_S

from builder.assets.fingerprint import hashed_folder
from nginx.real_nginx import Nginx, free_port, lay_out, replace, running
from nginx.test_nginx_headers import COMMON_HEADERS

# In place of Debian's own nginx.conf, which includes the site file.
AROUND = """\
pid .cache/nginx.pid;
error_log .cache/nginx-error.log warn;
events {{}}
http {{
    client_body_temp_path .cache/nginx-temp;
    fastcgi_temp_path .cache/nginx-temp;
    proxy_temp_path .cache/nginx-temp;
    scgi_temp_path .cache/nginx-temp;
    uwsgi_temp_path .cache/nginx-temp;
    # Debian's has a table of its own, which the site's must take the place of.
    types {{ text/plain html mjs; }}
    gzip on;
    access_log .cache/common.log;
    include {name};
}}
"""


@dataclass(frozen=True)
class Sites:
    """The two servers of the file: one without TLS, one with it."""

    plain: Nginx
    secure: str
    trust: ssl.SSLContext


def certificate(folder: Path) -> ssl.SSLContext:
    """Create a certificate for this test only; return the TLS settings of a client that trusts no other."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl here to make a certificate with")
    finished = subprocess.run(
        [
            *(program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem"),
            *("-subj", "/CN=toolkit.example", "-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return ssl.create_default_context(cafile=folder / "certificate.pem")


@pytest.fixture(scope="module")
def sites(
    nginx_path: Path, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Sites]:
    """Start nginx with the site file, with its examples replaced as deploy/README.md says."""
    folder, plain, secure = tmp_path_factory.mktemp("nginx-tls"), free_port(), free_port()
    lay_out(folder, site)
    trust = certificate(folder)
    replace(
        folder / "deploy/nginx.conf",
        (r"listen 80;\n\s*listen \[::\]:80;", f"listen 127.0.0.1:{plain};"),
        (
            r"listen 443 ssl http2;\n\s*listen \[::\]:443 ssl http2;",
            f"listen 127.0.0.1:{secure} ssl;",
        ),
        (r"/etc/ssl/toolkit\.example/fullchain\.pem", str(folder / "certificate.pem")),
        (r"/etc/ssl/toolkit\.example/privkey\.pem", str(folder / "key.pem")),
        (r"/srv/toolkit/site", str(folder / "site")),
        (r"/var/log/nginx/toolkit\.log", ".cache/nginx-access.log"),
        (r"/var/www/acme", str(folder / "acme")),
    )
    challenge = folder / "acme" / ".well-known" / "acme-challenge" / "token"
    challenge.parent.mkdir(parents=True)
    challenge.write_text("proof", encoding="utf-8")
    (folder / "deploy/around.conf").write_text(AROUND.format(name="nginx.conf"), "utf-8")
    with running(nginx_path, folder, "deploy/around.conf", plain) as server:
        yield Sites(server, f"https://127.0.0.1:{secure}", trust)


def test_http_redirect_to_https_drops_the_query_and_does_not_log_it(
    sites: Sites,
) -> None:
    answer = ask(sites.plain.address, "/recognise/signs/?name=sam-example")
    assert answer.status == 301
    assert answer.headers["Location"] == "https://toolkit.example/recognise/signs/"
    assert "Strict-Transport-Security" not in answer.headers
    # nginx writes a missing file to its error log, which must not contain the query either.
    response = ask(sites.plain.address, "/.well-known/acme-challenge/gone?name=sam-example")
    assert response.status == 404
    assert "sam-example" not in sites.plain.said()


def test_acme_challenge_for_certificate_renewal_is_served_over_http(sites: Sites) -> None:
    assert ask(sites.plain.address, "/.well-known/acme-challenge/token").body == b"proof"


@pytest.mark.parametrize("path", ["/", "/search/search_index.json", "/gone", "/recognise/signs"])
def test_https_responses_have_hsts_and_the_other_headers(sites: Sites, path: str) -> None:
    answer = ask(sites.secure, path, trust=sites.trust)
    assert answer.headers.get_all("Strict-Transport-Security") == ["max-age=31536000"]
    for name, value in COMMON_HEADERS.items():
        assert answer.headers.get_all(name) == [value]


def test_site_settings_override_those_of_the_surrounding_nginx_configuration(
    sites: Sites, site: Path
) -> None:
    script = f"/{hashed_folder(site, 'app').name}/assessment-boot.mjs"
    answer = ask(sites.secure, script, "HEAD", {"Accept-Encoding": "gzip"}, sites.trust)
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    # A compressed copy from the build is sent with its length. One that nginx makes while it sends has none.
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) > 0
    ask(sites.secure, "/gone-too?name=sam-example", trust=sites.trust)
    assert sites.plain.said_of("/gone-too").split()[1:][:3] == ["GET", "/gone-too", "404"]
    assert "sam-example" not in sites.plain.said()
    common = sites.plain.folder / ".cache" / "common.log"
    assert not common.is_file() or common.read_text("utf-8") == ""


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_versions_of_tls_are_refused(sites: Sites) -> None:
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    # Without this, the client itself would refuse these versions.
    old.set_ciphers("ALL:@SECLEVEL=0")
    host, port = sites.secure.removeprefix("https://").split(":")
    with (
        socket.create_connection((host, int(port)), timeout=TIMEOUT_S) as connection,
        pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"),
    ):
        old.wrap_socket(connection)
