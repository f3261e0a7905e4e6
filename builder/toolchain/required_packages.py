"""Finds the Debian packages that the tests need and this machine lacks, and installs them."""

from builder.toolchain import apt, chromium_program, firefox_program, nginx_program, webkit_program


def prepare() -> None:
    """Print the list of packages that the tests need, then install them if possible.

    Raises BuildError if an environment variable names a program that does not exist.
    """
    _install(
        chromium_program.missing(),
        chromium_program.missing_shell(),
        nginx_program.missing(),
        firefox_program.missing(),
        webkit_program.missing(),
    )


def prepare_for_measuring() -> None:
    """Install the packages that the benchmark needs (Chromium and nginx) in the same way as `prepare`."""
    _install(chromium_program.missing(), nginx_program.missing())


def _install(*missing: dict[str, str]) -> None:
    if apt.may_install():
        apt.install({package: why for each in missing for package, why in each.items()})
