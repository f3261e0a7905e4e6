"""The files of this package: its definitions, templates and styles."""

from pkgutil import get_data


def read(name: str) -> str:
    """The text of a file, from wherever the package was imported: a folder, a wheel, an archive.

    importlib.resources would do as well, but brings thirty modules with it, all of which a browser has to load.
    """
    content = get_data("scoring", name)
    if content is None:  # from a loader that reads no files
        raise FileNotFoundError(name)
    return content.decode("utf-8").replace("\r\n", "\n")
