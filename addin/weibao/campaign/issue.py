"""`issue`: one checklist per unit and round into 下发/, the evidence folders beside it, and the round into 核定台账.

A checklist that was issued is never written again: what is in the units' hands must stay what the office has on file.
A round that is out but was never noted in 轮次 is finished before another one begins.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.campaign.carried import carry, marked
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import Grounds, read_grounds, scored_numbers
from weibao.campaign.issue_annual import YearBefore, year_before
from weibao.campaign.issued import recover_unit
from weibao.campaign.misissued import issued_to_nobody
from weibao.campaign.next_round import is_answered, next_number, planned_for
from weibao.campaign.scratch import sweep
from weibao.campaign.situation import Progress, Situation, look, silent
from weibao.campaign.store import Issued, Store
from weibao.campaign.units_named import units_named
from weibao.campaign.unnoted import unnoted_rounds
from weibao.compute.basis_day import due_findings
from weibao.compute.model import Round
from weibao.compute.planned import PlannedState, RoundKind, kind_of
from weibao.documents.digests import digest
from weibao.errors import CampaignError
from weibao.findings import Finding, finding
from weibao.rulebook.compare import compare
from weibao.rulebook.model import Unit

if TYPE_CHECKING:
    from weibao.sheets.live_edits import Edits
    from weibao.sheets.prefill import Prefill


@dataclass
class IssueReport:
    """Files written, files that were already there, and what the office typed that could not be understood.

    `planned` is the round of the plan that gave what nobody had typed.
    """

    round: Round
    planned: PlannedState | None = None
    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    prefilled_from: int | None = None
    findings: tuple[Finding, ...] = ()


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
    live: Edits | None = None,
) -> IssueReport:
    """Issue round `number` (by default the next one that has not been issued) to all units or those named.

    What is not typed of a new round (name, kind, due date) is that of the plan's next one.

    `pinned` writes `issued` into the checklists' as-of cell, so that they always count from that day. With `live` the
    ledger is not written: its changes are put there, for the program that has it open.
    Raises CampaignError for an unknown unit, a due date before the issue date, and a new round that looks like a slip.
    """
    from weibao.campaign.adopt import finish_adoption

    campaign = finish_adoption(campaign, store, issued)
    grounds = read_grounds(campaign)
    out = unnoted_rounds(grounds, store.issued())
    if number is None and out and not units:
        number = min(out)
    round_, plan = _round(grounds, store, number, name, kind, issued, due, out, some=bool(units))
    in_force = grounds
    if campaign.rulebook_of(round_.number).digest != grounds.rulebook.digest:
        grounds = read_grounds(campaign, round_.number)  # one that is out stays under its rules, for latecomers too
    chosen = units_named(grounds.rulebook, units) or list(grounds.rulebook.units)
    before = _previous(campaign, store, grounds, round_, issued)
    yearly = _year_before(grounds, store, round_, before, issued)
    report = IssueReport(round_, plan, prefilled_from=before.last if before and yearly is None else None)
    report.findings = (*grounds.findings, *_changes(grounds, store, round_, before))
    if round_.number in out:
        report.findings += (finding("round-finished", number=round_.number, name=round_.name, due=round_.due),)
    _write_round(in_force, round_, [unit.id for unit in grounds.rulebook.units], live)
    sweep(campaign.issued(round_.number))
    campaign.returned(round_.number).mkdir(parents=True, exist_ok=True)
    for done, unit in enumerate(chosen):
        progress("下发清单", done, len(chosen))
        if yearly is None:
            _evidence_folders(grounds, unit)
        _issue_unit(grounds, store, unit, replace(round_, issued=issued), yearly or before, pinned, report)
    progress("下发清单", len(chosen), len(chosen))
    return report


def _round(
    grounds: Grounds,
    store: Store,
    number: int | None,
    name: str,
    kind: str,
    issued: date,
    due: date | None,
    out: Mapping[int, Round],
    *,
    some: bool,
) -> tuple[Round, PlannedState | None]:
    known = {item.number: item for item in grounds.office.rounds}
    done = {*out, *(round_ for round_, _ in store.issued())}
    rounds = (*known.values(), *out.values())
    if number is None and some and done:
        number = max(done)  # the one that they may have missed
        _check_named(known.get(number), name)
    elif number is None:
        number = min(known.keys() - done, default=0) or next_number(grounds, rounds, done, name, kind, issued)
    old = known.get(number) or out.get(number) or Round(number, "")
    if number in out:
        # The units read it in their checklists.
        name, due = old.name or name, old.due or due
    else:
        check_due(due, issued)
    # A unit that gets its checklist late does not move the dates that the others were given.
    typed = (name or old.name) and (kind or old.kind) and (due or old.due)
    plan = None if number in done or typed else planned_for(grounds, rounds, name or old.name, kind or old.kind, issued)
    kind = kind or old.kind or (plan.kind.label if plan else "")
    limit = plan.due if plan and plan.due >= issued else issued + timedelta(days=grounds.settings.return_days)
    name = name or old.name or (plan.name if plan else f"第{number}轮")
    return Round(number, name, kind, old.issued or issued, due or old.due or limit), plan


def check_due(due: date | None, issued: date) -> None:
    """CampaignError for a due date before the issue date."""
    if due and due < issued:
        raise CampaignError(
            f"报送期限 {due} 早于下发日期 {issued}。请改正报送期限；下发日期不对的，请改正核定台账的“基准日”"
            "（命令行用 --as-of）。"
        )


def _check_named(old: Round | None, name: str) -> None:
    """Single units get the round that is out: another name is meant for a new one, and must not rename that."""
    if old and old.name and name and name != old.name:
        raise CampaignError(
            f"第{old.number}轮叫“{old.name}”，不是“{name}”，没有下发。给个别单位补发这一轮的，不必写名称；"
            f"要只给个别单位下发新的一轮，请写上轮次（命令行写 --round {old.number + 1}）。"
        )


def _changes(grounds: Grounds, store: Store, round_: Round, before: _Before | None) -> Iterator[Finding]:
    """What the office should know: a due date that moves, lists of units that are gone, who owes the round before."""
    old = next((item for item in grounds.office.rounds if item.number == round_.number), None)
    if old and old.due and old.due != round_.due:
        yield finding("round-due-changed", number=round_.number, old=old.due, new=round_.due)
    yield from due_findings(grounds.rulebook, (round_,))
    yield from issued_to_nobody(grounds, store.issued(), round_.number)
    last = before.situations[-1].collected.returns if before else ()
    owing = [item for item in last if not item.used]
    if before and owing and round_.number not in {number for number, _ in store.issued()}:
        yield finding(
            "round-before-open",
            number=round_.number,
            last=before.situations[-1].assessment.round,
            count=len(owing),
        )


@dataclass(frozen=True)
class _Before:
    """What the new round begins with: the earlier rounds that have returns, oldest first."""

    situations: tuple[Situation, ...]

    @property
    def last(self) -> int:
        """The number of the last of them."""
        return self.situations[-1].assessment.round

    def prefill(self, grounds: Grounds, unit: Unit) -> Prefill:
        """The unit's last answers, and what was open in the round that it gave them in (else in the last one)."""
        from weibao.sheets.prefill import next_round

        own = [item for item in self.situations if unit.id in item.collected.submissions]
        situation = (own or self.situations)[-1]
        answers, old = situation.collected.submissions.get(unit.id), situation.grounds.rulebook
        if old.digest == grounds.rulebook.digest:
            return next_round(grounds.rulebook, situation.assessment, answers, grounds.office, unit.id)
        change = compare(old, grounds.rulebook)
        carried = carry(answers, change) if answers else None
        own_answers = carried.submission if carried else None
        filled = next_round(grounds.rulebook, situation.assessment, own_answers, grounds.office, unit.id)
        return marked(filled, change)


def _previous(campaign: Campaign, store: Store, grounds: Grounds, round_: Round, as_of: date) -> _Before | None:
    """The earlier rounds that somebody answered, None where there are none."""
    known = {number for number, _ in store.issued()} | {item.number for item in grounds.office.rounds}
    known -= {item.number for item in grounds.office.rounds} - set(scored_numbers(grounds))
    earlier = [n for n in sorted(known) if n < round_.number and is_answered(grounds, n)]
    return _Before(tuple(look(campaign, store, as_of=as_of, number=n) for n in earlier)) if earlier else None


def _year_before(
    grounds: Grounds, store: Store, round_: Round, before: _Before | None, issued: date
) -> YearBefore | None:
    """What a round of 年度工作情况 begins with; None for checklists. CampaignError where nobody is asked anything."""
    if kind_of(round_) is not RoundKind.ANNUAL:
        return None
    if not grounds.rulebook.annual_fields:
        raise CampaignError(
            f"第{round_.number}轮（{round_.name}）是年度工作情况，规则库却没有写要各单位报哪几项（annual.toml），没有下发。"
            "请先在规则库里写上（写法见 FORMAT.md）；要下发的是指标清单的，请改正“轮次”里的类型和名称。"
        )
    return year_before(grounds, store, round_, before.situations[-1] if before else None, issued)


def _write_round(grounds: Grounds, round_: Round, asked: Collection[str], live: Edits | None) -> None:
    from weibao.sheets.ledger_update import add_round

    add_round(grounds.campaign.ledger, grounds.rulebook, round_, asked, live=live)


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
    before: _Before | YearBefore | None,
    pinned: bool,
    report: IssueReport,
) -> None:
    assert round_.issued is not None  # noqa: S101 - _round sets it
    where = grounds.campaign.yearly if isinstance(before, YearBefore) else grounds.campaign.checklist
    target = where(round_.number, unit)
    record = store.issued().get((round_.number, unit.name))
    # A unit keeps its checklist where the office's list of towns, and so its number in the file's name, changed.
    there = grounds.campaign.root / record.file if record else target
    if there.exists():
        if record is None:
            recover_unit(grounds, store, round_.number, unit, there)
        report.kept.append(there)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(target, grounds, unit, round_, before, pinned=pinned)
    serial = f"{grounds.rulebook.id}/{round_.number}/{unit.id}/{round_.issued:%Y%m%d}"
    issued = Issued(serial, grounds.campaign.relative(target), digest(target.read_bytes()), round_.issued)
    store.add_issued(round_.number, unit.name, issued)
    report.written.append(target)


def _write(
    target: Path, grounds: Grounds, unit: Unit, round_: Round, before: _Before | YearBefore | None, *, pinned: bool
) -> None:
    from weibao.sheets.annual_book import write_annual
    from weibao.sheets.checklist import write_checklist

    assert round_.issued is not None  # noqa: S101 - _round sets it
    grounds_of = (grounds.rulebook, grounds.settings, unit.id, round_, grounds.calendar)
    if isinstance(before, YearBefore):
        write_annual(target, *grounds_of, as_of=round_.issued, prefill=before.prefill(grounds, unit))
        return
    filled = before.prefill(grounds, unit) if before else None
    write_checklist(target, *grounds_of, as_of=round_.issued, pinned=pinned, prefill=filled)
