"""The benchmark behind `build.py bench`: the built site beside stock Pyodide and two floors, in a real browser."""
