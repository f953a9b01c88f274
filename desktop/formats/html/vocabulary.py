"""Which elements, attributes and classes stored reader HTML may have."""

from collections.abc import Mapping

ID_PREFIX = "ref-"
"""Ids of the page get this prefix, so that they never meet those of the reader's own page."""

CAPTION = "caption"
CROSS_LINK = "cross-link"
FURNITURE = "furniture"
REMOTE_IMAGE = "remote-image"

CLASSES = frozenset(
    {
        CAPTION,
        CROSS_LINK,
        FURNITURE,
        REMOTE_IMAGE,
        "footnote-ref",
        "footnote-backref",
        "footnotes",
        "footnotes-list",
        "footnotes-sep",
        "footnote-item",
    }
)

MATH = frozenset(
    {
        "math", "mi", "mo", "mn", "ms", "mtext", "mspace", "mrow", "mfrac", "msqrt", "mroot", "mstyle",
        "merror", "mpadded", "mphantom", "msub", "msup", "msubsup", "munder", "mover", "munderover",
        "mmultiscripts", "mprescripts", "mtable", "mtr", "mtd", "semantics",
    }
)  # fmt: skip

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "colgroup", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip

TAGS = MATH | frozenset(
    {
        "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite",
        "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
        "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins", "kbd", "li", "mark",
        "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub",
        "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
    }
)  # fmt: skip

DROPPED = frozenset(
    {
        "annotation", "annotation-xml", "applet", "audio", "base", "button", "canvas", "datalist", "dialog",
        "embed", "frame", "frameset", "head", "iframe", "input", "link", "map", "meta", "meter", "noembed",
        "noframes", "noscript", "object", "optgroup", "option", "param", "plaintext", "progress", "script",
        "select", "source", "style", "svg", "template", "textarea", "title", "track", "video", "xmp",
    }
)  # fmt: skip
"""Elements that go with all they hold. What is neither here nor in ``TAGS`` goes; its content stays."""

RENAMED: Mapping[str, str] = {
    "main": "section",
    "details": "section",
    "summary": "p",
    "center": "div",
    "tt": "code",
    "strike": "s",
    "acronym": "abbr",
    "dir": "ul",
    "menu": "ul",
    "listing": "pre",
    "big": "span",
    "font": "span",
}

_MATH_ATTRIBUTES = {
    "accent", "accentunder", "columnalign", "columnspan", "depth", "display", "displaystyle", "fence", "form",
    "height", "largeop", "linethickness", "lspace", "mathsize", "mathvariant", "maxsize", "minsize",
    "movablelimits", "rowspan", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset",
    "width",
}  # fmt: skip

ATTRIBUTES: Mapping[str, set[str]] = {
    "*": {"dir", "lang", "id"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "dfn": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
    **dict.fromkeys(MATH, _MATH_ATTRIBUTES),
}

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "doi", "urn"})
