"""What only the command line does: locked files, and files at all. The browser's package leaves all of this out."""
