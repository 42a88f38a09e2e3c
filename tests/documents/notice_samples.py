"""Supervision items and assessments written out by hand, for notices. Invented, like everything in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree

from weibao.compute.model import Assessment, Figures, Light, Status, SupervisionItem, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from weibao.rulebook.model import Rulebook

AS_OF = date(2023, 10, 9)
DUE = date(2023, 10, 23)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

UNMET = ("unmet", "自评为未达标（0 分，满分 1 分）", "对照工作标准整改，达到要求后补报佐证材料")
PARTIAL = ("partial", "自评为部分达标（0.5 分，满分 1 分）", "补齐未达到的部分，达到要求后补报佐证材料")
BLANK = ("blank", "未填报完成情况", "填报完成情况和工作情况，并列出佐证材料")
NO_EVIDENCE = ("no_evidence", "未列佐证材料", "补报佐证材料")
VETO_BLANK = ("veto_blank", "负面清单“拒不处置交办”未作答", "如实填写有无发生；没有发生的填“无”")
SILENT = ("silent", "第1轮指标清单未报送（报送期限 2023年9月15日）", "立即填报并经单位负责人签字盖章后报送")


def item(
    unit: str,
    indicator: str,
    *reasons: tuple[str, str, str],
    opened: date = AS_OF,
    due: date | None = DUE,
    status: Status = Status.OPEN,
) -> SupervisionItem:
    """An item asked of `unit`, by default put on the list by the notice itself."""
    return SupervisionItem(
        id=f"1-{unit}-{indicator or 'R'}",
        unit=unit,
        indicator=indicator,
        reasons=tuple(code for code, _, _ in reasons),
        problem="；".join(problem for _, problem, _ in reasons),
        request="；".join(request for _, _, request in reasons),
        opened=opened,
        due=due,
        days_left=None,
        status=status,
        light=Light.GREEN,
    )


def assessment(items: Sequence[SupervisionItem], *, as_of: date = AS_OF, number: int = 1) -> Assessment:
    """An assessment of which only the items, the day and the round matter."""
    nothing = Figures(0, None, None, None, 0, 0, 0)
    window = (as_of, as_of)
    return Assessment(
        as_of, number, as_of, window, nothing, 0, {}, (), (), (), (), Verdict.CLEAR, False, tuple(items), (), (), ()
    )


def many(rulebook: Rulebook, unit: str, count: int) -> list[SupervisionItem]:
    """`count` items of one unit with every kind of reason."""
    kinds = (UNMET, PARTIAL, BLANK, NO_EVIDENCE)
    rows = [item(unit, one.id, kinds[n % 4]) for n, one in enumerate(rulebook.indicators[: count - 1])]
    return [*rows, item(unit, "V7", VETO_BLANK)]


def moved(items: Sequence[SupervisionItem], opened: date, due: date) -> list[SupervisionItem]:
    """The items as assessed on another day before they were put on the list."""
    return [replace(one, opened=opened, due=due) for one in items]


def paragraphs(path: Path) -> list[str]:
    """The text of every paragraph of a .docx, tables included, line breaks as \\n."""
    with ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return [
        "".join(
            "\n" if node.tag == f"{W}br" else node.text or "" for node in p.iter() if node.tag in (f"{W}t", f"{W}br")
        )
        for p in root.iter(f"{W}p")
    ]
