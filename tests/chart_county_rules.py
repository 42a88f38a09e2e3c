"""The plan of the larger invented county: see `chart_county`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import synthetic
from weibao.rulebook.model import (
    Aggregation,
    Category,
    EvidenceHint,
    Indicator,
    MaterialType,
    Milestone,
    Phase,
    Rulebook,
    Unit,
    Veto,
)

DUE = date(2023, 10, 20)
DEPARTMENTS = (
    "县民政局", "县教育局", "县公安局", "县法院", "县检察院", "县司法局", "县财政局", "县人社局", "县卫健委",
    "县文旅局", "县市场监管局", "团县委", "县妇联", "县残联", "县关工委",
    "县未成年人保护和困境儿童关爱服务指导中心",
)  # fmt: skip
_TOWNS = (
    "东山镇", "西河镇", "南湖镇", "北桥镇", "青石镇", "白云街道", "龙泉街道", "滨江经济技术开发区管理委员会",
)  # fmt: skip
_CATEGORIES = (
    "组织领导", "工作机制", "家庭保护", "学校保护", "社会保护", "网络保护", "政府保护", "司法保护", "机构建设",
    "队伍建设",
)  # fmt: skip
# Category, title, full score in half points, who leads, who else; "TOWNS" are all of them.
INDICATORS = (
    (1, "领导协调机制", 8, "D01", "D02 D03 D12"), (1, "政策措施", 6, "D01", "TOWNS"), (2, "工作规则", 4, "D01", "D16"),
    (2, "信息共享机制", 4, "D03", "D01 D02"), (3, "家庭教育指导", 6, "D13", "D02 TOWNS"),
    (3, "监护支持与干预", 4, "D01", "D13 TOWNS"), (4, "校园安全管理", 8, "D02", "D03 D11"),
    (4, "心理健康教育", 4, "D02", "D09"), (5, "社会力量参与", 6, "D12", "D13 D15"),
    (5, "校外场所管理", 4, "D10", "D11"),
    (6, "网络素养教育", 6, "D02", "D10"), (6, "网络环境治理", 4, "D03 D10", ""), (7, "经费保障", 8, "D07", "D01"),
    (7, "困境儿童保障", 6, "D01", "D14 TOWNS"), (7, "就业和教育帮扶", 4, "D08", "D14 D02"),
    (8, "涉案未成年人社会支持", 6, "D05", "D04 D06"), (8, "法律援助", 4, "D06", "D05"),
    (9, "救助保护机构", 8, "D16", "D01"), (9, "镇级工作站点", 6, "", "TOWNS"), (10, "儿童主任队伍", 6, "D01", "TOWNS"),
    (10, "专业培训", 4, "D16", "D13 D12"), (10, "志愿服务", 4, "D15", "D12 TOWNS"),
)  # fmt: skip
_VETOES = (
    ("恶性案件", "发生侵害未成年人的恶性案件"), ("学校安全事故", "发生重大学校安全责任事故"),
    ("机构内侵害", "儿童福利机构内发生侵害事件"), ("经费未落实", "未成年人保护经费没有列入预算"),
    ("强制报告不落实", "应当报告没有报告，造成严重后果"), ("舆情处置失当", "处置失当，引发重大舆情"),
)  # fmt: skip


def rulebook() -> Rulebook:
    """Sixteen departments, eight towns, ten categories, steps of half a point."""
    kinds = [("D", "department", DEPARTMENTS), ("T", "town", _TOWNS)]
    units = [(f"{mark}{n:02d}", name, kind) for mark, kind, names in kinds for n, name in enumerate(names, 1)]
    phases = (
        ("P1", "动员部署", date(2023, 4, 1), date(2023, 5, 31)), ("P2", "全面创建", date(2023, 6, 1), DUE),
        ("P3", "总结申报", date(2023, 10, 21), date(2023, 12, 31)),
    )  # fmt: skip
    return replace(
        synthetic.rulebook(),
        title="山谷县创建方案", full=60, scale=replace(synthetic.rulebook().scale, step=Fraction(1, 2)),
        row_deadline="P2.2",
        categories=tuple(
            Category(id=f"C{n:02d}", name=name, full=1, assumption="样例") for n, name in enumerate(_CATEGORIES, 1)
        ),
        units=tuple(
            Unit(id=id_, name=name, formal=name, kind=kind, order=n, assumption="样例")
            for n, (id_, name, kind) in enumerate(units, 1)
        ),
        indicators=tuple(
            Indicator(
                id=f"I{n:02d}", order=n, category=f"C{category:02d}", topic=title, title=title, standard=title,
                full=full, lead=tuple(lead.split()), co=tuple(co.split()), units_as_written="",
                aggregation=Aggregation(), assumption="样例",
            )
            for n, (category, title, full, lead, co) in enumerate(INDICATORS, 1)
        ),
        vetoes=tuple(
            Veto(id=f"V{n}", order=n, title=title, text=text, lead=("D03",), co=("D01", "D02", "D05")[: n % 4],
                 units_as_written="", dated=n != 4, assumption="样例")
            for n, (title, text) in enumerate(_VETOES, 1)
        ),
        phases=tuple(Phase(id=id_, order=n, name=name, start=start, end=end, text="", assumption="样例")
                     for n, (id_, name, start, end) in enumerate(phases, 1)),
        milestones=tuple(
            Milestone(id=id_, phase=phase, title=title, deliverable="", who="各单位", kind="deadline",
                      start=start, end=end, assumption="样例")
            for id_, phase, title, start, end in (
                ("P2.1", "P2", "专项督查", date(2023, 9, 1), date(2023, 9, 28)),
                ("P2.2", "P2", "全面达标", date(2023, 6, 1), DUE),
                ("P3.1", "P3", "报送申报材料", date(2023, 10, 21), date(2023, 11, 10)),
            )
        ),
        evidence=tuple(
            EvidenceHint(id=f"E{n:02d}.{k}", indicator=f"I{n:02d}", text="材料", type=f"M{k:02d}", named=True,
                         assumption="样例")
            for n in range(1, len(INDICATORS) + 1) for k in range(1, 2 + n % 3)
        ),
        material_types=tuple(
            MaterialType(id=f"M{k:02d}", name=name, fields="", seal="", numbered=True, assumption="样例")
            for k, name in enumerate(("文件", "会议纪要", "工作台账"), 1)
        ),
    )  # fmt: skip
