"""Failures a person can meet. Everything else that is raised is a bug."""


class UserError(Exception):
    """A failure that explains itself: what happened, what was kept, what to do.

    ``template`` is an English sentence with ``{name}`` fields, which the window translates before it
    fills in ``values``; ``str()`` gives the English text.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, values)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return self.template.format(**self.values)

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way home from a worker process."""
        return _rebuild, (type(self), self.template, self.values)


def _rebuild(kind: type[UserError], template: str, values: dict[str, object]) -> UserError:
    return kind(template, **values)


class ImportFailed(UserError):
    """A source that cannot become an item."""


class PasswordNeeded(ImportFailed):
    """The file is encrypted and opens only with a password."""


class LibraryUnavailable(UserError):
    """The library file cannot be opened; the command line exits with 3."""


class LibraryDamaged(LibraryUnavailable):
    """The file is a library, but not a sound one."""


class LibraryInUse(LibraryUnavailable):
    """Another window shows the library."""


class QuoteNotFound(UserError):
    """A quote that is not in the text, or there several times."""


class QueryError(UserError):
    """A search that cannot be understood. ``start`` and ``end`` mark the place in the query."""

    def __init__(self, template: str, start: int = 0, end: int = 0, **values: object) -> None:
        super().__init__(template, start=start, end=end, **values)
        self.start = start
        self.end = end


class Cancelled(Exception):
    """The person stopped a long task. What was finished before stays."""
