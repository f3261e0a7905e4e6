"""The scoring engine: Pyodide and our wheels, compiled for the browser, and the memory image made from them."""
