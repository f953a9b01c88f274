"""Which language a text is in, by its words."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_TELLING = 1500
"""Characters by which a language is known; more change nothing and take time."""
_NO_WORDS = "zxx"
"""ISO 639-2 for what is in no language."""


def guess_language(text: str) -> str:
    """The language of a text of some length (ISO 639-1), or empty where it is too short to tell."""
    if len(text.strip()) < 20:
        return ""
    code, sure = identifier().classify(text[:_TELLING])
    return str(code) if sure > 0.7 and code != _NO_WORDS else ""


@cache
def identifier() -> LanguageIdentifier:
    """It takes half a second to unpack."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
