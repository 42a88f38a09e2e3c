"""The computed columns of 负面清单认定."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weibao.sheets.layout import EVENT_FACTS, LEDGER_META
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_facts import event_key
from weibao.sheets.ledger_formulas import Computed, fact, span_of

if TYPE_CHECKING:
    from weibao.sheets.ledger_formulas import Refs, Row, Scene
    from weibao.sheets.package_values import Cell

COUNTED, NOT_COUNTED, PENDING = "是", "否", "待定"
NO_DATE, BAD_DATE, BAD_VETO = "缺发生日期", "日期有误", "编号有误"


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
        f'=IF({veto}="","",IF(ISNA(MATCH({veto},{span_of(LEDGER_META, "key")},0)),"{BAD_VETO}",'
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
    reported = f"ISNUMBER(MATCH({_event_code(refs)},{span_of(EVENT_FACTS, 'key')},0))"
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
