"""The assessment in other formats: a Word document and plain text, both made from the printed report."""
