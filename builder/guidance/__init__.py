"""The MkDocs hook for the guidance pages: contacts, search terms, review dates and checks of authors' mistakes."""
