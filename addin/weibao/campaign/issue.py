"""`issue`: one checklist per unit and round into 下发/, the evidence folders beside it, and the round into 核定台账.

A checklist that was issued is never written again: what is in the units' hands must stay what the office has on file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.folder import Campaign
from weibao.campaign.situation import Grounds, Progress, Situation, look, read_grounds, silent
from weibao.campaign.store import Issued, Store
from weibao.compute.model import Round, Submission
from weibao.errors import CampaignError
from weibao.rulebook.model import Unit

if TYPE_CHECKING:
    from weibao.sheets.prefill import Prefill


@dataclass
class IssueReport:
    """Files written, and files that were already there."""

    round: Round
    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    prefilled_from: int | None = None


def issue_round(
    campaign: Campaign,
    store: Store,
    *,
    number: int | None,
    name: str = "",
    kind: str = "",
    issued: date,
    due: date | None = None,
    pinned: bool = False,
    units: Collection[str] = (),
    progress: Progress = silent,
) -> IssueReport:
    """Issue round `number` (by default the next one that has not been issued) to all units or those named.

    `pinned` writes `issued` into the checklists' as-of cell, so that they always count from that day.
    Raises CampaignError for an unknown unit or a due date before the issue date.
    """
    grounds = read_grounds(campaign)
    round_ = _round(grounds, store, number, name, kind, issued, due)
    chosen = _units(grounds, units)
    before = _previous(campaign, store, grounds, round_, issued)
    report = IssueReport(round_, prefilled_from=before.situation.assessment.round if before else None)
    _write_round(grounds, round_)
    for done, unit in enumerate(chosen):
        progress("下发清单", done, len(chosen))
        _evidence_folders(grounds, unit)
        _issue_unit(grounds, store, unit, replace(round_, issued=issued), before, pinned, report)
    progress("下发清单", len(chosen), len(chosen))
    return report


def _round(
    grounds: Grounds, store: Store, number: int | None, name: str, kind: str, issued: date, due: date | None
) -> Round:
    known = {item.number: item for item in grounds.office.rounds}
    if number is None:
        done = {round_ for round_, _ in store.issued()}
        number = next((n for n in sorted(known) if n not in done), max([*known, *done], default=0) + 1)
    old = known.get(number) or Round(number, "")
    if due and due < issued:
        raise CampaignError(f"报送期限 {due} 早于下发日期 {issued}。请改正其中一个。")
    # A unit that gets its checklist late does not move the dates that the others were given.
    due = due or old.due or issued + timedelta(days=grounds.settings.return_days)
    return Round(number, name or old.name or f"第{number}轮", kind or old.kind, old.issued or issued, due)


def _units(grounds: Grounds, names: Collection[str]) -> list[Unit]:
    if not names:
        return list(grounds.rulebook.units)
    by_name = {
        alias: unit for unit in grounds.rulebook.units for alias in (unit.id, unit.name, unit.formal, *unit.aliases)
    }
    unknown = [name for name in names if name not in by_name]
    if unknown:
        raise CampaignError(
            f"没有这些单位：{'、'.join(unknown)}。请用规则库里的名称，例如“{grounds.rulebook.units[0].name}”。"
        )
    return [by_name[name] for name in names]


@dataclass(frozen=True)
class _Before:
    """What the new round begins with: the last round as it stands, and each unit's last answers of any round."""

    situation: Situation
    answers: Mapping[str, Submission]

    def prefill(self, grounds: Grounds, unit: Unit) -> Prefill:
        from weibao.sheets.prefill import next_round

        answers = self.answers.get(unit.id)
        return next_round(grounds.rulebook, self.situation.assessment, answers, grounds.office, unit.id)


def _previous(campaign: Campaign, store: Store, grounds: Grounds, round_: Round, as_of: date) -> _Before | None:
    """The earlier rounds, None for the first. A unit silent in the last one keeps its answers of the one before."""
    known = {number for number, _ in store.issued()} | {item.number for item in grounds.office.rounds}
    earlier = [look(campaign, store, as_of=as_of, number=n) for n in sorted(known) if n < round_.number]
    answers = {unit: item for situation in earlier for unit, item in situation.collected.submissions.items()}
    return _Before(earlier[-1], answers) if earlier else None


def _write_round(grounds: Grounds, round_: Round) -> None:
    from weibao.sheets.ledger_update import add_round

    add_round(grounds.campaign.ledger, grounds.rulebook, round_)


def _evidence_folders(grounds: Grounds, unit: Unit) -> None:
    from weibao.sheets.checklist import folder_names

    folder = grounds.campaign.evidence(unit)
    folder.mkdir(parents=True, exist_ok=True)
    for name in folder_names(grounds.rulebook, unit.id):
        (folder / name).mkdir(exist_ok=True)


def _issue_unit(
    grounds: Grounds,
    store: Store,
    unit: Unit,
    round_: Round,
    before: _Before | None,
    pinned: bool,
    report: IssueReport,
) -> None:
    from weibao.sheets.checklist import write_checklist

    assert round_.issued is not None  # noqa: S101 - _round sets it
    target = grounds.campaign.checklist(round_.number, unit)
    if target.exists():
        report.kept.append(target)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    write_checklist(
        target, grounds.rulebook, grounds.settings, unit.id, round_, grounds.calendar,
        as_of=round_.issued, pinned=pinned, prefill=before.prefill(grounds, unit) if before else None,
    )  # fmt: skip
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    serial = f"{grounds.rulebook.id}/{round_.number}/{unit.id}/{round_.issued:%Y%m%d}"
    store.add_issued(round_.number, unit.id, Issued(serial, grounds.campaign.relative(target), digest, round_.issued))
    report.written.append(target)
