"""Which fonts draw a text: our own subset first, the system's Chinese fonts only for what it lacks.

matplotlib only warns about characters without a glyph and draws boxes; here they are an error that names them.
"""

from __future__ import annotations

import functools
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.errors import ChartError

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FONT_FILE = Path(__file__).parent / "fonts" / "NotoSansCJKsc-Subset.otf"

# Its remarks about caches that it makes are English and nobody's matter; what is wrong comes as an exception.
logging.getLogger("matplotlib").setLevel(logging.ERROR)

# A name of our own, so that a full Noto font installed on the machine is never taken instead: same pictures everywhere.
FAMILY = "weibao sans"

# Chinese fonts of Windows, macOS and Linux, by the family names that matplotlib gives them.
SYSTEM_FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
    "Microsoft YaHei", "SimHei", "DengXian", "SimSun", "SimSun-ExtB", "PingFang SC", "Heiti SC", "STHeiti",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "HanaMinB", "Noto Serif CJK SC",
)  # fmt: skip


def families_for(text: str) -> list[str]:
    """The font families that together hold every character of `text`, ours first. Raises ChartError where none does."""
    _register()
    missing = {char for char in text if not char.isspace()} - _characters(str(FONT_FILE))
    families = [FAMILY]
    for family, path in _system_fonts():
        if not missing:
            break
        helped = missing & _characters(path)
        if helped:
            families.append(family)
            missing -= helped
    if missing:
        raise missing_characters(missing)
    return families


def check_glyphs(text: str) -> None:
    """Raises ChartError where no font of the machine holds a character of `text`, which holds nothing unseen.

    The characters of GB 2312 are all in our font: a text of nothing else is told without a look at any font.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        families_for(text)


def missing_characters(characters: set[str]) -> ChartError:
    """The error that names characters which no font can show."""
    listed = "、".join(f"“{char}”（U+{ord(char):04X}）" for char in sorted(characters))
    return ChartError(
        f"图表中有字符没有字形：{listed}。随软件附带的字库和本机中文字库都没有它，"
        f"请安装含此字的中文字体，或者把名称里的这个字换成通用写法后重新生成。"
    )


def width(text: str) -> float:
    """How wide `text` is, in ems: at 10 points, 2 ems are 20 points. Characters that our font lacks count as one em."""
    return sum(map(_advance, text))


@functools.cache
def _advance(char: str) -> float:
    from matplotlib.ft2font import LoadFlags

    font = _metrics()
    index = font.get_char_index(ord(char))
    return font.load_glyph(index, LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM if index else 1.0


@functools.cache
def _metrics() -> FT2Font:
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(FONT_FILE))


@functools.cache
def _characters(path: str) -> frozenset[str]:
    """The characters that the font file holds."""
    from matplotlib.ft2font import FT2Font

    return frozenset(map(chr, FT2Font(path).get_charmap()))


@functools.cache
def _register() -> None:
    """Make our font known to matplotlib under `FAMILY`."""
    from matplotlib.font_manager import FontEntry, fontManager

    if not FONT_FILE.is_file():
        raise ChartError(f"找不到图表字库 {FONT_FILE.name}，软件安装不完整，请重新安装。")
    fontManager.ttflist.append(
        FontEntry(
            fname=str(FONT_FILE),
            name=FAMILY,
            style="normal",
            variant="normal",
            weight=400,
            stretch="normal",
            size="scalable",
        )
    )


@functools.cache
def _system_fonts() -> tuple[tuple[str, str], ...]:
    """The Chinese fonts of this machine as (family, file), in our order of preference."""
    from matplotlib.font_manager import fontManager

    files: dict[str, str] = {}
    for entry in fontManager.ttflist:
        if entry.style == "normal" and entry.weight in (400, "normal", "regular"):
            files.setdefault(entry.name, entry.fname)
    return tuple((family, files[family]) for family in SYSTEM_FAMILIES if family in files)
