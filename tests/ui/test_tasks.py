import threading

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from desktop.domain.changes import Changes
from desktop.domain.errors import UserError
from desktop.domain.progress import check
from desktop.ui.tasks import LongTask, Tasks


def test_write_runs_elsewhere_and_tells_here(qtbot, tasks):
    threads = []
    arrived = []
    with qtbot.waitSignal(tasks.changed) as told:
        tasks.write(
            lambda: threads.append(threading.current_thread()) or Changes("Highlight", items=frozenset({1})),
            lambda changes: arrived.append((changes.label, threading.current_thread())),
        )
    qtbot.waitUntil(lambda: bool(arrived))
    assert told.args[0].items == {1}
    assert threads[0] is not threading.main_thread()
    assert arrived == [("Highlight", threading.main_thread())]


def test_writes_keep_their_order(qtbot, tasks):
    seen = []
    for number in range(50):
        tasks.write(lambda number=number: seen.append(number))
    done = []
    tasks.write(lambda: Changes(items=frozenset({1})), done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert seen == list(range(50))


def test_outcomes_wait_for_what_is_to_be_seen_first_and_keep_their_order(qtbot, tasks):
    told = []
    done = threading.Event()
    tasks.hold_back(most=60_000)
    tasks.write(lambda: Changes(items=frozenset({1})), lambda _: told.append("one"))
    tasks.write(lambda: done.set() or Changes(items=frozenset({2})), lambda _: told.append("two"))
    assert done.wait(5)
    QCoreApplication.processEvents()
    assert told == []
    tasks.go_on()
    qtbot.waitUntil(lambda: told == ["one", "two"])


def test_outcomes_are_not_held_back_for_long(qtbot, tasks):
    seen = []
    tasks.hold_back(most=30)
    tasks.read(lambda: "it", seen.append)
    qtbot.waitUntil(lambda: seen == ["it"])


def test_known_failure_becomes_words(qtbot, tasks):
    def fails():
        raise UserError("{name} was not saved.", name="a.pdf")

    with qtbot.waitSignal(tasks.failed) as told:
        tasks.write(fails)
    assert told.args == ["a.pdf was not saved."]


def test_bug_reaches_the_excepthook(qtbot, tasks):
    with qtbot.captureExceptions() as caught:
        tasks.read(lambda: 1 // 0, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_only_the_newest_of_a_key_arrives(qtbot, tasks):
    slow = threading.Event()
    seen = []
    tasks.read(lambda: slow.wait(5) and "old", seen.append, key="search")
    tasks.read(lambda: "new", seen.append, key="search")
    qtbot.waitUntil(lambda: seen == ["new"])
    slow.set()
    after = []
    tasks.read(lambda: "other", after.append)
    tasks.read(lambda: "other", after.append)
    qtbot.waitUntil(lambda: len(after) == 2)
    assert seen == ["new"]


def test_a_read_is_told_that_it_was_overtaken(qtbot, tasks):
    overtaken, seen = threading.Event(), []
    tasks.read(lambda: overtaken.wait(5), seen.append, key="search", overtaken=overtaken.set)
    tasks.read(lambda: "other", seen.append, key="tags")
    qtbot.waitUntil(lambda: seen == ["other"])
    assert not overtaken.is_set()
    tasks.read(lambda: "new", seen.append, key="search")
    assert overtaken.is_set()
    qtbot.waitUntil(lambda: seen == ["other", "new"])


def test_long_work_reports_and_stops(qtbot, tasks):
    started = threading.Event()
    results = []

    def count(task: LongTask):
        task.report(1, 2, "first.pdf")
        started.set()
        while True:
            check(task)

    seen = []
    tasks.task_started.connect(lambda task: task.progressed.connect(lambda *told: seen.append(told)))
    task = tasks.long("Import", count, results.append)
    qtbot.waitUntil(lambda: seen == [(1, 2, "first.pdf")])
    with qtbot.waitSignal(task.finished):
        task.cancel()
    assert results == []


class OnTheGuiThread(QObject):
    """Does what it is asked on the thread that made it, as printing and fetching do."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(lambda done: done.set(), Qt.ConnectionType.QueuedConnection)


def test_closing_waits_for_work_that_needs_the_gui_thread(qapp):
    tasks, printer = Tasks(), OnTheGuiThread()
    outcome = []

    def works(task: LongTask) -> None:
        while not task.cancelled:
            pass
        done = threading.Event()
        printer.asked.emit(done)
        outcome.append(done.wait(10))

    tasks.long("Export", works)
    tasks.close()
    assert outcome == [True]


def test_what_is_looked_up_after_closing_is_told_to_nobody_and_a_write_is_never_lost_in_silence(qapp):
    made, arrived = Tasks(), []
    made.close()
    made.read(lambda: 1, arrived.append)
    qapp.processEvents()
    assert arrived == []
    with pytest.raises(RuntimeError):
        made.write(lambda: None)


def test_a_slow_look_that_needs_this_thread_does_not_hold_up_closing_or_other_looks(qapp, qtbot):
    made, asked, arrived = Tasks(), _Asked(), []
    made.read(asked.ask, arrived.append, slow=True)
    made.read(lambda: "quick", arrived.append)
    qtbot.waitUntil(lambda: "quick" in arrived)
    made.close()
    assert asked.answered.is_set()


class _Asked(QObject):
    """Waits on another thread for what this one answers."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()
        self.wanted.connect(self.answered.set, Qt.ConnectionType.QueuedConnection)

    def ask(self) -> bool:
        self.wanted.emit()
        return self.answered.wait(20)
