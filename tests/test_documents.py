"""What the papers say is true: their code runs, and what they point at is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
CODE = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
EXERCISES = (ROOT / "docs" / "exercises.md").read_text("utf-8")
FILE = re.compile(r"`((?:chat|server|tests|demo|docs|benchmarks)/[\w./-]+\.\w+)`")


def named(paper: Path) -> str:
    return paper.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    "paper", [paper for paper in PAPERS if CODE.search(paper.read_text("utf-8"))], ids=named
)
def test_the_code_of_a_paper_runs(paper: Path) -> None:
    names: dict[str, object] = {}
    for block in CODE.findall(paper.read_text("utf-8")):
        exec(compile(block, named(paper), "exec"), names)


@pytest.mark.parametrize("paper", PAPERS, ids=named)
def test_what_a_paper_points_at_is_there(paper: Path) -> None:
    text = paper.read_text("utf-8")
    pointed = [paper.parent / link for link in LINK.findall(text)]
    pointed += [ROOT / path for path in FILE.findall(text)]
    assert [path for path in pointed if not path.exists()] == []


def test_the_tests_of_the_exercises_can_be_pasted() -> None:
    blocks = re.findall(r"^```py\n(.*?)^```$", EXERCISES, re.DOTALL | re.MULTILINE)
    assert len(blocks) > 3
    for block in blocks:
        compile(block, "docs/exercises.md", "exec")


def test_a_line_of_the_exercises_can_be_pasted_among_others() -> None:
    [line] = re.findall(r"^```text\n(.*?)^```$", EXERCISES, re.DOTALL | re.MULTILINE)
    [[said, call]] = ast.literal_eval(f"[{line.replace('LOBBY', '0')}]")
    assert said.startswith("/shrug")
    assert call[0] == "send_message"
