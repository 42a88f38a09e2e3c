"""What everything of a campaign is computed from: rulebook, settings, calendar and what the office typed; and which
round is scored. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from weibao.campaign.collect import answered
from weibao.campaign.folder import LEDGER, LEDGER_SUFFIXES, Campaign
from weibao.campaign.identity import Earlier
from weibao.campaign.paper_items import with_items
from weibao.campaign.readings import Readings
from weibao.campaign.register_files import codes_barred, placed
from weibao.campaign.store import Issued, Store
from weibao.compute.members import with_roster
from weibao.compute.model import Office
from weibao.compute.planned import is_scored
from weibao.compute.settings import Settings
from weibao.errors import CampaignError, DamagedWorkbookError
from weibao.findings import Finding, finding
from weibao.rulebook import load_calendar
from weibao.rulebook.model import Rulebook
from weibao.system_words import argument
from weibao.workdays import WorkCalendar

T = TypeVar("T")


@dataclass(frozen=True)
class Grounds:
    """What everything is computed from: rulebook (with the campaign's towns), settings, calendar, office inputs."""

    campaign: Campaign
    rulebook: Rulebook
    settings: Settings
    calendar: WorkCalendar
    office: Office
    findings: tuple[Finding, ...]


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
            f"确实要从空白重新建一本，请运行 weibao new {argument(campaign.root)} --ledger。"
        )
    published = campaign.rulebook_of(number) if number else campaign.rulebook
    try:
        office, findings = read_office(campaign.ledger, published)
    except DamagedWorkbookError as error:
        raise DamagedWorkbookError(f"{error}{_kept(campaign)}") from error
    office, placings = placed(office, campaign.documents, campaign.ledger.name)
    office, unreadable = with_items(office, campaign.documents)
    settings, more = Settings.build(published, with_roster(published, office), office.setting_places)
    more += unreadable
    more += codes_barred(published, settings, office.setting_places)
    more += settings_misread(campaign, published, settings, office)
    rulebook = settings.apply(published)
    calendar = load_calendar().extended(office.days)
    wanted, known = settings.scoring_round, [item.number for item in office.rounds]
    if wanted and known and wanted not in known:
        unknown = finding("scoring-round-unknown", number=wanted, known="、".join(map(str, sorted(known))))
        more += (unknown.at(**office.setting_places.get("scoring_round", {})),)
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
    return f"（最近一次的留底是 {when} 的：weibao restore {argument(campaign.root)} --file {kept.path}）"


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
        issued, earlier = by_id(grounds, number, kept.issued), earlier_rounds(grounds, kept, number)
        return answered(root, rulebook, settings, number, issued, earlier, readings)

    return next(filter(is_answered, numbers), numbers[0])


def earlier_rounds(grounds: Grounds, kept: Kept, number: int) -> dict[int, Earlier]:
    """The rounds before this one, as far as the history knows them."""
    rounds = {round_ for round_, _ in kept.issued if round_ < number}
    return {
        round_: Earlier(
            by_id(grounds, round_, kept.issued),
            {unit: digest for unit, (_, digest) in by_id(grounds, round_, kept.used).items()},
        )
        for round_ in rounds
    }


def by_id(grounds: Grounds, number: int, kept: Mapping[tuple[int, str], T]) -> dict[str, T]:
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
