"""Reads the scenarios of supervision_scenarios.toml into cases."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents import notice_samples as samples
from documents.kinds import supervision_samples as made
from weibao.compute.model import Mode, Status
from weibao.compute.papers import STATES

if TYPE_CHECKING:
    from weibao.compute.model import Closure, Paper, SupervisionItem
    from weibao.documents.kind import Case
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

Scenario = dict[str, Any]
KEYS = {"名称", "文书", "事项", "发文", "督办", "标题", "含", "不含", "全文", "附件", "份数", "路径", "管"}
REASONS = {
    "unmet": samples.UNMET, "partial": samples.PARTIAL, "blank": samples.BLANK, "no_evidence": samples.NO_EVIDENCE,
    "silent": samples.SILENT, "veto": ("veto", "报告发生负面清单事项“样例”", "报送情况说明"),
    "set_aside": ("set_aside", "第1轮报送的文件无法采用，没有计入", "核对后用本单位的第1轮指标清单重新报送"),
    "sent_back": ("sent_back", "第1轮指标清单退回后未重新报送", "按退回意见修改后重新报送"),
}  # fmt: skip


def load() -> list[Scenario]:
    """All scenarios; one that says what nobody reads is a mistake."""
    found: list[Scenario] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["case"]
    for scenario in found:
        assert set(scenario) <= KEYS, f"{scenario['名称']}: {set(scenario) - KEYS}"
    return found


def case_of(scenario: Scenario, rulebook: Rulebook, calendar: WorkCalendar) -> Case:
    """What the builders read of a scenario."""
    items = [_item(cells) for cells in scenario["事项"]]
    return made.case(
        rulebook, calendar, items,
        register=[_paper(cells, items) for cells in scenario.get("发文", [])],
        closures=[_closure(cells, items) for cells in scenario.get("督办", [])],
    )  # fmt: skip


def _item(cells: dict[str, Any]) -> SupervisionItem:
    if "案件" in cells:
        return made.case_item(cells["单位"], cells["案件"], inspector=cells.get("督查专员", ""))
    item = made.matter(cells["单位"], cells["指标"], *(REASONS[code] for code in cells["原因"]))
    mode = next((mode for mode in Mode if mode.label == cells.get("方式")), Mode.ORDINARY)
    item = replace(item, mode=mode, inspector=cells.get("督查专员", ""), extended=cells.get("延期", False))
    if cells.get("状态") == "销号":
        return made.done(item, cells.get("整改", ""), cells.get("佐证", ""))
    if "立项" in cells:
        item = made.running(item, due=cells["立项"])
    return replace(item, status=Status.OVERDUE) if cells.get("状态") == "逾期" else item


def _paper(cells: dict[str, Any], items: list[SupervisionItem]) -> Paper:
    about = [item for item in items if item.id in cells["事项"]]
    assert len(about) == len(cells["事项"])
    paper = made.paper(cells["文书"], about, cells["日期"], cells.get("文号", made.NOTICE))
    return replace(paper, state=STATES[cells.get("状态", "印发")])


def _closure(cells: dict[str, Any], items: list[SupervisionItem]) -> Closure:
    (item,) = [item for item in items if item.id == cells["编号"]]
    return made.closure(
        item, closed=cells.get("办结"), doc_no=cells.get("立项文号", ""), handler=cells.get("经办人", ""),
        closed_by=cells.get("销号人", ""),
    )  # fmt: skip
