"""What is added to a PDF, as an incremental update (ISO 32000-2, 7.5.6): every byte of the original stays."""

import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count, groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from desktop.exporters.pdf.strings import text_string

OutlineEntry = tuple[str, int, float]
"""Words, page index, and how high on the page."""

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_STREAM = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_REFERENCE = re.compile(rb"\b(\d{1,7}) \d+ R\b")
_IRREGULAR = re.compile(rb"[^!-~]|[#%()<>\[\]{}/]")
_TAIL = 1024
"""Bytes at the end of a file in which its last cross-reference is named."""


def fit_to_update(data: bytes, pdf: Pdf) -> bool:
    """Whether ``data``, of which ``pdf`` was opened, can be added to: sound, not encrypted, and as ``pdf`` sees it."""
    size = int(pdf.trailer.get("/Size", 0))
    return (
        data.startswith(b"%PDF-")
        and _last_reference(data) is not None
        and not pdf.is_encrypted
        and not pdf.get_warnings()
        and all(0 < page.obj.objgen[0] < size for page in pdf.pages)
    )


class PdfUpdate:
    """Objects are given as they are written in the file. ``data`` has to be fit for it."""

    def __init__(self, data: bytes, pdf: Pdf) -> None:
        self._data, self._pdf = data, pdf
        self._pages = [page.obj for page in pdf.pages]
        self._references = ["{} {} R".format(*page.objgen) for page in self._pages]
        self._objects: dict[tuple[int, int], bytes] = {}
        self._size = int(pdf.trailer.Size)
        self._numbers = count(_first_free(pdf))
        self._marks = defaultdict[int, list[bytes]](list)

    def add(self, body: str) -> str:
        """An object; gives the reference to it."""
        return self._add(body.encode("ascii"))

    def add_stream(self, entries: str, content: str) -> str:
        """A stream with those entries in its dictionary."""
        data = content.encode("ascii")
        head = f"<<{entries}/Length {len(data)}>>stream\n".encode("ascii")
        return self._add(head + data + b"\nendstream")

    def add_mark(self, page_index: int, body: str) -> None:
        """An annotation of a page, on top of those it has."""
        self._marks[page_index].append(self.add(body).encode("ascii"))

    def add_group(self, title: str, about: str, entries: Sequence[OutlineEntry]) -> None:
        """A closed group at the end of the outline; ``about``: what else its dictionary says. None where the outline is
        broken."""
        outline = self._pdf.Root.get("/Outlines")
        last = outline.get("/Last") if isinstance(outline, Dictionary) else None
        if any(one is not None and not self._is_in_file(one) for one in (outline, last)):
            return
        root, group, *inside = (f"{next(self._numbers)} 0 R" for _ in range(len(entries) + 2))
        if outline is None:
            self._put(root, f"<</Type/Outlines/First {group}/Last {group}/Count 1>>")
            self._rewrite(self._pdf.Root, {"/Outlines": root.encode()})
        else:
            root = "{} {} R".format(*outline.objgen)
            count = f"{abs(int(outline.get('/Count', 0))) + 1}"
            ends = {"/Last": group.encode(), "/Count": count.encode()}
            self._rewrite(outline, ends if last is not None else ends | {"/First": group.encode()})
        before = ""
        if last is not None:
            before = "/Prev {} {} R".format(*last.objgen)
            self._rewrite(last, {"/Next": group.encode()})
        self._put(group, f"<</Title{text_string(title)}/Parent {root}{before}/First {inside[0]}/Last {inside[-1]}"
                         f"/Count {-len(inside)}{about}>>")  # fmt: skip
        for number, (words, page_index, top) in enumerate(entries):
            beside = (f"/Prev {inside[number - 1]}" if number else "") + (
                f"/Next {inside[number + 1]}" if number + 1 < len(inside) else ""
            )
            goal = f"[{self._references[page_index]}/XYZ null {top:.3f} null]"
            self._put(inside[number], f"<</Title{text_string(words)}/Parent {group}{beside}/Dest{goal}>>")

    def page_reference(self, page_index: int) -> str:
        return self._references[page_index]

    def saved(self) -> bytes:
        """The original with what was added; the original itself where that is nothing."""
        for page_index, marks in self._marks.items():
            self._list_marks(page_index, marks)
        if not self._objects:
            return self._data
        out = io.BytesIO()
        out.write(self._data)
        if not self._data.endswith(b"\n"):
            out.write(b"\n")
        places = {}
        for (number, generation), body in sorted(self._objects.items()):
            places[number, generation] = out.tell()
            out.write(b"%d %d obj\n%b\nendobj\n" % (number, generation, body))
        _write_references(out, places, self._pdf, next(self._numbers), _last_reference(self._data) or 0)
        return out.getvalue()

    def _add(self, body: bytes) -> str:
        number = next(self._numbers)
        self._objects[number, 0] = body
        return f"{number} 0 R"

    def _put(self, reference: str, body: str) -> None:
        self._objects[int(reference.split(maxsplit=1)[0]), 0] = body.encode("ascii")

    def _list_marks(self, page_index: int, marks: list[bytes]) -> None:
        page = self._pages[page_index]
        there = page.get("/Annots")
        listed = there.unparse(resolved=True).strip()[1:-1] if isinstance(there, Array) else b""
        self._rewrite(page, {"/Annots": b"[ " + b" ".join([listed, *marks]) + b" ]"})

    def _rewrite(self, there: pikepdf.Object, changed: Mapping[str, bytes]) -> None:
        """A dictionary of the file with some of its entries changed."""
        entries = {key: self._written(value) for key, value in there.items()} | dict(changed)
        body = b" ".join(_name(key) + b" " + value for key, value in entries.items())
        self._objects[there.objgen] = b"<< " + body + b" >>"

    def _is_in_file(self, there: object) -> bool:
        return isinstance(there, Dictionary) and 0 < there.objgen[0] < self._size

    def _written(self, value: object) -> bytes:
        """What a page inherits is given to it, by qpdf, as objects that are in no file: those are written out."""
        if not isinstance(value, pikepdf.Object):
            return Array([value]).unparse().strip(b"[ ]")
        return value.unparse(resolved=value.is_indirect and value.objgen[0] >= self._size)


def _first_free(pdf: Pdf) -> int:
    """A number that nothing has or names: a file may name objects that it lacks, and must go on lacking them."""
    there = [one for one in pdf.objects if isinstance(one, pikepdf.Object)]
    numbers = [one.objgen[0] for one in there]
    if len(there) < len(pdf.objects):
        for one in there:
            words = one.stream_dict if isinstance(one, pikepdf.Stream) else one
            numbers += (int(number) for number in _REFERENCE.findall(words.unparse(resolved=True)))
    return max(int(pdf.trailer.Size), max(numbers, default=0) + 1)


def _last_reference(data: bytes) -> int | None:
    """Where the newest cross-reference table or stream begins."""
    found = _START.search(data, max(0, len(data) - _TAIL))
    if found is None:
        return None
    place = int(found[1])
    return place if data.startswith(b"xref", place) or _STREAM.match(data, place) else None


def _write_references(
    out: io.BytesIO, places: Mapping[tuple[int, int], int], pdf: Pdf, number: int, before: int
) -> None:
    """A table after a table, a stream after a stream, as the standard wants it; ``number`` is free for the latter."""
    start = out.tell()
    trailer = Dictionary(Prev=before, Root=pdf.trailer.Root)
    if "/Info" in pdf.trailer and pdf.trailer.Info.is_indirect:
        trailer.Info = pdf.trailer.Info
    if "/ID" in pdf.trailer:
        trailer.ID = Array([pdf.trailer.ID[0], pikepdf.String(_fingerprint(out))])
    if out.getvalue().startswith(b"xref", before):
        trailer.Size = number
        out.write(b"xref\n")
        for run in _runs(places):
            out.write(b"%d %d\n" % (run[0][0], len(run)))
            for key in run:
                out.write(b"%010d %05d n\r\n" % (places[key], key[1]))
        out.write(b"trailer\n" + trailer.unparse())
    else:
        places = {**places, (number, 0): start}
        runs = _runs(places)
        table = b"".join(
            b"\x01" + places[key].to_bytes(8, "big") + key[1].to_bytes(2, "big")
            for run in runs
            for key in run
        )
        trailer.Type, trailer.Size, trailer.Length = Name.XRef, number + 1, len(table)
        trailer.W = Array([1, 8, 2])
        trailer.Index = Array([part for run in runs for part in (run[0][0], len(run))])
        out.write(b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj" % (number, trailer.unparse(), table))
    out.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)


def _runs(places: Mapping[tuple[int, int], int]) -> list[list[tuple[int, int]]]:
    """The numbers of the objects, those that follow each other together."""
    ordered = sorted(places)
    grouped = groupby(enumerate(ordered), key=lambda one: one[1][0] - one[0])
    return [[key for _, key in group] for _, group in grouped]


def _fingerprint(out: io.BytesIO) -> bytes:
    return hashlib.sha256(out.getvalue()).digest()[:16]


@lru_cache(maxsize=256)
def _name(key: str) -> bytes:
    """As a file writes it (ISO 32000-2, 7.3.5). Names may be bytes that are no text."""
    plain = key.encode("utf-8", "surrogateescape")[1:]
    return b"/" + _IRREGULAR.sub(lambda sign: b"#%02X" % sign[0][0], plain)
