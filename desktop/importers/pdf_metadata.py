"""What is known of a PDF: from its XMP packet, its properties, its first pages; each value with its origin."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from desktop.domain.metadata import Origin
from desktop.formats.identifiers import doi_in, isbn_in, own_arxiv, own_doi, own_isbn
from desktop.formats.pdf.byline import byline
from desktop.formats.pdf.document import PdfDocument
from desktop.formats.pdf.headline import headline
from desktop.importers.language import guess_language
from desktop.importers.names import creators_of, one_line, title_from_name

Told = Mapping[str, Sequence[str]]

_FIRST_PAGES = 2
_NO_TITLE = re.compile(
    r"(?:untitled|microsoft (?:word|powerpoint|excel)\b|powerpoint presentation|enscript output|\(?unknown\)?$).*"
    r"|(?:unbenannt|ohne titel|sans[ -]titre|sin t[ií]tulo|senza (?:titolo|nome)|sem t[ií]tulo|naamloos|no title"
    r"|без (?:названия|имени)|無題|名称未設定|未命名|无标题|제목 없음)[\s_-]*(?:do[ck]ument\w*)?[\s_-]*\d*"
    r"|powerpoint[ -](?:pr[äe]sentat\w+|演示文稿|簡報|プレゼンテーション)|pr[ée]sentation powerpoint|презентация powerpoint"
    r"|presentaci[óo]n de powerpoint|presentazione (?:standard )?di powerpoint|apresenta[çc][ãa]o do powerpoint"
    r"|(?:do[ck]ument\w?|slide|folie|book|sheet|layout|page|title|titel|titre)\s*\d*|print preview|about:\w+"
    r"|(?:https?|file)://\S*|(?:doi:?\s*)?10\.\d{4,}/\S+|arxiv:\S+\s.*|pii:?\s.*|\S+ \d+\.\.\d+"
    r"|\S*_\S*|\W*|\\\d{3}\\.*"
    r"|.*\.(?:pdf|docx?|tex|dvi|indd|qxd|pptx?|xlsx?|odt|graffle|eps|ps|rtf|txt|html?)",
    re.I | re.S,
)
"""What programs write into the title when nobody gave one."""
_NO_HEADLINE = re.compile(
    r"(?:[\dIVX]+\.?\s+)?(?:introduction|(?:table of )?contents|abstract|references|preface|index|heading|title"
    r"|chapter \d+|inhalt(?:sverzeichnis)?|einleitung|sommaire)", re.I
)  # fmt: skip
"""What is set large, and names a part."""
_SET = re.compile(r"</?(?:i|b|u|em|strong|sub|sup|span|italic|bold|title|p|br)\b[^<>]*>", re.I)
"""Type that publishers set in a title."""
_NOTE_MARKS = " ∗*†‡§"
_DATE = re.compile(r"((?:18|19|20)\d\d)(?:[-/](0[1-9]|1[0-2])(?:[-/](0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

_XMP_DETAILS: Mapping[str, tuple[str, ...]] = {
    "container-title": ("prism:publicationName",),
    "publisher": ("dc:publisher",),
    "volume": ("prism:volume",),
    "issue": ("prism:number", "prism:issueIdentifier"),
    "page": ("prism:pageRange",),
    "ISSN": ("prism:issn", "prism:eIssn"),
    "edition": ("prism:edition",),
}
_XMP_DOI = ("prism:doi", "crossmark:DOI", "pdfx:doi", "dc:identifier", "prism:url")
_XMP_DATES = ("prism:coverDate", "prism:publicationDate", "dc:date")
_INFO_DOI = ("doi", "DOI", "WPS-ARTICLEDOI", "Subject")


@dataclass
class PdfMetadata:
    """``values`` by the names of ``ImportedItem``'s fields and of details."""

    values: dict[str, str] = field(default_factory=dict)
    creators: tuple[str, ...] = ()
    origins: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, value: str, origin: Origin) -> None:
        """Unless there is one already."""
        value = one_line(value)
        if value and name not in self.values:
            self.values[name] = value
            self.origins[name] = str(origin)

    @property
    def is_anonymous(self) -> bool:
        """Or made by a single word, which is as often the name of an account."""
        return not self.creators or (
            len(self.creators) == 1 and self.creators[0].isascii() and " " not in self.creators[0]
        )

    def take_creators(self, names: Sequence[str], origin: Origin) -> None:
        if names and self.is_anonymous:
            self.creators = tuple(dict.fromkeys(names))
            self.origins["creators"] = str(origin)


def pdf_metadata(document: PdfDocument, xmp: Told, name: str) -> PdfMetadata:
    """Of several sources the surest first: XMP, the Info dictionary, the first pages, the file's name."""
    found = PdfMetadata()
    _take_xmp(found, xmp)
    _take_info(found, document.metadata())
    _take_pages(found, document)
    found.take("title", title_from_name(name), Origin.NAME)
    _take_language(found, _first(xmp, "dc:language"), document.text)
    return found


def _take_xmp(found: PdfMetadata, xmp: Told) -> None:
    found.take("title", _title(_first(xmp, "dc:title")), Origin.XMP)
    found.take_creators(creators_of([_unescaped(name) for name in xmp.get("dc:creator", ())]), Origin.XMP)
    for name in _XMP_DATES:
        # Programs write the day of making into dc:date; a publisher's packet has a journal or a DOI as well.
        if name != "dc:date" or _first(xmp, "prism:publicationName") or _named(xmp, _XMP_DOI, doi_in):
            found.take("published", _day(_first(xmp, name)), Origin.XMP)
    found.take("DOI", _named(xmp, _XMP_DOI, doi_in), Origin.XMP)
    found.take("ISBN", _named(xmp, ("prism:isbn", "dc:identifier"), isbn_in), Origin.XMP)
    for detail, names in _XMP_DETAILS.items():
        found.take(detail, _named(xmp, names, str), Origin.XMP)
    first, last = _first(xmp, "prism:startingPage"), _first(xmp, "prism:endingPage")
    found.take("page", f"{first}–{last}" if last and last != first else first, Origin.XMP)


def _take_info(found: PdfMetadata, info: Mapping[str, str]) -> None:
    found.take("title", _title(info.get("Title", "")), Origin.DOCUMENT)
    found.take_creators(creators_of([_unescaped(info.get("Author", ""))]), Origin.DOCUMENT)
    told = {name: (value,) for name, value in info.items()}
    found.take("DOI", _named(told, _INFO_DOI, doi_in), Origin.DOCUMENT)


def _take_pages(found: PdfMetadata, document: PdfDocument) -> None:
    pages = [document.page_text(index) for index in range(min(_FIRST_PAGES, len(document.spans)))]
    if "title" not in found.values or found.is_anonymous:
        head = headline(document)
        title = _title(head.words).rstrip(_NOTE_MARKS)
        found.take("title", "" if _NO_HEADLINE.fullmatch(title) else title, Origin.TEXT)
        found.take_creators(byline(head.following), Origin.TEXT)
    found.take("DOI", own_doi(pages), Origin.TEXT)
    found.take("ISBN", own_isbn(pages), Origin.TEXT)
    arxiv, stamped = own_arxiv(pages[0])
    found.take("arXiv", arxiv, Origin.TEXT)
    found.take("published", stamped, Origin.TEXT)


def _take_language(found: PdfMetadata, declared: str, text: str) -> None:
    """Programs declare their own language for any text, so the text decides."""
    guessed = guess_language(text)
    agrees = _LANGUAGE.fullmatch(declared) and declared.partition("-")[0] == (
        guessed or declared.partition("-")[0]
    )
    if agrees:
        found.take("language", declared, Origin.XMP)
    found.take("language", guessed, Origin.TEXT)


def _first(told: Told, name: str) -> str:
    return next(iter(told.get(name, ())), "")


def _named(told: Told, names: Sequence[str], meant: Callable[[str], str]) -> str:
    """The first value under these names that has a meaning."""
    return next((value for name in names for one in told.get(name, ()) if (value := meant(one))), "")


def _title(told: str) -> str:
    title = " ".join(_unescaped(_SET.sub("", told)).split())
    return "" if _NO_TITLE.fullmatch(title) else title


def _unescaped(told: str) -> str:
    """Some programs write what belongs into a page, such as ``&amp;``, also twice over."""
    return unescape(unescape(told))


def _day(told: str) -> str:
    found = _DATE.match(told)
    return "-".join(part for part in found.groups() if part) if found else ""
