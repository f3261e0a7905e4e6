"""Encrypted saved files: JWE, passphrases, and the commands that encrypt and decrypt."""
