"""Boxes that ask a reader's consent to cookies: no part of any page, however little else there is.

Known by the names that consent programs give to their boxes, or by a button to agree under words about cookies.
"""

import re
from functools import lru_cache

from lxml.html import HtmlElement

_NAMED = re.compile(
    r"onetrust|optanon|cybotcookiebot|qc-cmp2|\bdidomi-|usercentrics|\btruste|osano-cm|\bcmplz|\bcky-|borlabscookie|"
    r"\bklaro\b|iubenda-cs|\bcc-(?:window|banner)\b|termly-|axeptio|tarteaucitron|sp_message_container|\bfc-consent|"
    r"moove_gdpr|evidon|\bketch-|eu-?cookie|cookie-?(?:law|consent|alert)|"
    r"(?:cookies?|gdpr|dsgvo|ccpa|consent|privacy)[-_]?(?:notice|notification|banner|bar|pop-?up|modal|overlay|dialog|"
    r"message|wall|manager|box|prompt|disclaimer|hint|layer|root|container|info)\b",
    re.I,
)
_ABOUT_COOKIES = re.compile(
    r"cookie|\bgdpr\b|\bccpa\b|\bdsgvo\b|\brgpd\b|クッキー|файл\w* куки|ملفات تعريف الارتباط", re.I
)
_AGREE = re.compile(
    r"\s*(?:(?:i )?(?:accept|agree|allow|consent|understand|reject|decline|deny)\b.{0,30}|ok(?:ay)?|got it|continue|"
    r"(?:alle? )?(?:cookies )?(?:akzeptieren|annehmen|zustimmen|zulassen|ablehnen)|einverstanden|"
    r"(?:tout |j['’])?accepte[rz]?\b.{0,20}|tout refuser|aceptar\b.{0,20}|acepto|rechazar\b.{0,20}|accett[ao]\b.{0,20}|rifiuta|"
    r"aceit(?:ar|o)\b.{0,20}|akkoord|(?:alles )?accepteren|godkänn\b.{0,20}|accepter\b.{0,20}|zgadzam się|akceptuję|"
    r"souhlasím|přijmout\b.{0,20}|принять|согласен|同意.{0,6}|接受.{0,6}|同意する|동의.{0,6}|موافق|אישור)\W*",
    re.I,
)
_BOXES = ("div", "section", "aside", "dialog", "form", "p", "footer", "header")
_LONGEST = 3000
"""Characters: what says more is a page that carries such a name, or one about cookies."""
_LEVELS = 6
"""How far out of a button its words may stand."""


def take_out_consent(body: HtmlElement) -> None:
    """Remove the boxes from a page's body."""
    for element in [one for one in body.iter(*_BOXES) if _is_named(_name(one))]:
        if _can_go(element, body):
            element.drop_tree()
    for button in list(body.iter("button", "a", "input")):
        words = button.get("value", "") if button.tag == "input" else button.text_content()
        if len(words) < 60 and _AGREE.fullmatch(" ".join(words.split())):
            box = _box_about_cookies(button, body)
            if box is not None:
                box.drop_tree()


@lru_cache(maxsize=8192)
def _is_named(name: str) -> bool:
    """Kept, because the boxes of a site have few names."""
    return _NAMED.search(name) is not None


def _box_about_cookies(button: HtmlElement, body: HtmlElement) -> HtmlElement | None:
    here = button.getparent()
    for _ in range(_LEVELS):
        if here is None or not _can_go(here, body):
            return None
        if here.tag in _BOXES and _ABOUT_COOKIES.search(here.text_content()):
            return here
        here = here.getparent()
    return None


def _can_go(element: HtmlElement, body: HtmlElement) -> bool:
    """Not the page itself, nor what holds its article."""
    return (
        element is not body
        and element.getparent() is not None
        and element.tag not in {"main", "article", "body"}
        and next(element.iter("h1", "main", "article"), None) is None
        and len(element.text_content()) <= _LONGEST
    )


def _name(element: HtmlElement) -> str:
    return f"{element.get('id') or ''} {element.get('class') or ''}"
