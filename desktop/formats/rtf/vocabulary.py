"""The words of RTF: those that stand for signs, and the destinations by what becomes of their words."""

SIGNS = {
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
SYMBOLS = {"~": "\xa0", "_": "\u2011", "{": "{", "}": "}", "\\": "\\"}
SILENT = frozenset(
    {
        "colortbl", "listtable", "listoverridetable", "revtbl", "header", "headerl", "headerr", "headerf", "footer", "footerl",
        "footerr", "footerf", "nonshppict", "shprslt", "pntxta", "pntxtb", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "xe",
        "tc", "rxe", "objdata", "nonesttables", "mmathPict", "falt", "panose", "comment", "doccomm",
    }
)  # fmt: skip
OPENED = frozenset({"shppict", "ud", "nesttableprops", "mmath", "moMath", "moMathPara", "result"})
"""Destinations, many marked as those that old readers pass over, whose words belong to the text."""
QUIET = frozenset({"shp", "shpinst", "sp", "sn", "sv", "object", "picprop", "blipuid", "info"})
"""Whose own words are no text, though pictures and text boxes stand in them."""
GATHERED = frozenset(
    {"title", "author", "fldinst", "listtext", "pntext", "bkmkstart", "atnauthor", "atnid", "atnref", "atrfstart", "atrfend",
     "atndate", "fonttbl", "stylesheet", "pict"}
)  # fmt: skip
