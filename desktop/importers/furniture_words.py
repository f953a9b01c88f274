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

FOREIGN_HEADING = (
    "related", "most (?:viewed|read|popular|shared|recent)", "trending", "watch", "read (?:more|next|also)",
    "(?:see )?more (?:from|stories|on|in|great|news)", "see more", "advert", "share", "(?:leave a )?(?:comments?|reply)",
    r"\d+ (?:comments?|responses?|replies)", "recommended", "popular", "latest", "don['’]t miss",
    "you (?:may|might)", "also on", "about (?:the )?author", "tags?", "topics?", "keywords", "follow",
    "subscribe", "newsletter", "sign up", "categories", "filed under", "what do you think", "tell us what you think",
    "post navigation", "up next", "what to read next", "top stories", "editors?['’]?s?['’]? picks?", "must[- ]read",
    "in other news", "support us", "from around the web", "promoted (?:content|stories)",
    "das könnte (?:sie|dich)", "mehr zum thema", "meistgelesen", "kommentare", "à lire", "sur le même",
    "commentaires", "te puede", "también te", "más leídas", "noticias relacionadas", "comentarios",
    "você (?:pode|também)", "(?:leia|veja) (?:mais|também)", "comentários", "potrebbe interessarti",
    "(?:leggi|vedi) anche", "commenti", "lees ook", "читайте", "похожие", "комментарии", "関連", "相关",
    "あわせて読みたい",
)  # fmt: skip
"""Words that open a heading under which other articles or the site's own matters stand."""

APPEAL = (
    r"\b(?:sign up|subscribe|register) (?:here |now |today |for free )?(?:for|to|here|now|today)\b",
    r"\bnewsletters?\b.*\binbox\b", r"\b(?:delivered|straight|sent) (?:straight |right |directly )?(?:to|in|through) your\b",
    r"^\W*get (?:the |our |all the )?(?:latest|best|top|breaking|daily)\b.{0,60}\b(?:inbox|newsletter|e-?mail|alerts?|phone)\b",
    r"\b(?:follow|find|like|join) (?:him|her|me|us|them|@?\w+(?: \w+)?)?(?: and .{3,40})?\s?(?:on|at) "
    r"(?:twitter|facebook|instagram|linkedin|youtube|telegram|x)\b",
    r"^\W*have (?:a|any) (?:tip|news|question|comment)s?\b", r"^\W*click here\b",
    r"\b(?:e-?mail|contact|reach) (?:him|her|us|me|the (?:author|writer|reporter)s?) (?:at|on)\b",
    r"\bthis (?:web)?(?:site|page) uses cookies\b", r"\bwe use cookies\b", r"^\W*(?:please )?enable javascript\b",
    r"^\W*(?:download|get|try) (?:the|our) .{0,30}\bapp\b", r"\bjoin our\b",
    r"^\W*(?:tags?|categories|topics|keywords)\s*:", r"^\W*(?:posted|filed) (?:in|under)\b",
    r"^\W*(?:abonnieren sie|jetzt abonnieren|abonnez-vous|inscrivez-vous à|suscríbete|assine (?:a|o) |iscriviti alla)\b",
)  # fmt: skip
"""Signs of a short paragraph that asks the reader for something instead of telling the story."""
