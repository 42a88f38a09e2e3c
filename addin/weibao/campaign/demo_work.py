"""工作制度 of the demonstration: a survey whose report is still to be written, and a study under way; invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from weibao.sheets.layout import WORK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weibao.campaign.demo_drafts import Scene

Cell = str | int | float | date | None
# Working days after the round was issued: when each began and ended.
_SURVEY, _STUDY = (6, 10), 16


def work_entries(scene: Scene) -> list[tuple[str, Mapping[str, Cell]]]:
    """The rows to type: of the systems that ask for a report, one each."""
    book = scene.rulebook
    papers = {system.paper: system.name for system in book.work_systems}
    if not {"survey_report", "study_report"} <= papers.keys():
        return []
    units = [unit.name for unit in book.member_units] or [unit.name for unit in book.units]
    towns = [unit.name for unit in book.towns][:3]
    begun, over = (scene.calendar.add_workdays(scene.issued, days) for days in _SURVEY)
    category = book.categories[len(book.categories) // 3]
    leads = book.members(next(row for row in book.indicators if row.category == category.id).claimants)
    topic, lead = category.name, book.unit_by_id[leads[0]].name
    survey: dict[str, Cell] = {
        "id": "D1", "system": papers["survey_report"], "topic": topic, "organisers": lead,
        "units": "、".join(units[-4:-1]), "start": begun, "end": over, "place": "、".join(towns),
        "facts": "走访学校6所、村（社区）3个，召开座谈会2次，发放问卷120份。\n多数学校建立了制度，人员和台账有差距。",
        "problems": "部分学校的台账由教师兼管，更新不及时。\n校外的支持力量少，分布不均。",
        "advice": "由牵头单位统一台账的样式和更新的时间。\n各镇（街道）每季度协调一次校外力量。",
    }  # fmt: skip
    study: dict[str, Cell] = {
        "id": "D2", "system": papers["study_report"], "topic": "部门之间数据不通的问题", "organisers": units[-1],
        "units": "、".join(units[:2]), "start": scene.calendar.add_workdays(scene.issued, _STUDY),
    }  # fmt: skip
    headings = {column.key: column.header for column in WORK.columns}
    return [("", {headings[key]: value for key, value in row.items()}) for row in (survey, study)]
