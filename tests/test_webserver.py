"""Getting an nginx for the tests: the machine's own, Debian's package, or none with a word on it."""

import os
from pathlib import Path

import pytest

from builder import debian, webserver
from builder.errors import BuildError

posix = pytest.mark.skipif(os.name == "nt", reason="programs of a shell")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand on a Debian without nginx, whose apt-get notes what it is asked and installs it."""
    monkeypatch.delenv(webserver.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    monkeypatch.setattr(debian, "may_install", lambda: True)
    monkeypatch.setattr(webserver, "_USUAL_PLACES", (tmp_path / "sbin-nginx",))
    monkeypatch.setattr(webserver, "BROTLI", tmp_path / "brotli.so")
    monkeypatch.setattr(webserver, "_SERVICES", tmp_path / "policy-rc.d")
    monkeypatch.setattr(
        "shutil.which", lambda name: str(tmp_path / name) if (tmp_path / name).is_file() else None
    )
    apt(tmp_path)
    return tmp_path


def apt(folder: Path, *, status: int = 0, installs: bool = True) -> None:
    program = folder / "apt-get"
    program.write_text(
        "#!/bin/sh\n"
        f'echo "$@" >> {folder}/asked\n'
        '[ "$1" = install ] || exit 0\n'
        # A service would be started here, if nobody says no.
        f'{folder}/policy-rc.d nginx start; echo "$?" >> {folder}/started\n'
        + (
            f"""case "$4" in
            nginx-light) echo > {folder}/nginx ;;
            openssl) echo > {folder}/openssl ;;
            *) echo > {folder}/brotli.so ;;
            esac\n"""
            if installs
            else ""
        )
        + f"exit {status}\n",
        encoding="utf-8",
    )
    program.chmod(0o755)


def installed(folder: Path) -> list[str]:
    asked = (folder / "asked").read_text("utf-8") if (folder / "asked").is_file() else ""
    return [line.split()[-1] for line in asked.splitlines() if line.startswith("install ")]


@posix
def test_what_is_missing_is_installed_and_nothing_twice(machine: Path) -> None:
    assert webserver.get() == machine / "nginx"
    assert installed(machine) == ["nginx-light", "libnginx-mod-http-brotli-static", "openssl"]
    assert webserver.get() == machine / "nginx"
    assert len(installed(machine)) == 3


@posix
def test_only_what_is_missing_is_installed(machine: Path) -> None:
    (machine / "nginx").touch()
    (machine / "openssl").touch()
    assert webserver.get() == machine / "nginx"
    assert installed(machine) == ["libnginx-mod-http-brotli-static"]


@posix
def test_a_fresh_nginx_does_not_serve_the_machine_to_everybody(machine: Path) -> None:
    webserver.get()
    # 101 is Debian's "not allowed".
    assert (machine / "started").read_text("utf-8").split() == ["101"] * 3
    assert not (machine / "policy-rc.d").exists()


@posix
def test_a_machine_that_starts_no_services_is_left_as_it_is(machine: Path) -> None:
    own = machine / "policy-rc.d"
    own.write_text("#!/bin/sh\nexit 102\n", encoding="utf-8")
    own.chmod(0o755)
    webserver.get()
    assert (machine / "started").read_text("utf-8").split() == ["102"] * 3
    assert own.read_text("utf-8") == "#!/bin/sh\nexit 102\n"


@posix
def test_where_it_cannot_be_installed_that_is_said_and_the_tests_go_on(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apt(machine, status=100, installs=False)
    assert webserver.get() is None
    said = capsys.readouterr().out
    assert "Installing Debian's package nginx-light for the tests ... not possible" in said
    assert "Note: without nginx its configuration is not tested." in said
    assert not (machine / "policy-rc.d").exists()


def test_where_we_may_not_install_nothing_is_tried(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(debian, "may_install", lambda: False)
    assert webserver.get() is None
    assert installed(machine) == []
    (machine / "sbin-nginx").touch()
    assert webserver.get() == machine / "sbin-nginx"


def test_the_nginx_named_in_the_environment_goes_first(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = machine / "mine"
    mine.touch()
    monkeypatch.setenv(webserver.VARIABLE, str(mine))
    assert webserver.get() == mine
    assert installed(machine) == []
    monkeypatch.setenv(webserver.VARIABLE, str(machine / "gone"))
    with pytest.raises(BuildError, match="NGINX_PROGRAM names a file that is not there"):
        webserver.get()
