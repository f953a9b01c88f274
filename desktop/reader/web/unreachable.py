"""Why a live page could not be fetched, in words."""

from PySide6.QtWebEngineCore import QWebEngineLoadingInfo

from desktop.domain.errors import ImportFailed

# Codes of Chromium's net/base/net_error_list.h
_NO_SUCH_HOST = {-105, -137}
_OFFLINE = {-106, -21}
_REFUSED = {-102}
_TOO_SLOW = {-7, -118}
_TOO_MANY_TURNS = {-310}
_SIGN_IN = {-375}


def unreachable(info: QWebEngineLoadingInfo) -> ImportFailed:
    """The failure that a load ended with."""
    host, code = info.url().host(), info.errorCode()
    if info.errorDomain() == QWebEngineLoadingInfo.ErrorDomain.HttpStatusCodeDomain:
        return ImportFailed(_of_status(code), host=host, status=code)
    return ImportFailed(_of_network(code), host=host, problem=info.errorString())


def _of_status(status: int) -> str:
    if status in (404, 410):
        return "{host} has no such page ({status}). Check the address."
    if status in (401, 402, 403, 407, 451):
        return "{host} does not show this page to everyone ({status}). Save it in your browser and import its file."
    if status == 429:
        return "{host} wants fewer requests at a time ({status}). Try it later."
    if status >= 500:
        return "{host} could not deliver the page ({status}). Try it later."
    return "{host} did not deliver the page ({status}). Save it in a browser and import its file."


def _of_network(code: int) -> str:
    if code in _NO_SUCH_HOST:
        return "No site named {host} was found. Check the address, and that this computer is online."
    if code in _OFFLINE:
        return "This computer is not connected to a network. Connect it and import the address again."
    if code in _REFUSED:
        return "{host} refused the connection. Check the address, or try it later."
    if code in _TOO_SLOW:
        return "{host} did not answer in time. Try it later."
    if code in _TOO_MANY_TURNS:
        return "{host} leads from one address to the next without end."
    if code in _SIGN_IN:
        return "{host} wants a name and a password. Save the page in your browser and import its file."
    if -300 < code <= -200:
        return "The certificate of {host} could not be trusted, so the page was not fetched."
    return "The page could not be fetched from {host} ({problem}). Try it later."
