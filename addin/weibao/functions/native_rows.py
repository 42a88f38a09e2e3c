"""The native formulas of 指标清单: what `states` computes in Python."""

from __future__ import annotations

from typing import NamedTuple

from weibao.compute.model import Level, Role, Status
from weibao.functions import hints
from weibao.functions.cells import (
    BAD_CODE,
    BLANKS,
    DECIMALS,
    FULL_WIDTH,
    LEVEL_BY_LABEL,
    LEVEL_CODES,
    LONGEST_POINTS,
    POINTS_UNIT,
)
from weibao.functions.hints import SEPARATOR, expression, quoted
from weibao.functions.native import BAD, NOTHING, compact, joined, replaced
from weibao.functions.states import OFF_STEP_CODE, PRINTED_CHARACTERS

CO = quoted(Role.CO.value)
MET, PARTIAL, UNMET = (LEVEL_CODES[level] for level in (Level.MET, Level.PARTIAL, Level.UNMET))


class Row(NamedTuple):
    """References of one row: cells of the sheet, then the helpers on `_calc` (see `states.RowState`)."""

    id: str
    full: str
    role: str
    level: str
    score: str
    statement: str
    deadline: str
    points: str
    evidence: str
    level_code: str
    score_text: str
    score_value: str
    score_level: str
    reached: str
    length: str
    issue: str


def level_code(row: Row) -> str:
    """Helper: the level as a code."""
    text, chain = compact(row.level), str(BAD_CODE)
    for label, level in reversed(LEVEL_BY_LABEL.items()):
        chain = f"IF({text}={quoted(label)},{LEVEL_CODES[level]},{chain})"
    return f"IF({text}={NOTHING},0,{chain})"


def score_text(row: Row) -> str:
    """Helper: the score's text with half-width digits."""
    pairs = dict.fromkeys((*BLANKS, POINTS_UNIT), "") | FULL_WIDTH
    return f"IFERROR({replaced(f'{row.score}&{NOTHING}', pairs)},{BAD})"


def score_value(row: Row) -> str:
    """Helper: the score as a number, "" or "?". Text counts where it is written exactly like a number."""
    text, value = row.score_text, f"VALUE({row.score_text})"
    forms = f'OR({value}&{NOTHING}={text},TEXT({value},"0.0")={text},TEXT({value},"0.00")={text})'
    from_text = f"IF({text}={NOTHING},{NOTHING},IF(AND(LEN({text})<={LONGEST_POINTS},{forms}),{value},{BAD}))"
    from_number = f"IF(ISNUMBER({row.score}),ROUND({row.score},{DECIMALS}),{from_text})"
    return f"IFERROR(IF(ISLOGICAL({row.score}),{BAD},{from_number}),{BAD})"


def _steps(points: str, step: str) -> str:
    return f"ROUND({points}/{step},{DECIMALS})"


def score_level(row: Row, step: str) -> str:
    """Helper: the level that the score alone stands for."""
    value, steps = row.score_value, _steps(row.score_value, step)
    off = f"OR({value}<0,{value}>{row.full},{steps}<>ROUND({steps},0))"
    level = f"IF({value}={row.full},{MET},IF({value}=0,{UNMET},{PARTIAL}))"
    return f"IF({value}={NOTHING},0,IF({value}={BAD},{BAD_CODE},IF({off},{OFF_STEP_CODE},{level})))"


def length(row: Row) -> str:
    """Helper: characters of 工作情况."""
    return f"IFERROR(LEN({row.statement}&{NOTHING}),0)"


def points(row: Row, step: str) -> str:
    """计分: the truth table."""
    only = f"IF(AND({row.level_code}={PARTIAL},{_steps(row.full, step)}=2),{step},{NOTHING})"
    unscored = f"IF({row.level_code}={MET},{row.full},IF({row.level_code}={UNMET},0,{only}))"
    agreed = f"OR({row.level_code}=0,{row.level_code}={row.score_level})"
    scored = f"IF(AND({row.score_level}>0,{agreed}),{row.score_value},{NOTHING})"
    void = f"OR({row.role}={CO},{row.level_code}={BAD_CODE},{row.score_level}={BAD_CODE})"
    return f"IF({void},{NOTHING},IF({row.score_level}=0,{unscored},{scored}))"


def reached(row: Row) -> str:
    """Helper: the level after the truth table, 0 for 未评."""
    own = f"IF({row.level_code}={BAD_CODE},0,{row.level_code})"
    scored = f"IF({row.points}={row.full},{MET},IF({row.points}=0,{UNMET},{PARTIAL}))"
    return f"IF({row.role}={CO},{own},IF({row.points}={NOTHING},0,{scored}))"


def days_left(row: Row, today: str) -> str:
    """剩余天数: blank without a deadline and when done."""
    return f"IF(OR({row.reached}={MET},{row.deadline}={NOTHING}),{NOTHING},{row.deadline}-{today})"


def status(row: Row, today: str, warn_days: str) -> str:
    """状态."""
    at_leisure = f"IF({row.reached}=0,{quoted(Status.UNASSESSED.label)},{quoted(Status.OPEN.label)})"
    left = f"{row.deadline}-{today}"
    pressing = f"IF({left}<={warn_days},{quoted(Status.DUE_SOON.label)},{at_leisure})"
    dated = f"IF({left}<0,{quoted(Status.OVERDUE.label)},{pressing})"
    timed = f"IF({row.deadline}={NOTHING},{at_leisure},{dated})"
    return f"IF({row.reached}={MET},{quoted(Status.DONE.label)},{timed})"


def evidence_count(row: Row, listed: str) -> str:
    """佐证材料数: `listed` is the helper column of compact 指标编号."""
    return f"COUNTIF({listed},{row.id})"


def issue(row: Row, step: str) -> str:
    """Helper: what the truth table finds, as hint text."""
    level, score = row.level_code, row.score_level
    missing = f"IF({row.length}>0,{quoted(hints.LEVEL_MISSING)},{NOTHING})"
    steps = _steps(row.full, step)
    partial = (
        f"IF({steps}=1,{quoted(hints.PARTIAL_IMPOSSIBLE)},"
        f"IF({steps}=2,{expression(hints.SCORE_INFERRED, step=step)},{quoted(hints.SCORE_MISSING)}))"
    )
    unscored = f"IF({level}=0,{missing},IF({level}={PARTIAL},{partial},{NOTHING}))"
    contradiction = (
        f"IF({level}={MET},{expression(hints.MET_NOT_FULL, full=row.full)},"
        f"IF({level}={UNMET},{quoted(hints.UNMET_NOT_ZERO)},{expression(hints.PARTIAL_EXTREME, full=row.full)}))"
    )
    scored = f"IF({level}=0,{quoted(hints.LEVEL_INFERRED)},IF({level}={score},{NOTHING},{contradiction}))"
    off_step = expression(hints.SCORE_OFF_STEP, full=row.full, step=step)
    claimed = (
        f"IF({score}={BAD_CODE},{quoted(hints.SCORE_UNREADABLE)},IF({score}={OFF_STEP_CODE},{off_step},"
        f"IF({score}=0,{unscored},{scored})))"
    )
    supporting = f"IF({score}<>0,{quoted(hints.NOT_CLAIMABLE)},IF({level}=0,{missing},{NOTHING}))"
    return f"IF({level}={BAD_CODE},{quoted(hints.LEVEL_UNREADABLE)},IF({row.role}={CO},{supporting},{claimed}))"


def hint(row: Row) -> str:
    """提示: the issue and what else is worth a look."""
    spoke = f"OR({row.reached}={MET},{row.reached}={PARTIAL})"
    short = f"OR({row.reached}={PARTIAL},{row.reached}={UNMET})"
    too_long = expression(SEPARATOR + hints.TOO_LONG, count=row.length)
    return joined(
        f"IF({row.issue}={NOTHING},{NOTHING},{quoted(SEPARATOR)}&{row.issue})",
        f"IF(AND({spoke},{row.evidence}=0),{quoted(SEPARATOR + hints.NO_EVIDENCE)},{NOTHING})",
        f"IF(AND({short},{row.length}=0),{quoted(SEPARATOR + hints.NO_REASON)},{NOTHING})",
        f"IF({row.length}>{PRINTED_CHARACTERS},{too_long},{NOTHING})",
    )


# --- the head of 指标清单 ----------------------------------------------------------------------------


def earned(points_column: str) -> str:
    """已得分."""
    return f"ROUND(SUM({points_column}),{DECIMALS})"


def possible(full_column: str, role_column: str, points_column: str) -> str:
    """可能得分: what is earned and what the claimant has not assessed yet."""
    open_rows = f"({role_column}<>{CO})*({points_column}={NOTHING})"
    return f"ROUND(SUM({points_column})+SUMPRODUCT({open_rows}*{full_column}),{DECIMALS})"


def unfinished(id_column: str, status_column: str) -> str:
    """未完成项."""
    return f"COUNTA({id_column})-COUNTIF({status_column},{quoted(Status.DONE.label)})"


def return_note(due: str, today: str, days_off: str, first: str, last: str) -> str:
    """The note on the return date. Beyond the published calendar NETWORKDAYS.INTL would be silently wrong."""
    days = f'NETWORKDAYS.INTL({today}+1,{due},"0000000",{days_off})'
    counted = expression(hints.RETURN_AHEAD, days=days)
    known = f"IF(OR({today}<{first},{due}>{last}),{quoted(hints.BEYOND_CALENDAR)},{counted})"
    ahead = f"IF({due}={today},{quoted(hints.RETURN_TODAY)},{known})"
    late = expression(hints.RETURN_LATE, days=f"({today}-{due})")
    return f"IF({due}={NOTHING},{NOTHING},IF({due}<{today},{late},{ahead}))"
