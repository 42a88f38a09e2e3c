"""Every computed cell of 核定台账 twice: its native formula and the value that the formula shows.

Formula and value stand side by side so that they stay one thing; a test recalculates the workbook in a real
spreadsheet program and compares. Formulas name other cells of their own row without the sheet, and the machine sheets
by key, so that sorting, inserting rows and inserting columns do not break them. Only functions of Excel 2010.

A row is a mapping of column key → value as the sheet holds it (dates are `date`); a computed column sees the input
cells of its row and the computed columns before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from weibao.compute.deadlines import days_left, due_date, light_of, row_deadline, status_of
from weibao.compute.model import Light, Status
from weibao.errors import CalendarRangeError
from weibao.sheets.layout import (
    CLAIM_FACTS,
    EVENT_FACTS,
    ITEM_FACTS,
    LEDGER_META,
    LEDGER_NAMES,
    RETURN_FACTS,
    RETURNS,
    REVIEW,
    ROUNDS,
    RULINGS,
    SUPERVISION,
    VERIFICATION,
    Table,
)
from weibao.sheets.ledger_facts import Facts, event_key

if TYPE_CHECKING:
    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.package_sheet import Cell
    from weibao.workdays import WorkCalendar

Row = Mapping[str, "Cell"]
N = LEDGER_NAMES

INVALID = "核定有误"  # 状态 of a row whose 核定得分 cannot be counted
NO_CALENDAR = "待节假日公布"  # 状态 of an item whose due date lies beyond the published holidays
COUNTED, NOT_COUNTED, PENDING = "是", "否", "待定"
NO_DATE, BAD_DATE, BAD_VETO = "缺发生日期", "日期有误", "编号有误"


@dataclass(frozen=True)
class Event:
    """A row of 负面清单认定 as the other rows of the sheet see it."""

    veto: str
    happened_on: date | None
    ruling: str


@dataclass(frozen=True)
class Scene:
    """What the computed cells depend on besides their own row."""

    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    today: date
    window: tuple[date, date]
    facts: Facts
    events: tuple[Event, ...] = ()
    rounds: tuple[tuple[int, date], ...] = ()  # number and issue date of the rounds that have one


@dataclass(frozen=True)
class Refs:
    """Addresses of the cells of one row: refs("verified") is "$J8"."""

    table: Table
    row: int
    last: int  # the table's last prepared row, for formulas that see the whole table

    def __call__(self, key: str) -> str:
        return f"${self.table.letter(key)}{self.row}"

    def span(self, key: str) -> str:
        """The whole column, absolute, without the sheet."""
        letter = self.table.letter(key)
        return f"${letter}${self.table.first_row}:${letter}${self.last}"


@dataclass(frozen=True)
class Computed:
    """One computed column: the formula of a row, and the value that it shows."""

    key: str
    formula: Callable[[Refs], str]
    value: Callable[[Row, Scene], Cell]


def fact(table: Table, column: str, key: str) -> str:
    """Formula: a cell of a machine sheet by key; an error where the key is missing."""
    return f"INDEX({_span(table, column)},MATCH({key},{_span(table, 'key')},0))"


def _span(table: Table, column: str) -> str:
    # Machine sheets have ASCII names and need no quotes.
    return table.span(column).replace("'", "")


def look_up(table: Table, rows: Callable[[Facts], Mapping[str, Row]], column: str, key: str, own: str = "") -> Computed:
    """A column that shows a fact: column `column` of the machine sheet `table`, by the row's own `key`."""

    def formula(refs: Refs) -> str:
        found = fact(table, column, refs(key))
        return f'=IF({refs(key)}="","",IFERROR(IF({found}="","",{found}),""))'

    def value(row: Row, scene: Scene) -> Cell:
        return rows(scene.facts).get(str(row.get(key) or ""), {}).get(column)

    return Computed(own or column, formula, value)


# --- 核定 -------------------------------------------------------------------------------------------


def _number(value: Cell) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else None


def _verified(row: Row, scene: Scene) -> Decimal | None:
    """核定得分 where it can be counted: a number on the scale between 0 and the row's full score."""
    typed, full = _number(row.get("verified")), _number(row.get("full"))
    if typed is None or full is None or not 0 <= typed <= full:
        return None
    return typed if scene.rulebook.scale.steps(round(typed, 9)) is not None else None


def _valid(refs: Refs) -> str:
    v = refs("verified")
    return (
        f"IFERROR(AND(ISNUMBER({v}),{v}>=0,{v}<={refs('full')},"
        f"ABS({v}/{N['step']}-ROUND({v}/{N['step']},0))<0.000001),FALSE)"
    )


def _effective(row: Row, scene: Scene) -> Cell:
    typed = _verified(row, scene)
    return row.get("claimed") if typed is None else typed


def _lost(row: Row, scene: Scene) -> Cell:
    effective, full = _number(row.get("effective")), _number(row.get("full"))
    return None if effective is None or full is None else full - effective


def _row_days(row: Row, scene: Scene) -> Cell:
    typed = row.get("deadline")
    return days_left(typed if isinstance(typed, date) else row_deadline(scene.rulebook), scene.today)


def _days_formula(refs: Refs) -> str:
    return (
        f"=IF(ISNUMBER({refs('deadline')}),{refs('deadline')}-{N['today']},"
        f'IF({N["row_deadline"]}="","",{N["row_deadline"]}-{N["today"]}))'
    )


def _done(row: Row) -> bool:
    effective = _number(row.get("effective"))
    return effective is not None and effective == _number(row.get("full"))


def _left(row: Row) -> int | None:
    left = _number(row.get("days_left"))
    return None if left is None else int(left)


def _row_status(row: Row, scene: Scene) -> Cell:
    typed = _verified(row, scene)
    if row.get("verified") not in (None, "") and typed is None:
        return INVALID
    claimed = _number(row.get("claimed"))
    later = typed is not None and 0 < _round_given(row, scene) < scene.facts.round
    review = later and claimed is not None and claimed != typed
    spoke = _number(row.get("effective")) is not None
    return status_of(_done(row), spoke, _left(row), scene.settings.deadline_warn_days, review).label


def _round_given(row: Row, scene: Scene) -> Decimal | int:
    """核定轮次; where it is blank, the last round issued by the date of the verification; 0 where unknown."""
    typed, on = _number(row.get("round")), row.get("on")
    if typed is not None:
        return typed
    issued = [number for number, day in scene.rounds if isinstance(on, date) and day <= on]
    return max(issued, default=0)


def _round_formula(refs: Refs) -> str:
    issued, number = ROUNDS.span("issued"), ROUNDS.span("number")
    by_date = f'IFERROR(SUMPRODUCT(MAX(({issued}<={refs("on")})*({issued}<>"")*{number})),0)'
    return f"IF(ISNUMBER({refs('round')}),{refs('round')},IF(ISNUMBER({refs('on')}),{by_date},0))"


def _row_status_formula(refs: Refs) -> str:
    v, claimed, effective, left = refs("verified"), refs("claimed"), refs("effective"), refs("days_left")
    given = _round_formula(refs)
    idle = f'IF({effective}="","{Status.UNASSESSED.label}","{Status.OPEN.label}")'
    return (
        f'=IF(AND({v}<>"",NOT({_valid(refs)})),"{INVALID}",'
        f'IF(AND({v}<>"",{claimed}<>"",{given}>0,{given}<{N["round"]},{claimed}<>{v}),"{Status.REVIEW.label}",'
        f'IF(AND({effective}<>"",{effective}={refs("full")}),"{Status.DONE.label}",'
        f'IF({left}="",{idle},IF({left}<0,"{Status.OVERDUE.label}",'
        f'IF({left}<={N["warn_days"]},"{Status.DUE_SOON.label}",{idle}))))))'
    )


def _row_light(row: Row, scene: Scene) -> Cell:
    return light_of(_done(row), _left(row), scene.settings.deadline_warn_days).label


def _row_light_formula(refs: Refs) -> str:
    effective, left = refs("effective"), refs("days_left")
    return (
        f'=IF(AND({effective}<>"",{effective}={refs("full")}),"{Light.GREEN.label}",IF({left}="","",'
        f'IF({left}<0,"{Light.RED.label}",IF({left}<={N["warn_days"]},"{Light.YELLOW.label}","{Light.GREEN.label}"))))'
    )


VERIFICATION_COLUMNS = (
    *(look_up(CLAIM_FACTS, lambda facts: facts.claims, name, "id") for name in ("stated", "cap", "claimed", "evidence")),
    Computed("effective", lambda r: f"=IF({_valid(r)},{r('verified')},{r('claimed')})", _effective),
    Computed("lost", lambda r: f'=IF(ISNUMBER({r("effective")}),{r("full")}-{r("effective")},"")', _lost),
    Computed("days_left", _days_formula, _row_days),
    Computed("status", _row_status_formula, _row_status),
    Computed("light", _row_light_formula, _row_light),
)


# --- 督办 -------------------------------------------------------------------------------------------


def _gone(row: Row, scene: Scene) -> bool:
    return scene.facts.items.get(str(row.get("id") or ""), {}).get("current") == 0


def _settled(row: Row, scene: Scene) -> bool:
    return isinstance(row.get("closed"), date) or _gone(row, scene)


def _settled_formula(refs: Refs) -> str:
    return f"OR(ISNUMBER({refs('closed')}),IFERROR({fact(ITEM_FACTS, 'current', refs('id'))}=0,FALSE))"


def _item_due(row: Row, scene: Scene) -> Cell:
    opened = row.get("opened")
    if not row.get("id") or not isinstance(opened, date):
        return None
    try:
        return due_date(opened, scene.settings.rectify_limit, scene.settings.rectify_unit, scene.calendar)
    except CalendarRangeError:
        return None


def _item_due_formula(refs: Refs) -> str:
    opened, limit, off = refs("opened"), N["rectify_limit"], N["days_off"]
    work = f'WORKDAY.INTL({opened},{limit},"0000000",{off})'
    end = f'IF({N["rectify_unit"]}="月",EDATE({opened},{limit}),{opened}+{limit})'
    roll = f'WORKDAY.INTL({end}-1,1,"0000000",{off})'
    due = f'IF({N["rectify_unit"]}="工作日",{work},{roll})'
    inside = f"AND({opened}>={N['calendar_first']},{due}<={N['calendar_last']})"
    # Beyond the published holidays WORKDAY.INTL would answer with a day that may be a holiday.
    return f'=IF(OR({refs("id")}="",NOT(ISNUMBER({opened}))),"",IFERROR(IF({inside},{due},""),""))'


def _item_days(row: Row, scene: Scene) -> Cell:
    due = row.get("due")
    return None if _settled(row, scene) or not isinstance(due, date) else days_left(due, scene.today)


def _item_status(row: Row, scene: Scene) -> Cell:
    if not row.get("id"):
        return None
    if isinstance(row.get("closed"), date):
        return Status.CLOSED.label
    if _gone(row, scene):
        return Status.DONE.label
    left = _left(row)
    if left is None:
        return NO_CALENDAR if isinstance(row.get("opened"), date) else Status.OPEN.label
    return status_of(False, True, left, scene.settings.item_warn_days).label


def _item_status_formula(refs: Refs) -> str:
    left = refs("days_left")
    return (
        f'=IF({refs("id")}="","",IF(ISNUMBER({refs("closed")}),"{Status.CLOSED.label}",'
        f'IF({_settled_formula(refs)},"{Status.DONE.label}",'
        f'IF({left}="",IF(ISNUMBER({refs("opened")}),"{NO_CALENDAR}","{Status.OPEN.label}"),'
        f'IF({left}<0,"{Status.OVERDUE.label}",IF({left}<={N["item_warn_days"]},"{Status.DUE_SOON.label}","{Status.OPEN.label}"))))))'
    )


def _item_light(row: Row, scene: Scene) -> Cell:
    return light_of(_settled(row, scene), _left(row), scene.settings.item_warn_days).label if row.get("id") else None


def _item_light_formula(refs: Refs) -> str:
    left = refs("days_left")
    return (
        f'=IF({refs("id")}="","",IF({_settled_formula(refs)},"{Light.GREEN.label}",IF({left}="","",'
        f'IF({left}<0,"{Light.RED.label}",IF({left}<={N["item_warn_days"]},"{Light.YELLOW.label}","{Light.GREEN.label}")))))'
    )


SUPERVISION_COLUMNS = (
    *(look_up(ITEM_FACTS, lambda f: f.items, name, "id") for name in ("unit", "indicator", "problem", "request", "feedback")),
    Computed("due", _item_due_formula, _item_due),
    Computed(
        "days_left",
        lambda r: f'=IF(OR({r("due")}="",{_settled_formula(r)}),"",{r("due")}-{N["today"]})',
        _item_days,
    ),
    Computed("status", _item_status_formula, _item_status),
    Computed("light", _item_light_formula, _item_light),
)


# --- 负面清单认定 -------------------------------------------------------------------------------------


def _veto(row: Row, scene: Scene) -> str | None:
    veto = str(row.get("veto") or "")
    return veto if veto in scene.rulebook.veto_by_id else None


def _event_code(refs: Refs) -> str:
    """Formula: the key of the row's event, from the item and the date as they stand in the row."""
    veto, day = refs("veto"), refs("happened_on")
    return f'{veto}&"-"&IF({day}="",0,YEAR({day})*10000+MONTH({day})*100+DAY({day}))'


def _event_fact(column: str) -> Computed:
    def formula(refs: Refs) -> str:
        found = fact(EVENT_FACTS, column, _event_code(refs))
        return f'=IF({refs("veto")}="","",IFERROR({found}&"",""))'

    return Computed(column, formula, lambda row, scene: _reported(row, scene).get(column))


def _reported(row: Row, scene: Scene) -> Row:
    day = row.get("happened_on")
    if not row.get("veto") or not (day in (None, "") or isinstance(day, date)):
        return {}
    return scene.facts.events.get(event_key(str(row["veto"]), day if isinstance(day, date) else None), {})


def _veto_title(row: Row, scene: Scene) -> Cell:
    veto = _veto(row, scene)
    return scene.rulebook.veto_by_id[veto].text if veto else None


def _in_window(row: Row, scene: Scene) -> Cell:
    if not row.get("veto"):
        return None
    veto, day = _veto(row, scene), row.get("happened_on")
    if veto is None:
        return BAD_VETO
    if day not in (None, "") and not isinstance(day, date):
        return BAD_DATE
    if not scene.rulebook.veto_by_id[veto].dated:
        return COUNTED
    if not isinstance(day, date):
        return NO_DATE
    return COUNTED if scene.window[0] <= day <= scene.window[1] else NOT_COUNTED


def _in_window_formula(refs: Refs) -> str:
    veto, day = refs("veto"), refs("happened_on")
    return (
        f'=IF({veto}="","",IF(ISNA(MATCH({veto},{_span(LEDGER_META, "key")},0)),"{BAD_VETO}",'
        f'IF(AND({day}<>"",NOT(ISNUMBER({day}))),"{BAD_DATE}",'
        f'IF({fact(LEDGER_META, "dated", veto)}=0,"{COUNTED}",IF({day}="","{NO_DATE}",'
        f'IF(AND({day}>={N["window_from"]},{day}<={N["window_to"]}),"{COUNTED}","{NOT_COUNTED}"))))))'
    )


def _ruling(row: Row, scene: Scene) -> str:
    """The ruling of the row's event; rows of the same event that contradict each other make it 待查."""
    day = row.get("happened_on")
    mine = (str(row.get("veto")), day if isinstance(day, date) else None)
    words = {event.ruling for event in scene.events if (event.veto, event.happened_on) == mine and event.ruling}
    return words.pop() if len(words) == 1 else "待查" if words else ""


def _counted(row: Row, scene: Scene) -> Cell:
    inside = row.get("in_window")
    if not row.get("veto"):
        return None
    if inside in (BAD_VETO, BAD_DATE, NOT_COUNTED):
        return NOT_COUNTED
    ruling, reported = _ruling(row, scene), bool(_reported(row, scene))
    if ruling in ("是", "否"):
        return COUNTED if ruling == "是" else NOT_COUNTED
    if inside == COUNTED and reported and scene.settings.veto_unruled_counts:
        return COUNTED
    # An event that no unit reports any longer is gone; one that the office noted itself waits for its ruling.
    return PENDING if reported or ruling or not row.get("key") else NOT_COUNTED


def _counted_formula(refs: Refs) -> str:
    veto, day, inside = refs("veto"), refs("happened_on"), refs("in_window")
    same = f"({refs.span('veto')}={veto})*({refs.span('happened_on')}={day})"
    said = {word: f'SUMPRODUCT({same}*({refs.span("ruling")}="{word}"))' for word in ("是", "否", "待查")}
    yes = f"AND({said['是']}>0,{said['否']}+{said['待查']}=0)"
    no = f"AND({said['否']}>0,{said['是']}+{said['待查']}=0)"
    ruled = f"{said['是']}+{said['否']}+{said['待查']}>0"
    reported = f"ISNUMBER(MATCH({_event_code(refs)},{_span(EVENT_FACTS, 'key')},0))"
    return (
        f'=IF({veto}="","",IF(OR({inside}="{BAD_VETO}",{inside}="{BAD_DATE}",{inside}="{NOT_COUNTED}"),"{NOT_COUNTED}",'
        f'IF({yes},"{COUNTED}",IF({no},"{NOT_COUNTED}",'
        f'IF(AND({inside}="{COUNTED}",{reported},{N["unruled_counts"]}="是"),"{COUNTED}",'
        f'IF(OR({reported},{ruled},{refs("key")}=""),"{PENDING}","{NOT_COUNTED}"))))))'
    )


RULING_COLUMNS = (
    Computed(
        "title",
        lambda r: f'=IF({r("veto")}="","",IFERROR({fact(LEDGER_META, "value", r("veto"))},""))',
        _veto_title,
    ),
    _event_fact("units"),
    _event_fact("statement"),
    Computed("in_window", _in_window_formula, _in_window),
    Computed("counted", _counted_formula, _counted),
)

RETURN_COLUMNS = tuple(
    look_up(RETURN_FACTS, lambda facts: facts.returns, name, "key")
    for name in ("issued", "status", "received", "used", "others")
)
REVIEW_COLUMNS = tuple(
    look_up(CLAIM_FACTS, lambda facts: facts.claims, name, "key")
    for name in ("level", "stated", "statement", "evidence")
)

# Tables with computed columns, by sheet, in the order in which they are computed.
COMPUTED: dict[str, tuple[Table, tuple[Computed, ...]]] = {
    RETURNS.sheet: (RETURNS, RETURN_COLUMNS),
    REVIEW.sheet: (REVIEW, REVIEW_COLUMNS),
    VERIFICATION.sheet: (VERIFICATION, VERIFICATION_COLUMNS),
    SUPERVISION.sheet: (SUPERVISION, SUPERVISION_COLUMNS),
    RULINGS.sheet: (RULINGS, RULING_COLUMNS),
}


def computed_values(columns: tuple[Computed, ...], row: Row, scene: Scene, kept: frozenset[str] = frozenset()) -> Row:
    """The row with its computed columns filled in; those of `kept` hold what a person put there."""
    values = dict(row)
    for column in columns:
        if column.key not in kept:
            values[column.key] = column.value(values, scene)
    return values
