"""Security policies (CSP) and HTTP headers, and the web server configuration that sends them."""
