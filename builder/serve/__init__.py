"""The development server, live reload and the file watcher."""
