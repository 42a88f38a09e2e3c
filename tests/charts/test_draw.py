from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from matplotlib.image import imread

from weibao.charts import files, fonts
from weibao.charts.files import figure_of, mark, save
from weibao.charts.page import drawing
from weibao.charts.series.points import PointsByCategory
from weibao.errors import ChartError

from .conftest import points
from .measured import check_page, drawn


def with_rows(picture, rows, **more):
    return replace(picture, body=PointsByCategory(tuple(rows)), **more)


def long_names(picture):
    rows = [
        replace(row, name="未成年人保护工作体制机制与阵地建设及社会力量参与情况"[: 8 + 4 * n])
        for n, row in enumerate(picture.body.rows)
    ]
    title = "、".join(row.name for row in rows[3:6]) + "失分最多，各失 2 分；尚有 1 个项目未评、6 个项目未评完"
    return with_rows(picture, rows, title=title)


@pytest.mark.parametrize(
    "change", [lambda picture: picture, long_names, lambda picture: with_rows(picture, picture.body.rows[:3])]
)
def test_no_text_is_cut_off_or_overlaps(picture, change):
    assert len(check_page(change(picture)).texts) > 20


def test_every_figure_is_written_beside_its_bar_and_unknown_ones_are_not_zero(picture):
    seen = drawn(picture)
    assert seen.shown.count("—") == 4  # two categories that nobody verified, one of them not assessed at all
    legend = {"已核定", "待核定", "未评", "失分", "得分／满分"}
    assert {"10.5", "14.5／18", "—／6", "网络保护", picture.foot, *legend} <= set(seen.shown)
    assert picture.title in "".join(seen.shown).replace("\n", "")
    assert len(seen.areas) == 28  # no segment for no points


def test_the_same_picture_gives_the_same_bytes(picture, tmp_path):
    names = ("c.png", "c.pdf", "c.svg")
    picture = with_rows(picture, picture.body.rows[:3])
    for folder in ("a", "b"):
        save(picture, [tmp_path / folder / name for name in names])
    for name in names:
        assert mark(picture).encode() in (tmp_path / "a" / name).read_bytes()
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert imread(tmp_path / "a/c.png").shape == (1654, 2338, 3)  # no alpha channel
    pdf = (tmp_path / "a/c.pdf").read_bytes()
    assert b"CreationDate" not in pdf
    assert b"NotoSansCJKsc" in pdf
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == ["c.pdf", "c.png", "c.svg"]


@pytest.mark.parametrize("what", ["FONT_FILE", "STYLE"])
def test_another_font_or_style_is_another_picture(picture, tmp_path, monkeypatch, what):
    own = mark(picture)
    (tmp_path / "other").write_bytes(b"other")
    monkeypatch.setattr(files, what, tmp_path / "other")
    monkeypatch.setattr(files, "_code", files._code.__wrapped__)
    assert mark(picture) != own


def test_a_character_without_glyph_stops_the_chart_and_leaves_no_file(picture, tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "_system_fonts", lambda: ())
    strange = with_rows(picture, [points("\U000f0000保护", "2 1 0 0 1"), *picture.body.rows[1:]])
    with pytest.raises(ChartError, match=r"U\+F0000"):
        save(strange, [tmp_path / "c.png", tmp_path / "c.pdf"])
    assert not list(tmp_path.iterdir())


def test_what_was_typed_over_several_lines_or_cannot_be_seen_stands_on_one_line(picture):
    rows = [replace(picture.body.rows[0], name="组织\n领导\u200b\t和\u2028机制"), *picture.body.rows[1:]]
    typed = with_rows(picture, rows, title="标题\r\n一")
    assert typed.body.rows[0].name == "组织 领导 和 机制"
    assert check_page(typed).shown[0] == "标题  一"


def test_a_text_that_was_not_checked_before_is_found_while_drawing(picture, monkeypatch):
    monkeypatch.setattr("weibao.charts.page.families_for", lambda text: [fonts.FAMILY])
    with pytest.raises(ChartError, match=r"U\+F0000"), drawing("") as _:
        figure_of(replace(picture, title="\U000f0000")).canvas.draw()


WITHOUT_FONTS = """
import sys
from pathlib import Path
from weibao.charts.files import save
from matplotlib import font_manager
font_manager.fontManager.ttflist[:] = [e for e in font_manager.fontManager.ttflist if "mpl-data" in e.fname]
from charts.conftest import ROWS, points
from weibao.charts.picture import Picture
from weibao.charts.series.points import PointsByCategory
body = PointsByCategory(tuple(points(*row) for row in ROWS))
picture = Picture("points_by_category", "工作机制失分最多", "满分 100 分", "基准日：2023年10月15日", body)
save(picture, [Path(sys.argv[1])])
assert "matplotlib.pyplot" not in sys.modules
"""


def test_a_machine_without_chinese_fonts_draws_the_same_chart_without_a_word(picture, tmp_path, request):
    short = replace(picture, title="工作机制失分最多", subtitle="满分 100 分", foot="基准日：2023年10月15日")
    save(short, [tmp_path / "here.pdf"])
    (tmp_path / "fonts.conf").write_text("<fontconfig/>")
    environment = {
        **os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path),
        "MPLCONFIGDIR": str(tmp_path / "fonts.conf"), "PYTHONPATH": str(request.config.rootpath / "tests"),
    }  # fmt: skip
    command = [sys.executable, "-c", WITHOUT_FONTS, tmp_path / "there.pdf"]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert not done.stdout + done.stderr  # nor about a folder for caches that cannot be made
    assert (tmp_path / "there.pdf").read_bytes() == (tmp_path / "here.pdf").read_bytes()
