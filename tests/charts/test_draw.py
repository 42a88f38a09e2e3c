from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest
from matplotlib.image import imread
from matplotlib.text import Text

from weibao.charts import fonts
from weibao.charts.draw import draw_points_by_category, drawing, figure_of_points
from weibao.errors import ChartError

from .conftest import points


def boxes(series):
    """The chart's page and the box of every visible text, in pixels, as the renderer measures them."""
    with drawing(series.text):
        figure = figure_of_points(series)
        figure.canvas.draw()
        renderer = figure.canvas.get_renderer()
        texts = [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]
        patches = [patch.get_window_extent(renderer) for axes in figure.axes for patch in axes.patches]
        return figure.bbox, {(i, t.get_text()): t.get_window_extent(renderer) for i, t in enumerate(texts)}, patches


def long_names(series):
    rows = [
        replace(row, name="未成年人保护工作体制机制与阵地建设及社会力量参与情况"[: 8 + 4 * n])
        for n, row in enumerate(series.rows)
    ]
    title = "、".join(row.name for row in rows[3:6]) + "失分最多，各失 2 分；尚有 1 个项目未评、6 个项目未评完"
    return replace(series, rows=tuple(rows), title=title)


@pytest.mark.parametrize(
    "change", [lambda series: series, long_names, lambda series: replace(series, rows=series.rows[:3])]
)
def test_no_text_is_cut_off_or_overlaps(series, change):
    page, texts, patches = boxes(change(series))
    assert len(texts) > 20
    for name, box in texts.items():
        assert page.x0 < box.x0 < box.x1 < page.x1, name
        assert page.y0 < box.y0 < box.y1 < page.y1, name
        assert not any(box.overlaps(patch) for patch in patches), name
    for (name, box), (other, its_box) in combinations(texts.items(), 2):
        assert not box.overlaps(its_box), (name, other)


def test_every_figure_is_written_beside_its_bar_and_unknown_ones_are_not_zero(series):
    _, texts, patches = boxes(series)
    shown = [text for _, text in texts]
    assert shown.count("—") == 2
    assert {"14.5", "18", "得分", "未评", "失分", "满分", "网络保护", series.title, series.foot} <= set(shown)
    assert len(patches) == 22  # no segment for no points


def test_the_same_series_gives_the_same_bytes(series, tmp_path):
    for folder in ("a", "b"):
        draw_points_by_category(series, tmp_path / folder / "c.png", tmp_path / folder / "c.pdf")
    for name in ("c.png", "c.pdf"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert imread(tmp_path / "a/c.png").shape[:2] == (1500, 2666)
    pdf = (tmp_path / "a/c.pdf").read_bytes()
    assert b"CreationDate" not in pdf
    assert b"NotoSansCJKsc" in pdf
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["c.pdf", "c.png"]


def test_a_character_without_glyph_stops_the_chart_and_leaves_no_file(series, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "_system_fonts", lambda: ())
    strange = replace(series, rows=(points("\U000f0000保护", "2 1 0 1"), *series.rows[1:]))
    with pytest.raises(ChartError, match=r"U\+F0000"):
        draw_points_by_category(strange, tmp_path / "c.png", tmp_path / "c.pdf")
    assert not list(tmp_path.iterdir())


def test_a_text_that_was_not_checked_before_is_found_while_drawing(series, monkeypatch):
    monkeypatch.setattr("weibao.charts.draw.families_for", lambda text: [fonts.FAMILY])
    with pytest.raises(ChartError, match=r"U\+F0000"), drawing("") as _:
        figure_of_points(replace(series, title="\U000f0000")).canvas.draw()


WITHOUT_FONTS = """
import sys
from pathlib import Path
from matplotlib import font_manager
font_manager.fontManager.ttflist[:] = [e for e in font_manager.fontManager.ttflist if "mpl-data" in e.fname]
from weibao.charts.draw import draw_points_by_category
from charts.conftest import ROWS, points
from weibao.charts.series import PointsByCategory
rows = tuple(points(*row) for row in ROWS)
series = PointsByCategory("工作机制失分最多", "满分 100 分", "基准日：2023年10月15日", rows)
draw_points_by_category(series, Path(sys.argv[1]), Path(sys.argv[2]))
assert "matplotlib.pyplot" not in sys.modules
"""


def test_a_machine_without_chinese_fonts_draws_the_same_chart(series, tmp_path, request):
    short = replace(series, title="工作机制失分最多", subtitle="满分 100 分", foot="基准日：2023年10月15日")
    draw_points_by_category(short, tmp_path / "here.png", tmp_path / "here.pdf")
    (tmp_path / "fonts.conf").write_text("<fontconfig/>")
    environment = {
        **os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path),
        "MPLCONFIGDIR": str(tmp_path / "mpl"), "PYTHONPATH": str(request.config.rootpath / "tests"),
    }  # fmt: skip
    command = [sys.executable, "-c", WITHOUT_FONTS, tmp_path / "there.png", tmp_path / "there.pdf"]
    subprocess.run(command, env=environment, check=True)
    for kind in ("png", "pdf"):
        assert (tmp_path / f"there.{kind}").read_bytes() == (tmp_path / f"here.{kind}").read_bytes()
