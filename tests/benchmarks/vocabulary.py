"""Words for a made-up library, as often as words of real texts are: few are everywhere, most are rare.

Ranks follow Zipf and Mandelbrot, ``1 / (rank + 2.7) ** 1.07``. The commonest words are real ones; the others are put
together from syllables of the language, always the same ones.
"""

import functools
import itertools
import random
from dataclasses import dataclass, field

# ruff: noqa: E501 - letters of East Asia count twice
_COMMON = {
    "en": "the of and to in a is that for it was on with as by at from be this are he have his not an or they which "
    "had were but has their one been who all more its there when we will would can you into other no out some up what "
    "about if than them only time new after so two may her him over first these people also year any most city state "
    "water world government river school house history report council letter question market road season country law",
    "de": "die der und in zu den das nicht von sie ist des sich mit dem dass er es ein ich auf so eine auch als an nach "
    "wie im für man aber aus durch wenn nur war noch werden bei hat wir was wird sein einen welche sind oder um haben "
    "einer mir über ihm diese einem ihr uns da zum zur kann doch vor dieser mich ihn du hatte seine mehr am denn nun",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son aux "
    "d’un cette d’une ont ses mais comme on tout nous sa fait été aussi leur bien peut ces y deux ans encore même fois "
    "après être où entre temps très années ville pays monde eau pouvoir marché école hiver été rivière histoire",
    "ar": "في من على إلى أن عن التي الذي هذا هذه كان لا ما مع كل بعد قد بين ذلك أو لم كما عند قبل حتى منذ حيث ثم أي غير "
    "خلال المدينة الماء الكتاب البيت الطريق التاريخ السوق المدرسة الحكومة العالم السنة الناس النهر الخريطة القديمة",
    "he": "של את על לא הוא זה עם כי גם או היה אל כל אם אני היא אבל יש רק מה בין כך עוד יותר אחרי לפני עד שלו העיר המים "
    "הספר הבית הדרך השוק העולם השנה אנשים הנהר המפה הישנה ההיסטוריה הממשלה",
    "zh": "的 了 在 是 我 有 和 就 不 人 都 一个 上 也 很 到 说 要 去 你 会 着 没有 看 好 自己 这 那 我们 他们 因为 所以 但是 "
    "如果 可以 已经 城市 河流 政府 学校 历史 报告 问题 市场 道路 国家 法律 世界 时间 图书馆 天气 文章 记者 研究 经济 文化 社会 "
    "发展 技术 工作 生活 教育 环境 公司 电影 音乐 大学 医院 火车 飞机 春天 夏天 秋天 冬天 山区 海洋 洪水 干旱 地图 旅行 朋友",
    "ja": "の に は を た が で て と し れ さ ある いる も する から な こと として い や など なっ ない この ため その あっ よう "
    "また もの という あり まで られ なる へ か だ これ によって により おり より による ず なり 図書室 雨 川 町 政府 学校 歴史 "
    "報告 問題 市場 道路 国 法律 世界 時間 天気 記事 研究 経済 文化 社会 発展 技術 仕事 生活 教育 環境 会社 映画 音楽 大学 病院",
}  # fmt: skip

_SYLLABLES = {
    "en": ("b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl st str t th tr v w wh", "a e i o u ai ea ee ie "
           "oa oo ou", "n r l s t m d ck ng rd st nt x ll tion ment er ing ly ness al"),
    "de": ("b br d dr f fl g gr h k kl l m n p pf r s sch schl st str t tr v w z zw", "a e i o u ä ö ü au ei eu ie",
           "n r l s t m ch ck ng rt st nd nz ung heit keit lich er en"),
    "fr": ("b br c ch cl d dr f fl g gn gr j l m n p pl pr qu r s t tr v", "a e i o u é è ê ai au eau eu ie oi ou",
           "n r l s t m x nt rt ge re que tion ment eur euse esse"),
    "ar": ("ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي", "ا ي و َا ِي ُو", "ب ت د ر س ع ف ق ك ل م ن ة ين ون ات"),
    "he": ("א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת", "י ו א ה", "ב ד ל מ ן ם ר ש ת ים ות ית"),
}  # fmt: skip

_CHARACTERS = {
    "zh": "".join(map(chr, range(0x4E00, 0x4E00 + 2600, 2))),
    "ja": "".join(map(chr, (*range(0x30A2, 0x30F0), *range(0x4E01, 0x4E01 + 1600, 2)))),
}

_TYPES = {"en": 80_000, "de": 40_000, "fr": 30_000, "ar": 25_000, "he": 12_000, "zh": 15_000, "ja": 12_000}

LANGUAGES = {"en": 66, "de": 10, "fr": 8, "ar": 6, "he": 2, "zh": 5, "ja": 3}
"""Of a hundred articles."""

SPACED = {"en", "de", "fr", "ar", "he"}


@dataclass
class Vocabulary:
    """The words of one language with their weights, the commonest first."""

    language: str
    words: list[str]
    weights: list[float] = field(default_factory=list)

    def take(self, chance: random.Random, count: int) -> list[str]:
        """Words of a text."""
        return chance.choices(self.words, cum_weights=self.weights, k=count)

    def uncommon(self, chance: random.Random, count: int) -> list[str]:
        """What a text is about: words that are neither everywhere nor nearly nowhere."""
        return chance.sample(self.words[150:8000], count)

    def name(self, chance: random.Random) -> str:
        """A word that hardly another text has."""
        return coined(self.language, chance, 3).capitalize()


def coined(language: str, chance: random.Random, parts: int) -> str:
    """A word that there may never have been."""
    if language in _CHARACTERS:
        return "".join(chance.choices(_CHARACTERS[language], k=parts))
    starts, middles, ends = _syllables(language)
    taken = [
        part
        for pair in zip(chance.choices(starts, k=parts), chance.choices(middles, k=parts), strict=True)
        for part in pair
    ]
    return "".join(taken) + chance.choice(ends)


@functools.cache
def _syllables(language: str) -> list[list[str]]:
    return [part.split() for part in _SYLLABLES[language]]


def vocabulary(language: str) -> Vocabulary:
    chance = random.Random(language)
    known = dict.fromkeys(_COMMON[language].split())
    while len(known) < _TYPES[language]:
        known[coined(language, chance, chance.choices((1, 2, 3, 4), (4, 6, 4, 1))[0])] = None
    weights = itertools.accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(known)))
    return Vocabulary(language, list(known), list(weights))
