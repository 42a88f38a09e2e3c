"""Records of the planned rounds, and of the levels that come to look at the county's work.

`records` has the conventions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weibao.rulebook.records import Record

if TYPE_CHECKING:
    from datetime import date

CHECKLIST: Final = "checklist"
ANNUAL: Final = "annual"
ROUND_KINDS: Final = (CHECKLIST, ANNUAL)
YEAR: Final = "{year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRound(Record):
    """A round that the plan asks for: `start` to `due`, `milestone` the 时间节点 that it serves ("": none).

    `kind`: "checklist" (指标清单) or "annual" (年度工作情况, never `scored`). With `yearly` the dates are the first
    ones, the same day of every later year counts as well, and `name` holds {year}. `setting` is the id of a setting
    whose date stands for `due` ("": none).
    """

    name: str
    kind: str
    scored: bool
    due: date
    start: date | None = None
    yearly: bool = False
    milestone: str = ""
    setting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionLevel(Record):
    """One level that inspects: 查验, 验收 or 评估核实, by `organ`, at the time of the 时间节点 `milestone`.

    `short` is the name by which the setting `assessors` knows the organ.
    """

    name: str
    organ: str
    short: str
    milestone: str = ""


DEPARTMENTS: Final = "departments"
TOWNS: Final = "towns"
FIELD_KINDS: Final = ("text", "number")
PAPERS: Final = ("annual_report", "work_points")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualField(Record):
    """What a unit answers about its year. `kind`: "text" (at most `longest` characters) or "number" (of `unit`).

    `whole`: the number counts what has no halves. `by`: "departments", "towns", ids of units and of the group; () asks
    everybody. `papers` are the kinds of documents that gather the answers.
    """

    title: str
    kind: str
    help: str
    by: tuple[str, ...] = ()
    longest: int = 300
    unit: str = ""
    whole: bool = False
    papers: tuple[str, ...] = ()
