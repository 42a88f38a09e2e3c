"""A ledger and seeded answers of the units, for the tests of 核定台账."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from few_rows import whole
from weibao.compute.assessment import assess
from weibao.compute.model import (
    EvidenceInput,
    FeedbackInput,
    Level,
    ReturnState,
    ReturnStatus,
    Round,
    RowInput,
    Submission,
    VetoInput,
)
from weibao.compute.roles import own_indicators, own_vetoes
from weibao.compute.settings import Settings
from weibao.sheets.ledger import create_ledger
from weibao.sheets.ledger_read import read_office
from weibao.sheets.ledger_update import UpdateResult, update_ledger

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from weibao.compute.model import Assessment, Office
    from weibao.findings import Finding
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.macro_book import Macros
    from weibao.workdays import WorkCalendar

AS_OF = date(2023, 10, 9)
ISSUED, DUE, RECEIVED = date(2023, 9, 1), date(2023, 9, 21), date(2023, 9, 18)
ROUND = Round(1, "自评", "自评", ISSUED, DUE)


def answers(rulebook: Rulebook, unit: str, number: int, rnd: random.Random) -> Submission:
    """One unit's return: most rows 达标, some not, a few blank."""
    rows, evidence = [], []
    for indicator, role in own_indicators(rulebook, unit):
        level = rnd.choices([Level.MET, Level.PARTIAL, Level.UNMET, None], [70, 15, 8, 7])[0]
        points = None
        if level is Level.PARTIAL and role.claims:
            points = rulebook.scale.points(rnd.randint(1, max(1, indicator.full - 1)))
        text = "=已制定方案、明确专人，定期会商。" * rnd.randint(1, 4)
        rows.append(RowInput(indicator.id, level, points, text))
        evidence += [EvidenceInput(indicator.id, f"{indicator.title}材料{n}") for n in range(rnd.randint(0, 2))]
    vetoes = tuple(VetoInput(veto.id, False) for veto in own_vetoes(rulebook, unit))
    file = f"回收/第{number}轮/{rulebook.unit_by_id[unit].name}.xlsx"
    return Submission(unit, number, file, RECEIVED, tuple(rows), tuple(evidence), vetoes)


_WRITTEN: dict[tuple[object, ...], tuple[bytes, tuple[object, ...]]] = {}


def fresh_ledger(
    path: Path, rulebook: Rulebook, calendar: WorkCalendar, typed: Mapping[str, str] | None = None, *,
    rounds: Sequence[Round] = (ROUND,), as_of: date = AS_OF, pinned: bool = False, macros: Macros | None = None,
) -> Path:  # fmt: skip
    """A new ledger at `path`; one of the same contents is written once in a process and copied afterwards."""
    settings = typed or {}
    parts = (rulebook, calendar, macros)
    key = (*map(id, parts), *sorted(settings.items()), *rounds, as_of, pinned, whole())
    if key not in _WRITTEN:
        create_ledger(path, rulebook, settings, rounds, calendar, as_of=as_of, pinned=pinned, macros=macros)
        _WRITTEN[key] = path.read_bytes(), parts  # kept alive: the key has their ids
    path.write_bytes(_WRITTEN[key][0])
    return path


@dataclass
class Case:
    """A ledger on disk and what the units returned."""

    path: Path
    rulebook: Rulebook  # as published
    calendar: WorkCalendar
    submissions: dict[str, Submission]
    returns: list[ReturnState]
    number: int = 1
    as_of: date = AS_OF
    seen: list[Assessment] = field(default_factory=list)

    @classmethod
    def create(
        cls,
        path: Path,
        rulebook: Rulebook,
        calendar: WorkCalendar,
        *,
        returned: int | None = None,
        macros: Macros | None = None,
        **typed: str,
    ) -> Case:
        """A fresh ledger with round 1; the first `returned` units (all but the last by default) have returned."""
        fresh_ledger(path, rulebook, calendar, typed, pinned=True, macros=macros)
        case = cls(path, rulebook, calendar, {}, [])
        case.receive(1, returned)
        return case

    def receive(self, number: int, returned: int | None = None, seed: int = 1) -> None:
        """The returns of a round."""
        rnd, self.number = random.Random(seed), number  # noqa: S311
        towns = self.office()[1].apply(self.rulebook)
        units = towns.units[: len(towns.units) - 1 if returned is None else returned]
        self.submissions = {unit.id: answers(towns, unit.id, number, rnd) for unit in units}
        self.returns = [
            ReturnState(u.id, number, ReturnStatus.RETURNED, (s.file,), s.file, RECEIVED, ISSUED)
            if (s := self.submissions.get(u.id))
            else ReturnState(u.id, number, ReturnStatus.MISSING, issued=ISSUED)
            for u in towns.units
        ]

    def report(self, unit: str, veto: str, on: date | None, statement: str = "情况属实") -> None:
        """A unit reports an event of the negative list."""
        old = self.submissions[unit]
        others = tuple(answer for answer in old.vetoes if answer.veto != veto)
        self.submissions[unit] = _with(old, vetoes=(*others, VetoInput(veto, True, on, statement)))

    def feed_back(self, unit: str, item: str, measure: str) -> None:
        """A unit answers a supervision item."""
        self.submissions[unit] = _with(self.submissions[unit], feedback=(FeedbackInput(item, measure, RECEIVED),))

    def office(self) -> tuple[Office, Settings, tuple[Finding, ...]]:
        """What the ledger says now."""
        office, findings = read_office(self.path, self.rulebook)
        settings, more = Settings.build(self.rulebook, office.settings)
        return office, settings, (*findings, *more)

    def assess(self) -> tuple[Assessment, Settings, Rulebook]:
        """The assessment of the current round with what the ledger says now."""
        office, settings, _ = self.office()
        rulebook = settings.apply(self.rulebook)
        calendar = self.calendar.extended(office.days)
        assessment = assess(
            rulebook, calendar, settings, office, self.submissions, self.returns, round=self.number, as_of=self.as_of
        )
        return assessment, settings, rulebook

    def update(self, **more: Path) -> UpdateResult:
        """Bring the ledger up to date."""
        assessment, settings, rulebook = self.assess()
        self.seen.append(assessment)
        return update_ledger(self.path, rulebook, settings, assessment, self.returns, **more)


def _with(submission: Submission, **changes: object) -> Submission:
    from dataclasses import replace

    return replace(submission, **changes)  # type: ignore[arg-type]
