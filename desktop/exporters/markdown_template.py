"""Templates of exported Markdown: Jinja2 in a sandbox, with blocks that later exports renew."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from desktop import paths
from desktop.domain.errors import UserError
from desktop.exporters import markdown_words as words
from desktop.formats.markdown_blocks import written_block, written_comment

_BEGIN, _END = "\x02", "\x03"
"""Around a comment until it is known where it stands; no text of a template's variables has them."""
_UNKNOWN = re.compile(r"^'([^']*)' is undefined|has no attribute '([^']*)'$")
_APART = re.compile(f"({_BEGIN}.*?{_END})", re.S)
_MARKED = re.compile(rf"^([ \t]*){_BEGIN}(.*?){_END}[ \t]*$", re.M | re.S)

T = TypeVar("T")

VARIABLES: Mapping[str, str] = {
    "front": "The front matter as a mapping; empty in a file of several articles. Write it with “| yaml”.",
    "item.title": "The title, like all words ready for Markdown.",
    "item.creators": "Who wrote it, a list.",
    "item.creator_names": "The same as they are, for “| wiki”.",
    "item.site": "The site or publication.",
    "item.published": "When it was published.",
    "item.accessed": "The day it was archived.",
    "item.language": "Its language, such as en.",
    "item.type": "What it is: webpage, pdf, epub …",
    "item.url": "Its address.",
    "item.tags": "The tags of the article, as words.",
    "item.collections": "The collections it is in, as paths.",
    "item.key": "Its citation key, such as oake2024tide.",
    "item.link": "The link that opens it in Florilegium.",
    "item.id": "Its lasting name.",
    "annotations": "Its annotations, in the order of the text.",
    "annotation.paragraphs": "The quotation, one entry a paragraph. “| quoted” makes a quotation of them.",
    "annotation.quote": "The quotation on one line.",
    "annotation.comment": "Your comment. On a line of its own, edits of it in the file can come back.",
    "annotation.tags": "Its tags as words. With # before them, edits of them in the file can come back.",
    "annotation.color": "yellow, orange, red, pink, purple, blue, teal or green.",
    "annotation.color_name": "What you call the colour, perhaps nothing.",
    "annotation.kind": "highlight, underline, strike-out, note, area or bookmark.",
    "annotation.page": "The page as printed, where there are pages.",
    "annotation.orphan": "Whether its place in the present text is not known.",
    "annotation.link": "The link that opens the passage in Florilegium.",
    "annotation.live": "The link to the passage on the live page, perhaps nothing.",
    "annotation.picture": "The picture of a marked area, where pictures are exported.",
    "annotation.block_id": "A short name for links within your notes.",
    "annotation.created": "When it was made (UTC).",
    "annotation.modified": "When it was last changed (UTC).",
    "annotation.creator": "Who made it, where that is known.",
    "notes": "Your notes on the whole article; each has comment and created.",
    "text": "The whole text with its highlights, where that is asked for.",
    "text_paragraphs": "The same as a list.",
    "block(…)": "{% call block(annotation) %} … {% endcall %}: what Florilegium renews at the next export. All else is yours.",
    "| quoted": "Paragraphs as a quotation.",
    '| marked("==")': "Each paragraph between these signs.",
    "| wiki": "A name as [[name]].",
    "| escape": "Words that must come out as they are.",
    "| citation": "A page label inside [@key, p. …].",
    "| indent(2)": "Further lines moved in by two spaces, as in a list.",
    "| yaml": "A mapping as front matter.",
}
"""What a template can use, and what it means."""


def bundled(flavour: str) -> Path:
    """The template of a flavour that comes with the program."""
    return paths.resources() / "templates" / "markdown" / f"{flavour}.md.j2"


def read_template(file: Path) -> str:
    """Raises ``UserError`` where it cannot be read."""
    try:
        return file.read_text("utf-8")
    except (OSError, ValueError) as problem:
        raise UserError(
            "The template {file} could not be read. Nothing was exported.", file=file.name
        ) from problem


class MarkdownTemplate:
    """Raises ``UserError``, here and when it is filled in, that says in which line what is wrong."""

    def __init__(self, source: str, name: str) -> None:
        self._name = name
        environment = SandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined
        )
        environment.filters |= {
            "escape": words.escape, "quoted": words.quoted, "marked": words.marked, "wiki": words.wiki,
            "citation": words.citation, "yaml": words.yaml_block,
        }  # fmt: skip
        environment.globals["block"] = _block
        self._template = self._told(lambda: environment.from_string(source))

    def fill(self, variables: Mapping[str, Any]) -> str:
        filled = self._told(lambda: self._template.render(variables))
        return filled.replace(_BEGIN, "").replace(_END, "")

    def _told(self, does: Callable[[], T]) -> T:
        try:
            return does()
        except (
            TemplateError,
            ArithmeticError,
            AttributeError,
            LookupError,
            TypeError,
            ValueError,
        ) as problem:
            raise UserError(
                "The template {file} cannot be used: {reason}, in line {line}. Nothing was exported.",
                file=self._name,
                reason=_reason(problem),
                line=_line_of(problem),
            ) from problem


def _block(subject: Mapping[str, str], caller: Callable[[], str]) -> str:
    body = _MARKED.sub(_comment, "".join(map(_tidy, _APART.split(caller()))))
    return written_block(subject["block"], subject["id"], body) + "\n"


def _tidy(text: str) -> str:
    """What ``if`` and ``for`` leave behind are no paragraphs; a comment keeps its lines."""
    return text if text.startswith(_BEGIN) else re.sub(r"\n{3,}", "\n\n", text)


def _comment(found: re.Match[str]) -> str:
    return written_comment(found[2], found[1])


def editable(comment: str) -> str:
    """A comment whose place in the file is to be known."""
    return f"{_BEGIN}{comment}{_END}"


def _reason(problem: BaseException) -> str:
    words = str(problem).rstrip(".")
    if isinstance(problem, UndefinedError) and (name := _UNKNOWN.search(words)):
        return f"nothing here is called “{name[1] or name[2]}”"
    return words


def _line_of(problem: BaseException) -> int:
    """In the template, where the problem tells; 0 where not."""
    if isinstance(problem, TemplateSyntaxError):
        return problem.lineno
    line, trace = 0, problem.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
