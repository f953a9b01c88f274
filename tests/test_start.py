"""How the program starts."""

import subprocess
import sys


def test_a_worker_loads_neither_the_commands_nor_the_window() -> None:
    """A spawned process loads the main module again, under this name."""
    script = (
        "import runpy, sys; runpy.run_module('desktop', run_name='__mp_main__');"
        "print(*(name for name in sys.modules if name.startswith(('desktop.', 'PySide6'))))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_the_installed_commands_lead_to_the_program() -> None:
    script = "import desktop.__main__ as start; start.command()"
    run = subprocess.run(
        [sys.executable, "-c", script, "--version"], capture_output=True, text=True, check=True
    )
    assert run.stdout.startswith("florilegium")
