"""Tables with a line of names on top."""

import csv
import io
import sys

from desktop.importers.gathered.fields import text_of

csv.field_size_limit(min(sys.maxsize, 10 << 20))


def rows(data: bytes, most: int | None = None) -> tuple[list[str], list[dict[str, str]]]:
    """The names of the columns, and the rows (at most ``most``) by them; nothing of what is no such table."""
    head = data[:400].lower()
    if b"url" not in head and b"highlight" not in head:
        return [], []
    try:
        text = text_of(data)
        reader = csv.DictReader(io.StringIO(text), delimiter="\t" if "\t" in text[:200] else ",")
        names = [name.strip() for name in reader.fieldnames or ()]
        reader.fieldnames = names
        found: list[dict[str, str]] = []
        for row in reader:
            if most is not None and len(found) >= most:
                break
            found.append({name: value for name, value in row.items() if isinstance(value, str)})
    except csv.Error:
        return [], []
    return names, found
