"""Performance benchmark of the built site in a real browser, beside stock Pyodide, MicroPython and JavaScript."""
