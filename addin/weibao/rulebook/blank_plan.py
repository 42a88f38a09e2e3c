"""The parts of a new county's rulebook that follow from its plan: text and places, categories, phases, sums."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NoReturn

from weibao.errors import RulebookError
from weibao.rulebook.blank_form import ways_of
from weibao.rulebook.blank_parts import FILLED
from weibao.rulebook.textual import fold

if TYPE_CHECKING:
    from datetime import date

    from weibao.rulebook.blank_form import Answers

_HEADING: Final = re.compile(r"(?:[一二三四五六七八九十]+、\S{2,24}|附件\s*\d*)")
_EFFECTS: Final = ((1, "cautious", "原则上谨慎推荐"), (2, "not_recommended", "原则上不予推荐"))
_NEXT: Final = timedelta(days=1)
_FACTS: Final = {
    "score_step": "计分单位", "full": "总分", "veto_years": "负面清单影响时限", "row_deadline": "各行的完成时限",
    "veto_effects": "负面清单的效果",
}  # fmt: skip


@dataclass
class Made:
    """The county as the answers describe it."""

    answers: Answers
    head: dict[str, str] = field(default_factory=dict)
    days: dict[str, date | None] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    text: str = ""
    headings: list[str] = field(default_factory=list)


def fail(where: str, wrong: str, allowed: str = "") -> NoReturn:
    """Raise RulebookError: where in the form, what is wrong, what is allowed."""
    raise RulebookError(f"建库表“{where}”：{wrong}" + (f"；{allowed}" if allowed else "") + "。")


def plan(made: Made, units: list[dict[str, Any]], rubric: list[dict[str, Any]], vetoes: list[dict[str, Any]]) -> None:
    """The text that is quoted: the plan where it was pasted, else the tables themselves, written out."""
    text = made.answers.text.strip()
    if not text:
        rows = [
            part for row in rubric for part in (row["category"], row["topic"], row["standard"], row["units_as_written"])
        ]
        rows += [part for row in vetoes for part in (row["text"], row["units_as_written"])]
        duties = [part for unit in units if "duties" in unit for part in (unit["duty_heading"], unit["duties"])]
        text = "\n".join([made.head["plan"], "附件1", *rows, *(["附件2", *duties] if duties else [])])
    found = list(dict.fromkeys(fold(line) for line in text.split("\n") if _HEADING.fullmatch(fold(line))))
    made.places, made.text = ["标题", *found], text + "\n"
    # Headings that we have put there ourselves decide nothing.
    made.headings = [] if made.answers.text.strip() else found


def cited(made: Made, row: dict[str, Any], verbatim: str, what: str) -> dict[str, Any]:
    """The row with the part of the plan that its text stands in; without one it is an assumption of the file."""
    quote = fold(str(row.get(verbatim, "")))
    part, where = "标题", ""
    for line in made.text.split("\n") if quote else ():
        part = fold(line) if fold(line) in made.places else part
        where = where or (part if quote in fold(line) else "")
    if not where and quote and quote in fold(made.text):
        return row  # it goes over several lines: whose part that is, a person knows
    return row | ({"source": {"place": where, "item": f"{what} {row['id']}"}} if where else {})


def indicators(made: Made, rubric: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """A file for every category, in the order in which the rubric first names them."""
    names = list(dict.fromkeys(row["category"] for row in rubric))
    ordered = sorted(rubric, key=lambda row: names.index(row["category"]))
    for number, row in enumerate(ordered, 1):
        row["id"] = f"I{number:02d}"
    return {
        f"indicators/{number:02d}.toml": {
            "category": f"C{number:02d}", "assumption": FILLED,
            "indicators": [
                cited(made, {key: value for key, value in row.items() if key != "category"}, "standard", "考核细则")
                for row in ordered if row["category"] == name
            ],
        }
        for number, name in enumerate(names, 1)
    }  # fmt: skip


def meta(made: Made, rubric: list[dict[str, Any]]) -> dict[str, Any]:
    """meta.toml: names, days, sums."""
    head = made.head
    sums: dict[str, Decimal] = {}
    for row in rubric:
        sums[row["category"]] = sums.get(row["category"], Decimal(0)) + Decimal(row["full"])
    step, years = str(Decimal(head["step"])), int(head["veto_years"])
    name, *aliases = ways_of(head["group"]) or ("",)
    group = {"id": "TOWNS", "name": name, "aliases": aliases, "assumption": FILLED}
    return {
        "id": head["id"], "version": head["version"], "title": f"{head['region']}创建全国未成年人保护示范县",
        "document": head["plan"], "issuer": head["issuer"], "issued": made.days["issued"], "region": head["region"],
        "score_step": step, "full": str(sum(sums.values())), "veto_years": years, "row_deadline": "P2.1",
        "places": made.places, "coverage_from": made.places[min(1, len(made.places) - 1)],
        **({"group": group} if name else {}),
        "veto_effects": [{"at_least": at, "verdict": verdict, "label": label} for at, verdict, label in _EFFECTS],
        "categories": [
            {"assumption": FILLED}
            | cited(made, {"id": f"C{number:02d}", "name": name, "full": f"{total:f}"}, "name", "项目")
            for number, (name, total) in enumerate(sums.items(), 1)
        ],
        "facts": [{"id": key, "title": title, "assumption": FILLED} for key, title in _FACTS.items()],
    }  # fmt: skip


def phases(made: Made) -> dict[str, dict[str, Any]]:
    """phases.toml: declaration, work, inspection."""
    start, declare, target, accept = (made.days[key] for key in ("start", "declare", "target", "accept"))
    assert start  # noqa: S101 - they must be given
    assert declare  # noqa: S101
    assert target  # noqa: S101
    who = made.head["office_short"]
    work, after = (declare + _NEXT if declare < target else start), target + _NEXT
    last = {"end": accept} if accept and accept > target else {}
    return {
        "phases.toml": {
            "assumption": FILLED,
            "phases": [
                {"id": "P1", "name": "申报准备阶段", "start": start, "end": declare, "text": "申报准备阶段"},
                {"id": "P2", "name": "创建实施阶段", "start": work, "end": target, "text": "创建实施阶段"},
                {"id": "P3", "name": "评估验收阶段", "start": after, "text": "评估验收阶段"} | last,
            ],
            "milestones": [
                {"id": "P1.1", "phase": "P1", "title": "申报", "deliverable": "申报材料", "who": who,
                 "kind": "deadline", "end": declare},
                {"id": "P2.1", "phase": "P2", "title": "各项指标达到要求", "deliverable": "", "who": "各责任单位",
                 "kind": "deadline", "end": target},
                {"id": "P3.1", "phase": "P3", "title": "评估验收", "deliverable": "", "who": who,
                 **({"kind": "deadline", "end": accept} if last else {"kind": "open", "start": after})},
            ],
        }
    }  # fmt: skip
