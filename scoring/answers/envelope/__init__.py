"""The envelope of an answers file: everything in it beside the answers, and files of any version."""
