"""Prints a page by Safari's engine to a PDF file; a program of its own, since WebDriver cannot print there.

    python webkit_paper.py ADDRESS FILE [SCRIPT]

A script (the body of an async function) is run in the page before it is printed; what it returns is put out. Without it
the page's own scripts are off as well. The library is asked as any program asks it that has a web view in it.
"""

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FINISHED = 3  # of WebKitLoadEvent
_ANY = ctypes.c_void_p
_kept: list[object] = []  # what the library calls back must live as long as it does


class _Error(ctypes.Structure):
    _fields_ = (("domain", ctypes.c_uint32), ("code", ctypes.c_int), ("words", ctypes.c_char_p))


class _Library:
    """A library whose functions take and return addresses, texts and whole numbers."""

    def __init__(self, name: str) -> None:
        self._library = ctypes.CDLL(name)

    def __call__(self, name: str, *given: Any, returns: Any = _ANY) -> Any:
        function = self._library[name]
        function.restype = returns
        return function(*(each.encode() if isinstance(each, str) else each for each in given))


gtk = _Library("libgtk-3.so.0")
gobject = _Library("libgobject-2.0.so.0")
webkit = _Library("libwebkit2gtk-4.1.so.0")
values = _Library("libjavascriptcoregtk-4.1.so.0")


def called(act: Callable[..., None], *kinds: Any) -> Any:
    """Return a function of the library's kind."""
    function = ctypes.CFUNCTYPE(None, *kinds)(act)
    _kept.append(function)
    return function


def on(thing: Any, signal: str, act: Callable[..., None], *kinds: Any) -> None:
    """Call `act` with what a signal brings."""
    handler = ctypes.cast(called(act, *kinds), _ANY)
    gobject("g_signal_connect_data", thing, signal, handler, None, None, 0)


class Paper:
    """One page on its way to paper."""

    def __init__(self, file: Path, script: str | None) -> None:
        self._file = file
        self._script = script
        self.fault = ""
        gtk("gtk_init_check", None, None)
        self._view = _ANY(webkit("webkit_web_view_new"))
        settings = _ANY(webkit("webkit_web_view_get_settings", self._view))
        webkit("webkit_settings_set_enable_javascript", settings, int(script is not None))
        window = _ANY(gtk("gtk_offscreen_window_new"))
        gtk("gtk_window_set_default_size", window, 1280, 900)
        gtk("gtk_container_add", window, self._view)
        gtk("gtk_widget_show_all", window)

    def make(self, address: str) -> None:
        """Load, run the script, print; return when that is done. `fault` then holds what went wrong."""
        on(self._view, "load-changed", self._loaded, _ANY, ctypes.c_int, _ANY)
        webkit("webkit_web_view_load_uri", self._view, address)
        gtk("gtk_main")

    def _loaded(self, _view: Any, event: int, _data: Any) -> None:
        if event != FINISHED:
            return
        if self._script is None:
            self._print()
            return
        ran = called(self._ran, _ANY, _ANY, _ANY)
        webkit(
            "webkit_web_view_call_async_javascript_function",
            *(self._view, self._script, ctypes.c_ssize_t(-1), None, None, None, None, ran, None),
        )

    def _ran(self, _view: Any, result: Any, _data: Any) -> None:
        error = ctypes.POINTER(_Error)()
        finish = "webkit_web_view_call_async_javascript_function_finish"
        value = _ANY(webkit(finish, self._view, _ANY(result), ctypes.byref(error)))
        if error:
            self.fault = error.contents.words.decode()
            gtk("gtk_main_quit")
            return
        print(values("jsc_value_to_string", value, returns=ctypes.c_char_p).decode(), flush=True)
        self._print()

    def _print(self) -> None:
        settings = _ANY(gtk("gtk_print_settings_new"))
        for name, value in {
            "printer": "Print to File",
            "output-file-format": "pdf",
            "output-uri": self._file.as_uri(),
        }.items():
            gtk("gtk_print_settings_set", settings, name, value)
        setup, size = _ANY(gtk("gtk_page_setup_new")), _ANY(gtk("gtk_paper_size_new", "iso_a4"))
        gtk("gtk_page_setup_set_paper_size_and_default_margins", setup, size)
        operation = _ANY(webkit("webkit_print_operation_new", self._view))
        webkit("webkit_print_operation_set_print_settings", operation, settings)
        webkit("webkit_print_operation_set_page_setup", operation, setup)
        on(operation, "failed", self._failed, _ANY, ctypes.POINTER(_Error), _ANY)
        on(operation, "finished", lambda *_: gtk("gtk_main_quit", returns=None), _ANY, _ANY)
        webkit("webkit_print_operation_print", operation)

    def _failed(self, _operation: Any, error: Any, _data: Any) -> None:
        self.fault = error.contents.words.decode()


if __name__ == "__main__":
    paper = Paper(Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)
    paper.make(sys.argv[1])
    sys.exit(paper.fault or None)
