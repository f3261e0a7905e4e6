"""The numbers from which a factor counts as a concern, and those that the profile counts by. They set no category."""

# "With concern" starts at 2: in factors 1 to 10, statement 1 is always the one without concern.
CONCERN = 2
MIDDLE, HIGH = 2, 4
