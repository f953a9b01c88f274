"""Two versions of an article as one page: what was changed, added, removed and moved."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from desktop.domain.comparison import Fate, Passage, compare
from desktop.reader.theme import Theme
from desktop.services.versions import Comparison
from desktop.ui.words import counted, tr


def summary(comparison: Comparison) -> str:
    """Counts of paragraphs by what became of them."""
    fates = [passage.fate for passage in comparison.passages]
    parts = [
        counted(count, one, many)
        for fate, one, many in (
            (Fate.CHANGED, "{n} paragraph changed", "{n} paragraphs changed"),
            (Fate.ADDED, "{n} added", "{n} added"),
            (Fate.REMOVED, "{n} removed", "{n} removed"),
            (Fate.MOVED, "{n} moved", "{n} moved"),
        )
        if (count := fates.count(fate))
    ]
    if comparison.old.title != comparison.new.title:
        parts.insert(0, tr("Headline changed"))
    return " · ".join(parts) or tr("The words are the same.")


def page(comparison: Comparison, theme: Theme, *, whole: bool) -> str:
    """HTML for a text browser. Removed words are struck, added ones underlined; ``whole``: with what stayed."""
    style = (
        f"body {{ color: {theme.text}; }} p {{ margin: 8px 0; line-height: 140%; }}"
        f" .quiet {{ color: {theme.muted}; }} .label {{ color: {theme.muted}; }}"
        f" ins {{ text-decoration: underline; background: {theme.highlights['green']}; color: {theme.text}; }}"
        f" del {{ text-decoration: line-through; background: {theme.highlights['red']}; color: {theme.text}; }}"
    )
    return f"<style>{style}</style>" + "".join(_parts(comparison, whole))


def _parts(comparison: Comparison, whole: bool) -> Iterator[str]:
    old_title, new_title = comparison.old.title, comparison.new.title
    if old_title != new_title:
        [*titles] = compare(old_title, new_title)
        words = " ".join(_marked(passage, old_title, new_title) for passage in titles)
        yield f"<h3>{words}</h3>"
    else:
        yield f"<h3>{escape(new_title)}</h3>"
    for same, passages in groupby(comparison.passages, lambda passage: passage.fate is Fate.SAME):
        group = list(passages)
        if same and not whole:
            yield f"<p class=quiet>{counted(len(group), '… {n} paragraph the same …', '… {n} paragraphs the same …')}</p>"
        else:
            yield from (f"<p>{_marked(one, comparison.old_text, comparison.new_text)}</p>" for one in group)


def _marked(passage: Passage, old: str, new: str) -> str:
    if passage.fate is Fate.ADDED and passage.new:
        return f"<span class=label>+</span> <ins>{escape(new[slice(*passage.new)])}</ins>"
    if passage.fate is Fate.REMOVED and passage.old:
        return f"<span class=label>−</span> <del>{escape(old[slice(*passage.old)])}</del>"
    label = f"<span class=label>↕ {escape(tr('moved'))}</span> " if passage.fate is Fate.MOVED else ""
    return label + "".join(_words(passage, old, new))


def _words(passage: Passage, old: str, new: str) -> Iterator[str]:
    old_end = passage.old[0] if passage.old else 0
    new_end = passage.new[0] if passage.new else 0
    for run in passage.runs:
        before, after = old[run.old_start : run.old_end], new[run.new_start : run.new_end]
        if before and not run.kept:
            yield f"{old[old_end : run.old_start]}<del>{escape(before)}</del>"
            old_end = run.old_end
        if after:
            word = escape(after) if run.kept else f"<ins>{escape(after)}</ins>"
            yield f"{new[new_end : run.new_start]}{word}"
            new_end = run.new_end
        old_end = max(old_end, run.old_end)
