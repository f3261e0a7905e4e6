"""The one error that the build shows as a single line."""


class BuildError(Exception):
    """A step cannot go on; the message says what is wrong and what to do about it.

    `details` holds a failing tool's own last words, shown above that line.
    """

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.details = details
