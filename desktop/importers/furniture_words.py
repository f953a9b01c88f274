"""The words by which the furniture of news pages is known, as patterns; one language after the other."""

MENU = (
    "menu", "main menu", "home", "news", "search", "sections", "close", "toggle navigation",
    "skip to (?:main )?content", "subscribe(?: now)?", "sign (?:in|up)", "log ?in", "register",
    "share", "share this(?: article| story)?", "facebook", "twitter", "whatsapp", "telegram", "email",
    "copy link", "print", "save", "follow us", "trending", "latest", "breaking(?: news)?",
    "advertisement", "advertising", "ad", "sponsored", "story continues below(?: advertisement)?",
    "continue reading", "listen to this article",
    r"\d+ ?min(?:ute)?s? read", r"reading time:? \d+ min(?:ute)?s?",
    "menü", "startseite", "anzeige", "suche", "accueil", "rechercher", "publicité", "inicio", "buscar",
    "publicidad", "메뉴", "メニュー", "菜单", "القائمة", "меню",
)  # fmt: skip
"""Lines that are nothing but one of these."""

CROSS_LINK = (
    "(?:also )?read", "read (?:more|also|next|on|this)", "related",
    "related (?:stor(?:y|ies)|articles?|news)",
    "related (?:links?|content)", "see also", "more", "more (?:on this|from .{2,30}|stories)",
    "watch(?: also| now)?", "listen", "explainer", "full (?:story|text|list)",
    "in case you missed it", "icymi", "don[’']t miss", "recommended",
    "mehr zum thema", "lesen sie auch", "(?:à )?lire aussi", "lee también",
    "leia também", "leggi anche", "lees ook", "関連記事", "相关阅读", "延伸阅读", "اقرأ أيضا", "اقرأ أيضاً",
    "читайте также",
)  # fmt: skip
"""Words that open a link to another article, followed by a colon or the like."""

CREDIT = (
    "photos?", "images?", "pictures?", "pics?", "credit", "courtesy", "file", "screen(?:shot|grab)", "getty",
    "reuters", "afp", "ap", "epa", "illustration", "graphic", "foto", "bild", "archiv", "dpa", "xinhua",
    "handout", "shutterstock", "istock",
)  # fmt: skip
"""Words of a picture's credit."""
