"""All that reads files, loaded: the process of which workers are made begins with this module.

What tells languages apart is unpacked on the other processor meanwhile.
"""

import gc
from importlib import import_module
from threading import Thread

from desktop.importers.language import identifier

_unpacking = Thread(target=identifier)
_unpacking.start()
import_module("desktop.importers.registry")
_unpacking.join()  # a process with a thread at work must not be forked
gc.freeze()  # what is loaded stays: no worker looks it through for what could go
