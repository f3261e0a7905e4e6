"""BuildError, the exception that the build reports as a single line."""


class BuildError(Exception):
    """A build step failed. The message says what is wrong and what to do.

    `details` holds the last output of a failed tool, which is shown above that line.
    """

    def __init__(self, message: str, details: str = "") -> None:
        super().__init__(message)
        self.details = details
