"""Runs in Pyodide's Python at build and brings it into the state of which the image is taken: ready to answer.

In the folder it works in it finds samples.json (see samples.py) and templates.json (see workshop.py). It leaves
loaded.json, the modules of Pyodide's core that it has loaded, and in `handle` what answers.
"""

import gc
import json
import sys
from _thread import allocate_lock
from types import CodeType, ModuleType
from typing import Any, NoReturn


def unwrap(function: Any) -> Any:
    """Return what a function was wrapped around, as inspect.unwrap does."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


# Modules that something imports and that nothing uses to answer: they are not loaded, nor what they import in turn. Of
# each, what is used of it while the others are loaded.
ABSENT: dict[str, dict[str, object]] = {
    "inspect": {"unwrap": unwrap},
    "threading": {"Lock": allocate_lock},
    **{name: {} for name in ("hashlib", "jinja2.bccache", "random", "urllib.parse")},
    # The templates are compiled already.
    **{name: {} for name in ("jinja2.compiler", "jinja2.lexer", "jinja2.parser")},
}


class Missing(type):
    """What is got from an absent module: may be held or derived from, and refuses to be used."""

    def refuse(cls, *_: object, **__: object) -> NoReturn:
        """Let any use be seen."""
        raise TypeError("this is not in the image")

    __call__ = __instancecheck__ = __subclasscheck__ = __iter__ = __len__ = __getitem__ = refuse


class Absent(ModuleType):
    """A module that is not loaded."""

    def __getattr__(self, name: str) -> type:
        """Return something for every name but those by which Python asks what a module is."""
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing(name, (), {})


def content(name: str) -> Any:
    """Return what a JSON file holds."""
    with open(name, encoding="utf-8") as file:  # pathlib would stay in the image
        return json.load(file)


def stand_in() -> None:
    """Put something in the place of every module that is not loaded."""
    for name, there in ABSENT.items():
        module = Absent(name)
        vars(module).update(there)
        sys.modules[name] = module


def use() -> None:
    """Have everything loaded that answering takes, by answering."""
    from scoring import bridge, report

    templates: dict[str, str] = content("templates.json")

    def compile_template(_: str, name: str, filename: str | None = None) -> CodeType:
        return compile(templates[name], filename or "<template>", "exec")

    environment: Any = report._environment()
    environment.compile = compile_template
    # Loaded by Jinja2 at the first error in a template.
    __import__("jinja2.debug")
    for message, answer in content("samples.json"):
        if bridge.handle(message) != answer:
            raise RuntimeError(f"without {', '.join(ABSENT)} there is another answer to {message}")
    del environment.compile


def shut() -> None:
    """Leave no way to load anything more."""
    import zipimport

    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]  # it has no other name
    for way in (sys.meta_path, sys.path, sys.path_hooks, sys.path_importer_cache):
        way.clear()
    sys._clear_internal_caches()  # type: ignore[attr-defined]  # older Pythons have not got it


stand_in()
use()
with open("loaded.json", "w", encoding="utf-8") as file:
    json.dump([name for name in sys.modules if name in sys.builtin_module_names], file)
shut()
from scoring.bridge import handle as handle  # noqa: E402  # the last that is imported

for _ in range(3):
    gc.collect()
# What there is now stays: it need not be looked through again whenever memory is tidied up.
gc.freeze()
