"""The pieces that every native formula is made of.

`native_rows` and `native_tables` state the same rules as `states` and `table_states`, as formulas that Excel 2010+, WPS
and LibreOffice compute without us. Every function takes references (A1 text, or an INDEX into a framed range) and
returns a formula without its "=". Only functions of Excel 2010 are used, no dynamic arrays. Text that people type is
compared with `=`, or looked up as `literal`: in MATCH and in the criteria of COUNTIF, * and ? stand for anything.
"""

from __future__ import annotations

from weibao.functions.cells import BLANKS, FIRST_SERIAL, LAST_SERIAL
from weibao.functions.hints import SEPARATOR, quoted

BAD = quoted("?")
NOTHING = '""'
# As Calc writes them itself: while it opens a workbook it takes a formula over from the cell above where that, moved
# down, would read letter for letter the same, and spares itself the long reading.
TRUE, FALSE = "TRUE()", "FALSE()"
LONGEST_HINT = 300


def at(framed: str, row: int, column: int = 1) -> str:
    """A cell of a framed range: `row` 1 is the first data row. Cutting and pasting cells does not move it."""
    return f"INDEX({framed},{row + 1},{column})"


def with_block(block: str, formula: str) -> str:
    """A visible computed cell: Python's answer, or the native formula where that is an error.

    The &"" is for LibreOffice: there a text out of an add-in's array equals no other text, not even "", until it is
    joined to something.
    """
    return f"IFERROR(IF(ISTEXT({block}),{block}&{NOTHING},{block}),{formula})"


def replaced(text: str, pairs: dict[str, str]) -> str:
    """Nested SUBSTITUTEs."""
    for old, new in pairs.items():
        text = f"SUBSTITUTE({text},{quoted(old)},{quoted(new)})"
    return text


def literal(text: str) -> str:
    """A text for MATCH to find as it is: * ? ~ in what people type would stand for something else there."""
    return replaced(text, {"~": "~~", "*": "~*", "?": "~?"})


def compact(cell: str) -> str:
    """`cells.compact`; an error value is "?"."""
    return f"IFERROR({replaced(f'{cell}&{NOTHING}', dict.fromkeys(BLANKS, ''))},{BAD})"


def day(cell: str) -> str:
    """`cells.day_of`, as `states.date_value` shows it: serial number, "" or "?"."""
    inside = f"AND({cell}>={FIRST_SERIAL},{cell}<{LAST_SERIAL + 1})"
    blank = f"{replaced(f'{cell}&{NOTHING}', dict.fromkeys(BLANKS, ''))}={NOTHING}"
    return f"IFERROR(IF({blank},{NOTHING},IF(ISLOGICAL({cell}),{BAD},IF({inside},INT({cell}),{BAD}))),{BAD})"


def is_day(cell: str) -> str:
    """Whether the cell holds a date of this century, as `cells.day_of` reads it."""
    return f"IF(ISNUMBER({cell}),AND({cell}>={FIRST_SERIAL},{cell}<{LAST_SERIAL + 1}),{FALSE})"


def day_come(cell: str, today: str) -> str:
    """Whether the cell holds a date of this century up to today, as `cells.has_come` reads it."""
    return f"IF(ISNUMBER({cell}),AND({cell}>={FIRST_SERIAL},INT({cell})<={today}),{FALSE})"


def joined(*parts: str) -> str:
    """Hints, each with a separator before it, as one text."""
    return f"MID({'&'.join(parts)},2,{LONGEST_HINT})"


def if_hint(condition: str, text: str, otherwise: str = NOTHING) -> str:
    """A hint with its separator where the condition holds."""
    return f"IF({condition},{quoted(SEPARATOR + text)},{otherwise})"
