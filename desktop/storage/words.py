"""Text as the index sees it: words apart, also in scripts that write none."""

import re
import unicodedata

from icu4py.breakers import WordBreaker

from desktop.domain.letters import ALIKE

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


_ARABIC = re.compile("[\u0600-\u06ff]")


class _Fold(dict[int, str]):
    def __missing__(self, code: int) -> str:
        base = unicodedata.normalize("NFD", chr(code))[0].lower()[:1]
        base = base.translate(ALIKE)
        self[code] = base
        return base


_FOLD = _Fold()


def fold(text: str) -> str:
    """Without case and marks, letters that are written for one another as one of them; of the same length."""
    return text.translate(_FOLD)


MARKS = "\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"
"""Points of Hebrew, vowel marks and lengthening of Arabic: most people write without them."""

_MARKS = re.compile(f"[{MARKS}]+")


def unmarked(text: str) -> str:
    """Without vowel marks."""
    return text if text.isascii() else _MARKS.sub("", text)


_COUNTED = re.compile(r"[^\W_]\S*")
"""From the first letter or digit of what stands between spaces to its end."""


def count(text: str) -> int:
    """How many words there are, also in scripts that write none apart."""
    if text.isascii():
        return len(text.split())
    return sum(1 for _ in _COUNTED.finditer(segmented(text)))


def has_arabic(text: str) -> bool:
    """Whether it has a letter of Arabic or Persian."""
    return not text.isascii() and bool(_ARABIC.search(text))


def segmented(text: str, *, letters: bool = True) -> str:
    """Without vowel marks, with spaces between the words of Chinese, Japanese, Thai and their like, and Arabic
    ``letters`` that are written for one another as one of them."""
    if text.isascii():
        return text
    text = unmarked(text)
    if letters and _ARABIC.search(text):
        text = text.translate(ALIKE)
    return _UNSPACED.sub(lambda run: " " + " ".join(WordBreaker(run.group(), "ja")) + " ", text)
