"""Exfiltration tests: code injected into the page tries every known channel to send data out of it."""
