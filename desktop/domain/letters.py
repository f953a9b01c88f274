"""Letters of Arabic and Persian that are written for one another, which no search tells apart."""

ALIKE = {
    ord(variant): letter
    for letter, variants in {"ا": "آأإٱٲٳ", "و": "ؤ", "ي": "ىیئ", "ك": "کڪ", "ه": "ةۀہۂۃە"}.items()
    for variant in variants
}
"""For ``str.translate``: alef with and without hamza or madda, yeh and kaf of both keyboards, heh for teh marbuta."""

LENGTHENING = "\u0640"
"""Draws a word out, and means nothing."""
