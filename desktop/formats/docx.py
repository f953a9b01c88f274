"""A Word document made fit for the converter, which passes over what it does not know: formulas, readings above words,
what was moved, computed fields, words that are hidden, headings by their level, comments."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from html import escape

from lxml import etree

from desktop.formats.comments import Comment, mark, moment_of
from desktop.formats.omml import mathml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXTS = re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml")
_STYLES = re.compile(r"word/styles\d*\.xml")
_NUMBERING = re.compile(r"word/numbering\d*\.xml")
_COMMENTS = re.compile(r"word/comments\d*\.xml")
_UNWRAPPED = ("moveTo", "fldSimple", "customXml", "dir", "bdo")
_HEADINGS = 6
_HELD = "\U000f0f10{}\U000f0f11"
_HELD_FORM = re.compile("\U000f0f10(\\d+)\U000f0f11")
_NUMBER = "\U000f0f20{}\U000f0f21"
_NUMBER_FORM = re.compile("\U000f0f20\\d+\U000f0f21")
_LIST_FORM = re.compile("<ol><li>\U000f0f20(\\d+)\U000f0f21")
_DEEPEST = 20


@dataclass(slots=True)
class Prepared:
    """``data``: the document; ``held``: the markup that its place holders stand for; ``comments``: by the numbers of their
    marks (``formats.comments``)."""

    data: bytes
    held: list[str] = field(default_factory=list)
    comments: dict[int, Comment] = field(default_factory=dict)

    def filled(self, markup: str) -> str:
        """What the converter made of it, with what was held."""
        numbered = _NUMBER_FORM.sub("", _LIST_FORM.sub(r'<ol start="\1"><li>', markup))
        return _HELD_FORM.sub(lambda found: self.held[int(found[1])], numbered)


def prepared(data: bytes) -> Prepared:
    """Raises what ``zipfile`` raises for what is damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    found = Prepared(b"")
    levels = _levels(next((entries[name] for name in entries if _STYLES.fullmatch(name)), b""))
    firsts = _firsts(next((entries[name] for name in entries if _NUMBERING.fullmatch(name)), b""))
    said = _said(next((entries[name] for name in entries if _COMMENTS.fullmatch(name)), b""))
    for name, content in entries.items():
        root = _xml(content) if _TEXTS.fullmatch(name) else None
        if root is not None:
            _Preparation(found, levels, said).prepare(root)
            _number(root, firsts)
            entries[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    found.data = out.getvalue()
    return found


class _Preparation:
    def __init__(self, into: Prepared, levels: dict[str, int], said: dict[str, Comment]) -> None:
        self._into, self._levels, self._said = into, levels, said
        self._numbers: dict[str, int] = {}

    def prepare(self, root: etree._Element) -> None:
        for moved in list(root.iter(_W + "moveFrom")):
            _remove(moved)
        for control in list(root.iter(_W + "sdt")):
            if _is_contents(control):
                _remove(control)
        for run in list(root.iter(_W + "r")):
            if _is_on(run.find(f"{_W}rPr/{_W}vanish")):
                _remove(run)
        for formula in list(root.iter(_M + "oMathPara", _M + "oMath")):
            if formula.getparent() is not None and _is_outermost(formula):
                self._hold_formula(formula)
        for ruby in list(root.iter(_W + "ruby")):
            self._hold_ruby(ruby)
        etree.strip_tags(root, *(_W + name for name in _UNWRAPPED))
        for paragraph in root.iter(_W + "p"):
            self._settle_heading(paragraph)
        self._mark_comments(root)

    def _hold_formula(self, formula: etree._Element) -> None:
        shown = formula.tag == _M + "oMathPara"
        parts = list(formula.iter(_M + "oMath")) if shown else [formula]
        markup = "".join(mathml(part, is_display=shown) for part in parts)
        run = self._run(markup)
        parent = formula.getparent()
        assert parent is not None
        if parent.tag in (_W + "p", _W + "hyperlink", _W + "ins"):
            _replace(formula, run)
        else:
            paragraph = etree.Element(_W + "p")
            paragraph.append(run)
            _replace(formula, paragraph)

    def _hold_ruby(self, ruby: etree._Element) -> None:
        base, reading = (
            escape("".join(text.text or "" for part in ruby.iter(_W + name) for text in part.iter(_W + "t")))
            for name in ("rubyBase", "rt")
        )
        [text] = self._run(f"<ruby>{base}<rt>{reading}</rt></ruby>")
        _replace(ruby, text)

    def _run(self, markup: str) -> etree._Element:
        self._into.held.append(markup)
        return _run_of(_HELD.format(len(self._into.held) - 1))

    def _settle_heading(self, paragraph: etree._Element) -> None:
        """One whose level only its own format or its style's ancestors tell is called what it is."""
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return
        style = properties.find(_W + "pStyle")
        level = _level(properties)
        if level is None and style is not None:
            level = self._levels.get(style.get(_W + "val", ""))
        if level is None or not 0 <= level < _HEADINGS:
            return
        if style is None:
            style = etree.Element(_W + "pStyle")
            properties.insert(0, style)
        style.set(_W + "val", f"Heading{level + 1}")

    def _mark_comments(self, root: etree._Element) -> None:
        ranged = {one.get(_W + "id") for one in root.iter(_W + "commentRangeStart")}
        for element in list(
            root.iter(_W + "commentRangeStart", _W + "commentRangeEnd", _W + "commentReference")
        ):
            name = element.get(_W + "id", "")
            kind = str(element.tag).removeprefix(_W)
            if name not in self._said or (kind == "commentReference" and name in ranged):
                continue
            number = self._numbers.setdefault(name, len(self._numbers))
            self._into.comments[number] = self._said[name]
            run = _run_of(mark(number, begins=kind == "commentRangeStart"))
            if kind == "commentReference":
                _replace(element, run[0])
            elif _is_in_paragraph(element):
                _replace(element, run)
            else:
                _put_in_paragraph(element, run, begins=kind == "commentRangeStart")


def _number(root: etree._Element, firsts: dict[tuple[str, int], int]) -> None:
    """Lists that go on after other paragraphs are told their number; ``firsts``: of each list and level."""
    counts: dict[str, dict[int, int]] = {}
    for paragraph in root.iter(_W + "p"):
        name, level = _list_of(paragraph)
        if not name:
            continue
        counted = counts.setdefault(name, {})
        for deeper in [one for one in counted if one > level]:
            del counted[deeper]
        counted[level] = counted.get(level, firsts.get((name, level), 1) - 1) + 1
        if counted[level] > 1 and not _goes_on(paragraph):
            first = 1 if len(paragraph) and paragraph[0].tag == _W + "pPr" else 0
            paragraph.insert(first, _run_of(_NUMBER.format(counted[level])))


def _list_of(paragraph: etree._Element) -> tuple[str, int]:
    """The list of which it is an item, and on which level; empty for none."""
    numbering = paragraph.find(f"{_W}pPr/{_W}numPr")
    name = numbering.find(_W + "numId") if numbering is not None else None
    level = numbering.find(_W + "ilvl") if numbering is not None else None
    told = level.get(_W + "val", "0") if level is not None else "0"
    found = name.get(_W + "val", "0") if name is not None else "0"
    return ("" if found == "0" else found), int(told) if told.isdigit() else 0


def _goes_on(item: etree._Element) -> bool:
    """Whether the paragraph before an item, but for empty ones, is an item too."""
    before = item.getprevious()
    while before is not None and before.tag == _W + "p" and not "".join(map(str, before.itertext())).strip():
        before = before.getprevious()
    return before is not None and before.tag == _W + "p" and bool(_list_of(before)[0])


def _firsts(numbering: bytes) -> dict[tuple[str, int], int]:
    """With which number each level of a list begins, where that is told."""
    root = _xml(numbering)
    if root is None:
        return {}

    def starts(element: etree._Element, path: str) -> dict[int, int]:
        found = ((level.get(_W + "ilvl", ""), level.find(path)) for level in element)
        return {
            int(level): int(value)
            for level, start in found
            if start is not None and level.isdigit() and (value := start.get(_W + "val", "")).isdigit()
        }

    plain = {
        one.get(_W + "abstractNumId"): starts(one, _W + "start") for one in root.iter(_W + "abstractNum")
    }
    told: dict[tuple[str, int], int] = {}
    for one in root.iter(_W + "num"):
        base = one.find(_W + "abstractNumId")
        own = plain.get(base.get(_W + "val"), {}) if base is not None else {}
        for level, start in (own | starts(one, _W + "startOverride")).items():
            told[one.get(_W + "numId", ""), level] = start
    return told


def _is_in_paragraph(element: etree._Element) -> bool:
    return next(element.iterancestors(_W + "p", _W + "tc", _W + "txbxContent"), element).tag == _W + "p"


def _put_in_paragraph(place: etree._Element, run: etree._Element, *, begins: bool) -> None:
    """Between paragraphs: at the beginning of the next, or at the end of the one before."""
    axis = place.itersiblings(preceding=not begins)
    beside = next((one for one in axis if next(one.iter(_W + "p"), None) is not None), None)
    if beside is not None:
        paragraph = list(beside.iter(_W + "p"))[0 if begins else -1]
        first = 1 if len(paragraph) and paragraph[0].tag == _W + "pPr" else 0
        paragraph.insert(first if begins else len(paragraph), run)


def _levels(styles: bytes) -> dict[str, int]:
    """The level of heading that a paragraph has by its style, from 0."""
    root = _xml(styles)
    if root is None:
        return {}
    by_id = {style.get(_W + "styleId", ""): style for style in root.iter(_W + "style")}
    found: dict[str, int] = {}
    for name, style in by_id.items():
        here: etree._Element | None = style
        for _ in range(_DEEPEST):
            if here is None or _called(here) in ("title", "subtitle"):
                break
            level = _level(here.find(_W + "pPr"))
            named = re.fullmatch(r"heading ([1-9])", _called(here))
            if level is not None or named:
                found[name] = int(named[1]) - 1 if named else level or 0
                break
            based = here.find(_W + "basedOn")
            here = by_id.get(based.get(_W + "val", "")) if based is not None else None
    return found


def _called(style: etree._Element) -> str:
    name = style.find(_W + "name")
    return name.get(_W + "val", "").lower() if name is not None else ""


def _level(properties: etree._Element | None) -> int | None:
    found = properties.find(_W + "outlineLvl") if properties is not None else None
    told = found.get(_W + "val", "") if found is not None else ""
    return int(told) if told.isdigit() else None


def _said(data: bytes) -> dict[str, Comment]:
    """The comments by the names under which the text refers to them."""
    root = _xml(data)
    found: dict[str, Comment] = {}
    for one in root.iter(_W + "comment") if root is not None else ():
        lines = ("".join(text.text or "" for text in line.iter(_W + "t")) for line in one.iter(_W + "p"))
        text = "\n".join(lines).strip()
        if text:
            found[one.get(_W + "id", "")] = Comment(
                text, " ".join(one.get(_W + "author", "").split()), moment_of(one.get(_W + "date", ""))
            )
    return found


def _is_contents(control: etree._Element) -> bool:
    gallery = control.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return gallery is not None and gallery.get(_W + "val") == "Table of Contents"


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(_W + "val", "true") not in ("0", "false", "off")


def _is_outermost(formula: etree._Element) -> bool:
    return not any(str(here.tag).startswith(_M) for here in formula.iterancestors())


def _run_of(words: str) -> etree._Element:
    run = etree.Element(_W + "r")
    text = etree.SubElement(run, _W + "t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _replace(element: etree._Element, by: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, by)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _xml(data: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser) if data else None
    except (etree.XMLSyntaxError, ValueError):
        return None
