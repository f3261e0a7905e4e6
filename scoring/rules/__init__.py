"""The scoring rules: total, signs of harm, matched guidance and comparison with earlier assessments."""
