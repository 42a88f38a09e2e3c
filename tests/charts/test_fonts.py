from __future__ import annotations

from pathlib import Path

import pytest

from weibao.charts import fonts
from weibao.errors import ChartError

PACKAGE = Path(fonts.__file__).parents[1]


@pytest.fixture
def bare(monkeypatch):
    """A machine without any Chinese font."""
    monkeypatch.setattr(fonts, "_system_fonts", lambda: ())


def texts():
    """Everything of ours that may come to stand in a chart: the plan, the rules, our words, the charts' own texts."""
    return [
        *PACKAGE.glob("rulebook/**/*.toml"), *PACKAGE.glob("rulebook/**/*.txt"), *PACKAGE.glob("charts/**/*.py"),
        PACKAGE / "texts.py", PACKAGE / "compute/model.py",
    ]  # fmt: skip


def test_every_character_of_the_rules_and_of_our_texts_has_a_glyph(bare):
    shown = {char for path in texts() for char in path.read_text("utf-8")}
    assert len(shown) > 1000
    assert fonts.families_for("".join(shown)) == [fonts.FAMILY]


def test_gb2312_is_whole(bare):
    hanzi = "".join(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
    )
    assert len(hanzi) == 6763
    signs = "".join(
        bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xA1, 0xAA) for cell in range(0xA1, 0xFF)
    )
    assert fonts.families_for(hanzi + signs + "".join(map(chr, range(0x20, 0x7F)))) == [fonts.FAMILY]


def test_what_keeps_to_gb2312_is_told_without_a_look_at_a_font(bare, monkeypatch):
    with pytest.raises(ChartError, match="“𠮷”"):
        fonts.check_glyphs("吉𠮷")
    fonts.check_glyphs("谷地县—得分 92.5%")  # a dash that GB 2312 has not: our font has it
    monkeypatch.delattr(fonts, "families_for")
    fonts.check_glyphs("谷地县　得分 92.5%，失分 3 分\n《通报》〔2024〕Ⅱ")


def test_a_character_that_no_font_has_is_named(bare):
    with pytest.raises(ChartError, match=r"“𠮷”（U\+20BB7）.*请安装"):
        fonts.families_for("吉𠮷")


def test_the_system_helps_out_where_our_font_lacks_a_character(monkeypatch):
    known = fonts._characters
    monkeypatch.setattr(fonts, "_system_fonts", lambda: (("Other", "other"), ("Big", "big")))
    monkeypatch.setattr(fonts, "_characters", lambda path: {"other": {"x"}, "big": {"𠮷"}}.get(path) or known(path))
    assert fonts.families_for("吉𠮷") == [fonts.FAMILY, "Big"]


def test_the_licence_travels_with_the_font():
    licence = fonts.FONT_FILE.with_name("OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert licence.startswith("Copyright 2014-2021 Adobe")
    assert fonts.FONT_FILE.stat().st_size < 1_700_000
