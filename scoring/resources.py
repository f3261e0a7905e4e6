"""Reads the data files of this package: definitions, templates and styles."""

from pkgutil import get_data


def read(name: str) -> str:
    """Returns the text of a file, whether the package was imported from a folder, a wheel or an archive.

    importlib.resources does the same, but imports thirty modules, all of which a browser would have to load.
    """
    content = get_data("scoring", name)
    if content is None:  # from a loader that cannot read files
        raise FileNotFoundError(name)
    return content.decode("utf-8").replace("\r\n", "\n")
