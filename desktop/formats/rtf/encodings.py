"""The encodings of RTF: by the numbers of character sets and of code pages."""

import codecs

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 79: "big5", 80: "cp949", 128: "cp932", 129: "cp949", 130: "johab",
    134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 255: "cp850",
}  # fmt: skip
_PAGES = {10000: "mac_roman", 10001: "cp932", 10007: "mac_cyrillic", 65001: "utf-8", 936: "gbk"}
WIDTHS = {"cp932": 2, "big5": 2, "cp949": 2, "johab": 2, "gbk": 2, "cp950": 2, "cp936": 2, "utf-8": 4}
"""Bytes of the longest sign."""


def codec(page: int) -> str:
    name = _PAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def whole(words: str) -> str:
    """Signs beyond the first 65,536 come in halves."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
