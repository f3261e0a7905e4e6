"""A copy of the site for tests that publish another version of it."""

import shutil
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def own_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the site that may be changed."""
    folder = tmp_path_factory.mktemp("offline") / "site"
    shutil.copytree(site, folder, copy_function=shutil.copyfile)
    return folder
