"""What people do with tags as a whole: rename, nest, merge, split, colour, delete; from the sidebar and the window of tags."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog

from desktop.domain.organize import Tag
from desktop.services import browse, organize
from desktop.ui.dialogs.fields import FieldsDialog
from desktop.ui.dialogs.frame import open_once
from desktop.ui.dialogs.name_picker import NamePicker
from desktop.ui.dialogs.question import QuestionDialog
from desktop.ui.dialogs.tag_split import TagSplitDialog
from desktop.ui.dialogs.tags import TagsWindow
from desktop.ui.models.places import Place
from desktop.ui.panels.place_menu import COLOR
from desktop.ui.words import counted, tr
from desktop.ui.workplace import Workplace


class Tagging:
    """Each is one step to undo."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._library, self._tasks = place, place.library, place.tasks
        self._tags: Sequence[Tag] = ()
        self._window: TagsWindow | None = None

    def show(self, tags: Sequence[Tag]) -> None:
        """The tags as they are now."""
        self._tags = tags
        if self._window:
            self._window.show_tags(tags)

    def open_window(self) -> None:
        if self._window is None:
            self._window = TagsWindow(self._place.theme(), self._place)
            self._window.wished.connect(self.do_all)
            self._window.finished.connect(self._closed)
            self._window.show_tags(self._tags)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def _closed(self) -> None:
        if self._window:
            self._window.deleteLater()
            self._window = None

    def do(self, verb: str, place: Place) -> None:
        """A verb of a place's menu."""
        self.do_all(verb, [place.name])

    def do_all(self, verb: str, names: Sequence[str]) -> None:
        """A verb of the window of tags."""
        if verb.startswith(COLOR):
            color = verb.removeprefix(COLOR)
            self._tasks.write(lambda: organize.color_tags(self._library, names, color))
        elif verb == "tags":
            self.open_window()
        elif verb == "delete_unused":
            self._delete([tag.name for tag in self._tags if tag.unused])
        elif names:
            does = {"move": self._ask_parent, "merge": self._ask_merge, "delete": self._ask_delete}
            if verb in does:
                does[verb](names)
            elif verb == "split":
                self._split(names[0])
            elif verb == "rename":
                self._ask_name(names[0])

    def rename_leaf(self, name: str, leaf: str) -> None:
        """Its last part; a slash in it nests deeper."""
        above, slash, _ = name.rpartition("/")
        self._rename(name, above + slash + leaf)

    def nest(self, name: str, place: Place) -> None:
        """A tag dropped on another, or on the heading."""
        self._put_below([name], place.name if place.kind == "tag" else "")

    def _rename(self, name: str, new: str) -> None:
        self._tasks.write(lambda: organize.rename_tag(self._library, name, new))

    def _ask_name(self, name: str) -> None:
        dialog = FieldsDialog(
            tr("Rename the tag “{name}”", name=name), {tr("Name"): name}, tr("Rename"), self._dialogs()
        )
        dialog.given.connect(
            lambda given: self._tasks.write(
                lambda: organize.rename_tag(self._library, name, given[0]),
                lambda _done: dialog.accept(),
                dialog.tell,
            )
        )
        self._open(dialog)

    def _ask_parent(self, names: Sequence[str]) -> None:
        picker = NamePicker(
            self._others(names), counted(len(names), "Put the tag below", "Put {n} tags below"), tr("New tag “{name}”"),
            self._dialogs(), verb=tr("Move"), top=tr("None: it stands by itself"),
        )  # fmt: skip
        picker.picked.connect(lambda above: self._put_below(names, above))
        self._open(picker)

    def _put_below(self, names: Sequence[str], above: str) -> None:
        self._tasks.write(lambda: organize.nest_tags(self._library, names, above))

    def _ask_merge(self, names: Sequence[str]) -> None:
        first = names[0] if len(names) == 1 else tr("{n} tags", n=len(names))
        offered = self._others(names) if len(names) == 1 else [tag.name for tag in self._tags]
        picker = NamePicker(
            offered,
            tr("Merge “{name}” into", name=first),
            tr("New tag “{name}”"),
            self._dialogs(),
            verb=tr("Merge"),
        )
        picker.picked.connect(
            lambda into: self._tasks.write(lambda: organize.merge_tags(self._library, names, into))
        )
        self._open(picker)

    def _others(self, names: Sequence[str]) -> list[str]:
        return [tag.name for tag in self._tags if tag.name not in names]

    def _split(self, name: str) -> None:
        """Those below it are not asked about: they are tags of their own."""

        def show(found: list[tuple[int, str]]) -> None:
            dialog = TagSplitDialog(name, found, [tag.name for tag in self._tags], self._dialogs())
            dialog.split.connect(
                lambda parts: self._tasks.write(
                    lambda: organize.split_tag(self._library, name, parts),
                    lambda _done: dialog.accept(),
                    dialog.tell,
                )
            )
            self._open(dialog)

        self._tasks.read(lambda: browse.carriers(self._library, name), show, key="carriers")

    def _ask_delete(self, names: Sequence[str]) -> None:
        whole = [tag for tag in self._tags if tag.name in names]
        items, marks = (sum(getattr(tag, kind) for tag in whole) for kind in ("items", "annotations"))
        lower = {name.casefold() + "/" for name in names}
        below = [
            tag
            for tag in self._tags
            if tag.id and tag.name not in names and tag.name.casefold().startswith(tuple(lower))
        ]
        if not items and not marks and not below:
            self._delete(names)
            return
        told = [tr("It is on {articles} and {annotations}, which stay.",
                   articles=counted(items, "{n} article", "{n} articles"),
                   annotations=counted(marks, "{n} annotation", "{n} annotations"))]  # fmt: skip
        if below:
            told.append(counted(len(below), "The tag below it goes too.", "The {n} tags below it go too."))
        told.append(tr("Edit > Undo brings it back."))
        title = tr("Delete the tag “{name}”?", name=names[0])
        if len(names) > 1:
            title = tr("Delete {n} tags?", n=len(names))
        dialog = QuestionDialog(title, " ".join(told), tr("Delete"), self._dialogs())
        dialog.accepted.connect(lambda: self._delete(names))
        self._open(dialog)

    def _delete(self, names: Sequence[str]) -> None:
        if names:
            self._tasks.write(lambda: organize.delete_tags(self._library, names))

    def _dialogs(self) -> TagsWindow | Workplace:
        """What dialogs stand before."""
        return self._window if self._window and self._window.isVisible() else self._place

    @staticmethod
    def _open(dialog: QDialog) -> None:
        open_once(dialog)
