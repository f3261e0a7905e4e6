"""Media types (MIME types) by file suffix, for the development server and for the service worker's responses.

They do not come from the system's table (the registry on Windows), which may differ: a browser refuses a module or
WebAssembly of the wrong type.
"""

from http.server import SimpleHTTPRequestHandler

BY_SUFFIX = {
    **SimpleHTTPRequestHandler.extensions_map,
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
