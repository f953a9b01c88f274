"""For all tests: no display needed, no network, and never the user's own data."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")

_HOME = tempfile.TemporaryDirectory(prefix="florilegium-tests-", ignore_cleanup_errors=True)
for _name in ("DATA", "CONFIG", "CACHE", "STATE"):
    os.environ[f"XDG_{_name}_HOME"] = str(Path(_HOME.name, _name.lower()))
for _name in ("APPDATA", "LOCALAPPDATA"):
    os.environ[_name] = str(Path(_HOME.name, _name.lower()))

settings.register_profile("florilegium", deadline=None, derandomize=True)
settings.load_profile("florilegium")


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The web engine wants its schemes before there is a QApplication."""
    from PySide6.QtWidgets import QApplication

    from desktop.reader.web.scheme import register_scheme

    register_scheme()
    return QApplication


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real files, which stays outside the checkout."""
    beside = Path(__file__).parents[1] / "../shared/corpora"
    folder = Path(os.environ.get("FLORILEGIUM_CORPORA", beside)).resolve()
    if not folder.is_dir():
        pytest.skip(f"no corpora at {folder}; FLORILEGIUM_CORPORA names another place")
    return folder


_status = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[_status] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave at once where the web engine ran: the interpreter's last clean-up takes Qt's objects apart in an
    order that the engine does not survive. All results are told by now."""
    if "PySide6.QtWebEngineCore" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash.get(_status, 1))
