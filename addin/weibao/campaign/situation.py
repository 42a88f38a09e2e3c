"""Reading a campaign: what the office typed, what came back, and the assessment of one round on one day.

Nothing is written here. `look` is the first half of every command.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from weibao.campaign.collect import Collected, answered, collect_round
from weibao.campaign.contacts import known_contacts
from weibao.campaign.folder import LEDGER, LEDGER_SUFFIXES, Campaign
from weibao.campaign.identity import Earlier
from weibao.campaign.inbox import other_rounds
from weibao.campaign.paper_items import with_items
from weibao.campaign.readings import Readings
from weibao.campaign.register_files import codes_barred, placed
from weibao.campaign.store import Issued, Store
from weibao.campaign.unnoted import with_unnoted
from weibao.compute.assessment import assess
from weibao.compute.checks import ordered
from weibao.compute.contacts import ContactChange, contact_changes, contact_findings
from weibao.compute.incoming import IncomingState
from weibao.compute.members import with_roster
from weibao.compute.model import Assessment, Office, ReturnState, Round
from weibao.compute.planned import is_scored
from weibao.compute.settings import Settings
from weibao.errors import CampaignError, DamagedWorkbookError
from weibao.findings import Finding, finding
from weibao.rulebook import load_calendar
from weibao.rulebook.model import Rulebook
from weibao.workdays import WorkCalendar

if TYPE_CHECKING:
    from weibao.campaign.annual import Annual
    from weibao.campaign.evidence_check import Checked

T = TypeVar("T")
# Called as progress(what is being done, how many are done, how many there are).
Progress = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _of: int) -> None:
    """A progress callback that shows nothing."""


@dataclass(frozen=True)
class Grounds:
    """What everything is computed from: rulebook (with the campaign's towns), settings, calendar, office inputs."""

    campaign: Campaign
    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    office: Office
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Situation:
    """One round seen from one day, where the papers of 收文登记 stand, and the last round of 年度工作情况."""

    grounds: Grounds
    collected: Collected
    assessment: Assessment
    received: tuple[IncomingState, ...] = ()
    annual: Annual | None = None

    @cached_property
    def known_proofs(self) -> Checked:
        """The materials checked against what is remembered of their files."""
        from weibao.campaign.evidence_check import check_evidence, known_evidence

        return check_evidence(self, known_evidence(self.grounds))

    @property
    def all_returns(self) -> tuple[ReturnState, ...]:
        """How the returns stand, of the scored round and of the last 年度工作情况."""
        return (*self.collected.returns, *(self.annual.year.returns if self.annual else ()))


@dataclass(frozen=True, slots=True)
class Kept:
    """What the history keeps by (round, unit's name): the checklists issued, and the returns that counted last."""

    issued: Mapping[tuple[int, str], Issued]
    used: Mapping[tuple[int, str], tuple[str, str]]

    @classmethod
    def of(cls, store: Store) -> Kept:
        return cls(store.issued(), store.used())


def read_grounds(campaign: Campaign, number: int | None = None) -> Grounds:
    """Rulebook, settings and office inputs of a campaign, by the rules of round `number` (None: those in force).

    Raises CampaignError where 核定台账 is missing.
    """
    from weibao.campaign.evidence_check import settings_misread
    from weibao.sheets.ledger_read import read_office

    if not campaign.ledger.exists():
        raise CampaignError(
            f"找不到“{campaign.ledger.name}”，核定得分、意见和办结都记在里面。如果是误删或改名，请先恢复{_kept(campaign)}；"
            f"确实要从空白重新建一本，请运行 weibao new {campaign.root} --ledger。"
        )
    published = campaign.rulebook_of(number) if number else campaign.rulebook
    try:
        office, findings = read_office(campaign.ledger, published)
    except DamagedWorkbookError as error:
        raise DamagedWorkbookError(f"{error}{_kept(campaign)}") from error
    office, placings = placed(office, campaign.documents, campaign.ledger.name)
    office, unreadable = with_items(office, campaign.documents)
    settings, more = Settings.build(published, with_roster(published, office))
    more += unreadable
    more += codes_barred(published, settings, campaign.ledger.name)
    more += settings_misread(campaign, published, settings)
    rulebook = settings.apply(published)
    calendar = load_calendar().extended(office.days)
    wanted, known = settings.scoring_round, [item.number for item in office.rounds]
    if wanted and known and wanted not in known:
        more += (finding("scoring-round-unknown", number=wanted, known="、".join(map(str, sorted(known)))),)
    grounds = Grounds(campaign, rulebook, settings, calendar, office, (*findings, *placings, *more))
    if wanted in known and wanted not in scored_numbers(grounds):
        name = next(item.name for item in office.rounds if item.number == wanted)
        told = finding("scoring-round-unscored", number=wanted, name=name)
        grounds = replace(grounds, findings=(*grounds.findings, told))
    return grounds


def scored_numbers(grounds: Grounds) -> tuple[int, ...]:
    """The rounds of 轮次 that points are counted by: none of 年度工作情况."""
    rounds = grounds.office.rounds
    return tuple(item.number for item in rounds if is_scored(grounds.rulebook, grounds.settings, rounds, item))


def _kept(campaign: Campaign) -> str:
    """How to get the ledger back as it was last kept; "" where none is."""
    from weibao.campaign.versions import versions

    names = [f"{LEDGER}{suffix}" for suffix in LEDGER_SUFFIXES]
    kept = next((item for item in versions(campaign.machine) if item.path in names), None)
    if kept is None:
        return ""
    when = kept.at[:16].replace("T", " ")
    return f"（最近一次的留底是 {when} 的：weibao restore {campaign.root} --file {kept.path}）"


def scoring_round(grounds: Grounds, kept: Kept) -> int:
    """The round that is scored: the setting, else the latest that has a return, else the latest issued, else 1.

    A return is a file that can be believed; what is only put into a round's folder does not make it the scored one.
    A round of 年度工作情况 never is.
    """
    first = max([item.number for item in grounds.office.rounds], default=0) + 1
    numbers = sorted(set(scored_numbers(grounds)), reverse=True) or [first]
    if grounds.settings.scoring_round in numbers:
        return grounds.settings.scoring_round
    # What was answered under other rules counts for as long as no round is out under those in force.
    first = grounds.campaign.first_round
    numbers = [number for number in numbers if number >= first] or numbers
    root, rulebook, settings = grounds.campaign.root, grounds.rulebook, grounds.settings
    readings = Readings(grounds.campaign.machine, rulebook)

    def is_answered(number: int) -> bool:
        issued, earlier = _by_id(grounds, number, kept.issued), _earlier(grounds, kept, number)
        return answered(root, rulebook, settings, number, issued, earlier, readings)

    return next(filter(is_answered, numbers), numbers[0])


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
        issued=_by_id(grounds, number, kept.issued),
        used=_by_id(grounds, number, kept.used),
        memory=_by_id(grounds, number, store.choices()),
        earlier=_earlier(grounds, kept, number),
        readings=Readings(campaign.machine, grounds.rulebook, anew),
        progress=progress,
    )  # fmt: skip
    assessment = assess(
        grounds.rulebook, grounds.calendar, grounds.settings, grounds.office, collected.submissions,
        collected.returns, round=number, as_of=as_of,
    )  # fmt: skip
    states = received(grounds, as_of)
    exchanged = _exchanged(grounds, store, collected, number)
    papers = (*contradictions(Register(campaign, grounds, store)), *received_findings(grounds, states, as_of))
    annual = None if named else annual_of(grounds, store, None, as_of, progress, kept=kept, anew=anew)
    beside = _beside(grounds, store, kept, collected, number, annual, named=named)
    found = (*grounds.findings, *collected.findings, *beside, *papers)
    found += contact_findings(grounds.rulebook, exchanged)
    return Situation(grounds, collected, with_findings(replace(assessment, contacts=exchanged), found), states, annual)


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
        _by_id(grounds, number, kept.issued), _by_id(grounds, number, kept.used),
        _by_id(grounds, number, store.choices()), _earlier(grounds, kept, number),
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
    """What is told of 年度工作情况, of a change of the scored round, and of other rounds' folders."""
    yearly = annual.collected.findings if annual else ()
    moved = () if named else _moved_on(grounds, store, kept, collected, number)
    return (*yearly, *moved, *_elsewhere(grounds, store, number, () if named else scored_numbers(grounds)))


def _elsewhere(grounds: Grounds, store: Store, number: int, rounds: Sequence[int]) -> Iterable[Finding]:
    """What lies in the folders of other rounds and is not scored."""
    pinned = bool(grounds.settings.scoring_round)
    return other_rounds(grounds.campaign.root, number, rounds, store.written, pinned=pinned)


def _exchanged(grounds: Grounds, store: Store, collected: Collected, number: int) -> tuple[ContactChange, ...]:
    """Whom a unit writes otherwise than in the last round before this one in which it wrote somebody."""
    kept = known_contacts(store)
    rounds = sorted({round_ for round_, _ in kept if round_ < number})
    earlier = {unit: (round_, who) for round_ in rounds for unit, who in _by_id(grounds, round_, kept).items()}
    office = grounds.office
    return contact_changes(grounds.rulebook, office.roster, office.changes, collected.submissions, earlier)


def _earlier(grounds: Grounds, kept: Kept, number: int) -> dict[int, Earlier]:
    """The rounds before this one, as far as the history knows them."""
    rounds = {round_ for round_, _ in kept.issued if round_ < number}
    return {
        round_: Earlier(
            _by_id(grounds, round_, kept.issued),
            {unit: digest for unit, (_, digest) in _by_id(grounds, round_, kept.used).items()},
        )
        for round_ in rounds
    }


def _by_id(grounds: Grounds, number: int, kept: Mapping[tuple[int, str], T]) -> dict[str, T]:
    """What the store keeps of a round by the units' names, by id, also by a name that the unit had once; names that are
    no unit's any more are left out.
    """
    ids = {name: unit.id for unit in grounds.rulebook.units for name in unit.aliases}
    ids |= {unit.name: unit.id for unit in grounds.rulebook.units}
    return {ids[name]: item for (round_, name), item in kept.items() if round_ == number and name in ids}


def by_name(grounds: Grounds, kept: Mapping[tuple[int, str], T]) -> dict[tuple[int, str], T]:
    """The same the other way, as the store keeps it: (round, id) to (round, name)."""
    names = {unit.id: unit.name for unit in grounds.rulebook.units}
    return {(round_, names[unit]): item for (round_, unit), item in kept.items()}


def _check_round(grounds: Grounds, kept: Kept, number: int) -> None:
    known = {item.number for item in grounds.office.rounds} | {round_ for round_, _ in kept.issued}
    if number not in known:
        rounds = "、".join(f"第{item}轮" for item in sorted(known)) or "一轮也没有下发过"
        raise CampaignError(f"没有第{number}轮（现有：{rounds}）。请改正轮次号，或先下发清单。")
    entry = next((item for item in grounds.office.rounds if item.number == number), None)
    if entry and number not in scored_numbers(grounds):
        raise CampaignError(f"第{number}轮（{entry.name}）是年度工作情况，不计分。请改正轮次号。")
