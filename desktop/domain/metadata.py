"""What is known of an item beyond its title and date, and who said so."""

from enum import StrEnum

DETAILS = (
    "DOI", "arXiv", "PMID", "ISBN", "ISSN", "container-title", "publisher", "volume", "issue", "page", "edition",
    "publisher-place", "genre", "abstract", "revised",
)  # fmt: skip
"""The names of an item's further details: variables of CSL (https://docs.citationstyles.org/en/stable/specification.html,
"Appendix IV"), and ``arXiv`` and ``revised`` (the day of the last change the publisher tells, as ``published``)."""


class Origin(StrEnum):
    """Where a value was read."""

    PERSON = "person"
    """The person wrote it."""
    BIBLIOGRAPHY = "bibliography"
    """A BibTeX, RIS or CSL-JSON record."""
    JSON_LD = "json-ld"
    """Linked data of a page (https://schema.org)."""
    HIGHWIRE = "highwire"
    """``citation_*`` meta tags, as scholarly publishers give them."""
    DUBLIN_CORE = "dublin-core"
    OPEN_GRAPH = "open-graph"
    COINS = "coins"
    """A citation hidden in a page (ContextObjects in Spans)."""
    META = "meta"
    """Other tags in a page's head."""
    XMP = "xmp"
    DOCUMENT = "document"
    """The properties of a file, the package of a book, the head of a letter."""
    TEXT = "text"
    """Read from the text itself: a first page, a byline."""
    ADDRESS = "address"
    NAME = "name"
    """The file's name."""
    EXPORT = "export"
    """Another program's export."""
