"""Web addresses: when two mean the same page, and whose they are."""

import re
from urllib.parse import parse_qs, urlsplit

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hs(?:enc|mi)|cmpid|wt_\w+)=", re.I
)
"""Parameters that tell who sent the reader, and not which page."""
_COUNTING = re.compile(
    r"(?:www\.)?google\.[a-z.]{2,6}/url|[a-z0-9]+\.safelinks\.protection\.outlook\.com/?|lm?\.facebook\.com/l\.php",
    re.I,
)


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


def aim_of(url: str) -> str:
    """Where a link leads that goes by way of a page which counts or checks readers, as those in documents of Google, in
    mail of Outlook and in posts of Facebook do; any other as it is."""
    try:
        parts = urlsplit(url)
        told = parse_qs(parts.query) if _COUNTING.fullmatch((parts.hostname or "") + parts.path) else {}
    except ValueError:
        return url
    aims = (value for name in ("q", "url", "u") for value in told.get(name, ()))
    return next((aim for aim in aims if re.match(r"https?://\S+$", aim, re.I)), url)


def host_of(url: str) -> str:
    """The host of a web address without ``www.``; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
