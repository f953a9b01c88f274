"""Pictures of an article seen large, by mouse and key."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from desktop.domain.item import ImportedItem, ItemType, Resource
from desktop.formats.canonical import canonical_text
from desktop.storage import intake
from desktop.ui.reading.picture_viewer import PictureViewer
from tests.ui.reading.desk import Desk

HTML = (
    '<figure><img src="red.png" alt="Red"><figcaption>The red gate</figcaption></figure>\n'
    "<p>Words between the pictures.</p>\n"
    '<p><img src="blue.png" alt="A blue door"></p>\n'
    '<p><a href="https://example.org/"><img src="red.png" alt="Linked"></a></p>\n'
)


def png(color: str, width: int = 300, height: int = 200) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return data.data()


@pytest.fixture
def illustrated(desk: Desk) -> int:
    files = tuple(Resource(f"{name}.png", "image/png", png(name)) for name in ("red", "blue"))
    article = ImportedItem(
        type=ItemType.WEB_PAGE, title="Gates", text=canonical_text(HTML), original=HTML.encode(),
        media_type="text/html", file_name="gates.html", html=HTML, resources=files,
    )  # fmt: skip
    item = next(iter(intake.store(desk.library, article).items))
    desk.open(item)
    return item


def open_viewer(desk: Desk) -> PictureViewer:
    """By a click on the first picture, which stands above its caption."""
    caption = desk.place("The red gate")
    desk.click(QPoint(desk.view.width() // 2, caption.center().y() - 90))
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(PictureViewer)))
    [viewer] = desk.window.findChildren(PictureViewer)
    desk.qtbot.waitUntil(viewer.isActiveWindow)
    return viewer


def middle(viewer: PictureViewer) -> str:
    return viewer.canvas.grab().toImage().pixelColor(viewer.canvas.rect().center()).name()


def test_a_click_enlarges_and_arrows_go_on(desk: Desk, illustrated: int) -> None:
    viewer = open_viewer(desk)
    assert (viewer.caption.text(), viewer.count.text()) == ("The red gate", "1 of 2")
    assert middle(viewer) == "#ff0000"
    desk.qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert (viewer.caption.text(), middle(viewer)) == ("A blue door", "#0000ff")
    desk.qtbot.keyClick(viewer, Qt.Key.Key_Right)
    assert viewer.caption.text() == "A blue door"
    desk.qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()


def test_keys_enlarge_zoom_and_fit(desk: Desk, illustrated: int) -> None:
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    desk.qtbot.waitUntil(
        lambda: desk.view.grab().toImage().pixelColor(desk.view.width() // 2, 300).red() == 255
    )
    desk.press(Qt.Key.Key_P, control | alt)
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(PictureViewer)))
    [viewer] = desk.window.findChildren(PictureViewer)
    desk.qtbot.waitUntil(viewer.isActiveWindow)
    before = viewer.canvas.place().width()
    desk.qtbot.keyClick(viewer, Qt.Key.Key_Plus)
    assert viewer.canvas.place().width() == pytest.approx(1.25 * before)
    desk.qtbot.keyClick(viewer, Qt.Key.Key_1)
    assert viewer.canvas.place().width() == 300
    desk.qtbot.keyClick(viewer, Qt.Key.Key_0)
    assert viewer.canvas.place().width() == before


def test_a_picture_is_copied_and_saved_as_it_was_archived(
    desk: Desk, illustrated: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = open_viewer(desk)
    desk.qtbot.mouseClick(viewer.buttons["copyPicture"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().image().size().width() == 300
    aim = tmp_path / "out.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(aim), ""))
    desk.qtbot.mouseClick(viewer.buttons["savePicture"], Qt.MouseButton.LeftButton)
    assert aim.read_bytes() == png("red")
