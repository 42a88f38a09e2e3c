"""The native formulas of 佐证材料, 负面清单 and 整改反馈: what `table_states` computes in Python."""

from __future__ import annotations

from typing import NamedTuple

from weibao.functions import hints
from weibao.functions.cells import BAD_CODE
from weibao.functions.hints import quoted
from weibao.functions.native import BAD, FALSE, LONGEST_HINT, NOTHING, compact, if_hint, replaced


class Material(NamedTuple):
    """References of one row: cells of the sheet, then the helpers on `_calc` (see `states.EvidenceState`)."""

    cells: str  # the whole row
    indicator_cell: str
    title: str
    doc_no_cell: str
    dated_cell: str
    type: str
    filled: str
    indicator: str
    doc_no: str
    plain_brackets: str
    dated: str
    numbered: str
    problems: str


def filled(row: Material) -> str:
    """Helper: how many cells of the row hold something."""
    return f"COLUMNS({row.cells})-COUNTBLANK({row.cells})"


def material_indicator(row: Material) -> str:
    """Helper: 指标编号 without blanks."""
    return compact(row.indicator_cell)


def doc_no(row: Material) -> str:
    """Helper: 文号 without blanks, nothing where it says 无."""
    listed = quoted("|" + "|".join(hints.NO_NUMBER) + "|")
    text = compact(row.doc_no_cell)
    return f'IF(ISNUMBER(FIND("|"&{text}&"|",{listed})),{NOTHING},{text})'


def plain_brackets(row: Material) -> str:
    """Helper: the 文号 with all brackets but 〔〕 as ()."""
    return replaced(row.doc_no, dict.fromkeys(hints.OPENING[1:], "(") | dict.fromkeys(hints.CLOSING[1:], ")"))


def counted(row: Material) -> str:
    """Helper: the indicator that the material counts for, nothing without a title."""
    return f"IF({compact(row.title)}={NOTHING},{NOTHING},{row.indicator})"


def numbered(row: Material, names: str, flags: str) -> str:
    """Helper: 1 where the material's type normally bears a 文号. `names` and `flags` are the columns of the types."""
    return f"IFERROR(SUMPRODUCT(({names}={compact(row.type)})*{flags}),0)"


def _doc_no_right(text: str) -> str:
    """Whether a 文号 reads X〔2023〕1号: a year of four digits, a number without zeros before it, 号 at the end."""
    bracket = f"FIND({quoted('〔')},{text})"
    year = f"MID({text},{bracket}+1,4)"
    running = f"MID({text},{bracket}+6,LEN({text})-{bracket}-6)"
    tests = (
        f"{bracket}>1",
        f"MID({text},{bracket}+5,1)={quoted('〕')}",
        f"VALUE({year})&{NOTHING}={year}",
        f"VALUE({year})>=1900",
        f"VALUE({year})<2100",
        f"VALUE({running})&{NOTHING}={running}",
        f"VALUE({running})>=1",
        f"VALUE({running})<=99999",
        f"INT(VALUE({running}))=VALUE({running})",
        f"RIGHT({text},1)={quoted('号')}",
    )
    return f"IFERROR(AND({','.join(tests)}),{FALSE})"


def _wrong_brackets(text: str) -> str:
    """Whether the first bracket of another kind holds a year, and 号 follows."""
    bracket = f'FIND("(",{text})'
    century = f"OR(MID({text},{bracket}+1,2)={quoted('19')},MID({text},{bracket}+1,2)={quoted('20')})"
    ends = f'MID({text},{bracket}+5,1)=")",ISNUMBER(FIND({quoted("号")},{text},{bracket}+6))'
    return f"IFERROR(AND({century},{ends}),{FALSE})"


def problems(row: Material, ids: str, types: str, today: str, window_from: str, window_to: str) -> str:
    """Helper: every hint of the row with a separator before it. `ids` and `types` are plain columns."""
    foreign = if_hint(f"SUMPRODUCT(--({ids}={row.indicator}))=0", hints.FOREIGN_INDICATOR)
    wrong = f"OR(AND({row.numbered}=1,NOT({_doc_no_right(row.doc_no)})),{_wrong_brackets(row.plain_brackets)})"
    unnumbered = if_hint(f"{row.numbered}=1", hints.NO_DOC_NO)
    early = f"AND({window_from}<>{NOTHING},{row.dated}<{window_from})"
    outside = f"OR({early},AND({window_to}<>{NOTHING},{row.dated}>{window_to}))"
    timed = f"{if_hint(f'{row.dated}>{today}', hints.FUTURE_DATE)}&{if_hint(outside, hints.OUTSIDE_WINDOW)}"
    dated = if_hint(f"{row.dated}={BAD}", hints.BAD_DATE, timed)
    kind = compact(row.type)
    parts = (
        if_hint(f"{row.indicator}={NOTHING}", hints.NO_INDICATOR, foreign),
        if_hint(f"{compact(row.title)}={NOTHING}", hints.NO_TITLE),
        f"IF({row.doc_no}={NOTHING},{unnumbered},{if_hint(wrong, hints.BAD_DOC_NO)})",
        if_hint(f"{row.dated}={NOTHING}", hints.NO_DATE, dated),
        f"IF({kind}={NOTHING},{NOTHING},{if_hint(f'SUMPRODUCT(--({types}={kind}))=0', hints.BAD_TYPE)})",
    )
    return f"IF({row.filled}=0,{NOTHING},{'&'.join(parts)})"


def check(row: Material) -> str:
    """校验."""
    found = f"IF({row.problems}={NOTHING},{quoted(hints.COMPLETE)},MID({row.problems},2,{LONGEST_HINT}))"
    return f"IF({row.filled}=0,{NOTHING},{found})"


# --- 负面清单, 整改反馈 ------------------------------------------------------------------------------


def happened(cell: str) -> str:
    """Helper: 0 blank, 1 无, 2 有, 9 unreadable."""
    text, chain = compact(cell), str(BAD_CODE)
    for word, answer in hints.HAPPENED.items():
        chain = f"IF({text}={quoted(word)},{1 + answer},{chain})"
    return f"IF({text}={NOTHING},0,{chain})"


def in_window(code: str, event: str, statement: str, dated: str, today: str, window_from: str, window_to: str) -> str:
    """是否在影响期内. `code` and `event` are helpers, `statement` is the cell, `dated` 1 or 0."""
    inside = f"IF(AND({event}>={window_from},{event}<={window_to}),{quoted(hints.YES)},{quoted(hints.NO)})"
    day_known = f"IF({event}>{today},{quoted(hints.EVENT_FUTURE)},{inside})"
    day_read = f"IF({event}={BAD},{quoted(hints.EVENT_DATE_BAD)},{day_known})"
    yes = f"IF({dated}<>1,{quoted(hints.YES)},IF({event}={NOTHING},{quoted(hints.EVENT_UNDATED)},{day_read}))"
    empty = f"AND({event}={NOTHING},{compact(statement)}={NOTHING})"
    silent = f"IF({empty},{NOTHING},{quoted(hints.EVENT_NOT_CHOSEN)})"
    no = f"IF({event}={NOTHING},{NOTHING},{quoted(hints.EVENT_UNEXPECTED)})"
    unread = quoted(hints.HAPPENED_UNREADABLE)
    return f"IF({code}={BAD_CODE},{unread},IF({code}=0,{silent},IF({code}=1,{no},{yes})))"


def feedback(item: str, due: str, completed: str, today: str, warn_days: str) -> str:
    """状态 of a supervision item. `due` and `completed` are helpers made by `day`."""
    left = f"{due}-{today}"
    soon = f"IF({left}<={warn_days},{quoted(hints.SOON)},{quoted(hints.GOING_ON)})"
    waiting = f"IF({due}={NOTHING},{quoted(hints.GOING_ON)},IF({left}<0,{quoted(hints.LATE)},{soon}))"
    late = f"AND({due}<>{NOTHING},{completed}>{due})"
    finished = f"IF({late},{quoted(hints.FINISHED_LATE)},{quoted(hints.FINISHED)})"
    done = f"IF({completed}>{today},{quoted(hints.COMPLETED_FUTURE)},{finished})"
    known = f"IF({due}={BAD},{quoted(hints.LIMIT_BAD)},IF({completed}={NOTHING},{waiting},{done}))"
    stated = f"IF({completed}={BAD},{quoted(hints.COMPLETED_BAD)},{known})"
    return f"IF({compact(item)}={NOTHING},{NOTHING},{stated})"
