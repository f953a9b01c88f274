"""REFI-QDA projects (https://www.qdasoftware.org, version 1.5) for NVivo, ATLAS.ti, MAXQDA, QualCoder: tags and colours become
codes, annotations coded selections, comments and notes notes, collections sets."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from lxml import etree

from desktop.domain.annotation import Annotation, AreaTarget, HighlightColor
from desktop.domain.item import ItemType
from desktop.exporters.archive import put
from desktop.exporters.base import ExportArticle, Exporter, ExportOptions, Grouping
from desktop.exporters.flow import Placed, placed_ranges
from desktop.exporters.words import APART, byline, label, plain_words, xml_words

NAMESPACE = "urn:QDA-XML:project:1.0"
_COLORS = "Colours"


class QdpxExporter(Exporter):
    name = "qdpx"
    title = "REFI-QDA project (NVivo, ATLAS.ti, MAXQDA, QualCoder)"
    suffix = ".qdpx"
    grouping = Grouping.TOGETHER

    def render(self, articles: Sequence[ExportArticle], options: ExportOptions) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            project = _Project(options.name or "Excerpts", options.creator or "Reader")
            for article in articles:
                for name, data in project.add(article):
                    put(archive, f"Sources/{name}", data)
            put(archive, "project.qde", project.written())
        return out.getvalue()


def guid(name: str) -> str:
    """A lasting name as the format wants it; others are hashed to one."""
    try:
        return str(UUID(hex=name))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"florilegium:{name}"))


class _Project:
    def __init__(self, name: str, creator: str) -> None:
        self._root = etree.fromstring(f'<Project xmlns="{NAMESPACE}"/>')
        self._user = guid(f"user:{creator}")
        for key, value in {"name": name, "origin": "Florilegium", "creatingUserGUID": self._user}.items():
            self._root.set(key, xml_words(value))
        _below(_below(self._root, "Users"), "User", guid=self._user, name=creator)
        self._codes = _Codes()
        self._sources = etree.Element(f"{{{NAMESPACE}}}Sources")
        self._notes = etree.Element(f"{{{NAMESPACE}}}Notes")
        self._sets: dict[str, list[str]] = {}

    def add(self, article: ExportArticle) -> Iterable[tuple[str, bytes]]:
        """The files of the source."""
        item = article.item
        name = guid(item.uid)
        text = guid(f"text of {item.uid}") if item.type is ItemType.PDF else name
        yield f"{text}.txt", article.document.text.encode("utf-8", "replace")
        about = "\n".join(filter(None, (byline(item), item.url)))
        placed = placed_ranges(article)
        if item.type is ItemType.PDF:
            yield f"{name}.pdf", article.original()
            source = _below(
                self._sources, "PDFSource", guid=name, name=item.title, path=f"internal://{name}.pdf"
            )
            _told(source, about)
            self._areas(source, article)
            words = _below(
                source, "Representation", guid=text, name=item.title, plainTextPath=f"internal://{text}.txt"
            )
            self._selections(words, article, placed)
        else:
            source = _below(
                self._sources,
                "TextSource",
                guid=name,
                name=item.title,
                plainTextPath=f"internal://{text}.txt",
            )
            _told(source, about)
            self._selections(source, article, placed)
        self._about_all(source, article, placed)
        for path in article.collections:
            self._sets.setdefault(path, []).append(name)

    def written(self) -> bytes:
        if len(self._codes.element):
            _below(self._root, "CodeBook").append(self._codes.element)
        for part in (self._sources, self._notes):
            if len(part):
                self._root.append(part)
        if self._sets:
            sets = _below(self._root, "Sets")
            for path, members in sorted(self._sets.items()):
                one = _below(sets, "Set", guid=guid(f"collection:{path}"), name=path)
                for member in members:
                    _below(one, "MemberSource", targetGUID=member)
        etree.indent(self._root)
        return etree.tostring(self._root, xml_declaration=True, encoding="utf-8", standalone=True)

    # Annotations -----------------------------------------------------------------------------------------

    def _selections(self, source: etree._Element, article: ExportArticle, placed: Placed) -> None:
        """Positions count code points of the plain text from 0; the end is the first one after."""
        for start, end, annotation in placed:
            place = {"startPosition": str(start), "endPosition": str(end)}
            selection = self._selection(
                source, "PlainTextSelection", annotation, annotation.quote[:60], place
            )
            self._coded(selection, article, annotation)

    def _areas(self, source: etree._Element, article: ExportArticle) -> None:
        """Corners in whole points of the page, its origin at the bottom left; pages from 0."""
        for annotation in article.annotations:
            if not isinstance(target := annotation.target, AreaTarget) or target.picture:
                continue
            box = target.rectangle
            sides = {"firstX": box.left, "firstY": box.top, "secondX": box.right, "secondY": box.bottom}
            place = {"page": str(target.page_index)} | {key: str(round(side)) for key, side in sides.items()}
            name = label(annotation, article.color_names)
            self._coded(self._selection(source, "PDFSelection", annotation, name, place), article, annotation)

    def _selection(
        self, source: etree._Element, kind: str, annotation: Annotation, name: str, place: dict[str, str]
    ) -> etree._Element:
        made = {
            "creatingUser": self._user,
            "creationDateTime": annotation.created,
            "modifiedDateTime": annotation.modified,
        }
        return _below(source, kind, guid=guid(annotation.uid), name=" ".join(name.split()), **place, **made)

    def _coded(self, selection: etree._Element, article: ExportArticle, annotation: Annotation) -> None:
        codes = [self._codes.tag(tag) for tag in annotation.tags]
        codes.append(self._codes.color(annotation.color, article.color_names.get(annotation.color, "")))
        for code in codes:
            coding = _below(
                selection, "Coding", guid=guid(f"{annotation.uid} {code}"), creatingUser=self._user,
                creationDateTime=annotation.created,
            )  # fmt: skip
            _below(coding, "CodeRef", targetGUID=code)
        if annotation.comment:
            note = self._note(
                f"note of {annotation.uid}", plain_words(annotation.comment), annotation.created
            )
            _below(selection, "NoteRef", targetGUID=note)

    def _about_all(self, source: etree._Element, article: ExportArticle, placed: Placed) -> None:
        """Tags of the article, its notes, and what has no place in it."""
        for tag in article.tags:
            code = self._codes.tag(tag)
            _below(
                _below(source, "Coding", guid=guid(f"{article.item.uid} {code}")), "CodeRef", targetGUID=code
            )
        there = {annotation.uid for _, _, annotation in placed}
        for note in article.notes:
            _below(source, "NoteRef", targetGUID=self._note(note.uid, plain_words(note.text), note.created))
        for one in article.annotations:
            on_page = isinstance(one.target, AreaTarget) and not one.target.picture
            if one.uid not in there and not on_page:
                about = one.target.picture if isinstance(one.target, AreaTarget) else one.quote
                words = "\n\n".join(filter(None, (f"{APART}: {about}", plain_words(one.comment))))
                _below(source, "NoteRef", targetGUID=self._note(one.uid, words, one.created))

    def _note(self, name: str, text: str, created: str) -> str:
        """The note's name."""
        lasting = guid(name)
        note = _below(
            self._notes,
            "Note",
            guid=lasting,
            name=" ".join(text[:60].split()),
            creatingUser=self._user,
            creationDateTime=created,
        )
        _below(note, "PlainTextContent").text = xml_words(text)
        return lasting


class _Codes:
    """A code a tag, nested as its slashes say, and one a colour."""

    def __init__(self) -> None:
        self.element = etree.Element(f"{{{NAMESPACE}}}Codes")
        self._known: dict[str, etree._Element] = {}

    def tag(self, name: str) -> str:
        parts = [part for part in name.split("/") if part] or [name]
        where = self.element
        for depth, part in enumerate(parts, 1):
            where = self._code("tag:" + "/".join(parts[:depth]).casefold(), part, where)
        return str(where.get("guid"))

    def color(self, color: HighlightColor, called: str) -> str:
        group = self._code("colors", _COLORS, self.element)
        group.set("isCodable", "false")
        code = self._code(f"color:{color}", called or str(color), group)
        code.set("color", color.hex)
        return str(code.get("guid"))

    def _code(self, key: str, name: str, where: etree._Element) -> etree._Element:
        if key not in self._known:
            self._known[key] = _below(where, "Code", guid=guid(key), name=name, isCodable="true")
        return self._known[key]


def _below(parent: etree._Element, tag: str, **values: str) -> etree._Element:
    """Values that are empty are left out, but for names."""
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for key, value in values.items():
        if value or key == "name":
            made.set(key, xml_words(value))
    return made


def _told(source: etree._Element, about: str) -> None:
    if about:
        _below(source, "Description").text = xml_words(about)
