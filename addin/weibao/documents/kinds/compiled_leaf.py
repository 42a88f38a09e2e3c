"""指标扉页: what lies before an indicator's materials. Its standard word for word, points, units, scores, materials,
and what is due for it when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document
from weibao.documents.kinds import compiled_words as own
from weibao.documents.kinds.report_figures import points

if TYPE_CHECKING:
    from weibao.compute.compilation import Chapter, Volume
    from weibao.compute.model import IndicatorResult
    from weibao.compute.tasks import TaskNode

FIELDS: Final = {
    "指标": "指标编号和名称，如：I03 全体会议",
    "项目": "所属项目和内容，如：组织领导·组织协调",
    "标准": "工作标准，照抄原文",
    "分值": "满分，如：2分",
    "单位": "责任单位，照抄原文",
    "申报": "申报得分",
    "核定": "核定得分",
    "完成": "完成情况",
    "节点": "达标时限、相关的时间节点和重点任务，各行",
    "件数": "材料件数",
    "件": f"材料目录，{own.LINES}；没有时为空",
}

_COLUMNS: Final = (
    lay.Column("档号（拟）", 1240, "{{ 件.档号 }}", "WBTableCentre"),
    lay.Column("文号", 1560, "{{ 件.文号 }}", "WBTableCentre"),
    lay.Column("责任者", 1150, "{{ 件.责任者 }}"),
    lay.Column("题名", 2070, "{{ 件.题名 }}"),
    lay.Column("日期", 1230, "{{ 件.日期 }}", "WBTableCentre"),
    lay.Column("页数", 600, "{{ 件.页数 }}", "WBTableCentre"),
    lay.Column("备注", 994, "{{ 件.备注 }}"),
)
_NODES: Final = 5  # of the tasks' milestones: more are counted
_WIDTHS: Final = (1500, 1448, 1500, 1448, 1500, 1448)


def build() -> bytes:
    """The template's bytes, always the same: one upright page, more where there are many materials."""
    head, text, centre = "WBTableHead", "WBTableText", "WBTableCentre"
    rows = [
        (lay.Cell("项目和内容", style=head), lay.Cell("{{ 项目 }}", 5, text)),
        (lay.Cell("工作标准", style=head), lay.Cell("{{ 标准 }}", 5, text)),
        (lay.Cell("责任单位", style=head), lay.Cell("{{ 单位 }}", 5, text)),
        (
            lay.Cell("分值", style=head),
            lay.Cell("{{ 分值 }}", style=centre),
            lay.Cell("申报得分", style=head),
            lay.Cell("{{ 申报 }}", style=centre),
            lay.Cell("核定得分", style=head),
            lay.Cell("{{ 核定 }}", style=centre),
        ),
        (lay.Cell("完成情况", style=head), lay.Cell("{{ 完成 }}", 5, text)),
        (lay.Cell("时限和任务", style=head), lay.Cell("{{ 节点 }}", 5, text)),
    ]
    body = (
        lay.paragraph("WBTitle", "{{ 指标 }}")
        + lay.blank()
        + lay.paragraph("WBHeading1", "一、基本情况")
        + lay.grid(_WIDTHS, rows, height=560)
        + lay.blank()
        + lay.paragraph("WBHeading1", "二、材料目录（{{ 件数 }}件）")
        + lay.only("件", lay.table(_COLUMNS, "件", "件"), lay.blank())
        + lay.only("not 件", lay.paragraph("WBBody", "没有登记材料。"))
    )
    return layouts.plain(body, title="指标扉页模板")


def document(case: Case, volume: Volume, chapter: Chapter) -> Document:
    """The leaf of one indicator."""
    indicator = chapter.indicator
    result = next(item for item in case.assessment.indicators if item.indicator == indicator.id)
    context: dict[str, Any] = {
        "指标": f"{indicator.id} {indicator.title}",
        "项目": f"{volume.category.name}·{indicator.topic}",
        "标准": own.wide(indicator.standard),
        "分值": f"{points(case.rulebook, indicator.full)}分",
        "单位": own.wide(indicator.units_as_written),
        "申报": _score(case, result.figures.claimed, "未评"),
        "核定": _score(case, result.figures.verified, "未核定"),
        "完成": result.level.label,
        "节点": "\n".join(_dates(case, result)),
        "件数": len(chapter.in_it),
        "件": [own.line(case, entry, at) for at, entry in enumerate(chapter.entries, 1)],
    }
    return Document(
        key=f"R{case.assessment.round}-{indicator.id}",
        path=own.leaf_path(chapter),
        title=f"{indicator.id} {indicator.title}（指标扉页）",
        context=context,
        facts=facts_of(context),
    )


def _score(case: Case, steps: int | None, none: str) -> str:
    return none if steps is None else f"{points(case.rulebook, steps)}分"


def _dates(case: Case, result: IndicatorResult) -> list[str]:
    """The deadline with the milestone that sets it, the dates of the materials, the tasks linked to it, their nodes."""
    book = case.rulebook
    said = []
    if result.deadline:
        titles = [item.title for item in book.milestones if item.end == result.deadline and item.kind == "deadline"]
        said.append(f"{wording.day(result.deadline)}前达标" + (f"（{'、'.join(titles)}）" if titles else ""))
    window = book.indicator_by_id[result.indicator].window
    if window:
        said.append(f"材料时间：{window}")
    tasks = {
        task.id: task.title for task in book.tasks if any(link.indicator == result.indicator for link in task.links)
    }
    if tasks:
        said.append(f"重点任务：{'、'.join(tasks.values())}")
    nodes = [node for node in case.office.task_nodes if node.task in tasks and node.text.strip()]
    if nodes:
        said.append(f"任务节点：{wording.some([_node(node) for node in nodes], _NODES)}")
    return said or ["—"]


def _node(node: TaskNode) -> str:
    """印发方案（2023年6月30日前，已完成）."""
    parts = [f"{wording.day(node.due)}前" if node.due else "", "已完成" if node.closed else ""]
    about = "，".join(filter(None, parts))
    return f"{' '.join(node.text.split())}（{about}）" if about else " ".join(node.text.split())


KIND: Final = own.compiled_kind("compiled_leaf", "指标扉页", FIELDS, ("指标", "标准", "单位"), build)
