"""What the overview shows, page by page: what is read from the library, and how it is told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QDate, QLocale

from desktop.domain.annotation import HighlightColor
from desktop.domain.item import ItemType
from desktop.domain.overview import Grid, Related, Statistics, Tally
from desktop.services import overview
from desktop.storage.library import Library
from desktop.ui.models.columns import TYPES
from desktop.ui.models.places import ALL, Place
from desktop.ui.overview.bars_chart import Bar, ColumnsChart, RowsChart
from desktop.ui.overview.chart import Chart
from desktop.ui.overview.grid_chart import GridChart
from desktop.ui.reading.swatches import color_name
from desktop.ui.words import apart, counted, number, tr


@dataclass(frozen=True, slots=True)
class Listed:
    """Articles of a place, or those that a search finds there."""

    place: Place = ALL
    query: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """Annotations: those with a tag, of a month (perhaps of any)."""

    tag: str = ""
    month: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    item_id: int


@dataclass(frozen=True, slots=True)
class Page:
    """``read`` runs off the window's thread and gets the library and the open article; ``show`` fills the chart and
    says whether there is anything to see."""

    name: str
    title: str
    about: str
    nothing: str
    chart: type[Chart]
    read: Callable[[Library, int], Any]
    show: Callable[[Any, Any], bool]


def articles(count: int) -> str:
    return counted(count, "{n} article", "{n} articles")


def annotations(count: int) -> str:
    return counted(count, "{n} annotation", "{n} annotations")


def period_name(period: str) -> str:
    """A year or a month as the locale writes it."""
    if len(period) < 7 or not period[5:7].isdigit() or not 1 <= int(period[5:7]) <= 12:
        return period
    return QLocale().toString(QDate(int(period[:4]), int(period[5:7]), 1), "MMM yyyy")


def _show_together(chart: GridChart, grid: Grid) -> bool:
    def spoken(row: int, column: int, count: int) -> str:
        one, other = apart(grid.rows[row]), apart(grid.columns[column])
        if row == column:
            return tr("{tag}: {count}", tag=one, count=articles(count))
        return tr("{one} with {other}: {count}", one=one, other=other, count=articles(count))

    def target(row: int, column: int) -> Listed:
        return Listed(query=overview.both_tags_query(grid.rows[row], grid.columns[column]))

    chart.show_grid(grid, grid.columns, spoken, target, (tr("Tag"), tr("With"), tr("Articles")))
    return bool(grid.rows)


def _show_published(chart: ColumnsChart, tally: Tally) -> bool:
    bars = [
        Bar(period_name(period), count, f"{period_name(period)}: {articles(count)}",
            Listed(query=overview.published_query(period)))
        for period, count in zip(tally.names, tally.counts, strict=True)
    ]  # fmt: skip
    chart.show_bars(bars, (tr("Published"), tr("Articles")))
    return bool(bars)


def _show_tag_months(chart: GridChart, grid: Grid) -> bool:
    names = tuple(map(period_name, grid.columns))

    def spoken(row: int, column: int, count: int) -> str:
        return f"{apart(grid.rows[row])}, {names[column]}: {annotations(count)}"

    def target(row: int, column: int) -> Noted:
        return Noted(grid.rows[row], grid.columns[column])

    chart.show_grid(grid, names, spoken, target, (tr("Tag"), tr("Month"), tr("Annotations")))
    return bool(grid.rows)


def _show_related(chart: RowsChart, found: Sequence[Related]) -> bool:
    most = max((one.nearness for one in found), default=1) or 1

    def bar(one: Related) -> Bar:
        percent = QLocale().toString(round(one.nearness * 100))
        reasons = []
        if one.common:
            reasons.append(tr("{n} % of the text in both", n=QLocale().toString(round(one.common * 100))))
        reasons += [f"#{apart(tag)}" for tag in one.tags[:3]]
        if one.words:
            reasons.append(apart(", ".join(one.words[:5])))
        spoken = f"{apart(one.item.title)}: {percent} %. {'; '.join(reasons)}"
        shared = (one.common, 0.0, 0.0) if one.common >= (one.by_tags + one.by_words) / 2 else (
            0.0, one.by_tags / 2, one.by_words / 2)  # fmt: skip
        parts = tuple(part / most for part in shared)
        return Bar(
            one.item.title,
            one.nearness,
            spoken,
            Opened(one.item.id),
            " · ".join([f"{percent} %", *reasons]),
            parts,
        )

    chart.show_sections([("", [bar(one) for one in found])], (tr("Article"), tr("Nearness")))
    return bool(found)


def _show_numbers(chart: RowsChart, found: Statistics) -> bool:
    size = QLocale().formattedDataSize

    def plain(name: str, count: int, target: object = None, told: str = "") -> Bar:
        told = told or number(count)
        return Bar(name, 0, f"{name}: {told}", target, told)

    def bars(tally: Tally, name: Callable[[str], str], target: Callable[[str], object]) -> list[Bar]:
        return [
            Bar(name(key), count, f"{name(key)}: {number(count)}", target(key))
            for key, count in zip(tally.names, tally.counts, strict=True)
        ]

    def language(code: str) -> str:
        return QLocale.languageToString(QLocale(code).language()) if code else tr("Not known")

    whole = [
        plain(tr("Articles"), found.articles, Listed()),
        plain(tr("Unread"), found.unread, Listed(Place("unread"))),
        plain(tr("Starred"), found.starred, Listed(Place("starred"))),
        plain(tr("In the trash"), found.trashed, Listed(Place("trash"))),
        plain(tr("Annotations"), found.annotations, Noted()),
        plain(tr("Annotations with a comment"), found.commented, Noted(query="has:comment")),
        plain(tr("Annotations without a place"), found.orphans, Noted(query="is:orphan")),
        plain(tr("Notes"), found.notes, Listed(query="has:notes")),
        plain(tr("Tags"), found.tags),
        plain(tr("Collections"), found.collections),
        plain(tr("Words"), found.words),
        plain(tr("Versions"), found.versions),
        plain(tr("Steps that can be undone"), found.steps),
        plain(tr("Archived originals"), found.originals, None, size(found.originals)),
        plain(tr("The library file"), found.file, None, size(found.file)),
    ]
    sections = [
        (tr("The whole"), whole),
        (tr("Kinds"), bars(found.types, lambda key: tr(TYPES[ItemType(key)]), lambda key: Listed(query=f"type:{key}"))),
        (tr("Languages"), bars(found.languages, language, lambda key: Listed(query=f"lang:{key}") if key else None)),
        (tr("Colours"), bars(found.colors, lambda key: color_name(HighlightColor(key)),
                             lambda key: Noted(query=f"color:{key}"))),
        (tr("Annotations by month"), bars(found.annotated, period_name, lambda key: Noted(month=key))),
        (tr("Articles added by month"), bars(found.added, period_name, lambda key: Listed(query=f"added:{key}"))),
        (tr("Sites"), bars(found.sites, lambda key: key, lambda key: Listed(query=f'site:"{key}"'))),
    ]  # fmt: skip
    chart.show_sections([one for one in sections if one[1]], (tr("Of"), tr("What"), tr("How many")))
    return True


PAGES = (
    Page(
        "together", "Tags that go together", "How many articles carry both tags.",
        "Tags that articles or annotations carry are set against each other here.",
        GridChart, lambda library, _item: overview.tags_together(library), _show_together,
    ),
    Page(
        "years", "Articles by year", "When the articles were published.",
        "Articles that tell when they were published stand here.",
        ColumnsChart, lambda library, _item: overview.published(library, "year"), _show_published,
    ),
    Page(
        "months", "Articles by month", "When the articles were published.",
        "Articles that tell the month in which they were published stand here.",
        ColumnsChart, lambda library, _item: overview.published(library, "month"), _show_published,
    ),
    Page(
        "tag_months", "Annotations by tag and month", "How many annotations of a tag were made in a month.",
        "Annotations with tags of their own are counted here.",
        GridChart, lambda library, _item: overview.tag_months(library), _show_tag_months,
    ),
    Page(
        "related", "Related articles", "By shared tags (first hue), uncommon words (second), or text that stands in both.",
        "Open an article to see what is near to it. Where one is open, nothing shares tags, uncommon words or text with it.",
        RowsChart, lambda library, item: overview.related(library, item) if item else [], _show_related,
    ),
    Page(
        "numbers", "Statistics", "The library in numbers, without what is in the trash.", "",
        RowsChart, lambda library, _item: overview.statistics(library), _show_numbers,
    ),
)  # fmt: skip
