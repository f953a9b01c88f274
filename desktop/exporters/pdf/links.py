"""Links of a PDF: those by which the web engine told where passages are, and those that lead to a page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from desktop.domain.selector import PagePlace, Rectangle
from desktop.formats.pdf.document import PdfDocument

PASSAGE = "passage:"
"""``passage:NAME,NAME|ADDRESS``: here is a part of these passages, and perhaps a link of the page's own."""
TURN_TO = "turn-to:"
"""``turn-to:NAME``: a link to the place of that name."""

_SLIVER = 2.0
"""Points: the engine tells an edge of a line on the page before it too."""

Passages = Mapping[str, list[PagePlace]]
"""By the name of a passage, in the order of the pages."""


def take_passages(pdf: Pdf, document: PdfDocument) -> Passages:
    """Where the passages are. What told it is taken out; the engine rounds it, so it is fitted to the letters."""
    found = defaultdict[str, defaultdict[int, list[Rectangle]]](lambda: defaultdict(list))
    for index, page in enumerate(pdf.pages):
        kept = Array()
        for link in page.obj.get("/Annots", []):
            address = _address(link)
            if not address.startswith(PASSAGE):
                kept.append(link)
                continue
            names, _, beyond = address.removeprefix(PASSAGE).partition("|")
            area = document.fitted(index, Rectangle(*(float(number) for number in link.Rect)))
            if area.top - area.bottom > _SLIVER:
                for name in names.split(","):
                    found[name][index].append(area)
            if beyond and _lead(pdf, link, beyond):
                kept.append(link)
        if "/Annots" in page.obj:
            page.obj.Annots = kept
    return {
        name: [PagePlace(page, tuple(boxes)) for page, boxes in sorted(pages.items())]
        for name, pages in found.items()
    }


def turn_to(pdf: Pdf, places: Mapping[str, tuple[int, float]]) -> None:
    """Have links to names lead there: page index and height on it. Those to nowhere go."""
    for page in pdf.pages:
        if "/Annots" in page.obj:
            page.obj.Annots = Array([link for link in page.obj.Annots if _turned(pdf, link, places)])


def destination(page: pikepdf.Page, top: float) -> Array:
    return Array([page.obj, Name.XYZ, None, top, None])


def page_of(pdf: Pdf, link: pikepdf.Object) -> tuple[int, list[pikepdf.Object]] | None:
    """Where a link inside the file leads: page index and what of the page is to be shown."""
    goal = link.get("/Dest")
    action = link.get("/A")
    if goal is None and isinstance(action, Dictionary) and action.get("/S") == Name.GoTo:
        goal = action.get("/D")
    if isinstance(goal, Name | pikepdf.String):
        goal = _named(pdf, str(goal))
    if isinstance(goal, Dictionary):
        goal = goal.get("/D")
    if not isinstance(goal, Array) or not len(goal) or not isinstance(goal[0], Dictionary):
        return None
    index = next((at for at, page in enumerate(pdf.pages) if page.obj.objgen == goal[0].objgen), None)
    return None if index is None else (index, list(goal)[1:])


def _named(pdf: Pdf, name: str) -> pikepdf.Object | None:
    old = pdf.Root.get("/Dests")
    if isinstance(old, Dictionary) and name in old:
        return old[name]
    names = pdf.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, Dictionary) else None
    return pikepdf.NameTree(tree).get(name) if tree is not None else None


def _address(link: pikepdf.Object) -> str:
    action = link.get("/A")
    return str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""


def _lead(pdf: Pdf, link: pikepdf.Object, address: str) -> bool:
    """Have a link lead where the page's own did; False where that is nowhere."""
    if not address.startswith("#"):
        link.A.URI = pikepdf.String(address)
        return True
    name = f"/{address[1:]}"
    if len(name) < 2 or name not in pdf.Root.get("/Dests", {}):
        return False
    del link["/A"]
    link.Dest = Name(name)
    return True


def _turned(pdf: Pdf, link: pikepdf.Object, places: Mapping[str, tuple[int, float]]) -> bool:
    address = _address(link)
    if not address.startswith(TURN_TO):
        return True
    place = places.get(address.removeprefix(TURN_TO))
    if place is None:
        return False
    del link["/A"]
    link.Dest = destination(pdf.pages[place[0]], place[1])
    return True


def links(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    listed = page.obj.get("/Annots")
    for link in listed if isinstance(listed, Array) else ():
        if isinstance(link, Dictionary) and link.get("/Subtype") == Name.Link:
            yield link
