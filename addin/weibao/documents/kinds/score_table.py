"""The table of scores: every indicator, a sum for every category and the whole, with the reason of every lost point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.documents import layout as lay
from weibao.documents.kinds.report_figures import by_category, lost_reason, points, standings, total

if TYPE_CHECKING:
    from weibao.documents.kind import Case
    from weibao.documents.kinds.report_figures import Standing, Sum

ROWS: Final = "得分表各行，每行有 序号、项目、指标、满分、自评、核定、得分、失分、未评、说明"

COLUMNS: Final = (
    lay.Column("序号", 640, "{{ 行.序号 }}", "WBTableCentre"),
    lay.Column("项目", 1240, "{{ 行.项目 }}", "WBTableCentre"),
    lay.Column("指标", 2600, "{{ 行.指标 }}"),
    *(lay.Column(key, 740, f"{{{{ 行.{key} }}}}", "WBTableCentre") for key in ("满分", "自评", "核定", "得分")),
    *(lay.Column(key, 740, f"{{{{ 行.{key} }}}}", "WBTableCentre") for key in ("失分", "未评")),
    lay.Column("失分和未评的原因", 3836, "{{ 行.说明 }}"),
)


def table() -> str:
    """The table of a landscape page, over the collection 得分表."""
    return lay.table(COLUMNS, "行", "得分表")


def rows(case: Case) -> list[dict[str, str]]:
    """A row for every indicator, 小计 behind every category and 合计 at the end; — where there is no figure."""
    found: list[dict[str, str]] = []
    for category, own in by_category(case):
        found += [_row(case, category.name, row) for row in own]
        found.append(_sum(case, category.name, "小计", total(own)))
    return [*found, _sum(case, "合计", "", total(standings(case)))]


def _row(case: Case, category: str, row: Standing) -> dict[str, str]:
    book, figures = case.rulebook, row.result.figures
    spoken = figures.effective is not None
    return {
        "序号": str(row.indicator.order),
        "项目": category,
        "指标": row.indicator.title,
        "满分": points(book, row.full),
        "自评": points(book, figures.claimed),
        "核定": points(book, figures.verified),
        "得分": points(book, row.earned if spoken else None),
        "失分": points(book, row.lost) if row.lost else "—",
        "未评": points(book, row.unassessed) if row.unassessed else "—",
        "说明": lost_reason(case, row),
    }


def _sum(case: Case, category: str, name: str, result: Sum) -> dict[str, str]:
    book = case.rulebook
    return {
        "序号": "",
        "项目": category,
        "指标": f"{name}{result.number}项" if name else f"{result.number}项",
        "满分": points(book, result.full),
        "自评": points(book, result.claimed),
        "核定": points(book, result.verified_points),
        "得分": points(book, result.earned if result.assessed else None),
        "失分": points(book, result.lost) if result.lost else "—",
        "未评": points(book, result.unassessed) if result.unassessed else "—",
        "说明": "",
    }
