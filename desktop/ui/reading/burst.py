"""Keys that follow each other quickly are one step to undo."""

import uuid

from PySide6.QtCore import QElapsedTimer


class Burst:
    """Names the batch of such steps; another annotation, or a pause (milliseconds), begins another."""

    def __init__(self, pause: int) -> None:
        self._pause = pause
        self._annotation_id, self._name = 0, ""
        self._since = QElapsedTimer()

    def name(self, annotation_id: int) -> str:
        """Of the batch that a step belongs to which is taken now."""
        paused = not self._since.isValid() or self._since.elapsed() > self._pause
        if annotation_id != self._annotation_id or paused:
            self._annotation_id, self._name = annotation_id, uuid.uuid4().hex
        self._since.start()
        return self._name
