"""Program that prints a page to a PDF file with WebKitGTK (Safari's engine), whose WebDriver cannot print.

    python webkit_print.py ADDRESS FILE [SCRIPT]

SCRIPT, the body of an async function, is run in the page before it is printed. Its result is written to the standard
output. Without SCRIPT, the page's own scripts are switched off too. It calls the library's C functions by ctypes, as
any program with a web view would call them.
"""

import ctypes
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FINISHED = 3  # of WebKitLoadEvent
_ANY = ctypes.c_void_p
_kept: list[object] = []  # callbacks must not be freed while the library may call them


class _Error(ctypes.Structure):
    _fields_ = (("domain", ctypes.c_uint32), ("code", ctypes.c_int), ("words", ctypes.c_char_p))


class _Library:
    """A C library. Its functions take and return pointers, strings and integers."""

    def __init__(self, name: str) -> None:
        self._library = ctypes.CDLL(name)

    def __call__(self, name: str, *arguments: Any, returns: Any = _ANY) -> Any:
        function = self._library[name]
        function.restype = returns
        return function(*(each.encode() if isinstance(each, str) else each for each in arguments))


gtk = _Library("libgtk-3.so.0")
gobject = _Library("libgobject-2.0.so.0")
webkit = _Library("libwebkit2gtk-4.1.so.0")
values = _Library("libjavascriptcoregtk-4.1.so.0")


def called(act: Callable[..., None], *kinds: Any) -> Any:
    """Return `act` as a C function with parameters of these types."""
    function = ctypes.CFUNCTYPE(None, *kinds)(act)
    _kept.append(function)
    return function


def on(thing: Any, signal: str, act: Callable[..., None], *kinds: Any) -> None:
    """Call `act` whenever `thing` emits a signal; `kinds` are the types of its arguments."""
    handler = ctypes.cast(called(act, *kinds), _ANY)
    gobject("g_signal_connect_data", thing, signal, handler, None, None, 0)


class Paper:
    """One page to be printed to a file."""

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
        """Load the page, run the script and print; return when that is done. An error message is then in `fault`."""
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
