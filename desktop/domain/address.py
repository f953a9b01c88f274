"""Web addresses: when two mean the same page, and whose they are."""

import re
from urllib.parse import urlsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hs(?:enc|mi)|cmpid|wt_\w+)=", re.I
)
"""Parameters that tell who sent the reader, and not which page."""


def same_page_key(url: str) -> str:
    """Equal for addresses of one page: without scheme, ``www.``, fragment, tracking, and slash at the end.

    Empty for what is no web address.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return ""
    host = parts.hostname.removeprefix("www.")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    told = [part for part in parts.query.split("&") if part and not _TRACKING.match(part)]
    return host + parts.path.rstrip("/") + ("?" + "&".join(sorted(told)) if told else "")


def host_of(url: str) -> str:
    """The host of a web address without ``www.``; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
