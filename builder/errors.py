"""The one error that the build shows as a single line."""


class BuildError(Exception):
    """A step cannot go on; the message says what is wrong and what to do about it."""
