"""The prose check: checks text for users against the house style, with textlint."""
