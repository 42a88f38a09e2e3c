"""The numbers of GB/T 9704-2012, in the units of WordprocessingML.

Lengths are twips (1/20 pt; 1 mm = 56.693), type sizes half-points, borders eighths of a point.
The standard gives millimetres, lines and characters; where Word cannot take them directly the reason stands here.
"""

from __future__ import annotations

from typing import Final

TWIPS_PER_MM: Final = 56.693
EMU: Final = 635  # in a twip

# --- paper and type area (5.1, 5.2.1): A4, 版心 156 × 225 mm --------------------------------------
PAGE_WIDTH: Final = 11906
PAGE_HEIGHT: Final = 16838
TOP: Final = 2098  # 天头 37 mm
LEFT: Final = 1588  # 订口 28 mm
RIGHT: Final = 1474  # 切口 26 mm
BOTTOM: Final = 1984  # 35 mm
HEADER: Final = 851
# The dash of the page number stands 7 mm below the type area when a 14 pt line begins 25.5 mm above the edge.
FOOTER: Final = 1446
TEXT_WIDTH: Final = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT: Final = PAGE_HEIGHT - TOP - BOTTOM

# --- lines and characters (5.2.3): 22 lines of 28 characters ----------------------------------------
LINES: Final = 22
CHARACTERS: Final = 28
LINE: Final = 579  # 225 mm / 22, rounded down: with 580 only 21 lines fit
SIZE_1: Final = 52  # 一号, half-points
SIZE_2: Final = 44  # 二号
SIZE_3: Final = 32  # 三号
SIZE_4: Final = 28  # 四号
SIZE_XIAO_4: Final = 24  # 小四
# 28 × 16 pt are wider than the type area; 15.75 pt a character fit, in Word and in LibreOffice.
SPACING: Final = -5
CHAR_3: Final = 320  # 一字 of 三号
CHAR_4: Final = 280

# --- head (7.2) --------------------------------------------------------------------------------------
MARK_TOP_MM: Final = 72.0  # ink of 发文机关标志 below the edge of the paper
MARK_SIZE: Final = 72  # 小初, half-points; narrowed where the name is long (`fit`)
MARK_LINE: Final = 800
# First line of the page: in an exact line the baseline stands at 80 %, and a Han character rises about 0.83 em.
MARK_BEFORE: Final = 1956
RED: Final = "FF0000"
RULE_SPACE: Final = 11  # points; 4 mm
RULE_SIZE: Final = 12
# 发文字号 stands in a lower line than the text, so that the 4 mm count from the characters; `before` makes up for it.
NUMBER_LINE: Final = 420

# --- 信函 (10.1) -------------------------------------------------------------------------------------
# The line itself holds the 4 mm down to the rule: programs differ in what a border's distance means in a frame.
LETTER_MARK_LINE: Final = 1638
LETTER_MARK_TOP: Final = 1005  # brings the ink 30 mm below the edge
LETTER_RULE: Final = 9638  # 170 mm
LETTER_RULE_SIZE: Final = 18  # of the thick stroke; the thin one and the gap are a third of it
# The gap between the double rule and the characters below is 7/8 of 三号; the rest lies in the line.
LETTER_NUMBER_BEFORE: Final = 83
# The lower double rule is drawn in strokes; its middle stands 20 mm above the edge.
LETTER_THICK: Final = 45
LETTER_THIN: Final = 15
_LETTER_FOOT: Final = PAGE_HEIGHT - 1134
LETTER_FOOT_THIN: Final = _LETTER_FOOT - 30
LETTER_FOOT_THICK: Final = _LETTER_FOOT + 15

# --- body (7.3) ----------------------------------------------------------------------------------------
TITLE_LINE: Final = 640
TITLE_CHARACTERS: Final = 20  # 二号 characters that fit one line
FIRST_LINE: Final = 2 * CHAR_3
ORDINAL: Final = CHAR_3  # the width of `1.` in front of an enclosure's name
DATE_RIGHT: Final = 4 * CHAR_3  # 成文日期右空四字

# --- 版记 (7.4), page number (7.5), tables -------------------------------------------------------------
IMPRINT_LINE: Final = 460
IMPRINT_OUTER: Final = 8  # 0.35 mm
IMPRINT_INNER: Final = 6  # 0.25 mm
PAGE_NUMBER_LINE: Final = 280
# The number of a landscape page stands in a turned text box beside its left edge, upright the page's bottom.
TURNED_LENGTH: Final = 2268  # 40 mm
TURNED_WIDTH: Final = 400  # more than its line, or a program may hide what it thinks does not fit
TURNED_LEFT: Final = FOOTER + PAGE_NUMBER_LINE - TURNED_WIDTH
DASH: Final = "—"
TABLE_LINE: Final = 340
TABLE_BORDER: Final = 4

# --- fonts by name (they need not be on the machine that writes) ----------------------------------------
XIAOBIAOSONG: Final = "方正小标宋简体"
FANGSONG: Final = "仿宋_GB2312"
KAITI: Final = "楷体_GB2312"
HEITI: Final = "黑体"
SONG: Final = "宋体"


def mm(value: float) -> int:
    """Millimetres as twips."""
    return round(value * TWIPS_PER_MM)
