"""Bytes of unknown encoding -> text."""

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=["']([\w.:-]+)""", re.I
)

# What pages declare and what they mean: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "utf-16": "utf-8",  # a declaration that could be read is not in UTF-16
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
_SAMPLE = 64_000
_JUDGED = 16_000
"""Bytes from the first beyond ASCII on, by which an encoding is known."""

_CYRILLIC = "".join(map(chr, range(0x430, 0x450)))
_WESTERN = "äöüßéèêëàâçñáíóúîïôûùåøæœãõìòýÿ"
_CENTRAL = "ąćęłńóśźżáčďéěíňřšťúůýžőűöüäôâîăşţđëç"
_GREEK = "".join(map(chr, range(0x3AC, 0x3CF))) + "ΐ"
_HEBREW = "".join(map(chr, range(0x5D0, 0x5EB)))
_ARABIC = "".join(map(chr, range(0x621, 0x64B))) + "،؛؟"
# The letters beyond ASCII that texts in an encoding are written with. Statistics of short texts mislead:
# what tells is whether every byte becomes such a letter, in lower case inside words.
_LETTERS = {
    "cp1252": _WESTERN,
    "cp1251": _CYRILLIC + "ёіїєґў",
    "koi8-r": _CYRILLIC + "ё",
    "cp1250": _CENTRAL,
    "iso8859-2": _CENTRAL,
    "cp1253": _GREEK,
    "cp1254": "çğıöşüâîûİ",
    "cp1255": _HEBREW,
    "cp1256": _ARABIC + "پچژگ",
    "cp1257": "āčēģīķļņšūžąęėįųõäöü",
    "mac-roman": _WESTERN,
    "cp850": _WESTERN,
    "iso8859-5": _CYRILLIC + "ёіїєў",
    "mac-cyrillic": _CYRILLIC + "ёіїє",
    "cp866": _CYRILLIC + "ё",
    "iso8859-6": _ARABIC,
}
_OTHER_SCRIPTS = frozenset(_CYRILLIC + "ёіїєґў" + _GREEK + _HEBREW + _ARABIC + "پچژگ")
"""Their letters never stand in one word with those of ASCII."""
_FREQUENT = frozenset("ığşİ" + "оеаинтсрвлкмдпу" + "αοιετσνηυρπκμλάίό" + "יוהלאמרתבשנ" + "اليمونرتبةعدسفهكق")
"""The letters with which most words are written: what decides where all bytes are letters in several encodings."""
_FEWEST = 4
"""Bytes beyond ASCII, below which a text is not taken for Chinese, Japanese or Korean."""
_FITS, _FREQUENT_FITS, _RARE_FITS, _ALONE = 1.0, 0.99, 0.97, 0.4
_BEYOND_ASCII_BYTES = re.compile(rb"[^\x00-\x7f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_QUOTES = frozenset("–—‘’‚“”„«»‹›…")
_WITHIN_WORDS = frozenset("–—’…")
_MARKS_OF_TYPE = frozenset("·•§°©®€£№\u00a0")


def decode(data: bytes) -> str:
    """The text of plain bytes: by byte order mark, else UTF-8, else as their statistics say."""
    return _by_mark(data) or _as_utf8(data) or _by_statistics(data)


def decode_html(data: bytes, charset: str = "") -> str:
    """The text of a page: by byte order mark, else as its server (``charset``) or the page itself declares
    unless that fails, else as ``decode``."""
    if marked := _by_mark(data):
        return marked
    declared = _meant(charset) or _declared(data[:4096])
    utf8 = _as_utf8(data)
    if utf8 and (declared in ("", "utf-8") or not data.isascii()):
        return utf8  # non-ASCII bytes that are valid UTF-8 are hardly ever anything else
    if declared:
        text = data.decode(declared, "replace")
        if text.count("\ufffd") <= len(text) // 200:
            return text
    return utf8 or _by_statistics(data)


def is_text(data: bytes) -> bool:
    """Whether bytes decode to something people can read: hardly any control characters."""
    sample = decode(data[:20_000] if len(data) % 2 == 0 or len(data) > 20_000 else data)[:8_000]
    if not sample.strip() or 0 < data[:20_000].count(0) < len(data[:20_000]) // 33:
        return False  # in UTF-16 the spaces alone are more zeros than that
    odd = sum(1 for sign in sample if (sign < " " and sign not in "\t\n\r\f\v") or sign in "\ufffd\x7f")
    return odd <= len(sample) * 0.02


def _by_mark(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    return ""


def _as_utf8(data: bytes) -> str:
    if b"\0" in data[:_SAMPLE] or b"\x1b$" in data[:_SAMPLE]:
        return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _declared(head: bytes) -> str:
    found = _DECLARED.search(head)
    return _meant((found[1] or found[2]).decode("ascii", "replace")) if found else ""


def _meant(label: str) -> str:
    """The codec that a label means; empty for none that is known."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(name, name)


def _by_statistics(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if b"\x1b$" in sample:
        return data.decode("iso2022_jp", "replace")
    if b"\0" in sample:
        little = sample[1::2].count(0) >= sample[0::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    first = next(_BEYOND_ASCII_BYTES.finditer(data)).start() if not data.isascii() else 0
    sample = data[max(0, first - 1) :][:_JUDGED]
    name = max(_LETTERS, key=lambda candidate: _fitness(sample, candidate))
    beyond = sum(byte > 127 for byte in sample)
    if beyond >= _FEWEST and _fitness(sample, name) < 0.9 * beyond:
        best = from_bytes(sample).best()
        found = codecs.lookup(best.encoding).name if best else name
        name = _MEANT.get(found, found) if _is_multibyte(found) else name
    return data.decode(name, "replace")


def _is_multibyte(name: str) -> bool:
    """Whether a codec is one of Chinese, Japanese or Korean, whose statistics can be trusted."""
    return name.startswith(
        ("gb", "big5", "shift", "euc", "cp932", "cp949", "cp950", "iso2022", "johab", "hz")
    )


def _fitness(data: bytes, name: str) -> float:
    """How well the bytes beyond ASCII fit an encoding of one byte a character."""
    letters = frozenset(_LETTERS[name])
    text = data.decode(name, "replace")
    score = 0.0
    for run in _BEYOND_ASCII.finditer(text):
        before = text[run.start() - 1 : run.start()]
        after = text[run.end() : run.end() + 1]
        for sign, beside in ((run[0][0], before), (run[0][-1], after)):
            if sign.lower() in _OTHER_SCRIPTS and beside.isalpha():
                score -= 2
        for place, sign in enumerate(run[0]):
            low = sign if sign in letters else sign.lower()
            following = run[0][place + 1 : place + 2] or after
            if low not in letters:
                score += _of_mark(sign, in_word=before.isalpha() and following.isalpha())
            elif low != sign and before.islower():
                score -= 1
            elif (low != sign or low in _OTHER_SCRIPTS) and not (before.isalpha() or following.isalpha()):
                score += _ALONE
            else:
                score += _FREQUENT_FITS if low in _FREQUENT else _RARE_FITS
            before = sign
    return score


def _of_mark(sign: str, *, in_word: bool) -> float:
    """How well a sign that is no letter stands where it is: a quotation does not begin in the middle of a word."""
    if sign in _QUOTES and not (in_word and sign not in _WITHIN_WORDS):
        return _FITS
    return 0.5 if sign in _MARKS_OF_TYPE else -1
