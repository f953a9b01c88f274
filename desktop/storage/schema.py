"""The tables of a library and the steps that brought them there."""

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from desktop.storage import index, resemblances

APPLICATION_ID = 0x464C4F52
"""``FLOR``, in the header of every library file."""

SCHEMA_VERSION = 10

_TRACKED_AT_FIRST: dict[str, tuple[str, ...]] = {
    "item": ("id", "uid", "type", "title", "creators", "site", "published", "language", "url", "page_key",
             "status", "starred", "added", "modified", "trashed", "version_id"),
    "annotation": ("id", "uid", "item_id", "kind", "color", "comment", "quote", "prefix", "suffix", "start",
                   "end", "page_index", "left", "bottom", "right", "top", "orphan", "created", "modified",
                   "creator", "trashed"),
    "tag": ("id", "name", "color"),
    "item_tag": ("id", "item_id", "tag_id"),
    "annotation_tag": ("id", "annotation_id", "tag_id"),
    "collection": ("id", "name", "parent_id", "position"),
    "collection_item": ("id", "collection_id", "item_id"),
    "note": ("id", "uid", "item_id", "text", "created", "modified", "trashed"),
    "saved_search": ("id", "name", "query"),
}  # fmt: skip

_TRACKED_SINCE_VERSIONS = _TRACKED_AT_FIRST | {
    "item": (*_TRACKED_AT_FIRST["item"], "details", "origins"),
    "annotation": (*_TRACKED_AT_FIRST["annotation"], "former_quote"),
    "former_version": ("id", "item_id", "version_id"),
}

TRACKED: dict[str, tuple[str, ...]] = _TRACKED_SINCE_VERSIONS | {
    "annotation": (*_TRACKED_SINCE_VERSIONS["annotation"], "picture"),
    "collection_item": (*_TRACKED_AT_FIRST["collection_item"], "place"),
    "color_name": ("id", "color", "name"),
    "outline": ("id", "uid", "name", "created"),
    "outline_point": ("id", "uid", "outline_id", "kind", "level", "place", "text", "annotation_id"),
}
"""Tables whose every change can be undone, with their columns."""

_TABLES = """
CREATE TABLE attachment(sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, packed INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE version(id INTEGER PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL REFERENCES attachment(sha256),
  html BLOB NOT NULL, text TEXT NOT NULL, text_hash TEXT NOT NULL, pages TEXT NOT NULL, outline TEXT NOT NULL,
  words INTEGER NOT NULL, media_type TEXT NOT NULL, file_name TEXT NOT NULL, archived TEXT NOT NULL,
  language TEXT NOT NULL, lead_image TEXT NOT NULL);
CREATE INDEX version_sha256 ON version(sha256);
CREATE INDEX version_text_hash ON version(text_hash);
CREATE TABLE resource(version_id INTEGER NOT NULL REFERENCES version(id), path TEXT NOT NULL,
  media_type TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES attachment(sha256), PRIMARY KEY(version_id, path));
CREATE INDEX resource_sha256 ON resource(sha256);
CREATE TABLE item(id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, type TEXT NOT NULL,
  title TEXT NOT NULL, creators TEXT NOT NULL, site TEXT NOT NULL, published TEXT NOT NULL, language TEXT NOT NULL,
  url TEXT NOT NULL, page_key TEXT NOT NULL,
  status TEXT NOT NULL, starred INTEGER NOT NULL, added TEXT NOT NULL, modified TEXT NOT NULL,
  trashed TEXT NOT NULL DEFAULT '', version_id INTEGER NOT NULL REFERENCES version(id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX item_version ON item(version_id);
CREATE INDEX item_page_key ON item(page_key);
CREATE INDEX item_status ON item(trashed, status, starred);
CREATE TABLE annotation(id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL,
  item_id INTEGER NOT NULL REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED, kind TEXT NOT NULL,
  color TEXT NOT NULL, comment TEXT NOT NULL, quote TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, page_index INTEGER, "left" REAL, bottom REAL, "right" REAL,
  top REAL, orphan INTEGER NOT NULL DEFAULT 0, created TEXT NOT NULL, modified TEXT NOT NULL,
  creator TEXT NOT NULL, trashed TEXT NOT NULL DEFAULT '');
CREATE INDEX annotation_item ON annotation(item_id, start, "end");
CREATE TABLE tag(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, color TEXT NOT NULL DEFAULT '');
CREATE INDEX tag_name ON tag(name COLLATE NOCASE);
CREATE TABLE item_tag(id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED,
  tag_id INTEGER NOT NULL REFERENCES tag(id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX item_tag_item ON item_tag(item_id, tag_id);
CREATE INDEX item_tag_tag ON item_tag(tag_id, item_id);
CREATE TABLE annotation_tag(id INTEGER PRIMARY KEY AUTOINCREMENT,
  annotation_id INTEGER NOT NULL REFERENCES annotation(id) DEFERRABLE INITIALLY DEFERRED,
  tag_id INTEGER NOT NULL REFERENCES tag(id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX annotation_tag_annotation ON annotation_tag(annotation_id, tag_id);
CREATE INDEX annotation_tag_tag ON annotation_tag(tag_id, annotation_id);
CREATE TABLE collection(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,
  parent_id INTEGER REFERENCES collection(id) DEFERRABLE INITIALLY DEFERRED, position INTEGER NOT NULL);
CREATE TABLE collection_item(id INTEGER PRIMARY KEY AUTOINCREMENT,
  collection_id INTEGER NOT NULL REFERENCES collection(id) DEFERRABLE INITIALLY DEFERRED,
  item_id INTEGER NOT NULL REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX collection_item_collection ON collection_item(collection_id, item_id);
CREATE INDEX collection_item_item ON collection_item(item_id, collection_id);
CREATE TABLE note(id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL,
  item_id INTEGER NOT NULL REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED, text TEXT NOT NULL,
  created TEXT NOT NULL, modified TEXT NOT NULL, trashed TEXT NOT NULL DEFAULT '');
CREATE INDEX note_item ON note(item_id);
CREATE TABLE saved_search(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, query TEXT NOT NULL);
CREATE TABLE reading_position(item_id INTEGER PRIMARY KEY, offset INTEGER NOT NULL, progress REAL NOT NULL,
  zoom REAL NOT NULL);
CREATE TABLE step(id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT NOT NULL, batch TEXT NOT NULL,
  made TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
CREATE INDEX step_batch ON step(batch);
CREATE INDEX step_undone ON step(undone);
CREATE TABLE change(id INTEGER PRIMARY KEY AUTOINCREMENT, step_id INTEGER NOT NULL REFERENCES step(id),
  "table" TEXT NOT NULL, row_id INTEGER NOT NULL, "before" TEXT, "after" TEXT);
CREATE INDEX change_step ON change(step_id);
CREATE TABLE recording(id INTEGER PRIMARY KEY CHECK (id = 1), step_id INTEGER);
INSERT INTO recording VALUES (1, NULL);
CREATE TABLE index_queue("table" TEXT NOT NULL, row_id INTEGER NOT NULL, PRIMARY KEY("table", row_id));
"""

_TOKENS = """tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'" """

_INDEXES = f"""
CREATE VIRTUAL TABLE body_fts USING fts5(text, content='', {_TOKENS});
CREATE VIRTUAL TABLE item_fts USING fts5(title, creators, site, {_TOKENS});
CREATE VIRTUAL TABLE annotation_fts USING fts5(quote, comment, {_TOKENS});
CREATE VIRTUAL TABLE note_fts USING fts5(text, {_TOKENS});
"""

_INDEXED_AT_FIRST = ("item", "annotation", "note")
INDEXES = ("body_fts", "item_fts", "annotation_fts", "note_fts", "tag_fts")

migrations = Migrations("florilegium")


def image(columns: tuple[str, ...], row: str) -> str:
    """A row as JSON, in SQL."""
    return "json_object(" + ", ".join(f"'{column}', {row}.\"{column}\"" for column in columns) + ")"


def _triggers(table: str, columns: tuple[str, ...]) -> str:
    statements = []
    for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
        before = "NULL" if event == "INSERT" else image(columns, "OLD")
        after = "NULL" if event == "DELETE" else image(columns, "NEW")
        name = f"{table}_{event.lower()}"
        statements.append(
            f"CREATE TRIGGER {name}_recorded AFTER {event} ON {table}"
            " WHEN (SELECT step_id FROM recording) IS NOT NULL BEGIN"
            ' INSERT INTO change(step_id, "table", row_id, "before", "after")'
            f" SELECT step_id, '{table}', {row}.id, {before}, {after} FROM recording; END;"
        )
        if table in _INDEXED_AT_FIRST:
            statements.append(
                f"CREATE TRIGGER {name}_queued AFTER {event} ON {table} BEGIN"
                f" INSERT OR IGNORE INTO index_queue VALUES ('{table}', {row}.id); END;"
            )
    return "\n".join(statements)


@migrations(name="0001")
def _first(db: Database) -> None:
    _run(db, _TABLES + _INDEXES + "\n".join(_triggers(*table) for table in _TRACKED_AT_FIRST.items()))
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute("PRAGMA user_version = 1")


@migrations(name="0002")
def _versions_and_details(db: Database) -> None:
    for table in ("item", "annotation"):
        for event in ("insert", "update", "delete"):
            _run(db, f"DROP TRIGGER {table}_{event}_recorded;\nDROP TRIGGER {table}_{event}_queued;\n")
    _run(db, _VERSIONS)
    tables = ("item", "annotation", "former_version")
    _run(db, "\n".join(_triggers(table, _TRACKED_SINCE_VERSIONS[table]) for table in tables))
    for version_id, text in db.conn.execute("SELECT id, text FROM version").fetchall():
        index.add_fingerprints(db, version_id, text)
    db.conn.execute("PRAGMA user_version = 2")


_VERSIONS = """
ALTER TABLE item ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
ALTER TABLE item ADD COLUMN origins TEXT NOT NULL DEFAULT '{}';
ALTER TABLE version ADD COLUMN title TEXT NOT NULL DEFAULT '';
UPDATE version SET title = coalesce((SELECT title FROM item WHERE version_id = version.id), '');
ALTER TABLE annotation ADD COLUMN former_quote TEXT NOT NULL DEFAULT '';
CREATE TABLE former_version(id INTEGER PRIMARY KEY AUTOINCREMENT,
  item_id INTEGER NOT NULL REFERENCES item(id) DEFERRABLE INITIALLY DEFERRED,
  version_id INTEGER NOT NULL REFERENCES version(id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX former_version_item ON former_version(item_id, version_id);
CREATE INDEX former_version_version ON former_version(version_id);
CREATE TABLE fingerprint(value INTEGER NOT NULL, version_id INTEGER NOT NULL REFERENCES version(id),
  PRIMARY KEY(value, version_id)) WITHOUT ROWID;
CREATE INDEX fingerprint_version ON fingerprint(version_id);
CREATE TABLE import_run(id INTEGER PRIMARY KEY AUTOINCREMENT, made TEXT NOT NULL, given TEXT NOT NULL,
  collection TEXT NOT NULL, batch TEXT NOT NULL, state TEXT NOT NULL);
CREATE TABLE import_entry(id INTEGER PRIMARY KEY AUTOINCREMENT, run_id INTEGER NOT NULL REFERENCES import_run(id),
  source TEXT NOT NULL, given INTEGER NOT NULL, status TEXT NOT NULL, item_id INTEGER, title TEXT NOT NULL,
  reason TEXT NOT NULL);
CREATE INDEX import_entry_run ON import_entry(run_id);
"""


@migrations(name="0003")
def _looks_and_color_names(db: Database) -> None:
    _run(db, _COLOR_NAMES)
    _run(db, _triggers("color_name", TRACKED["color_name"]))
    db.conn.execute("PRAGMA user_version = 3")


_COLOR_NAMES = """
ALTER TABLE reading_position ADD COLUMN look TEXT NOT NULL DEFAULT '{}';
CREATE TABLE color_name(id INTEGER PRIMARY KEY AUTOINCREMENT, color TEXT NOT NULL, name TEXT NOT NULL);
"""


@migrations(name="0004")
def _outlines(db: Database) -> None:
    _run(db, _OUTLINES)
    _run(db, "\n".join(_triggers(table, TRACKED[table]) for table in ("outline", "outline_point")))
    db.conn.execute("PRAGMA user_version = 4")


_OUTLINES = """
CREATE TABLE outline(id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL, name TEXT NOT NULL,
  created TEXT NOT NULL);
CREATE TABLE outline_point(id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL,
  outline_id INTEGER NOT NULL REFERENCES outline(id) DEFERRABLE INITIALLY DEFERRED, kind TEXT NOT NULL,
  level INTEGER NOT NULL, place REAL NOT NULL, text TEXT NOT NULL,
  annotation_id INTEGER REFERENCES annotation(id) DEFERRABLE INITIALLY DEFERRED);
CREATE INDEX outline_point_outline ON outline_point(outline_id, place);
CREATE INDEX outline_point_annotation ON outline_point(annotation_id);
"""


@migrations(name="0005")
def _openings_and_resemblances(db: Database) -> None:
    _run(db, _OPENINGS)
    resemblances.survey(db)
    db.conn.execute("PRAGMA user_version = 5")


_OPENINGS = """
CREATE TABLE opening(item_id INTEGER PRIMARY KEY, opened TEXT NOT NULL);
CREATE INDEX opening_moment ON opening(opened);
CREATE TABLE resemblance(version_id INTEGER NOT NULL REFERENCES version(id),
  other_id INTEGER NOT NULL REFERENCES version(id), common REAL NOT NULL,
  PRIMARY KEY(version_id, other_id)) WITHOUT ROWID;
CREATE INDEX annotation_trash ON annotation(item_id) WHERE trashed <> '';
CREATE INDEX annotation_orphan ON annotation(item_id) WHERE orphan AND trashed = '';
"""


@migrations(name="0006")
def _search(db: Database) -> None:
    for table in _INDEXED_AT_FIRST:
        for event in ("insert", "update", "delete"):
            _run(db, f"DROP TRIGGER {table}_{event}_queued;\n")
    _run(db, _SEARCH + _QUEUED)
    for recorded in (*_TRACKED_AT_FIRST, "former_version", "color_name", "outline", "outline_point"):
        _run(db, _smaller_images(recorded, TRACKED[recorded]))
    for table in ("item", "annotation", "note", "tag"):
        db.conn.execute(f"INSERT OR IGNORE INTO index_queue SELECT '{table}', id FROM {table}")
    db.conn.execute("PRAGMA user_version = 6")


_SEARCH = f"""
DROP TABLE item_fts;
CREATE VIRTUAL TABLE item_fts USING fts5(title, creators, site, said, {_TOKENS});
CREATE VIRTUAL TABLE tag_fts USING fts5(name, {_TOKENS});
CREATE VIRTUAL TABLE body_vocabulary USING fts5vocab('body_fts', 'row');
CREATE VIRTUAL TABLE item_vocabulary USING fts5vocab('item_fts', 'row');
CREATE TABLE term(term TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX term_common ON term(articles) WHERE articles > 50;
CREATE TABLE vocabulary(id INTEGER PRIMARY KEY CHECK (id = 1), versions INTEGER NOT NULL);
INSERT INTO vocabulary VALUES (1, 0);
CREATE INDEX item_added ON item(trashed, added, id, status, starred);
DROP INDEX item_version;
CREATE INDEX item_version ON item(version_id, trashed);
"""

_QUEUED = """
CREATE TRIGGER item_insert_queued AFTER INSERT ON item BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('item', NEW.id); END;
CREATE TRIGGER item_update_queued AFTER UPDATE OF title, creators, site ON item BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('item', NEW.id); END;
CREATE TRIGGER item_delete_queued AFTER DELETE ON item BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('item', OLD.id); END;
CREATE TRIGGER annotation_insert_queued AFTER INSERT ON annotation BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('annotation', NEW.id);
  INSERT OR IGNORE INTO index_queue SELECT 'item', NEW.item_id WHERE NEW.comment <> '' OR NEW.orphan; END;
CREATE TRIGGER annotation_update_queued AFTER UPDATE OF item_id, quote, comment, orphan, trashed ON annotation BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('annotation', NEW.id);
  INSERT OR IGNORE INTO index_queue SELECT 'item', OLD.item_id WHERE OLD.comment <> '' OR OLD.orphan;
  INSERT OR IGNORE INTO index_queue SELECT 'item', NEW.item_id WHERE NEW.comment <> '' OR NEW.orphan; END;
CREATE TRIGGER annotation_delete_queued AFTER DELETE ON annotation BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('annotation', OLD.id);
  INSERT OR IGNORE INTO index_queue SELECT 'item', OLD.item_id WHERE OLD.comment <> '' OR OLD.orphan; END;
CREATE TRIGGER note_insert_queued AFTER INSERT ON note BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('note', NEW.id);
  INSERT OR IGNORE INTO index_queue VALUES ('item', NEW.item_id); END;
CREATE TRIGGER note_update_queued AFTER UPDATE OF item_id, text, trashed ON note BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('note', NEW.id);
  INSERT OR IGNORE INTO index_queue VALUES ('item', OLD.item_id);
  INSERT OR IGNORE INTO index_queue VALUES ('item', NEW.item_id); END;
CREATE TRIGGER note_delete_queued AFTER DELETE ON note BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('note', OLD.id);
  INSERT OR IGNORE INTO index_queue VALUES ('item', OLD.item_id); END;
CREATE TRIGGER tag_insert_queued AFTER INSERT ON tag BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('tag', NEW.id); END;
CREATE TRIGGER tag_update_queued AFTER UPDATE OF name ON tag BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('tag', NEW.id); END;
CREATE TRIGGER tag_delete_queued AFTER DELETE ON tag BEGIN
  INSERT OR IGNORE INTO index_queue VALUES ('tag', OLD.id); END;
"""


def _smaller_images(table: str, columns: tuple[str, ...]) -> str:
    """Of a new row only what it points to is kept: the row itself is there until the step is undone."""
    pointers = tuple(column for column in columns if column == "id" or column.endswith("_id"))
    return (
        f"DROP TRIGGER {table}_insert_recorded;\n"
        f"CREATE TRIGGER {table}_insert_recorded AFTER INSERT ON {table}"
        " WHEN (SELECT step_id FROM recording) IS NOT NULL BEGIN"
        ' INSERT INTO change(step_id, "table", row_id, "before", "after")'
        f" SELECT step_id, '{table}', NEW.id, NULL, {image(pointers, 'NEW')} FROM recording; END;\n"
    )


@migrations(name="0007")
def _passages(db: Database) -> None:
    _run(db, _PASSAGES)
    db.conn.execute("PRAGMA user_version = 7")


_PASSAGES = """
CREATE TABLE passage(version_id INTEGER NOT NULL REFERENCES version(id), start INTEGER NOT NULL,
  "end" INTEGER NOT NULL, places TEXT NOT NULL, PRIMARY KEY(version_id, start, "end")) WITHOUT ROWID;
"""


@migrations(name="0008")
def _areas_of_pictures(db: Database) -> None:
    db.conn.execute("ALTER TABLE annotation ADD COLUMN picture TEXT NOT NULL DEFAULT ''")
    _run(db, _renewed_images("annotation"))
    db.conn.execute("PRAGMA user_version = 8")


def _renewed_images(table: str) -> str:
    """With the columns that a table has by now."""
    triggers = ""
    for event, row in (("update", "NEW"), ("delete", "OLD")):
        after = image(TRACKED[table], "NEW") if event == "update" else "NULL"
        before = image(TRACKED[table], "OLD")
        triggers += (
            f"DROP TRIGGER {table}_{event}_recorded;\n"
            f"CREATE TRIGGER {table}_{event}_recorded AFTER {event.upper()} ON {table}"
            " WHEN (SELECT step_id FROM recording) IS NOT NULL BEGIN"
            ' INSERT INTO change(step_id, "table", row_id, "before", "after")'
            f" SELECT step_id, '{table}', {row}.id, {before}, {after} FROM recording; END;\n"
        )
    return triggers


@migrations(name="0009")
def _orders_by_hand_and_letters(db: Database) -> None:
    _run(db, _PLACES + _renewed_images("collection_item"))
    for table, written in _WRITTEN.items():
        db.conn.execute(
            f"INSERT OR IGNORE INTO index_queue SELECT '{table}', id FROM {table} WHERE {written} GLOB ?",
            ("*[\u0600-\u06ff]*",),
        )
    for table in ("annotation", "note"):
        db.conn.execute(
            f"""INSERT OR IGNORE INTO index_queue SELECT 'item', item_id FROM {table} WHERE id IN
                (SELECT row_id FROM index_queue WHERE "table" = '{table}')"""
        )
    db.conn.execute("PRAGMA user_version = 9")


_PLACES = """
ALTER TABLE collection_item ADD COLUMN place REAL NOT NULL DEFAULT 0;
UPDATE collection_item SET place = id * 1024.0;
CREATE INDEX collection_item_place ON collection_item(collection_id, place);
CREATE TABLE stale_body(version_id INTEGER PRIMARY KEY);
INSERT INTO stale_body SELECT id FROM version;
"""
_WRITTEN = {
    "item": "title || creators || site", "annotation": "quote || comment", "note": "text", "tag": "name",
}  # fmt: skip
"""Where words of Arabic letters may stand, which are read otherwise since. Texts of articles have their turn later
(``storage.renewal``): a library of any size opens at once."""


@migrations(name="0010")
def _readings(db: Database) -> None:
    db.conn.execute("ALTER TABLE version ADD COLUMN reading INTEGER NOT NULL DEFAULT 1")
    db.conn.execute("PRAGMA user_version = 10")


def _run(db: Database, script: str) -> None:
    """Statement by statement, inside the transaction."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if _complete(statement):
            db.conn.execute(statement)
            statement = ""


def _complete(statement: str) -> bool:
    return bool(statement.strip()) and sqlite3.complete_statement(statement)
