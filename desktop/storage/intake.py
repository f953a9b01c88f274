"""Articles on their way into the library."""

import hashlib
import json
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import asdict

from desktop.domain.address import same_page_key
from desktop.domain.changes import Changes
from desktop.domain.item import READING, ImportedItem, language_is_guessed
from desktop.storage import annotations, filing, index, items, packing, resemblances, words
from desktop.storage import tags as tag_rows
from desktop.storage.library import Library, Step, now

_PACKING = 3
"""Of zlib: nearly as small as its usual 6, in half the time."""


def store(
    library: Library, imported: ImportedItem, *, collection_id: int | None = None, tags: Sequence[str] = (),
    label: str = "Import of 1 article", batch: str | None = None,
) -> Changes:  # fmt: skip
    """Store an article with all that belongs to it, as one transaction."""
    with library.step(label, batch) as step:
        add(step, imported, collection_id=collection_id, tags=tags)
    return step.changes()


def add(
    step: Step, imported: ImportedItem, *, collection_id: int | None = None, tags: Sequence[str] = ()
) -> int:
    """Store an article as part of a larger transaction; its id."""
    moment = now()
    version_id = store_version(step, imported, moment)
    item_id = step.insert(
        "item", uid=_uid(step, imported), type=imported.type.value, status="unread", starred=0, added=moment,
        modified=moment, version_id=version_id, **items.columns(_fields(imported)),
    )  # fmt: skip
    for name in dict.fromkeys((*imported.tags, *tags)):
        tag_rows.attach(step, "item", item_id, name)
    if collection_id is not None:
        filing.file(step, [item_id], collection_id)
    for new in imported.annotations:
        annotations.insert(step, item_id, new, imported.pages)
    return item_id


def _uid(step: Step, imported: ImportedItem) -> str:
    """The lasting name it comes with, so that links lead to it, unless something has it."""
    taken = step.db.conn.execute("SELECT 1 FROM item WHERE uid = ?", (imported.uid,)).fetchone()
    return imported.uid if imported.uid and not taken else uuid.uuid4().hex


def duplicate_of(library: Library, imported: ImportedItem) -> int | None:
    """The item that has, or had, the same bytes or the same title and text; without words only bytes tell."""
    same = duplicate_of_bytes(library, hashlib.sha256(imported.original).hexdigest())
    if same is not None or not imported.text.strip():
        return same
    return _with_version(library, "text_hash", _text_hash(imported))


def duplicate_of_bytes(library: Library, sha256: str) -> int | None:
    """The item of which a version's original has this SHA-256 (hex)."""
    return _with_version(library, "sha256", sha256)


def _with_version(library: Library, column: str, value: str) -> int | None:
    row = library.reader().conn.execute(
        f"""WITH same(id) AS (SELECT id FROM version WHERE {column} = ?)
            SELECT min(id) FROM item WHERE trashed = '' AND (version_id IN same
              OR id IN (SELECT item_id FROM former_version WHERE version_id IN same))""", (value,)
    ).fetchone()  # fmt: skip
    return None if row[0] is None else int(row[0])


def of_same_page(library: Library, imported: ImportedItem) -> int | None:
    """The item of the same kind under an address of the same page."""
    row = library.reader().conn.execute(
        "SELECT min(id) FROM item WHERE trashed = '' AND page_key <> '' AND page_key = ? AND type = ?",
        (same_page_key(imported.url), imported.type.value),
    ).fetchone()  # fmt: skip
    return None if row[0] is None else int(row[0])


def _fields(imported: ImportedItem) -> dict[str, object]:
    told = {
        name: getattr(imported, name)
        for name in ("title", "creators", "site", "published", "language", "url")
    }
    details = {name: value for name, value in imported.details.items() if value}
    origins = dict(imported.origins)
    if language_is_guessed(imported):
        told["language"] = origins["language"] = ""
    return told | {
        "details": details,
        "origins": {name: origin for name, origin in origins.items() if origin},
    }


def _text_hash(imported: ImportedItem) -> str:
    return hashlib.sha256(f"{imported.title}\n{imported.text}".encode("utf-8", "replace")).hexdigest()


def store_version(step: Step, imported: ImportedItem, moment: str) -> int:
    """One archived state of an article: its document, its original, what it shows. It is as old as its file
    says, and as ``moment`` where that says nothing."""
    text = imported.text
    archived = min(imported.archived or moment, moment)
    version_id = step.insert(
        "version", sha256=_attach(step, imported.original), html=packing.pack_page(imported.html, text),
        text=packing.pack(text),
        text_hash=_text_hash(imported), pages=json.dumps([asdict(page) for page in imported.pages]),
        outline=json.dumps([asdict(entry) for entry in imported.outline]), words=words.count(text),
        media_type=imported.media_type, file_name=imported.file_name, archived=archived, language=imported.language,
        lead_image=imported.lead_image, title=imported.title, reading=READING,
    )  # fmt: skip
    for resource in imported.resources:
        step.db.conn.execute(
            "INSERT OR IGNORE INTO resource VALUES (?, ?, ?, ?)",
            (version_id, resource.path, resource.media_type, _attach(step, resource.data)),
        )
    index.add_body(step.db, version_id, text)
    index.add_fingerprints(step.db, version_id, text, imported.fingerprints)
    resemblances.add(step.db, version_id)
    return version_id


def _attach(step: Step, data: bytes) -> str:
    """Keep bytes once; the SHA-256 under which they are found."""
    sha256 = hashlib.sha256(data).hexdigest()
    if not step.db.conn.execute("SELECT 1 FROM attachment WHERE sha256 = ?", (sha256,)).fetchone():
        packed = zlib.compress(data, _PACKING)
        small = len(packed) < 0.9 * len(data)
        step.db.conn.execute(
            "INSERT INTO attachment VALUES (?, ?, ?, ?)",
            (sha256, len(data), small, packed if small else data),
        )
    return sha256
