"""What an XMP packet says of a file (ISO 16684-1, https://developer.adobe.com/xmp/docs/)."""

import re
from collections.abc import Mapping

from lxml import etree

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://crossref.org/crossmark/1.0/": "crossmark",
}
_HEAD = 64
"""Bytes that tell how the others are written."""
_DECLARATION = re.compile(r"<\?xml\s[^>]*\?>")
_PRISM = "http://prismstandard.org/namespaces/"
"""Of all its versions; the name of the version follows."""


def read_xmp(packet: bytes) -> Mapping[str, tuple[str, ...]]:
    """Values by names such as ``dc:title``; of a text in several languages the default first."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(_in_unicode(packet), parser)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for description in root.iter(_RDF + "Description") if root is not None else ():
        for tag, value in description.attrib.items():
            _take(found, str(tag), [str(value)])
        for element in description.iterchildren(etree.Element):
            _take(found, str(element.tag), _values(element))
    return found


def _in_unicode(packet: bytes) -> bytes:
    """As UTF-8: packets are UTF-16 too, and some programs write Latin letters as bytes that are no UTF-8."""
    if b"\0" in packet[:_HEAD]:
        words = packet.decode("utf-16-be" if packet[:1] in (b"\0", b"\xfe") else "utf-16-le", "replace")
    else:
        try:
            words = packet.decode("utf-8")
        except UnicodeDecodeError:
            words = packet.decode("cp1252", "replace")
    return _DECLARATION.sub("", words.strip(" \t\r\n\0\ufeff")).encode()


def _take(found: dict[str, tuple[str, ...]], tag: str, values: list[str]) -> None:
    space, _, name = tag.removeprefix("{").rpartition("}")
    prefix = "prism" if space.startswith(_PRISM) else _PREFIXES.get(space)
    told = tuple(words for value in values if (words := " ".join(value.split())))
    if prefix and told:
        found.setdefault(f"{prefix}:{name}", told)


def _values(element: etree._Element) -> list[str]:
    items = list(element.iter(_RDF + "li"))
    items.sort(key=lambda item: item.get(_LANGUAGE) != "x-default")
    return ["".join(map(str, item.itertext())) for item in items or [element]]
