"""Formulas of Word (Office Math Markup, ISO/IEC 29500-1, 22.1) as MathML."""

import re
from collections.abc import Callable, Iterable
from html import escape

from lxml import etree

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\s+|.", re.S)
_DEEPEST = 60


def mathml(formula: etree._Element, *, is_display: bool = False) -> str:
    """One ``m:oMath`` as a ``math`` element."""
    display = ' display="block"' if is_display else ""
    return f"<math{display}>{_row(formula, 0)}</math>"


def _row(element: etree._Element | None, depth: int) -> str:
    """All that an element holds, as one."""
    if element is None or depth > _DEEPEST:
        return "<mrow></mrow>"
    parts = [_one(child, depth + 1) for child in element if isinstance(child.tag, str)]
    return f"<mrow>{''.join(parts)}</mrow>"


def _one(element: etree._Element, depth: int) -> str:
    name = _name(element)
    if element.tag == _W + "r" or name == "r":
        return _tokens("".join(text.text or "" for text in element.iter(_M + "t", _W + "t")))
    write = _WRITERS.get(name)
    if write:
        return write(element, depth)
    if name.endswith("Pr"):
        return ""
    return _row(element, depth) if len(element) else ""


def _tokens(words: str) -> str:
    found = []
    for token in _TOKEN.findall(words):
        if token.isspace():
            continue
        kind = "mn" if token[0].isdigit() else "mi" if token.isalpha() else "mo"
        found.append(f"<{kind}>{escape(token, quote=False)}</{kind}>")
    return "".join(found)


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _part(element: etree._Element, name: str, depth: int) -> str:
    return _row(element.find(_M + name), depth)


def _sign(element: etree._Element, name: str, default: str) -> str:
    """A sign that a formula's properties name; the usual one where they do not."""
    found = element.find(f"{_M}{_name(element)}Pr/{_M}{name}")
    return default if found is None else found.get(_M + "val", "")


def _mo(sign: str) -> str:
    return f"<mo>{escape(sign, quote=False)}</mo>" if sign else ""


def _of_parts(tag: str, *names: str) -> Callable[[etree._Element, int], str]:
    def write(element: etree._Element, depth: int) -> str:
        return f"<{tag}>{''.join(_part(element, name, depth) for name in names)}</{tag}>"

    return write


def _fraction(element: etree._Element, depth: int) -> str:
    line = ' linethickness="0"' if _sign(element, "type", "bar") == "noBar" else ""
    return f"<mfrac{line}>{_part(element, 'num', depth)}{_part(element, 'den', depth)}</mfrac>"


def _root(element: etree._Element, depth: int) -> str:
    degree = element.find(_M + "deg")
    base = _part(element, "e", depth)
    if degree is None or not "".join(map(str, degree.itertext())).strip():
        return f"<msqrt>{base}</msqrt>"
    return f"<mroot>{base}{_row(degree, depth)}</mroot>"


def _delimited(element: etree._Element, depth: int) -> str:
    begin, end = _sign(element, "begChr", "("), _sign(element, "endChr", ")")
    between = _mo(_sign(element, "sepChr", "|"))
    parts = between.join(_row(part, depth) for part in element.iterchildren(_M + "e"))
    return f"<mrow>{_mo(begin)}{parts}{_mo(end)}</mrow>"


def _sum(element: etree._Element, depth: int) -> str:
    sign = _mo(_sign(element, "chr", "∫"))
    above_below = _sign(element, "limLoc", "subSup") == "undOvr"
    both, low, high = ("munderover", "munder", "mover") if above_below else ("msubsup", "msub", "msup")
    sub, sup = (
        "".join(map(str, part.itertext())).strip() if (part := element.find(_M + name)) is not None else ""
        for name in ("sub", "sup")
    )
    head = sign
    if sub and sup:
        head = f"<{both}>{sign}{_part(element, 'sub', depth)}{_part(element, 'sup', depth)}</{both}>"
    elif sub:
        head = f"<{low}>{sign}{_part(element, 'sub', depth)}</{low}>"
    elif sup:
        head = f"<{high}>{sign}{_part(element, 'sup', depth)}</{high}>"
    return f"<mrow>{head}{_part(element, 'e', depth)}</mrow>"


def _accent(element: etree._Element, depth: int) -> str:
    return f'<mover accent="true">{_part(element, "e", depth)}{_mo(_sign(element, "chr", "̂"))}</mover>'


def _bar(element: etree._Element, depth: int) -> str:
    tag = "munder" if _sign(element, "pos", "bot") == "bot" else "mover"
    return f"<{tag}>{_part(element, 'e', depth)}{_mo('¯')}</{tag}>"


def _brace(element: etree._Element, depth: int) -> str:
    tag = "munder" if _sign(element, "pos", "bot") == "bot" else "mover"
    return f"<{tag}>{_part(element, 'e', depth)}{_mo(_sign(element, 'chr', '⏟'))}</{tag}>"


def _prescripts(element: etree._Element, depth: int) -> str:
    sub, sup, base = (_part(element, name, depth) for name in ("sub", "sup", "e"))
    return f"<mmultiscripts>{base}<mprescripts></mprescripts>{sub}{sup}</mmultiscripts>"


def _matrix(element: etree._Element, depth: int) -> str:
    return _table([row.iterchildren(_M + "e") for row in element.iterchildren(_M + "mr")], depth)


def _lines(element: etree._Element, depth: int) -> str:
    return _table([[line] for line in element.iterchildren(_M + "e")], depth)


def _table(rows: Iterable[Iterable[etree._Element]], depth: int) -> str:
    cells = (("".join(f"<mtd>{_row(cell, depth)}</mtd>" for cell in row)) for row in rows)
    return f"<mtable>{''.join(f'<mtr>{row}</mtr>' for row in cells)}</mtable>"


_WRITERS: dict[str, Callable[[etree._Element, int], str]] = {
    "f": _fraction, "rad": _root, "d": _delimited, "nary": _sum, "acc": _accent, "bar": _bar, "groupChr": _brace,
    "sPre": _prescripts, "m": _matrix, "eqArr": _lines, "sSup": _of_parts("msup", "e", "sup"),
    "sSub": _of_parts("msub", "e", "sub"), "sSubSup": _of_parts("msubsup", "e", "sub", "sup"),
    "limLow": _of_parts("munder", "e", "lim"), "limUpp": _of_parts("mover", "e", "lim"),
    "func": _of_parts("mrow", "fName", "e"),
}  # fmt: skip
