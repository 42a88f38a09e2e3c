"""Whether a 文号 is that of a document that holds no more, by 文号登记: as values and as a native formula."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from weibao.compute.openings import DEAD, dead_numbers, same_number
from weibao.compute.papers import STATES, Paper, PaperState
from weibao.functions.cells import BLANKS, FULL_WIDTH, Cell, compact, is_blank, is_error, text_of
from weibao.functions.hints import quoted
from weibao.functions.native import FALSE, NOTHING, replaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

# One way of writing a number, for comparing: what `read_number` understands, as far as people are likely to type it.
_OPENING, _CLOSING = "[［(（【〈", "]］)）】〉"
_PLAIN: Final = {
    **dict.fromkeys((*BLANKS, "第", "年", "号"), ""),
    **{wide: digit for wide, digit in FULL_WIDTH.items() if digit != "."},
    **dict.fromkeys(_OPENING, "〔"), **dict.fromkeys(_CLOSING, "〕"), "〔20": "〔", "〕0": "〕",
}  # fmt: skip
_LISTED: Final = quoted("|" + "|".join(state.label for state in DEAD) + "|")
_MANY: Final = 1000  # more than the lines that one number can have


class Register(NamedTuple):
    """References of the columns 文号 and 状态 of 文号登记."""

    numbers: str
    states: str


def gone_numbers(rows: Iterable[tuple[Cell, Cell]]) -> Collection[str]:
    """The numbers of documents given up, taken back or to be replaced; `rows` are 文号 and 状态 of 文号登记.

    None where a cell holds an error value: then nobody can say.
    """
    rows = tuple(rows)
    if any(is_error(cell) for row in rows for cell in row):
        return ()
    return dead_numbers(
        Paper(doc_no=text_of(number), state=STATES.get(compact(state), PaperState.DRAFT)) for number, state in rows
    )


def is_gone(doc_no: Cell, gone: Collection[str]) -> bool:
    """Whether the number is one of those, however it is written."""
    return not is_blank(doc_no) and same_number(text_of(doc_no)) in gone


def is_gone_formula(cell: str, register: Register) -> str:
    """The same as a formula. A line that holds counts against all that do not."""
    found = f"({_plain(register.numbers)}={_plain(cell)})"
    state = replaced(f"{register.states}&{NOTHING}", dict.fromkeys(BLANKS, ""))
    weight = f'({_MANY + 1}*ISNUMBER(FIND("|"&{state}&"|",{_LISTED}))-{_MANY})'
    return f"IF({cell}={NOTHING},{FALSE},IFERROR(SUMPRODUCT({found}*{weight})>0,{FALSE}))"


def _plain(cell: str) -> str:
    return replaced(f"{cell}&{NOTHING}", _PLAIN)
