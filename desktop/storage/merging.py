"""Articles of one library with all that belongs to them, written into another. Lasting names (uids) decide what is
there already: nothing is written twice, and what the other library says of an article stays as it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from desktop.domain.anchoring import anchor, describe
from desktop.domain.annotation import AreaTarget
from desktop.domain.carrying import Carrier
from desktop.domain.changes import Changes
from desktop.domain.picture_areas import carried, is_lost
from desktop.domain.selector import Rectangle, TextQuoteSelector
from desktop.storage import filing, index, packing, resemblances, tags
from desktop.storage.items import collection_paths
from desktop.storage.library import Library, Step
from desktop.storage.spacing import APART

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """How many of each were written; ``known``: articles that were there already."""

    items: int = 0
    known: int = 0
    annotations: int = 0
    notes: int = 0
    outlines: int = 0
    changes: Changes = field(default=Changes(), compare=False)

    def __add__(self, other: "Merged") -> "Merged":
        return Merged(
            self.items + other.items, self.known + other.known, self.annotations + other.annotations,
            self.notes + other.notes, self.outlines + other.outlines, self.changes | other.changes,
        )  # fmt: skip


@dataclass
class _Count:
    items: int = 0
    known: int = 0
    annotations: int = 0
    notes: int = 0


@dataclass
class Merger:
    """Writes from ``source`` into ``target``. ``within``: the path of the only collection that goes along (with
    those inside it); empty: all that the articles are in."""

    source: Library
    target: Library
    within: str = ""
    revive: bool = False
    """Whether articles that lie in the trash there are put back."""
    _paths: dict[int, str] = field(default_factory=dict)
    _positions: dict[int, int] = field(default_factory=dict)
    _ends: dict[int, float] = field(default_factory=dict)
    """Where each collection ended before anything came: what comes stands after that, in the order it had."""

    def __post_init__(self) -> None:
        self._read: Database = self.source.reader()
        self._paths = collection_paths(self.source)
        self._positions = dict(self._read.conn.execute("SELECT id, position FROM collection"))

    def all_ids(self) -> list[int]:
        """Of the source's articles outside its trash."""
        rows = self._read.conn.execute("SELECT id FROM item WHERE trashed = '' ORDER BY id")
        return [id_ for (id_,) in rows]

    def write(self, ids: Sequence[int], label: str, batch: str) -> Merged:
        """Some articles, as one transaction."""
        count = _Count()
        with self.target.step(label, batch) as step:
            for row in _rows(self._read, "item", "id", ids):
                self._write_item(step, row, count)
        return Merged(count.items, count.known, count.annotations, count.notes, 0, step.changes())

    def write_rest(self, label: str, batch: str) -> Merged:
        """What belongs to no article: empty collections, colours of tags, saved searches, names of colours, outlines."""
        outlines = 0
        with self.target.step(label, batch) as step:
            for path_id in sorted(self._paths, key=lambda id_: self._paths[id_].count("/")):
                self._collection(step, path_id)
            for row in self._read.query("SELECT name, color FROM tag"):
                self._tag(step, row["name"], row["color"])
            for row in self._read.query("SELECT * FROM saved_search"):
                known = step.db.conn.execute(
                    "SELECT 1 FROM saved_search WHERE name = ? AND query = ?", (row["name"], row["query"])
                ).fetchone()
                if not known:
                    step.insert("saved_search", **_without(row, "id"))
            for row in self._read.query("SELECT * FROM color_name"):
                known = step.db.conn.execute(
                    "SELECT 1 FROM color_name WHERE color = ?", (row["color"],)
                ).fetchone()
                if not known:
                    step.insert("color_name", **_without(row, "id"))
            for row in list(self._read.query("SELECT * FROM outline ORDER BY id")):
                outlines += self._outline(step, row)
        return Merged(outlines=outlines, changes=step.changes())

    # One article -------------------------------------------------------------------------------------

    def _write_item(self, step: Step, row: Row, count: _Count) -> None:
        present = _one(step.db, "SELECT id FROM item WHERE uid = ?", row["uid"])
        if present is None:
            version_id = self._version(step, row["version_id"])
            item_id = step.insert(
                "item", **_without(row, "id", "version_id", "trashed"), version_id=version_id
            )
            count.items += 1
        else:
            item_id = int(present)
            count.known += 1
            if self.revive:
                step.db.conn.execute(
                    "UPDATE item SET trashed = '' WHERE id = ? AND trashed <> ''", (item_id,)
                )
        self._former_versions(step, row, item_id, fresh=present is None)
        self._notes(step, row["id"], item_id, count)
        self._annotations(step, row, item_id, count)
        for name, color in self._names("item", row["id"]):
            self._attach(step, "item", item_id, name, color)
        for collection_id, place in self._read.conn.execute(
            "SELECT collection_id, place FROM collection_item WHERE item_id = ?", (row["id"],)
        ).fetchall():
            self._file(step, item_id, collection_id, place)
        place = next(
            iter(self._read.query("SELECT * FROM reading_position WHERE item_id = ?", (row["id"],))), None
        )
        if place and present is None:
            _insert(step.db, "reading_position", place | {"item_id": item_id}, "OR IGNORE")

    def _version(self, step: Step, version_id: int) -> int:
        """Write a version with its files; its id there."""
        [row] = self._read.query("SELECT * FROM version WHERE id = ?", (version_id,))
        self._attachment(step, row["sha256"])
        new_id = step.insert("version", **_without(row, "id"))
        for resource in self._read.query("SELECT * FROM resource WHERE version_id = ?", (version_id,)):
            self._attachment(step, resource["sha256"])
            _insert(step.db, "resource", resource | {"version_id": new_id}, "OR IGNORE")
        text = packing.unpack(row["text"])
        index.add_body(step.db, new_id, text)
        index.add_fingerprints(step.db, new_id, text)
        resemblances.add(step.db, new_id)
        return new_id

    def _attachment(self, step: Step, sha256: str) -> None:
        if _one(step.db, "SELECT 1 FROM attachment WHERE sha256 = ?", sha256) is None:
            [row] = self._read.query("SELECT * FROM attachment WHERE sha256 = ?", (sha256,))
            _insert(step.db, "attachment", row)

    def _former_versions(self, step: Step, row: Row, item_id: int, *, fresh: bool) -> None:
        """States of the article that the other library does not have; the one that is read there stays so."""
        ids = [id_ for (id_,) in self._read.conn.execute(
            "SELECT version_id FROM former_version WHERE item_id = ? ORDER BY id", (row["id"],))]  # fmt: skip
        if not fresh:
            ids.append(row["version_id"])
        known = set(
            step.db.conn.execute(
                """SELECT sha256, text_hash FROM version WHERE id IN (SELECT version_id FROM item WHERE id = ?1
                   UNION SELECT version_id FROM former_version WHERE item_id = ?1)""", (item_id,)
            )
        )  # fmt: skip
        for version_id in ids:
            key = self._read.conn.execute(
                "SELECT sha256, text_hash FROM version WHERE id = ?", (version_id,)
            ).fetchone()
            if key not in known:
                known.add(key)
                step.insert("former_version", item_id=item_id, version_id=self._version(step, version_id))

    def _notes(self, step: Step, source_id: int, item_id: int, count: _Count) -> None:
        for row in self._read.query("SELECT * FROM note WHERE item_id = ? AND trashed = ''", (source_id,)):
            if _one(step.db, "SELECT 1 FROM note WHERE uid = ?", row["uid"]) is None:
                step.insert("note", **_without(row, "id", "item_id"), item_id=item_id)
                count.notes += 1

    def _annotations(self, step: Step, row: Row, item_id: int, count: _Count) -> None:
        known = {
            uid for (uid,) in step.db.conn.execute("SELECT uid FROM annotation WHERE item_id = ?", (item_id,))
        }
        marks = [
            mark
            for mark in self._read.query(
                "SELECT * FROM annotation WHERE item_id = ? AND trashed = '' ORDER BY id", (row["id"],)
            )
            if mark["uid"] not in known
        ]
        if not marks:
            return
        text = self._other_text(step, row["version_id"], item_id)
        pictures = [mark for mark in marks if mark["picture"]]
        areas = self._areas(step, pictures, row["version_id"], item_id, text) if pictures else {}
        for mark in marks:
            placed = areas.get(mark["id"]) or (mark if text is None else _anchored(mark, text))
            new_id = step.insert("annotation", **_without(placed, "id", "item_id"), item_id=item_id)
            count.annotations += 1
            for name, color in self._names("annotation", mark["id"]):
                self._attach(step, "annotation", new_id, name, color)

    def _areas(
        self, step: Step, marks: Sequence[Row], version_id: int, item_id: int, text: str | None
    ) -> dict[int, Row]:
        """Areas of pictures, by id, on the same pictures there: orphans where those are not there."""
        present = _one(step.db, "SELECT version_id FROM item WHERE id = ?", item_id)
        before, after = _hashes(self._read, version_id), _hashes(step.db, present)
        here = _one(self._read, "SELECT text FROM version WHERE id = ?", version_id)
        place = int if text is None else Carrier(packing.unpack(here), text).place
        found = {}
        for mark in marks:
            box = Rectangle(mark["left"], mark["bottom"], mark["right"], mark["top"])
            target = carried(AreaTarget(0, box, mark["picture"], mark["start"]), before, after, place)
            found[mark["id"]] = mark | {
                "picture": target.picture, "start": target.start, "end": target.start, "orphan": int(is_lost(target)),
            }  # fmt: skip
        return found

    def _other_text(self, step: Step, version_id: int, item_id: int) -> str | None:
        """What is read there, where it is another text than here."""
        here = _one(self._read, "SELECT text FROM version WHERE id = ?", version_id)
        there = _one(
            step.db, "SELECT text FROM version WHERE id = (SELECT version_id FROM item WHERE id = ?)", item_id
        )
        text = packing.unpack(there)
        return None if packing.unpack(here) == text else text

    # What articles share -----------------------------------------------------------------------------

    def _names(self, owner: str, id_: int) -> list[tuple[str, str]]:
        return self._read.conn.execute(
            f"SELECT name, color FROM {owner}_tag JOIN tag ON tag.id = tag_id WHERE {owner}_id = ?", (id_,)
        ).fetchall()

    def _tag(self, step: Step, name: str, color: str) -> None:
        if tags.find(step, name) is None:
            step.insert("tag", name=name, color=color)

    def _attach(self, step: Step, owner: str, owner_id: int, name: str, color: str) -> None:
        self._tag(step, name, color)
        tags.attach(step, owner, owner_id, name)

    def _file(self, step: Step, item_id: int, collection_id: int, place: float) -> None:
        inside = f"{self._paths[collection_id]}/".startswith(f"{self.within}/") if self.within else True
        if not inside:
            return
        there = self._collection(step, collection_id)
        known = "SELECT 1 FROM collection_item WHERE collection_id = ? AND item_id = ?"
        if there not in self._ends:
            self._ends[there] = filing.last(step, there)
        if _one(step.db, known, there, item_id) is None:
            place += self._ends[there]
            step.insert("collection_item", collection_id=there, item_id=item_id, place=place)

    def _collection(self, step: Step, collection_id: int) -> int:
        """The collection of the same path there, made where it is missing."""
        parent: int | None = None
        for name in self._paths[collection_id].split("/"):
            found = _one(
                step.db,
                "SELECT id FROM collection WHERE parent_id IS ? AND name = ? COLLATE NOCASE",
                parent,
                name,
            )
            parent = found if found is not None else step.insert(
                "collection", name=name, parent_id=parent, position=self._positions.get(collection_id, 0)
            )  # fmt: skip
        assert parent is not None
        return parent

    def _outline(self, step: Step, row: Row) -> int:
        """Write an outline, or the points that it lacks there; 1 where there was something to write."""
        found = _one(step.db, "SELECT id FROM outline WHERE uid = ?", row["uid"])
        outline_id = found if found is not None else step.insert("outline", **_without(row, "id"))
        known = {uid for (uid,) in step.db.conn.execute(
            "SELECT uid FROM outline_point WHERE outline_id = ?", (outline_id,))}  # fmt: skip
        last = _one(step.db, "SELECT max(place) FROM outline_point WHERE outline_id = ?", outline_id) or 0.0
        points = self._read.query(
            """SELECT outline_point.*, annotation.uid AS mark, quote, comment, title FROM outline_point
               LEFT JOIN annotation ON annotation.id = annotation_id LEFT JOIN item
               ON item.id = item_id WHERE outline_id = ? ORDER BY place, outline_point.id""", (row["id"],)
        )  # fmt: skip
        new = [point for point in points if point["uid"] not in known]
        for number, point in enumerate(new, 1):
            mark = (
                _one(step.db, "SELECT id FROM annotation WHERE uid = ?", point["mark"])
                if point["mark"]
                else None
            )
            fields = _without(
                point, "id", "mark", "quote", "comment", "title", "outline_id", "annotation_id", "place"
            )
            if point["mark"] and mark is None:  # what it quotes did not come along: its words stay
                fields |= {"kind": "text", "text": _words_of(point)}
            step.insert(
                "outline_point",
                **fields,
                outline_id=outline_id,
                annotation_id=mark,
                place=last + number * APART,
            )
        return int(found is None or bool(new))


def _words_of(point: Row) -> str:
    """What a point quotes, as text: the words, the comment, the article."""
    quoted = "> " + str(point["quote"]).replace("\n", "\n> ")
    return "\n\n".join(part for part in (quoted, point["comment"], f"— {point['title']}") if part)


def _anchored(mark: Row, text: str) -> Row:
    """Where the words stand in another text; an orphan where they do not. Areas stay on their page."""
    if mark["page_index"] is not None:
        return mark
    place = anchor(text, TextQuoteSelector(mark["quote"], mark["prefix"], mark["suffix"]))
    if place is None:
        return mark | {"orphan": 1}
    found = describe(text, place.start, place.end)
    quote = found.quote
    former = mark["former_quote"] or ("" if quote.exact.split() == mark["quote"].split() else mark["quote"])
    return mark | {
        "orphan": 0, "start": place.start, "end": place.end, "quote": quote.exact, "prefix": quote.prefix,
        "suffix": quote.suffix, "former_quote": former,
    }  # fmt: skip


def _hashes(db: Database, version_id: int) -> dict[str, str]:
    """SHA-256 of the archived files of a version, by their paths."""
    return dict(
        db.conn.execute("SELECT path, sha256 FROM resource WHERE version_id = ?", (version_id,)).fetchall()
    )


def _rows(db: Database, table: str, column: str, ids: Sequence[int]) -> Iterator[Row]:
    places = ", ".join("?" * len(ids))
    yield from list(db.query(f"SELECT * FROM {table} WHERE {column} IN ({places}) ORDER BY id", list(ids)))


def _one(db: Database, sql: str, *values: object) -> Any:
    row = db.conn.execute(sql, values).fetchone()
    return None if row is None else row[0]


def _without(row: Mapping[str, Any], *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}


def _insert(db: Database, table: str, row: Row, conflict: str = "") -> None:
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join("?" * len(row))
    db.conn.execute(f"INSERT {conflict} INTO {table}({names}) VALUES ({places})", tuple(row.values()))
