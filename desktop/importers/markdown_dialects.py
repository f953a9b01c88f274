"""What Markdown has beyond CommonMark in the programs that people write it with: formulas (Pandoc), lists of definitions,
links between notes and marked words (Obsidian)."""

from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg")
_LONGEST_LINK = 500


def dialects_plugin(renderer: MarkdownIt) -> None:
    """A dollar that stands at a space or a digit is money."""
    renderer.use(deflist_plugin)
    renderer.use(
        dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True
    )
    renderer.add_render_rule("math_inline", _formula)
    renderer.add_render_rule("math_inline_double", _shown_formula)
    renderer.add_render_rule("math_block", _shown_formula)
    renderer.inline.ruler.before("link", "note_link", _note_link)
    renderer.inline.ruler.before("link", "marked", _marked)
    renderer.inline.add_terminator_char("=")


def _formula(
    _self: RendererProtocol, tokens: list[Token], place: int, _options: OptionsDict, _env: EnvType
) -> str:
    return f"<code>\\({escape(tokens[place].content.strip(), quote=False)}\\)</code>"


def _shown_formula(
    _self: RendererProtocol, tokens: list[Token], place: int, _options: OptionsDict, _env: EnvType
) -> str:
    code = f"<code>\\[{escape(tokens[place].content.strip(), quote=False)}\\]</code>"
    return f"<p>{code}</p>\n" if tokens[place].block else code


def _note_link(state: StateInline, silent: bool) -> bool:
    """``[[Note|words]]`` as its words, ``![[picture.png]]`` as the picture."""
    begins = state.src.startswith("![[", state.pos)
    start = state.pos + (3 if begins else 2)
    end = state.src.find("]]", start, min(state.posMax, start + _LONGEST_LINK))
    if end < 0 or not (begins or state.src.startswith("[[", state.pos)):
        return False
    target, _, words = (part.strip() for part in state.src[start:end].partition("|"))
    if not target or "\n" in state.src[start:end] or "[" in target:
        return False
    if state.src[end + 2 : end + 3] in ("(", "["):  # a link whose words stand in brackets
        return False
    if not silent and begins and target.lower().endswith(_PICTURES):
        picture = state.push("image", "img", 0)
        picture.attrs = {"src": state.md.normalizeLink(target), "alt": ""}
        picture.children = []
        picture.content = target
    elif not silent:
        state.push("text", "", 0).content = words or target
    state.pos = end + 2
    return True


def _marked(state: StateInline, silent: bool) -> bool:
    """``==words==``."""
    start = state.pos + 2
    if not state.src.startswith("==", state.pos) or state.src[start : start + 1] in ("", " ", "=", "\n"):
        return False
    end = state.src.find("==", start, state.posMax)
    if end < 0 or state.src[end - 1] in " \n" or state.src[end + 2 : end + 3] == "=":
        return False
    if not silent:
        whole = state.posMax
        state.push("mark_open", "mark", 1)
        state.pos, state.posMax = start, end
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = whole
    state.pos = end + 2
    return True
