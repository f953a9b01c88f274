"""Formulas are read once, whatever drew them."""

import pytest

from desktop.importers.base import Source
from desktop.importers.registry import read

WORDS = "".join(
    f"<p>Paragraph {number} tells of what was found in the old harbour, and of the people who came to look at it on a "
    "wet afternoon, stayed until dark, and spoke of it for years.</p>"
    for number in range(5)
)
MATH = "<math><mi>y</mi><mo>=</mo><mn>3</mn></math>"


@pytest.mark.parametrize(
    ("formula", "text", "has_math"),
    [
        (MATH, "y=3", True),
        (
            f"<span class=katex><span class=katex-mathml>{MATH}</span>"
            "<span class=katex-html aria-hidden=true><span>y=3</span></span></span>",
            "y=3",
            True,
        ),
        (
            "<span class=MathJax_Preview>[y]</span><span class=MathJax><nobr aria-hidden=true>y=3</nobr>"
            f"<span class=MJX_Assistive_MathML>{MATH}</span></span><script type='math/tex'>y=3</script>",
            "y=3",
            True,
        ),
        ("<script type='math/tex'>y=3</script>", "\\(y=3\\)", False),
        ("<script type='math/tex; mode=display'>y=3</script>", "\\[y=3\\]", False),
        ("<span class=MathJax><nobr>y=3</nobr></span><script type='math/tex'>y=3</script>", "y=3", False),
        (
            f"<mjx-container class=MathJax><mjx-math aria-hidden=true>y=3</mjx-math><mjx-assistive-mml>{MATH}"
            "</mjx-assistive-mml></mjx-container>",
            "y=3",
            True,
        ),
        (
            f"<span class=mwe-math-element><span style='display: none'>{MATH}</span>"
            "<img src='https://math.example/y' alt='y=3'></span>",
            "y=3",
            True,
        ),
        ("<script>y=3</script>", "", False),
    ],
)
def test_a_formula_is_read_once(formula: str, text: str, has_math: bool) -> None:
    page = f"<html><body><article>{WORDS}<p>Here {formula} holds.</p>{WORDS}</article></body></html>"
    found = read(Source(page.encode(), "a.html"))
    [line] = [line for line in found.text.splitlines() if line.startswith("Here")]
    assert line.split() == ["Here", *([text] if text else []), "holds."]
    assert ("<math>" in found.html) is has_math
