"""Turning a scenario of evidence into what the checks take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from weibao.compute.assessment import assess
from weibao.compute.meetings import Meeting
from weibao.compute.model import (
    EvidenceInput,
    FeedbackInput,
    Level,
    Light,
    Office,
    RowInput,
    Status,
    Submission,
    SupervisionItem,
    VetoInput,
)
from weibao.compute.proof_records import FileFacts, Material, Proofs
from weibao.compute.proof_settings import proof_settings
from weibao.compute.roles import own_vetoes
from weibao.compute.settings import Settings
from weibao.documents.privacy import kinds_in
from weibao.rulebook import load_calendar, load_rulebook
from weibao.rulebook.loader import find_folder
from weibao.rulebook.model import Rulebook
from weibao.rulebook.proofs import ProofRules, load_proof_rules

AS_OF = date(2024, 4, 10)
HOME_UNIT = "市民政局"


@cache
def grounds() -> tuple[Rulebook, ProofRules]:
    book = load_rulebook()
    return book, load_proof_rules(find_folder(book.id), book.places)


def proofs(case: Mapping[str, Any], typed: Mapping[str, str] | None = None) -> Proofs:
    """A scenario as the checks see it; `typed` are settings."""
    book, rules = grounds()
    settings, _ = Settings.build(book, typed or {})
    ids = {unit.name: unit.id for unit in book.units}
    files: dict[str, FileFacts] = {}

    def keep(plain: Mapping[str, Any], unit: str) -> str:
        owner = book.unit_by_id[unit]
        path = f"佐证材料/{owner.order:02d} {owner.name}/{plain['name']}"
        files[path] = FileFacts.load({**plain, "path": path})
        return path

    materials, submissions = [], {}
    for number, row in enumerate(case.get("materials", ()), 5):
        unit = ids[row.get("unit", HOME_UNIT)]
        item = EvidenceInput(
            row.get("indicator", "I03"), row["title"], row.get("doc_no", ""), row.get("dated"), row.get("type", ""),
            row.get("location", ""), row.get("note", ""), number, "佐证材料", f"C{number}",
        )  # fmt: skip
        found = tuple(keep(plain, unit) for plain in row.get("files", ()))
        materials.append(Material(unit, "回收/清单.xlsx", item, found, "path" if found else ""))
        _extend(submissions, unit, evidence=(item,))
    for row in case.get("loose", ()):
        keep(row, ids[row.get("unit", HOME_UNIT)])
    for row in case.get("rows", ()):
        unit = ids[row.get("unit", HOME_UNIT)]
        given = RowInput(row["indicator"], Level(row["level"]), statement=row.get("statement", ""), row=6)
        _extend(submissions, unit, rows=(given,))
        if case.get("vetoes") == "all":
            _extend(submissions, unit, vetoes=tuple(VetoInput(veto.id, False) for veto in own_vetoes(book, unit)))
    for row in case.get("feedback", ()):
        _extend(submissions, ids[HOME_UNIT], feedback=(FeedbackInput(**row),))
    office = Office(
        meetings=tuple(Meeting(**{**row, "content": tuple(row["content"])}) for row in case.get("meetings", ()))
    )
    assessment = assess(book, load_calendar(), settings, office, submissions, (), round=1, as_of=AS_OF)
    items = tuple(_item(row, ids[HOME_UNIT]) for row in case.get("items", ()))
    options, _ = proof_settings(book, rules, settings)
    return Proofs(
        book, rules, settings, options, office, replace(assessment, items=items), submissions, materials, files,
        scan=kinds_in,
    )  # fmt: skip


def _item(row: Mapping[str, Any], unit: str) -> SupervisionItem:
    return SupervisionItem(
        row["id"], unit, "I03", ("unmet",), "未达标", "整改", row["opened"], row["due"], None, Status.OPEN, Light.GREEN
    )


def _extend(submissions: dict[str, Submission], unit: str, **more: tuple[Any, ...]) -> None:
    old = submissions.get(unit, Submission(unit, 1, "回收/清单.xlsx", None))
    submissions[unit] = replace(old, **{key: (*getattr(old, key), *rows) for key, rows in more.items()})
