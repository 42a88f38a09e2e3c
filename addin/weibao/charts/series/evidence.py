"""Evidence by category: of the suggested materials which are registered, which lie out of their window, which lack.

A suggested material (`rulebook.evidence`) counts as registered where any unit lists a material of its type for its
indicator, as in `compute.advice`; one listed material stands for one suggestion. What lacks is unknown rather than
missing as long as none of those who lead the indicator has returned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from weibao.charts.members import named
from weibao.charts.picture import Nothing, Picture, source_line
from weibao.compute.proof_notes import CHECK_OF
from weibao.compute.proof_settings import is_off

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pandas import DataFrame

    from weibao.charts.facts import Facts
    from weibao.rulebook.model import Rulebook

_OUTSIDE: Final = "proof-outside-window"

_Key = tuple[str, str]  # indicator, material type


@dataclass(frozen=True, slots=True)
class CategoryEvidence:
    """One category. Suggested materials: `required` are `present`, only `outside` the window, `missing` or `waiting`.

    `listed` counts the materials that units registered, `listed_outside` those of them out of the window.
    """

    name: str
    required: int
    present: int
    outside: int
    missing: int
    waiting: int
    listed: int
    listed_outside: int


@dataclass(frozen=True, slots=True)
class EvidenceByCategory:
    """One row a category, in the plan's order. `dates_checked` is False where that check is switched off."""

    rows: tuple[CategoryEvidence, ...]
    dates_checked: bool


def evidence(facts: Facts) -> Picture:
    """Suggested materials against what is registered, in the order of the rulebook."""
    body = EvidenceByCategory(_rows(facts), not is_off(facts.settings, CHECK_OF[_OUTSIDE]))
    nothing = _nothing(facts)
    return Picture(
        "evidence",
        title="佐证材料还无从对照" if nothing else _title(body.rows),
        subtitle="" if nothing else _subtitle(body, facts),
        foot=source_line(facts, "各单位第{round}轮登记的佐证材料和核查结果"),
        body=nothing or body,
    )


def _nothing(facts: Facts) -> Nothing | None:
    if not facts.rulebook.evidence:
        return Nothing(
            "规则库没有列出建议的佐证材料，没有可以对照的。在规则库里列出各项指标的建议材料以后，这里才有图。"
        )
    if not any(result.returned for result in facts.assessment.units):
        return Nothing("还没有单位报送清单，佐证材料有没有、缺不缺都说不出。收到填好的清单以后，这里才有图。")
    return None


def _rows(facts: Facts) -> tuple[CategoryEvidence, ...]:
    rulebook = facts.rulebook
    listed, outside = _listed(facts.frames)
    found: dict[str, Counter[str]] = {category.id: Counter() for category in rulebook.categories}
    back = {result.unit for result in facts.assessment.units if result.returned}
    for (indicator, kind), required in _required(rulebook).items():
        record = rulebook.indicator_by_id[indicator]
        known = not back.isdisjoint(rulebook.members(record.claimants))
        beyond = outside[indicator, kind]
        present = min(required, listed[indicator, kind] - beyond)
        only = min(required - present, beyond)
        lacking = {"missing" if known else "waiting": required - present - only}
        found[record.category].update({"required": required, "present": present, "outside": only, **lacking})
    for key, number in (("listed", listed), ("listed_outside", outside)):
        for (indicator, _), count in number.items():
            if indicator in rulebook.indicator_by_id:
                found[rulebook.indicator_by_id[indicator].category][key] += count
    keys = ("required", "present", "outside", "missing", "waiting", "listed", "listed_outside")
    return tuple(
        CategoryEvidence(category.name, *(found[category.id][key] for key in keys)) for category in rulebook.categories
    )


def _required(rulebook: Rulebook) -> Counter[_Key]:
    names = {kind.id: kind.name for kind in rulebook.material_types}
    return Counter((hint.indicator, names.get(hint.type, hint.type)) for hint in rulebook.evidence)


def _listed(frames: Mapping[str, DataFrame]) -> tuple[Counter[_Key], Counter[_Key]]:
    """How many materials are registered by indicator and type, and how many of them are out of their window."""
    places = {
        (found["file"], int(row[0]))
        for found in _records(frames["proofs"], "code", "file", "cell")
        if found["code"] == _OUTSIDE and (row := re.findall(r"\d+", found["cell"]))
    }
    listed: Counter[_Key] = Counter()
    outside: Counter[_Key] = Counter()
    for item in _records(frames["evidence"], "indicator", "type", "title", "file", "row"):
        if item["title"].strip():
            key = item["indicator"], item["type"]
            listed[key] += 1
            outside[key] += (item["file"], item["row"]) in places
    return listed, outside


def _records(frame: DataFrame, *keys: str) -> list[Mapping[str, Any]]:
    return [dict(zip(keys, values, strict=True)) for values in zip(*(frame[key].tolist() for key in keys), strict=True)]


def _title(rows: Sequence[CategoryEvidence]) -> str:
    """What lacks most; else what is only there with a date out of the window."""
    most = max(row.missing for row in rows)
    waiting, outside = sum(row.waiting for row in rows), sum(row.outside for row in rows)
    more = [f"{outside} 项只有期外的"] * bool(outside) + [f"{waiting} 项等单位报送"] * bool(waiting)
    if not most:
        return "建议的佐证材料" + ("，".join(more) + "，其余都有登记" if more else "都有登记")
    worst = [row.name for row in rows if row.missing == most]
    each = "各" if len(worst) > 1 else ""
    found = f"佐证材料缺 {sum(row.missing for row in rows)} 项：{named(worst, '项目')}缺得最多，{each}缺 {most} 项"
    return f"{found}；另有 {'、'.join(more)}" if more else found


def _subtitle(body: EvidenceByCategory, facts: Facts) -> str:
    """What is counted, and how much was registered."""
    rows, frame = body.rows, facts.frames["evidence"]
    titled = frame[frame["title"].str.strip() != ""]
    counted = sum(row.listed for row in rows)
    dates = f"日期在期外 {sum(row.listed_outside for row in rows)} 件" if body.dates_checked else "没有查日期"
    undated, elsewhere = int(titled["dated"].isna().sum()), len(titled) - counted
    parts = [f"登记 {len(titled)} 件", *([dates] if len(titled) else [])]
    parts += [f"无日期 {undated} 件"] * bool(undated) + [f"未归到指标 {elsewhere} 件"] * bool(elsewhere)
    required = sum(row.required for row in rows)
    return f"对照 {required} 项建议材料（按指标和类型，一家登记即算有，不作评分依据）；{'，'.join(parts)}"
