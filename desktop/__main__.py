"""Where the program starts: ``python -m desktop``, and the commands that pip installs.

A worker process loads this module again, as every spawned process does. So the functions load what the program is
made of: a worker has neither the commands nor the window in it.
"""


def command() -> None:
    """The command line; without a command, the window."""
    from desktop.cli import main  # noqa: PLC0415 - a worker loads this module

    main()


def window() -> int:
    """The window without a console beside it."""
    from desktop.app import main  # noqa: PLC0415 - a worker loads this module

    return main()


if __name__ == "__main__":
    command()
