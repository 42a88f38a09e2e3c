"""A unit's return as a person would fill it, before any mistake: levels, scores, statements, materials, signatures.

Drawn from a random generator that is seeded per unit, so that one unit's answers do not depend on another's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from weibao.campaign.demo_counts import demo_counts
from weibao.campaign.demo_people import demo_contacts
from weibao.campaign.demo_text import PHONE, doc_code, material_title, person, statement
from weibao.campaign.folder import folder_name
from weibao.compute.model import Level, Role, Round
from weibao.compute.roles import own_indicators, own_vetoes
from weibao.compute.settings import Settings
from weibao.rulebook.model import EvidenceHint, Indicator, Rulebook, Unit
from weibao.sheets.layout import HAPPENED
from weibao.sheets.prefill import CountPrefill, EvidencePrefill, Prefill, RowPrefill, VetoPrefill
from weibao.workdays import WorkCalendar

# How often a row is met, partly met, not met or left blank, in hundredths; by diligence of the unit.
_MIXES = {"good": (78, 16, 3, 3), "usual": (62, 25, 7, 6), "behind": (40, 36, 14, 10)}
_OUTCOMES = (Level.MET, Level.PARTIAL, Level.UNMET, Level.UNASSESSED)
_NOTES = ("", "", "", "", "复印件", "原件存办公室", "电子版")


@dataclass
class Draft:
    """The cells of one return, free to be spoilt. `edits` are done to the written file, `name` is its file name."""

    unit: Unit
    own: tuple[tuple[Indicator, Role], ...]
    name: str
    returned: date
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    vetoes: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, dict[str, Any]] = field(default_factory=dict)
    edits: list[Callable[[Path], None]] = field(default_factory=list)

    def prefill(self) -> Prefill:
        """As the checklist writer takes it."""
        return Prefill(
            {key: RowPrefill(**cells) for key, cells in self.rows.items()},
            tuple(EvidencePrefill(**cells) for cells in self.evidence),
            {key: VetoPrefill(**cells) for key, cells in self.vetoes.items()},
            people=self.people,
            counts={key: CountPrefill(**cells) for key, cells in self.counts.items()},
        )

    def claimed(self, steps: int = 1) -> list[Indicator]:
        """The rows it may claim that are worth at least `steps`."""
        return [indicator for indicator, role in self.own if role.claims and indicator.full >= steps]

    def supported(self) -> list[Indicator]:
        return [indicator for indicator, role in self.own if not role.claims]


@dataclass(frozen=True)
class Scene:
    """What every draft is drawn from."""

    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    round: Round
    issued: date
    due: date
    seed: int

    def points(self, steps: int) -> float:
        """Steps as a number that one types."""
        return float(self.rulebook.scale.points(steps))

    def chance(self, *parts: object) -> Random:
        """A generator of its own for each purpose."""
        return Random("/".join(map(str, (self.seed, self.round.number, *parts))))  # noqa: S311


def sound_draft(scene: Scene, unit: Unit) -> Draft:
    """A return without any mistake."""
    chance = scene.chance(unit.id)
    mix = _MIXES[chance.choice(("good", "usual", "usual", "behind"))]
    returned = _workday(scene, chance, scene.due - timedelta(days=9), scene.due)
    draft = Draft(unit, own_indicators(scene.rulebook, unit.id), _file_name(scene, unit, chance), returned)
    types = {kind.id: kind for kind in scene.rulebook.material_types}
    for indicator, role in draft.own:
        level = chance.choices(_OUTCOMES, mix)[0]
        if level is Level.PARTIAL and indicator.full < 2:
            level = Level.MET
        if level is Level.UNASSESSED:
            continue
        hints = [hint for hint in scene.rulebook.evidence if hint.indicator == indicator.id]
        chance.shuffle(hints)
        cells: dict[str, Any] = {"level": level.label}
        if role.claims:
            cells["score"] = _score(scene, level, indicator.full, chance)
        cells["statement"] = statement(indicator.title, level, role.claims, hints, types, chance)
        draft.rows[indicator.id] = cells
        draft.evidence += [_material(scene, unit, indicator, hint, chance) for hint in _listed(level, hints, chance)]
    draft.vetoes = {veto.id: {"happened": HAPPENED[0]} for veto in own_vetoes(scene.rulebook, unit.id)}
    draft.people = {
        "filler": person(chance), "reviewer": person(chance), "head": person(chance),
        "phone": PHONE.format(chance.randint(1, 9999)),
        "filled_on": _workday(scene, chance, returned - timedelta(days=4), returned),
    }  # fmt: skip
    draft.people |= demo_contacts(scene, unit.id)
    draft.counts = demo_counts(scene, unit, draft.rows)
    return draft


def _score(scene: Scene, level: Level, full: int, chance: Random) -> float | None:
    """What stands in 自评得分; full marks and zero are often left to the level."""
    if level is Level.PARTIAL:
        return scene.points(chance.randint(max(1, full // 2), full - 1))
    if chance.random() < 0.25:
        return None
    return scene.points(full if level is Level.MET else 0)


def _listed(level: Level, hints: list[EvidenceHint], chance: Random) -> list[EvidenceHint]:
    """The materials that the unit lists: several where it says 达标, seldom none."""
    counts = {Level.MET: (1, 2, 2, 3, 0), Level.PARTIAL: (0, 1, 1, 2), Level.UNMET: (0,)}
    return hints[: chance.choice(counts[level])]


def _material(scene: Scene, unit: Unit, indicator: Indicator, hint: EvidenceHint, chance: Random) -> dict[str, Any]:
    kind = next(kind for kind in scene.rulebook.material_types if kind.id == hint.type)
    standing = kind.numbered and chance.random() < 0.08
    first = scene.settings.evidence_from - timedelta(days=290 if standing else 0)
    last = scene.settings.evidence_from - timedelta(days=20) if standing else scene.issued + timedelta(days=10)
    dated = _workday(scene, chance, first, last)
    place = f"佐证材料/{folder_name(unit)}/{indicator.id} {indicator.title}"
    return {
        "indicator": indicator.id,
        "title": material_title(hint, kind, unit, dated, chance),
        "doc_no": _doc_no(unit, dated, chance) if kind.numbered else None,
        "dated": dated,
        "type": kind.name,
        "location": place if chance.random() < 0.7 else f"档案室未保专柜{chance.randint(1, 6)}盒",
        "note": "现行有效" if standing else chance.choice(_NOTES) or None,
    }


def _doc_no(unit: Unit, dated: date, chance: Random) -> str:
    """A 文号 whose place in the series goes with the day: about one paper a day, two on some."""
    return f"{doc_code(unit)}〔{dated.year}〕{2 * dated.timetuple().tm_yday - chance.randint(1, 96) % 2}号"


def _workday(scene: Scene, chance: Random, first: date, last: date) -> date:
    """A working day between the two, both inside; the last one where there is none."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    working = [day for day in days if scene.calendar.is_workday(day)]
    return chance.choice(working) if working else last


def _file_name(scene: Scene, unit: Unit, chance: Random) -> str:
    """Mostly the name it was sent out under, sometimes one's own."""
    asked = f"{folder_name(unit)}－指标清单（第{scene.round.number}轮）.xlsx"
    own = (f"{unit.name}自评清单.xlsx", f"{unit.name}－指标清单（已填）.xlsx", f"未保创建指标清单-{unit.name}.xlsx")
    return asked if chance.random() < 0.7 else chance.choice(own)
