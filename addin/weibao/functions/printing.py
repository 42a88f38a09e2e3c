"""What the sheet 打印 shows of long texts: cut in the table, in full on the attached page, line by line.

Rows of a printed sheet have fixed heights, so a text may not be longer than what its row reserves. The attached page
has one row per line of text; every function here is there twice, as Python and as a formula.
"""

from __future__ import annotations

from math import ceil

from weibao.functions.cells import Cell, text_of
from weibao.functions.hints import quoted
from weibao.functions.native import NOTHING
from weibao.functions.states import PRINTED_CHARACTERS

ATTACHED = "…（全文见附页）"
ELSEWHERE = "…（全文见电子表）"
LINE_CHARACTERS = 80
_ENDING = 15


def flat(raw: Cell) -> str:
    """The text on one line: line breaks would need height that is not there."""
    return text_of(raw).replace("\n", " ")


def flat_formula(cell: str) -> str:
    """`flat`; nothing for an error value."""
    return f'IFERROR(SUBSTITUTE({cell}&{NOTHING},CHAR(10)," "),{NOTHING})'


def printed(raw: Cell, ending: str = ATTACHED, most: int = PRINTED_CHARACTERS) -> str:
    """The text as the table shows it: at most 120 characters."""
    text = flat(raw)
    return text if len(text) <= most else text[: most - _ENDING] + ending


def printed_formula(cell: str, ending: str = ATTACHED, most: int = PRINTED_CHARACTERS) -> str:
    """`printed`."""
    text = flat_formula(cell)
    return f"IF(LEN({text})>{most},LEFT({text},{most - _ENDING})&{quoted(ending)},{text})"


def lines(length: int) -> int:
    """Lines that a text of this length takes on the attached page, its heading included; 0 where it is not there."""
    return 1 + ceil(length / LINE_CHARACTERS) if length > PRINTED_CHARACTERS else 0


def lines_formula(length: str) -> str:
    """`lines`."""
    return f"IF({length}>{PRINTED_CHARACTERS},1+ROUNDUP({length}/{LINE_CHARACTERS},0),0)"


def row_on_line(number: int, lines_to: str) -> str:
    """Which data row stands on line `number` of the attached page, 0 after the last. `lines_to`: running sums."""
    return f'IF({number}>MAX({lines_to}),0,COUNTIF({lines_to},"<"&{number})+1)'


def line_in_row(number: int, row: str, own: str, lines_to: str) -> str:
    """Which of the row's lines that is: 1 is the heading. `own` and `lines_to` are columns."""
    return f"IF({row}=0,0,{number}-INDEX({lines_to},{row},1)+INDEX({own},{row},1))"


def attached_line(line: int, heading: str, text: str) -> str:
    """What stands there."""
    start = (line - 2) * LINE_CHARACTERS
    return heading if line == 1 else text[start : start + LINE_CHARACTERS]


def attached_formula(line: str, heading: str, text: str) -> str:
    """`attached_line`; nothing after the last line."""
    piece = f"MID({text},({line}-2)*{LINE_CHARACTERS}+1,{LINE_CHARACTERS})"
    return f"IF({line}=0,{NOTHING},IF({line}=1,{heading},{piece}))"
