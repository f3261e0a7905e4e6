"""Tests of installing Debian packages for the tests: printed with reasons, then installed by one call of apt-get."""

import os
from pathlib import Path

import pytest

from builder.base.errors import BuildError
from builder.toolchain import (
    apt,
    chromium_program,
    firefox_program,
    nginx_program,
    required_packages,
    webkit_program,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

PACKAGES = [
    "chromium",
    "chromium-headless-shell",
    "nginx-light",
    "libnginx-mod-http-brotli-static",
    "openssl",
    "firefox-esr",
    "libwebkit2gtk-4.1-0",
    "webkit2gtk-driver",
    "xvfb",
]


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make this machine look like a Debian without the programs. Its apt-get only records its arguments.

    Returns the only folder in the PATH.
    """
    for module in (chromium_program, nginx_program, firefox_program, webkit_program):
        monkeypatch.delenv(module.VARIABLE, raising=False)
    monkeypatch.delenv(chromium_program.SHELL_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium_program, "_usual_places", lambda platform: iter(()))
    monkeypatch.setattr(nginx_program, "_USUAL_PLACES", ())
    monkeypatch.setattr(nginx_program, "BROTLI", tmp_path / "brotli.so")
    monkeypatch.setattr(firefox_program, "_USUAL_PLACES", {})
    monkeypatch.setattr(webkit_program, "_places", lambda: iter(()))
    monkeypatch.setattr(apt, "may_install", lambda: True)
    monkeypatch.setattr(apt, "_SERVICES", tmp_path / "policy-rc.d")
    write_apt(tmp_path)
    return tmp_path


def write_apt(folder: Path, *, unknown: str = "none", status: int = 0) -> None:
    """Write a fake apt-get and apt-cache.

    The fake apt-get asks policy-rc.d whether it may start a service, as Debian packages do. `unknown` is a package that
    this Debian does not have. `status` is the exit status of an installation.
    """
    script(folder / "apt-cache", f'[ "$3" != {unknown} ]')
    started = f'"{folder}/policy-rc.d" nginx start; echo "$?" >> "{folder}/started"'
    script(
        folder / "apt-get",
        f'echo "$@" >> "{folder}/asked"\n[ "$1" = install ] || exit 0\n{started}\n'
        f"echo E: what apt says\nexit {status}",
    )


def script(file: Path, text: str) -> None:
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)


def apt_calls(folder: Path) -> list[str]:
    return (folder / "asked").read_text("utf-8").splitlines() if (folder / "asked").exists() else []


def installed(folder: Path) -> list[str]:
    """Return the package names of the last call of apt-get."""
    return apt_calls(folder)[-1].split()[
        len(["install", "--yes", "--no-install-recommends", *apt._WAIT]) :
    ]


def test_missing_packages_are_listed_first_and_installed_by_one_call(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    required_packages.prepare()
    assert apt_calls(bare) == [
        "update",
        f"install --yes --no-install-recommends -o DPkg::Lock::Timeout=300 {' '.join(PACKAGES)}",
    ]
    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading == "These packages are missing. They are now installed from Debian as root:"
    listed, rest = lines[: len(PACKAGES)], lines[len(PACKAGES) :]
    assert [line.split()[0] for line in listed] == PACKAGES
    assert all(len(line.split()) > 3 for line in listed), "the list names no reason for a package"
    assert len(rest) == 2
    assert rest[0].startswith("Reading Debian's lists of packages")
    assert rest[1].startswith("Installing Debian packages ... 9 packages")


def test_only_what_is_missing_is_installed(bare: Path) -> None:
    for name in (*PACKAGES[:2], "nginx", "openssl", "firefox", "MiniBrowser"):
        script(bare / name, "")
    required_packages.prepare()
    assert installed(bare) == [
        "libnginx-mod-http-brotli-static",
        "webkit2gtk-driver",
        "xvfb",
    ]


def test_on_a_machine_that_has_everything_nothing_is_asked_and_nothing_printed(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs = ("nginx", "openssl", "firefox", "MiniBrowser", "WebKitWebDriver", "Xvfb")
    for name in (*PACKAGES[:2], *programs):
        script(bare / name, "")
    nginx_program.BROTLI.touch()
    required_packages.prepare()
    assert apt_calls(bare) == []
    assert capsys.readouterr().out == ""


def test_programs_named_in_the_environment_need_no_packages(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(bare / "mine", "")
    for module in (chromium_program, nginx_program, firefox_program, webkit_program):
        monkeypatch.setenv(module.VARIABLE, str(bare / "mine"))
    required_packages.prepare()
    assert installed(bare) == ["webkit2gtk-driver", "xvfb"]
    monkeypatch.setenv(firefox_program.VARIABLE, str(bare / "gone"))
    with pytest.raises(BuildError, match="FIREFOX names a file that does not exist"):
        required_packages.prepare()


def test_measuring_needs_two_programs_only(bare: Path) -> None:
    required_packages.prepare_for_measuring()
    assert installed(bare) == ["chromium", *PACKAGES[2:5]]


def test_a_package_that_this_release_does_not_have_stops_no_other(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_apt(bare, unknown="firefox-esr")
    required_packages.prepare()
    assert installed(bare) == [each for each in PACKAGES if each != "firefox-esr"]
    assert "does not have them: firefox-esr\n" in capsys.readouterr().out


def test_a_failure_of_apt_is_shown_and_the_tests_go_on(
    bare: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_apt(bare, status=100)
    required_packages.prepare()
    output = capsys.readouterr().out
    assert "Installing Debian packages ... not possible" in output
    assert "E: what apt says" in output
    assert not (bare / "policy-rc.d").exists()


def test_where_installing_is_not_allowed_nothing_is_tried(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(apt, "may_install", lambda: False)
    required_packages.prepare()
    assert apt_calls(bare) == []
    assert capsys.readouterr().out == ""


def test_a_newly_installed_service_is_not_started(bare: Path) -> None:
    required_packages.prepare()
    # In Debian, 101 means that starting a service is not allowed.
    assert (bare / "started").read_text("utf-8").split() == ["101"]
    assert not (bare / "policy-rc.d").exists()


def test_a_machine_with_a_rule_for_services_keeps_it(bare: Path) -> None:
    policy_file = bare / "policy-rc.d"
    script(policy_file, "exit 102")
    required_packages.prepare()
    assert (bare / "started").read_text("utf-8").split() == ["102"]
    assert policy_file.read_text("utf-8") == "#!/bin/sh\nexit 102\n"
