"""What the build adds to the guidance pages, and the mistakes of authors that it finds."""
