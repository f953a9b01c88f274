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

LABEL = (
    "related (?:topics|coverage|posts|videos?)", "most (?:read|viewed|popular|shared|recent)(?: (?:in|on|from|now) .{2,30})?",
    "trending(?: (?:now|stories|on .{2,30}))?", "(?:you (?:may|might) also like|also on .{2,30})",
    "popular (?:now|stories|posts)",
    "editors?[’']?s? picks?", "must[- ]read", "what to read next", "see more", "more (?:in|on) .{2,30}", "top stories",
    "from around the web", "promoted (?:content|stories)", "tell us what you think\\W*",
    "comments?", "leave a (?:comment|reply)",
    "tags?", "topics?", "filed under", "share this (?:page|post)", "latest (?:news|stories|posts|videos?)",
    "media playback is (?:un|not )supported on your device", "video", "watch (?:the )?video", "play video",
    "das könnte sie auch interessieren", "meistgelesen", "mehr zum thema", "à lire aussi", "sur le même sujet",
    "te puede interesar", "más leídas", "veja também", "leia mais", "vedi anche", "potrebbe interessarti", "関連記事",
)  # fmt: skip
"""Lines that stand over links to other articles, or over nothing."""

APPEAL = (
    r"^\W*(?:sign up|subscribe|register) (?:here |now |today |for free )?(?:for|to|here|now|and get)\b",
    r"^\W*get (?:the |our |all the )?(?:latest|best|top|breaking|daily)\b.{0,60}\b(?:inbox|newsletter|e-?mail|alerts?|phone)\b",
    r"\b(?:delivered|right|straight|sent) (?:straight |right |directly )?(?:to|in) your (?:inbox|mailbox)\b",
    r"^\W*(?:follow|like|find|join) (?:us|@\w+)\b.{0,30}\b(?:on|at)\b.{0,20}\b"
    r"(?:twitter|facebook|instagram|youtube|linkedin|telegram|x)\b",
    r"^\W*(?:download|get|try) (?:the|our) .{0,30}\bapp\b", r"^\W*click here (?:to|for) (?:more|read|subscribe|sign)\b",
    r"^\W*(?:this (?:site|website|page) uses cookies|we use cookies)\b", r"^\W*(?:please )?enable javascript\b",
    r"^\W*(?:abonnieren sie|jetzt abonnieren|abonnez-vous|inscrivez-vous à|suscríbete|assine (?:a|o) |iscriviti alla)\b",
)  # fmt: skip
"""Short paragraphs that want something of the reader."""

TRAILER = (
    r"\bfollow (?:him|her|them|me|us|@?\w+(?: \w+)?) (?:and .{3,40} )?on (?:twitter|facebook|instagram|x|linkedin)\b",
    r"\b(?:e-?mail|contact|reach) (?:him|her|us|me|the (?:author|writer|reporter)) at\b", r"^\W*have (?:a|any) (?:tip|news)\b",
    r"^\W*tags?\s*:", r"^\W*(?:posted|filed) (?:in|under)\b", r"^\W*(?:categories|topics|keywords)\s*:",
)  # fmt: skip
"""Short paragraphs after the end of an article."""

CREDIT = (
    "photos?", "images?", "pictures?", "pics?", "credit", "courtesy", "file", "screen(?:shot|grab)", "getty",
    "reuters", "afp", "ap", "epa", "illustration", "graphic", "foto", "bild", "archiv", "dpa", "xinhua",
    "handout", "shutterstock", "istock",
)  # fmt: skip
"""Words of a picture's credit."""

FOREIGN_HEADING = (
    "related", "most (?:viewed|read|popular|shared)", "trending", "watch", "read (?:more|next|also)",
    "(?:see )?more (?:from|stories|on|in|great|news)", "advert", "share", "(?:leave a )?(?:comments?|reply)",
    r"\d+ (?:comments?|responses?|replies)", "recommended", "popular", "latest", "don['’]t miss",
    "you (?:may|might)", "also on", "about (?:the )?author", "tags?", "topics?", "keywords", "follow",
    "subscribe", "newsletter", "sign up", "categories", "what do you think", "post navigation", "up next",
    "top stories", "editor['’]?s['’]? picks?", "in other news", "support us",
    "das könnte (?:sie|dich)", "mehr zum thema", "meistgelesen", "kommentare", "à lire", "sur le même",
    "commentaires", "te puede", "también te", "noticias relacionadas", "comentarios", "você (?:pode|também)",
    "leia (?:mais|também)", "comentários", "potrebbe interessarti", "leggi anche", "commenti", "lees ook",
    "читайте", "похожие", "комментарии", "関連", "相关", "あわせて読みたい",
)  # fmt: skip
"""Words that open a heading under which other articles or the site's own matters stand."""

SIGN_UP = (
    r"\bsign up (?:for|to|now|here|today)\b", r"\bsubscribe (?:to|now|here|today)\b", r"\bnewsletters?\b.*\binbox\b",
    r"\b(?:delivered|straight) (?:to|through) your\b", r"\b(?:follow|find|like) (?:him|her|me|us|them|\w+ \w+)?\s?on "
    r"(?:twitter|facebook|instagram|linkedin)\b", r"^have a (?:tip|question|comment)\b", r"^click here\b",
    r"^(?:reach|contact) the (?:reporter|author|writer)s?\b", r"\bthis (?:web)?site uses cookies\b",
    r"^download (?:the|our) .{0,30}app\b", r"\bjoin (?:our|the) .{0,30}(?:newsletter|mailing list)\b",
)  # fmt: skip
"""Signs of a paragraph that asks the reader for something instead of telling the story."""
