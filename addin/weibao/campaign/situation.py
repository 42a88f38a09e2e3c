"""Reading a campaign: what the office typed, what came back, and the assessment of one round on one day.

Nothing is written here. `look` is the first half of every command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from weibao.campaign.collect import Collected, collect_round
from weibao.campaign.contacts import known_contacts
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import Grounds, Kept, by_id, earlier_rounds, read_grounds, scored_numbers, scoring_round
from weibao.campaign.inbox import other_rounds
from weibao.campaign.misissued import issued_to_nobody, without_checklist
from weibao.campaign.personal import without_personal
from weibao.campaign.readings import Readings
from weibao.campaign.store import Store
from weibao.campaign.unnoted import with_unnoted
from weibao.compute.assessment import assess
from weibao.compute.basis_day import due_findings
from weibao.compute.checks import ordered
from weibao.compute.contacts import ContactChange, contact_changes, contact_findings
from weibao.compute.incoming import IncomingState
from weibao.compute.model import Assessment, ReturnState, Round
from weibao.errors import CampaignError
from weibao.findings import Finding

if TYPE_CHECKING:
    from weibao.campaign.annual import Annual
    from weibao.campaign.evidence_check import Checked

# Called as progress(what is being done, how many are done, how many there are).
Progress = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _of: int) -> None:
    """A progress callback that shows nothing."""


@dataclass(frozen=True)
class Situation:
    """One round seen from one day, where the papers of 收文登记 stand, and the last round of 年度工作情况."""

    grounds: Grounds
    collected: Collected
    assessment: Assessment
    received: tuple[IncomingState, ...] = ()
    annual: Annual | None = None

    @property
    def is_asked(self) -> bool:
        """Whether the scored round is out: before, no unit is asked anything, and none is missing."""
        return bool(self.collected.returns)

    @cached_property
    def known_proofs(self) -> Checked:
        """The materials checked against what is remembered of their files."""
        from weibao.campaign.evidence_check import check_evidence, known_evidence

        return check_evidence(self, known_evidence(self.grounds))

    @property
    def all_returns(self) -> tuple[ReturnState, ...]:
        """How the returns stand, of the scored round and of the last 年度工作情况."""
        return (*self.collected.returns, *(self.annual.year.returns if self.annual else ()))


def with_findings(assessment: Assessment, more: Iterable[Finding]) -> Assessment:
    """The assessment with findings from outside the computation, put in order; every unit's count includes them."""
    findings = ordered((*assessment.findings, *more))
    counts = Counter(item.unit for item in findings)
    units = tuple(replace(item, findings=counts[item.unit]) for item in assessment.units)
    return replace(assessment, units=units, findings=findings)


def look(
    campaign: Campaign,
    store: Store,
    *,
    as_of: date,
    number: int | None = None,
    progress: Progress = silent,
    grounds: Grounds | None = None,
    anew: bool = False,
) -> Situation:
    """Read everything and assess round `number` (by default the scoring round) as of `as_of`.

    `grounds` where they are read already. `anew`: also returns that have not changed since they were read. Raises
    CampaignError for a round that was neither issued nor noted in 轮次.
    """
    from weibao.campaign.contradictions import contradictions
    from weibao.campaign.papers import Register
    from weibao.campaign.received import received, received_findings

    kept = Kept.of(store)
    grounds = with_unnoted(grounds or read_grounds(campaign), kept.issued)
    if number:
        _check_round(grounds, kept, number)
    named, number = bool(number), number or scoring_round(grounds, kept)
    if campaign.rulebook_of(number).digest != grounds.rulebook.digest:
        grounds = with_unnoted(read_grounds(campaign, number), kept.issued)
    collected = collect_round(
        campaign.root, grounds.rulebook, grounds.settings, grounds.office, number,
        issued=by_id(grounds, number, kept.issued),
        used=by_id(grounds, number, kept.used),
        memory=by_id(grounds, number, store.choices()),
        earlier=earlier_rounds(grounds, kept, number),
        readings=Readings(campaign.machine, grounds.rulebook, anew),
        progress=progress,
    )  # fmt: skip
    collected = without_personal(collected, grounds.rulebook, grounds.settings)
    collected = _if_out(grounds.office.rounds, collected, number)
    assessment = assess(
        grounds.rulebook, grounds.calendar, grounds.settings, grounds.office, collected.submissions,
        collected.returns, round=number, as_of=as_of,
    )  # fmt: skip
    assessment = assessment if collected.returns else replace(assessment, silent_units=(), declarations=())
    states = received(grounds, as_of)
    exchanged = _exchanged(grounds, store, collected, number)
    papers = (*contradictions(Register(campaign, grounds, store)), *received_findings(grounds, states, as_of))
    annual = None if named else annual_of(grounds, store, None, as_of, progress, kept=kept, anew=anew)
    beside = _beside(grounds, store, kept, collected, number, annual, named=named)
    found = (*grounds.findings, *collected.findings, *beside, *papers)
    found += contact_findings(grounds.rulebook, exchanged)
    return Situation(grounds, collected, with_findings(replace(assessment, contacts=exchanged), found), states, annual)


def _if_out(rounds: Sequence[Round], collected: Collected, number: int) -> Collected:
    """What came back, without the units' states where they do not have the round in their hands: it is neither noted
    with its day, nor does a file of theirs say so.
    """
    noted = any(item.number == number and item.issued for item in rounds)
    out = noted or any(state.issued or state.files for state in collected.returns)
    return collected if out else replace(collected, returns=())


def annual_of(
    grounds: Grounds,
    store: Store,
    round_: Round | None,
    as_of: date,
    progress: Progress = silent,
    *,
    kept: Kept | None = None,
    anew: bool = False,
) -> Annual | None:
    """A round of 年度工作情况 (by default the last one that is out) as it came back; None where there is none.

    `kept` where it is read already; `anew` as in `look`.
    """
    from weibao.campaign.annual import KeptYear, collect_annual, last_annual

    round_ = round_ or last_annual(grounds)
    if round_ is None:
        return None
    kept, number = kept or Kept.of(store), round_.number
    own = KeptYear(
        by_id(grounds, number, kept.issued), by_id(grounds, number, kept.used),
        by_id(grounds, number, store.choices()), earlier_rounds(grounds, kept, number),
    )  # fmt: skip
    readings = Readings(grounds.campaign.machine, grounds.rulebook, anew)
    return collect_annual(grounds, round_, own, readings, as_of, progress)


def _moved_on(grounds: Grounds, store: Store, kept: Kept, collected: Collected, number: int) -> Iterable[Finding]:
    """That this round took an earlier one's place by itself."""
    from weibao.campaign.scored_round import moved_on

    pinned = bool(grounds.settings.scoring_round)  # one that is not there is told of already
    return () if pinned else moved_on(grounds.rulebook, store, kept.used, collected, number)


def _beside(
    grounds: Grounds,
    store: Store,
    kept: Kept,
    collected: Collected,
    number: int,
    annual: Annual | None,
    *,
    named: bool,
) -> Iterable[Finding]:
    """What is told of 年度工作情况, a change of the scored round, whom lists went to, and other rounds' folders."""
    yearly = annual.collected.findings if annual else ()
    moved = () if named else _moved_on(grounds, store, kept, collected, number)
    lists = (*issued_to_nobody(grounds, kept.issued, number), *without_checklist(grounds, kept.issued, number))
    lists += (*due_findings(grounds.rulebook, grounds.office.rounds),)
    if annual:
        lists += (*issued_to_nobody(grounds, kept.issued, annual.year.round.number),)
    return (*yearly, *moved, *lists, *_elsewhere(grounds, store, number, () if named else scored_numbers(grounds)))


def _elsewhere(grounds: Grounds, store: Store, number: int, rounds: Sequence[int]) -> Iterable[Finding]:
    """What lies in the folders of other rounds and is not scored."""
    pinned = bool(grounds.settings.scoring_round)
    return other_rounds(grounds.campaign.root, number, rounds, store.written, pinned=pinned)


def _exchanged(grounds: Grounds, store: Store, collected: Collected, number: int) -> tuple[ContactChange, ...]:
    """Whom a unit writes otherwise than in the last round before this one in which it wrote somebody."""
    kept = known_contacts(store)
    rounds = sorted({round_ for round_, _ in kept if round_ < number})
    earlier = {unit: (round_, who) for round_ in rounds for unit, who in by_id(grounds, round_, kept).items()}
    office = grounds.office
    return contact_changes(grounds.rulebook, office.roster, office.changes, collected.submissions, earlier)


def _check_round(grounds: Grounds, kept: Kept, number: int) -> None:
    known = {item.number for item in grounds.office.rounds} | {round_ for round_, _ in kept.issued}
    if number not in known:
        rounds = "、".join(f"第{item}轮" for item in sorted(known)) or "一轮也没有下发过"
        raise CampaignError(f"没有第{number}轮（现有：{rounds}）。请改正轮次号，或先下发清单。")
    entry = next((item for item in grounds.office.rounds if item.number == number), None)
    if entry and number not in scored_numbers(grounds):
        raise CampaignError(f"第{number}轮（{entry.name}）是年度工作情况，不计分。请改正轮次号。")
