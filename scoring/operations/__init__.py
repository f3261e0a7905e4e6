"""The operations that the page can request: one function each, from the decoded request to the result."""
