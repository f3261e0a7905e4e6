"""The recorded list of channels that stay open, and the table of them for readers."""
