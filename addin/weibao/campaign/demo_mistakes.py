"""The mistakes of the demonstration: who makes which, and what must come of it.

`MISTAKES` is the whole list; everything else in the demonstration is sound. A unit is named by its order (the number
in its file name), the row by a rule, so that the list holds for another rulebook too; orders that a rulebook does not
have are left out. `code` is the finding that the mistake must give, "" where the answer is in order as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from weibao.campaign.demo_counts import demo_counts
from weibao.campaign.demo_drafts import Draft, Scene
from weibao.campaign.demo_edits import put_formula, rename_sheet
from weibao.campaign.demo_text import doc_code, long_statement, statement
from weibao.compute.model import Level
from weibao.rulebook.model import Indicator
from weibao.sheets.layout import EVIDENCE, HAPPENED, INDICATORS

FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")

# Units that send nothing. The last of them is the one that hands in its neighbour's workbook.
SILENT = (16, 40, 45)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Unit number `order` does `kind`; the finding `code` tells it, with this severity in its own right."""

    order: int
    kind: str
    code: str
    what: str


MISTAKES = (
    Mistake(2, "long_text", "", "工作情况写得太长，打印时转附页"),
    Mistake(5, "off_step", "score-off-step", "自评得分不在分档上（如 0.3）"),
    Mistake(7, "full_width", "value-interpreted", "自评得分用全角数字"),
    Mistake(9, "text_date", "value-interpreted", "成文日期写成 2023.9.1 这样的文字"),
    Mistake(10, "met_with_less", "score-contradicts-level", "选了达标，得分却不满"),
    Mistake(11, "renamed_sheet", "sheet-renamed", "佐证材料表改了名"),
    Mistake(12, "two_versions", "return-choose", "交来两份内容不同的清单"),
    Mistake(13, "short_date", "date-unreadable", "成文日期只写了月日"),
    Mistake(18, "co_score", "score-not-claimable", "配合单位填了自评得分"),
    Mistake(19, "no_date", "evidence-date-missing", "材料没有成文日期"),
    Mistake(22, "formula", "formula-in-input", "自评得分填成公式"),
    Mistake(25, "blank_rows", "", "有三项没有填"),
    Mistake(27, "lower_code", "value-interpreted", "指标编号写成小写"),
    Mistake(29, "brackets", "evidence-doc-no-form", "文号年份用了圆括号"),
    Mistake(42, "veto_recent", "", "负面清单有一项在影响期内"),
    Mistake(43, "count_below_claim", "count-level-over", "填了达标，量化情况的数没有达到"),
    Mistake(44, "count_above_total", "count-impossible", "量化情况填的数多于总数"),
    Mistake(45, "neighbour", "identity-conflict", "拿邻镇的清单改了单位名称"),
    Mistake(46, "unreadable_level", "level-unreadable", "完成情况填“基本完成”"),
    Mistake(47, "counts_blank", "counts-blank", "量化情况有两行没有填"),
    Mistake(48, "late", "", "报送期限过后才交"),
    Mistake(49, "veto_old", "", "负面清单有一项早于影响期"),
    Mistake(50, "veto_blank", "vetoes-blank", "负面清单没有作答"),
    Mistake(51, "foreign_evidence", "evidence-foreign", "材料填了别的单位的指标"),
)


def spoil(draft: Draft, scene: Scene) -> None:
    """Make the mistakes that this unit makes within its own return."""
    for mistake in MISTAKES:
        plant = _PLANTS.get(mistake.kind)
        if mistake.order == draft.unit.order and plant:
            with suppress(LookupError, StopIteration):  # a rulebook in which this unit has no such row
                plant(draft, scene)


def second_version(draft: Draft, scene: Scene) -> None:
    """What the unit corrected in its second file: one answer, and the name of the file."""
    indicator = first_blankable(draft)
    draft.rows[indicator.id] = {"level": Level.UNMET.label, "statement": "经复核，原填报有误，此项尚未达到要求。"}
    if indicator in draft.claimed():
        draft.rows[indicator.id]["score"] = scene.points(0)
    draft.name = f"{draft.unit.name}－指标清单（修改稿）.xlsx"
    draft.returned = scene.due


def first_blankable(draft: Draft) -> Indicator:
    """The first row that the unit answered as met."""
    met = (item for item, _ in draft.own if draft.rows.get(item.id, {}).get("level") == Level.MET.label)
    return next(met, draft.own[0][0])


def blanked(draft: Draft) -> list[Indicator]:
    """The rows that the mistake `blank_rows` leaves open."""
    return [indicator for indicator, _ in draft.own][1:4]


def _answer(draft: Draft, scene: Scene, indicator: Indicator, level: Level, score: Any) -> None:
    """Answer a row with a level and a score that may not fit it, and a statement that fits the level."""
    role = next(role for item, role in draft.own if item.id == indicator.id)
    hints = [hint for hint in scene.rulebook.evidence if hint.indicator == indicator.id]
    types = {kind.id: kind for kind in scene.rulebook.material_types}
    chance = scene.chance(draft.unit.id, indicator.id)
    text = statement(indicator.title, level, role.claims, hints, types, chance)
    draft.rows[indicator.id] = {"level": level.label, "score": score, "statement": text}
    draft.counts = demo_counts(scene, draft.unit, draft.rows)


def _first_material(draft: Draft, scene: Scene, *, numbered: bool = False) -> dict[str, Any]:
    """A material to spoil: one of the unit's own, else a new one."""
    names = {kind.name for kind in scene.rulebook.material_types if kind.numbered}
    found = next((item for item in draft.evidence if not numbered or item["type"] in names), None)
    if found is None:
        kind = next(kind for kind in scene.rulebook.material_types if kind.numbered)
        found = {
            "indicator": draft.own[0][0].id, "title": f"{draft.own[0][0].title}工作制度", "type": kind.name,
            "doc_no": f"{doc_code(draft.unit)}〔{scene.issued.year}〕3号", "dated": scene.issued - timedelta(days=45),
        }  # fmt: skip
        draft.evidence.append(found)
    return found


def _off_step(draft: Draft, scene: Scene) -> None:
    score = round(float(scene.rulebook.scale.step) * 0.6, 4)
    _answer(draft, scene, draft.claimed(2)[0], Level.PARTIAL, score)


def _full_width(draft: Draft, scene: Scene) -> None:
    indicator = draft.claimed(3)[0]
    text = str(scene.rulebook.scale.points(indicator.full - 1)).translate(FULL_WIDTH)
    _answer(draft, scene, indicator, Level.PARTIAL, text)


def _text_date(draft: Draft, scene: Scene) -> None:
    material = _first_material(draft, scene)
    day: date = material["dated"]
    material["dated"] = f"{day.year}.{day.month}.{day.day}"


def _short_date(draft: Draft, scene: Scene) -> None:
    material = _first_material(draft, scene)
    day: date = material["dated"]
    material["dated"] = f"{day.month}月{day.day}日"


def _met_with_less(draft: Draft, scene: Scene) -> None:
    indicator = draft.claimed(2)[0]
    _answer(draft, scene, indicator, Level.MET, scene.points(indicator.full - 1))


def _renamed_sheet(draft: Draft, _scene: Scene) -> None:
    draft.edits.append(lambda path: rename_sheet(path, EVIDENCE.sheet, f"{EVIDENCE.sheet}（补充后）"))


def _co_score(draft: Draft, scene: Scene) -> None:
    indicator = draft.supported()[0]
    _answer(draft, scene, indicator, Level.MET, scene.points(indicator.full))


def _no_date(draft: Draft, scene: Scene) -> None:
    _first_material(draft, scene)["dated"] = None


def _formula(draft: Draft, scene: Scene) -> None:
    indicator = draft.claimed()[0]
    points = scene.points(indicator.full)
    _answer(draft, scene, indicator, Level.MET, points)
    row = INDICATORS.first_row + [item.id for item, _ in draft.own].index(indicator.id)
    half = points / 2
    draft.edits.append(
        lambda path: put_formula(path, INDICATORS.sheet, INDICATORS.cell("score", row), f"{half:g}+{half:g}")
    )


def _blank_rows(draft: Draft, _scene: Scene) -> None:
    for indicator in blanked(draft):
        draft.rows.pop(indicator.id, None)
        draft.evidence = [item for item in draft.evidence if item["indicator"] != indicator.id]


def _lower_code(draft: Draft, scene: Scene) -> None:
    material = _first_material(draft, scene)
    material["indicator"] = material["indicator"].lower()


def _brackets(draft: Draft, scene: Scene) -> None:
    material = _first_material(draft, scene, numbered=True)
    material["doc_no"] = material["doc_no"].replace("〔", "（").replace("〕", "）")


def _veto(draft: Draft, scene: Scene, day: date) -> None:
    dated = [veto.id for veto in scene.rulebook.vetoes if veto.dated and veto.id in draft.vetoes]
    draft.vetoes[dated[-1]] = {
        "happened": HAPPENED[1], "happened_on": day,
        "statement": "（演示用，并无此事）一件上级交办事项逾期回复，现已办结。",
    }  # fmt: skip


def _veto_recent(draft: Draft, scene: Scene) -> None:
    _veto(draft, scene, scene.issued - timedelta(days=170))


def _veto_old(draft: Draft, scene: Scene) -> None:
    years = timedelta(days=365 * scene.rulebook.veto_years + 120)
    _veto(draft, scene, scene.settings.application_date - years)


def _veto_blank(draft: Draft, _scene: Scene) -> None:
    draft.vetoes.clear()


def _unreadable_level(draft: Draft, scene: Scene) -> None:
    indicator = draft.own[0][0]
    _answer(draft, scene, indicator, Level.PARTIAL, None)
    draft.rows[indicator.id]["level"] = "基本完成"


def _late(draft: Draft, scene: Scene) -> None:
    draft.returned = scene.calendar.add_workdays(scene.due, 1)


def _long_text(draft: Draft, scene: Scene) -> None:
    indicator = draft.own[0][0]
    hints = [hint for hint in scene.rulebook.evidence if hint.indicator == indicator.id]
    _answer(draft, scene, indicator, Level.MET, None)
    draft.rows[indicator.id]["statement"] = long_statement(indicator.title, hints)


def _foreign_evidence(draft: Draft, scene: Scene) -> None:
    own = {indicator.id for indicator, _ in draft.own}
    foreign = next(indicator.id for indicator in scene.rulebook.indicators if indicator.id not in own)
    _first_material(draft, scene)["indicator"] = foreign


def _count_below_claim(draft: Draft, scene: Scene) -> None:
    """The first row of a 配合 unit that says 达标 falls short of it."""
    met = {item.id for item in draft.supported() if draft.rows.get(item.id, {}).get("level") == Level.MET.label}
    counts = [count for count in scene.rulebook.counts if count.id in draft.counts]
    count = next(c for c in counts if c.total and not c.setting and scene.rulebook.indicator_of(c).id in met)
    draft.counts[count.id]["done"] = draft.counts[count.id]["total"] * 2 // 3


def _counts_blank(draft: Draft, _scene: Scene) -> None:
    for key in list(draft.counts)[-2:]:
        draft.counts.pop(key)


def _count_above_total(draft: Draft, _scene: Scene) -> None:
    cells = next(cells for cells in draft.counts.values() if cells.get("total"))
    cells["done"] = cells["total"] + 3


_PLANTS: dict[str, Callable[[Draft, Scene], None]] = {
    "off_step": _off_step,
    "full_width": _full_width,
    "text_date": _text_date,
    "short_date": _short_date,
    "met_with_less": _met_with_less,
    "renamed_sheet": _renamed_sheet,
    "co_score": _co_score,
    "no_date": _no_date,
    "formula": _formula,
    "blank_rows": _blank_rows,
    "lower_code": _lower_code,
    "brackets": _brackets,
    "veto_recent": _veto_recent,
    "veto_old": _veto_old,
    "veto_blank": _veto_blank,
    "unreadable_level": _unreadable_level,
    "late": _late,
    "long_text": _long_text,
    "foreign_evidence": _foreign_evidence,
    "count_above_total": _count_above_total,
    "count_below_claim": _count_below_claim,
    "counts_blank": _counts_blank,
}
