"""Warms up Pyodide's Python before the memory snapshot: imports and runs everything that answering needs.

Reads samples.json (see samples/) and templates.json (see compile_templates.py) from the current folder. Writes
loaded.json, a list of the imported built-in modules, and leaves the entry point in `handle`.
"""

import gc
import json
import re
import sys
from _thread import allocate_lock
from functools import _lru_cache_wrapper
from types import CodeType, ModuleType
from typing import Any, NoReturn


def unwrap(function: Any) -> Any:
    """Return the innermost wrapped function, as inspect.unwrap does."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


# Modules that something imports and that nothing uses to answer: they are not loaded, nor what they import in turn. Of
# each, what is used of it while the others are loaded.
ABSENT: dict[str, dict[str, object]] = {
    "inspect": {"unwrap": unwrap},
    "threading": {"Lock": allocate_lock},
    **{name: {} for name in ("jinja2.bccache", "random", "urllib.parse")},
    # The templates are compiled already.
    **{name: {} for name in ("jinja2.compiler", "jinja2.lexer", "jinja2.parser")},
}


class Missing(type):
    """The metaclass of attributes of absent modules. They can be referenced and subclassed, but not used."""

    def refuse(cls, *_: object, **__: object) -> NoReturn:
        """Raise TypeError, so that any use is noticed."""
        raise TypeError("this is not in the image")

    __call__ = __instancecheck__ = __subclasscheck__ = __iter__ = __len__ = __getitem__ = refuse


class Absent(ModuleType):
    """A stub for a module that is not loaded."""

    def __getattr__(self, name: str) -> type:
        """Return a stub for every name except special names, by which Python inspects a module."""
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing(name, (), {})


# An entry of a line table (see CPython, InternalDocs/code_objects.md): eight units of code on the line before.
SAME_LINE = bytes((0x80 | 13 << 3 | 7, 0))
BYTES_PER_ENTRY = 16  # eight units of two bytes


def without_lines(code: CodeType) -> CodeType:
    """Return code in which every line of a function has the number of its first line."""
    constants = (
        without_lines(each) if isinstance(each, CodeType) else each for each in code.co_consts
    )
    entries, rest = divmod(len(code.co_code), BYTES_PER_ENTRY)
    table = SAME_LINE * entries + (bytes((SAME_LINE[0] - 8 + rest // 2, 0)) if rest else b"")
    return code.replace(co_consts=tuple(constants), co_linetable=table)


def leave_lines_out() -> None:
    """Compile later imports without line tables: nobody sees the lines, and the download is 1 % smaller."""
    import zipimport

    compile_source: Any = zipimport._compile_source  # type: ignore[attr-defined]  # it has no other name

    def compile_without_lines(path: str, source: bytes) -> CodeType:
        return without_lines(compile_source(path, source))

    vars(zipimport)["_compile_source"] = compile_without_lines


def content(name: str) -> Any:
    """Return the content of a JSON file."""
    with open(name, encoding="utf-8") as file:  # pathlib would add to the image
        return json.load(file)


def install_stubs() -> None:
    """Install a stub for every module that is not loaded."""
    for name, attributes in ABSENT.items():
        module = Absent(name)
        vars(module).update(attributes)
        sys.modules[name] = module


def answer_samples() -> None:
    """Answer all samples, so that every module needed is loaded."""
    from scoring import bridge
    from scoring.report import jinja_templates

    # Not Jinja2's ModuleLoader: with it the image is 10 KB larger.
    templates: dict[str, str] = content("templates.json")

    def compile_template(_: str, name: str, filename: str | None = None) -> CodeType:
        return compile(templates[name], filename or "<template>", "exec")

    environment: Any = jinja_templates.environment()
    environment.compile = compile_template
    # Jinja2 imports it at the first error in a template.
    __import__("jinja2.debug")
    for message, answer in content("samples.json"):
        if bridge.handle(message) != answer:
            raise RuntimeError(f"the answer changes without {', '.join(ABSENT)}: {message}")
    del environment.compile


def forget_samples() -> None:
    """Clear what the samples left in caches, which every reader would download. The definitions stay."""
    for instance in gc.get_objects():
        if (
            isinstance(instance, _lru_cache_wrapper)
            and instance.cache_parameters()["maxsize"] is not None
        ):
            instance.cache_clear()
    if assessing := sys.modules.get("scoring.operations.assessing"):
        assessing.forget()
    # The module keeps every expression that was compiled.
    re.purge()


def close_streams() -> None:
    """Close the standard streams, which nothing uses here. Their buffers would add 130 KB of old data to the image."""
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, name, None)
        setattr(sys, f"__{name}__", None)


def close_imports() -> None:
    """Remove all import paths and caches. Nothing can be imported afterwards."""
    import zipimport

    zipimport._zip_directory_cache.clear()  # type: ignore[attr-defined]  # it has no other name
    for way in (sys.meta_path, sys.path, sys.path_hooks, sys.path_importer_cache):
        way.clear()
    sys._clear_internal_caches()  # type: ignore[attr-defined]  # older Pythons have not got it


leave_lines_out()
install_stubs()
answer_samples()
forget_samples()
with open("loaded.json", "w", encoding="utf-8") as file:
    json.dump([name for name in sys.modules if name in sys.builtin_module_names], file)
close_imports()
close_streams()
from scoring.bridge import handle as handle  # noqa: E402  # loaded before, so this only binds the name

for _ in range(3):
    gc.collect()
# Exclude the present objects from garbage collection, because they are never freed.
gc.freeze()
