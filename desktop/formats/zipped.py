"""What ``zipfile`` raises where an archive is not sound; of one that is locked, ``RuntimeError``."""

import zipfile
import zlib

UNSOUND = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
"""The last for names that are no text, and for places before the start of the file."""
UNREADABLE = (*UNSOUND, RuntimeError, OSError)
"""Where it does not matter whether it is locked."""
