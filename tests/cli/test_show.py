"""Tables on terminals of several widths."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from rich.cells import cell_len
from rich.console import Console

from weibao.cli import show
from weibao.cli.show import breaks, count_shown, days_left, finding_rows, out, table, with_room
from weibao.findings import finding

TITLE = "如皋市未成年人保护工作领导小组办公室关于限期整改未成年人保护示范创建有关问题的通知（市教育局）"
STEP = "核稿签发（市未保办主任签发；先征求意见：相关成员单位）"


@pytest.mark.parametrize(("width", "lines"), [(70, 4), (100, 2), (120, 1), (160, 1), (240, 1)])
def test_the_next_step_has_the_room_for_which_the_title_yields(width: int, lines: int) -> None:
    screen = io.StringIO()
    console = Console(width=width, file=screen)
    listed = table("文书", ("状态", "文号", "文书", "下一步"), [("拟稿", "皋未保办〔2023〕12号", TITLE, STEP)])
    console.print(with_room(listed, console, roomy=3, yields=2))
    shown = [line.split("│") for line in screen.getvalue().splitlines() if line.count("│") == 3]
    columns = [[cell.strip() for cell in cells] for cells in zip(*shown, strict=True)]
    assert ["".join(cells) for cells in columns] == ["拟稿", "皋未保办〔2023〕12号", TITLE, STEP]
    assert sum(map(bool, columns[3])) <= lines


@pytest.mark.parametrize("width", [*range(30, 60), 100])
def test_a_figure_stays_with_its_measure_word_and_a_line_is_filled(width: int) -> None:
    text = "市教育局还有 1 项没有选完成情况（H12、H13），应为一个数（最多 9 位），请补填后重新报送；见“核定台账.xlsm”。"
    screen = io.StringIO()
    Console(width=width, file=screen).print(table("检查结果", ("级别", "说明"), [("提醒", text)]))
    cells = [line.split("│")[1].strip() for line in screen.getvalue().splitlines() if "│" in line]
    assert "".join("".join(cells).split()) == "".join(text.split())
    for cell in cells:
        assert not cell.startswith(("项", "位", "，", "）", "；", "”", "。"))
        assert not cell.endswith(("1", "9", "（", "“"))
    assert all(cell_len(cell) > width - 20 for cell in cells[:-1])


def test_a_word_wider_than_its_column_is_broken_and_nothing_is_lost() -> None:
    text = "C:\\" + "a" * 50 + "（" * 30
    places = [0, *breaks(text, 20), len(text)]
    assert all(0 < cell_len(text[start:end]) <= 20 for start, end in pairwise(places))
    assert breaks("", 5) == []


@pytest.mark.parametrize(("said", "width"), [("240", 240), ("80", 160), ("", 160)])
def test_a_wider_screen_is_used_by_what_is_piped_too(said: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", said)
    assert out().width == width


def test_there_is_one_bar_whatever_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each further bar would push the lines above it up."""
    screen = io.StringIO()
    monkeypatch.delenv(show.PROGRESS, raising=False)
    monkeypatch.setattr(show, "Console", lambda **_: Console(file=screen, force_terminal=True, width=80))
    works = ("读取回收清单", "起草督办通知", "画图")
    with show.progress() as report:
        for done, what in enumerate(works, 1):
            report(what, done, 3)
    assert works[-1] in screen.getvalue()
    assert "3/3" in screen.getvalue()
    assert screen.getvalue().count("\x1b[1A") == 1  # one line is taken away at the end


def test_many_cells_with_the_same_are_one_line_and_still_count_one_by_one() -> None:
    heap = [
        finding(
            "type-unreadable",
            field="材料类型",
            found="制度文件",
            unit="D01",
            file="a",
            sheet="佐证材料",
            cell=f"F{row}",
        )
        for row in range(5, 35)
    ]
    alone = finding("cell-error", unit="D01", file="a", sheet="指标清单", cell="H5", field="完成情况", found="#REF!")
    places = [str(place) for _, _, place, _ in finding_rows([alone, *heap], {"D01": "甲局"})]
    assert places == ["a 指标清单 H5", "a 佐证材料 F5:F34，共 30 行"]
    assert count_shown([alone, *heap]).startswith("错误 1、提醒 30（")
    assert "列为 2 行" in count_shown([alone, *heap])
    assert count_shown([alone, *heap[:2]]) == "错误 1、提醒 2"  # a line each


@pytest.mark.parametrize(("left", "words"), [(None, ""), (15, "15"), (0, "今天"), (-1275, "已过 1275 天")])
def test_days_that_are_over_are_no_negative_number(left: int | None, words: str) -> None:
    assert days_left(left) == words
