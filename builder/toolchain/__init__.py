"""The toolchain: virtual environments, Node, wheels, lockfiles, and the browsers and servers for the tests."""
