"""The field's own words: frozen dataclasses and pure functions, no Qt, no database, no file formats."""
