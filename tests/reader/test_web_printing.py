"""Printing: from the GUI thread and from others, with pictures, without network."""

import io
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from PIL import Image

from desktop.domain.errors import UserError
from desktop.formats.pdf.document import PdfDocument
from desktop.reader.web.printing import WebPrinter
from desktop.reader.web.profile import reader_profile


def words_of(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in opened)


def red_square() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (80, 80), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def printer(qapp) -> WebPrinter:
    return WebPrinter()


def test_prints_on_the_gui_thread_with_a_picture_on_a4(printer):
    asked = []

    def resource(path):
        asked.append(path)
        return "image/png", red_square()

    pdf = printer.print_html("<p>Quiet words</p><img src='pictures/a%20b.png'>", resource)
    assert "Quiet words" in words_of(pdf)
    assert asked == ["pictures/a b.png"]
    page = pypdfium2.PdfDocument(pdf)[0]
    assert [round(side) for side in page.get_size()] in ([595, 841], [595, 842])
    assert (255, 0, 0) in set(page.render().to_pil().convert("RGB").get_flattened_data())


def test_prints_for_other_threads(printer, qtbot):
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(printer.print_html, f"<p>Sheet {n}</p>", lambda _: None) for n in range(3)]
        qtbot.waitUntil(lambda: all(job.done() for job in jobs), timeout=30_000)
        assert [words_of(job.result()).strip() for job in jobs] == ["Sheet 0", "Sheet 1", "Sheet 2"]


def test_scripts_do_not_run_and_nothing_is_fetched(printer, httpserver):
    before = len(reader_profile().refused_requests)
    address = httpserver.url_for("/secret.png")
    html = f"<p>Calm<script>document.body.textContent='ran'</script></p><img src='{address}'>"
    assert words_of(printer.print_html(html, lambda _: None)).strip() == "Calm"
    assert reader_profile().refused_requests[before:] == [address]
    assert not httpserver.log


def test_a_source_that_fails_says_so(printer, monkeypatch):
    monkeypatch.setattr("desktop.reader.web.printing._PATIENCE", 0)
    with pytest.raises(UserError, match="could not be printed"):
        printer.print_html("<p>Too slow</p>", lambda _: None)


def test_a_program_without_a_window_can_print():
    code = (
        "from desktop.reader.web.headless import ensure_application\n"
        "from desktop.reader.web.printing import WebPrinter\n"
        "app = ensure_application()\n"
        "import sys; sys.stdout.buffer.write(WebPrinter(app).print_html('<p>Alone</p>', lambda _: None))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=True)
    assert words_of(done.stdout).strip() == "Alone"


@pytest.mark.parametrize(
    ("language", "line", "bare"),
    [
        ("he", "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ.", "הנהר עלה בכל אביב"),
        ("he", "הזקן אמר (וחייך) כי 12.5% הוצפו.", "הנהר עלה בכל אביב"),
        ("ar", "كَانَ النَّهْرُ يَفِيضُ كُلَّ رَبِيعٍ، وَكَانَتِ الطَّاحُونَةُ تَتَوَقَّفُ.", "كان النهر يفيض"),
    ],
)
def test_words_with_vowel_marks_are_read_whole(printer, language, line, bare):
    """Their glyphs are told together, and PDFium hears the first of them alone."""

    def read(words):
        html = f"<html lang={language} dir=rtl><body style='font-family:serif'><p>{words}</p></body></html>"
        return PdfDocument(printer.print_html(html, lambda _: None)).text.split()

    if read(bare) != bare.split():
        pytest.skip("no font of this script is installed")
    assert [unicodedata.normalize("NFC", word) for word in read(line)] == [
        unicodedata.normalize("NFC", word) for word in line.split()
    ]
