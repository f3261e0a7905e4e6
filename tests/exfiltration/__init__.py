"""The toolkit attacked from within: code that somebody has slipped into the page tries every way out of it."""
