"""Where the values of an article were read, as most formats tell them."""

from collections.abc import Mapping

from desktop.domain.metadata import Origin


def origins_of(
    told: Mapping[str, object], *, title: Origin = Origin.NAME, language: str = ""
) -> dict[str, str]:
    """The file's own properties for all that they ``told``. Where they told no title it is from ``title``, and
    where no language, one that was found is from the text."""
    found = {"title": str(title)} | ({"language": str(Origin.TEXT)} if language else {})
    return found | {name: str(Origin.DOCUMENT) for name, value in told.items() if value}
