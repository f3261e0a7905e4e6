"""What is expected to get out, as committed, and the table of it for readers."""
