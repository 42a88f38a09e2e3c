"""Checklists for tests: a rulebook with as many rows as a test needs, and random cells as people fill them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from weibao.compute.model import Round
from weibao.compute.settings import Settings
from weibao.rulebook.model import Aggregation, Scale
from weibao.sheets.checklist import write_checklist
from weibao.sheets.prefill import CountPrefill, EvidencePrefill, FeedbackPrefill, Prefill, RowPrefill, VetoPrefill

if TYPE_CHECKING:
    from pathlib import Path

    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

AS_OF = date(2023, 9, 22)
ROUND = Round(1, "第一轮自评", "自评", date(2023, 9, 11), date(2023, 10, 12))

LEVELS: list[Any] = [None, "达标", "部分达标", "未达标", " 达 标", "部分达标　", "基本达标", "未评", 1, "*达标"]
SCORES: list[Any] = [
    None, 0, 0.5, 1, 1.5, 2, 2.5, -0.5, 0.3, 0.1 + 0.2, 0.0001, "0", "1", "1.5", "１.５", "１．５分", " 2 ", "2.0",
    "1.50", "1,5", "50%", "一分", "+1", "-1", "1e0", "007", "1/2", ".5", "2分", "分", "　", date(2023, 5, 1), 45000,
]  # fmt: skip
DAYS: list[Any] = [
    None, date(2023, 5, 6), date(2022, 12, 31), date(2023, 1, 1), date(2024, 3, 31), date(2024, 4, 1), AS_OF,
    AS_OF + timedelta(days=1), AS_OF - timedelta(days=1), AS_OF + timedelta(days=3), AS_OF + timedelta(days=4),
    date(2021, 10, 30), date(2021, 10, 31), date(2023, 10, 31), date(1999, 12, 31), "2023.9.30", "2023年9月", 2023, " ",
]  # fmt: skip
NUMBERS: list[Any] = [
    None, "皋教发〔2023〕15号", "皋教发[2023]15号", "皋教发（2023）15号", "皋教发【2023】 15号", "皋教发〔2023〕015号",
    "〔2023〕15号", "皋教发〔23〕15号", "皋教发〔2023〕15", "皋教发〔2023〕第15号", "皋教发〔2023〕1.5号",
    "皋教发〔1899〕5号", "皋教发〔2100〕5号", "无", "/", "——", 2023, "关于（试行）的通知", "苏(2023)民初1", "a*b?",
    "皋教发〔2023〕15号（附件）", "(2023)苏0682民初1号",
]  # fmt: skip
HAPPENED: list[Any] = [None, "无", "有", " 有", "没有"]
ANSWERS: list[Any] = [None, "是", "否", " 是", "有", 1, 0, "", date(2023, 5, 1)]
FIGURES: list[Any] = [
    None, 0, 1, 2, 3, 4, 5, 9, 10, 14, 18, 20, 99, 100, -1, 0.5, 2.4999999, "12", "12家", "是", " ", 1e9, 1e12,
    date(2023, 5, 1),
]  # fmt: skip
TEXTS: list[Any] = [None, "通知", "工作总结", " ", "字" * 121, "第一行\n第二行", "=1+1", 12.5, "a" * 260]

PAIRS = len(LEVELS) * len(SCORES)


def settings_of(rulebook: Rulebook) -> Settings:
    return Settings.build(rulebook, {})[0]


def many_rows(rulebook: Rulebook, rows: int, step: Fraction) -> Rulebook:
    """The same rulebook with `rows` indicators: the first unit leads, shares and supports in turn, by full score."""
    first, second = rulebook.units[0].id, rulebook.units[1].id
    roles = (((first,), (second,)), ((), (first, second)), ((second,), (first,)))
    model = rulebook.indicators[0]
    indicators = tuple(
        replace(
            model, id=f"I{n + 1:03d}", order=n + 1, title=f"指标{n + 1}", full=(1, 2, 4, 10)[n // (3 * PAIRS) % 4],
            lead=roles[n % 3][0], co=roles[n % 3][1], aggregation=Aggregation(),
        )
        for n in range(rows)
    )  # fmt: skip
    return replace(rulebook, indicators=indicators, scale=Scale(step), evidence=(), counts=(), unasked=())


def every_pair(rulebook: Rulebook) -> Prefill:
    """Levels and scores in all combinations, for every role and full score; text and deadline at random."""
    chance = random.Random(7)  # noqa: S311
    pairs = [(level, score) for level in LEVELS for score in SCORES]
    warn = settings_of(rulebook).deadline_warn_days
    rows = {}
    for n, indicator in enumerate(rulebook.indicators):
        level, score = pairs[n // 3 % PAIRS]
        deadline = chance.choice([None, AS_OF + timedelta(days=chance.choice([-1, 0, 1, warn, warn + 1, 400]))])
        rows[indicator.id] = RowPrefill(level, score, chance.choice(TEXTS), deadline=deadline)
    return Prefill(rows)


def random_prefill(rulebook: Rulebook, seed: int, *, evidence: int = 300, feedback: int = 60) -> Prefill:
    """Every table filled at random."""
    chance = random.Random(seed)  # noqa: S311
    ids = [indicator.id for indicator in rulebook.indicators]
    types = [kind.name for kind in rulebook.material_types]
    codes: list[Any] = [None, *ids, *ids, ids[0].lower(), f" {ids[-1]}", "I999", "*", "I0?", 7]
    return Prefill(
        rows={
            key: RowPrefill(chance.choice(LEVELS[:6]), chance.choice(SCORES[:24]), chance.choice(TEXTS)) for key in ids
        },
        evidence=tuple(
            EvidencePrefill(
                chance.choice(codes), chance.choice(TEXTS), chance.choice(NUMBERS), chance.choice(DAYS),
                chance.choice([None, *types, *types, "照片", "*"]), chance.choice(TEXTS[:3]), None,
            )
            for _ in range(evidence)
        ),
        vetoes={
            veto.id: VetoPrefill(chance.choice(HAPPENED), chance.choice(DAYS), chance.choice(TEXTS))
            for veto in rulebook.vetoes
        },
        feedback=tuple(
            FeedbackPrefill(
                f"07-{n}", "I01", "问题", chance.choice([day for day in DAYS if not isinstance(day, (str, int))]),
                "措施", chance.choice(DAYS), None,
            )
            for n in range(feedback)
        ),
        people={"filler": "李小红", "phone": "0513-00000000", "filled_on": chance.choice(DAYS)},
        counts={
            count.id: CountPrefill(
                chance.choice(ANSWERS if count.ask == "flag" else FIGURES), chance.choice(FIGURES), chance.choice(TEXTS)
            )
            for count in rulebook.counts
        },
    )  # fmt: skip


def write(
    path: Path, rulebook: Rulebook, calendar: WorkCalendar, prefill: Prefill | None = None, unit: str = "", **more: Any
) -> Path:
    """A checklist pinned to AS_OF, of the first unit unless another is named."""
    options = {"as_of": AS_OF, "pinned": True, "prefill": prefill} | more
    round_ = options.pop("round", ROUND)
    unit = unit or rulebook.units[0].id
    write_checklist(path, rulebook, settings_of(rulebook), unit, round_, calendar, **options)
    return path
