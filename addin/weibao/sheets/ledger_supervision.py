"""The computed columns of 督办."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.deadlines import days_left, due_date, light_of, status_of
from weibao.compute.model import Light, Status
from weibao.errors import CalendarRangeError
from weibao.sheets.layout import ITEM_FACTS
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_formulas import Computed, fact, left_of, look_up

if TYPE_CHECKING:
    from weibao.sheets.ledger_formulas import Refs, Row, Scene
    from weibao.sheets.package_values import Cell

NO_CALENDAR = "待节假日公布"  # 状态 of an item whose due date lies beyond the published holidays


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
    left = left_of(row)
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
    return light_of(_settled(row, scene), left_of(row), scene.settings.item_warn_days).label if row.get("id") else None


def _item_light_formula(refs: Refs) -> str:
    left = refs("days_left")
    return (
        f'=IF({refs("id")}="","",IF({_settled_formula(refs)},"{Light.GREEN.label}",IF({left}="","",'
        f'IF({left}<0,"{Light.RED.label}",IF({left}<={N["item_warn_days"]},"{Light.YELLOW.label}","{Light.GREEN.label}")))))'
    )


SUPERVISION_COLUMNS = (
    *(
        look_up(ITEM_FACTS, lambda f: f.items, name, "id")
        for name in ("unit", "indicator", "problem", "request", "feedback")
    ),
    Computed("due", _item_due_formula, _item_due),
    Computed(
        "days_left",
        lambda r: f'=IF(OR({r("due")}="",{_settled_formula(r)}),"",{r("due")}-{N["today"]})',
        _item_days,
    ),
    Computed("status", _item_status_formula, _item_status),
    Computed("light", _item_light_formula, _item_light),
)
