"""Formulas as scripts of a page set them: once, and as MathML where there is any, else in the words of TeX."""

import re

from lxml.html import HtmlElement

_DRAWN = re.compile(r"(?:^|\s)(?:katex-html|MathJax_Preview)(?:\s|$)")
_SET = re.compile(
    r"(?:^|\s)(?:MathJax(?:_Display|_SVG|_SVG_Display|_CHTML)?|mjx-chtml|mwe-math-element(?:-\w+)?)(?:\s|$)"
)
_BOXES = ("span", "div", "mjx-container")


def settle_math(body: HtmlElement) -> None:
    """KaTeX and MathJax draw each formula with many small boxes beside its MathML, Wikipedia shows a picture of it; a page
    that was saved before they ran has it in a script (https://docs.mathjax.org/en/v2.7-latest/advanced/model.html)."""
    for script in list(body.iter("script")):
        kind = script.get("type") or ""
        if kind.startswith("math/tex") and (script.text or "").strip():
            _keep_source(script, is_display="mode=display" in kind)
    for drawn in [one for one in body.iter("span", "div") if _DRAWN.search(one.get("class") or "")]:
        if drawn.getparent() is not None and _stands_beside_math(drawn):
            drawn.drop_tree()
    for box in [one for one in body.iter(*_BOXES) if _SET.search(one.get("class") or "")]:
        math = next(box.iter("math"), None)
        if math is not None and box.getparent() is not None:
            _replace(box, math)


def _keep_source(script: HtmlElement, *, is_display: bool) -> None:
    before = script.getprevious()
    if before is not None and not (script.getprevious().tail or "").strip() and _is_set(before):
        return
    source = (script.text or "").strip()
    script.tag = "code"
    script.attrib.clear()
    script.text = f"\\[{source}\\]" if is_display else f"\\({source}\\)"


def _is_set(element: HtmlElement) -> bool:
    """Whether it shows the formula already."""
    return _SET.search(element.get("class") or "") is not None and bool(element.text_content().strip())


def _stands_beside_math(drawn: HtmlElement) -> bool:
    return "katex" not in (drawn.get("class") or "") or next(drawn.getparent().iter("math"), None) is not None


def _replace(box: HtmlElement, math: HtmlElement) -> None:
    parent = box.getparent()
    place = parent.index(box)
    math.tail = box.tail
    parent.remove(box)
    parent.insert(place, math)
