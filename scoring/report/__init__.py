"""The printed report: wording, templates and HTML rendering."""
