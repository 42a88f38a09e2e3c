"""A changed rulebook in a running campaign: `weibao rulebook adopt`, and what a run that was stopped left to do.

Everything is tried before anything is written. The change counts from the moment when campaign.json names it: before
that all is as it was; after that the next command that writes brings 核定台账 along where this one could not. Rounds
that are out already stay under the rules that they were issued by.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from weibao.atomic import replace_file
from weibao.campaign.carried import Carried, carry
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import read_grounds, scored_numbers
from weibao.campaign.history import Kind, record
from weibao.campaign.rule_versions import RuleVersion, in_campaign, numbers_of
from weibao.campaign.situation import Progress, look, silent
from weibao.campaign.unnoted import unnoted_rounds
from weibao.campaign.versions import MOST_OF_LEDGER, keep_versions
from weibao.compute.settings import Settings
from weibao.documents.digests import digest
from weibao.errors import CampaignError, WorkbookError
from weibao.rulebook import load_rulebook
from weibao.rulebook.compare import Comparison, compare
from weibao.rulebook.create import create_folder, load_new
from weibao.rulebook.loader import TEXT, toml_files
from weibao.rulebook.proofs import load_proof_rules
from weibao.shut_words import shut_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from weibao.campaign.store import Store
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.ledger_adopt import Adopted

RULEBOOKS = "rulebooks"


@dataclass(frozen=True)
class Adoption:
    """What a change of the rules means: from which round on, what differs, and what becomes of each unit's answers.

    `units` by name, only those that have answered; `rounds` the round whose answers they are; `ledger` the rows of
    核定台账 that come, are stopped or come back, by sheet; `report` the name of the workbook that tells it.
    """

    first: int
    change: Comparison
    units: Mapping[str, Carried] = field(default_factory=dict)
    rounds: Mapping[str, int] = field(default_factory=dict)
    ledger: Adopted | None = None
    report: str = ""
    since: Comparison | None = None  # with the rules of the round before, where those are others than `change.old`
    was: str = ""  # digest of 核定台账 as it was tried with …
    made: bytes = field(default=b"", repr=False)  # … and what it would be

    @property
    def told(self) -> Comparison:
        """What people are told: the difference from the rules that the last round was answered under."""
        return self.since or self.change


def plan_adoption(
    campaign: Campaign, store: Store, folder: Path, *, as_of: date, progress: Progress = silent
) -> Adoption:
    """What would happen; nothing is written but in a folder that is taken away again.

    Raises RulebookError for a faulty or unsuitable rulebook, WorkbookError where 核定台账 cannot take it.
    """
    from weibao.sheets.ledger_adopt import adopt_ledger

    new = load_new(folder)
    load_proof_rules(folder, new.places)
    if new.digest == campaign.rulebook.digest:
        raise CampaignError(f"“{folder}”和现在用的规则库一字不差，没有什么要改。")
    grounds = read_grounds(campaign)
    out = {number for number, _ in store.issued()} | unnoted_rounds(grounds, store.issued()).keys()
    first, typed = max(out, default=0) + 1, grounds.office.settings
    change = _change(campaign, new, typed)
    plan = _with_units(Adoption(first, change), campaign, store, as_of, progress)
    before = campaign.ledger.read_bytes()
    with TemporaryDirectory() as scratch:
        path = Path(scratch, campaign.ledger.name)
        path.write_bytes(before)
        published = replace(change, old=campaign.rulebook)
        since = _since(campaign, plan, typed)
        ledger = adopt_ledger(path, published, first, since=since)
        return replace(_told_since(plan, since), ledger=ledger, was=digest(before), made=path.read_bytes())


def adopt_rulebook(
    campaign: Campaign, store: Store, folder: Path, *, as_of: date, progress: Progress = silent
) -> tuple[Campaign, Adoption]:
    """Let the rulebook in `folder` be in force from the next round on. Returns the campaign under it.

    Raises what `plan_adoption` raises, and WorkbookError while 核定台账 is open elsewhere.
    """
    _check_closed(campaign)
    plan = plan_adoption(campaign, store, folder, as_of=as_of, progress=progress)
    ledger = campaign.ledger
    keep_versions(campaign.machine, {ledger.name: ledger.read_bytes()}, store.who, MOST_OF_LEDGER)
    known = _frozen(campaign)
    ref = _next(campaign)
    if create_folder(_files(folder), campaign.machine / ref).digest != plan.change.new.digest:
        raise CampaignError(f"“{folder}”刚刚被改动过，没有换用。请等改好以后再运行一次。")
    version = RuleVersion(ref, plan.first, plan.change.new.digest, as_of.isoformat(), known[-1].ref)
    # Rules under which no round was issued judge none.
    earlier = [item if item.first < plan.first else replace(item, first=0) for item in known]
    versions = (*sorted(earlier, key=lambda item: item.first), version)
    adopted = Campaign(campaign.root, ref, versions, dict(plan.change.new.numbers), unfinished=True)
    adopted.write_marker()
    return _finish(adopted, store, plan, as_of, version.before)


def finish_adoption(campaign: Campaign, store: Store, as_of: date) -> Campaign:
    """Do what a change of the rules that was stopped has left to do; the same campaign where there is nothing.

    A ledger that was put back as it was under an earlier version is brought along, too.
    """
    if not campaign.versions:
        return campaign
    last = campaign.versions[-1]
    was = _rules_of(campaign.ledger)
    behind = next((item.ref for item in campaign.versions if item.digest == was != last.digest), "")
    if not behind and not campaign.unfinished:
        return campaign
    _check_closed(campaign)
    ref = behind or last.before
    typed = read_grounds(campaign).office.settings
    old, new = (_effective(campaign.load(item), typed) for item in (ref, last.ref))
    plan = Adoption(last.first, compare(old, new))
    done, _ = _finish(campaign, store, _with_units(plan, campaign, store, as_of, silent), as_of, ref)
    return done


def _rules_of(ledger: Path) -> str:
    """The digest of the rulebook that the ledger was last brought to; "" where it cannot be read, which others tell."""
    from weibao.sheets.ledger_adopt_meta import rules_of

    try:
        return rules_of(ledger)
    except WorkbookError:
        return ""


def _finish(
    campaign: Campaign, store: Store, plan: Adoption, as_of: date, old: str
) -> tuple[Campaign, Adoption]:  # fmt: skip
    """核定台账, the report, and that nothing is left to do."""
    from weibao.campaign.adopt_report import tables
    from weibao.sheets.changes_book import write_changes
    from weibao.sheets.ledger_adopt import adopt_ledger

    ledger = plan.ledger
    if ledger and digest(campaign.ledger.read_bytes()) == plan.was:
        with replace_file(campaign.ledger) as temporary:
            temporary.write_bytes(plan.made)
    else:
        since = _since(campaign, plan, read_grounds(campaign).office.settings)
        plan = _told_since(plan, since)
        ledger = adopt_ledger(campaign.ledger, _published(campaign, plan.change, old), plan.first, since=since)

    def ours(path: Path) -> bool:
        return digest(path.read_bytes()) == store.written(campaign.relative(path))

    path = campaign.root / f"规则变化（第{plan.first}轮起）.xlsx"
    path = write_changes(path, *tables(plan), created=as_of, mine=ours)
    store.remember_written(campaign.relative(path), digest(path.read_bytes()))
    version = f"{plan.change.new.version} 版，第{plan.first}轮起（以前是 {plan.change.old.version} 版）"
    record(store, Kind.RULES, "", {"规则库": version})
    done = replace(campaign, unfinished=False)
    done.write_marker()
    return done, replace(plan, ledger=ledger, report=path.name)


# --- inside ---------------------------------------------------------------------------------------------


def _check_closed(campaign: Campaign) -> None:
    if told := shut_words(campaign.ledger):
        raise WorkbookError(f"{told}换规则要改它的行。")


def _effective(rulebook: Rulebook, typed: Mapping[str, str]) -> Rulebook:
    """A version with the towns that the office has typed into 设置, or its own."""
    return Settings.build(rulebook, typed)[0].apply(rulebook)


def _change(campaign: Campaign, new: Rulebook, typed: Mapping[str, str]) -> Comparison:
    """The comparison of the versions as the campaign uses them: with towns, numbers and what is no stranger."""
    old, there = _effective(campaign.rulebook, typed), _effective(new, typed)
    known = [load_rulebook(campaign.folder_of(item.ref)) for item in campaign.versions]
    # Ids first: numbers of units rest on them, and rows of the ledger of what an earlier version had.
    for book in (old, *(_effective(item, typed) for item in reversed(known))):
        compare(book, there)
        if book.version == new.version and book.digest != new.digest:
            raise CampaignError(
                f"改过的规则库写的还是“{new.version}”版，和以前的一样，日后分不清是哪一版。"
                "请把版本（meta.toml 的 version，工作簿“总则”里的“版本”）改成新的再换。"
            )
    numbers = numbers_of(campaign.numbers, old, there)
    used = in_campaign(new, numbers, [*known, campaign.rulebook])
    return compare(old, _effective(used, typed))


def _published(campaign: Campaign, change: Comparison, old: str) -> Comparison:
    """The same of the versions as published: 设置 of the ledger says which towns there are."""
    return replace(change, old=campaign.load(old), new=campaign.rulebook)


def _since(campaign: Campaign, plan: Adoption, typed: Mapping[str, str]) -> Comparison | None:
    """What differs from the rules of the round before, which are not those that were in force if no round had these."""
    if plan.first == 1:
        return None
    return compare(_effective(campaign.rulebook_of(plan.first - 1), typed), plan.change.new)


def _told_since(plan: Adoption, since: Comparison | None) -> Adoption:
    """The plan with `since` where rules were in force in between that no round was issued under."""
    between = since is not None and since.old.digest != plan.change.old.digest
    return replace(plan, since=since if between else None)


def _with_units(plan: Adoption, campaign: Campaign, store: Store, as_of: date, progress: Progress) -> Adoption:
    """What becomes of the last answers of every unit that has answered in a round of points."""
    grounds = read_grounds(campaign)
    others = {item.number for item in grounds.office.rounds} - {*scored_numbers(grounds)}
    numbers = {number for number, _ in store.issued() if number < plan.first} - others
    units: dict[str, Carried] = {}
    rounds: dict[str, int] = {}
    seen: set[str] = set()
    for number in sorted(numbers, reverse=True):
        situation = look(campaign, store, as_of=as_of, number=number, progress=progress)
        judged = situation.grounds.rulebook
        change = plan.change if judged.digest == plan.change.old.digest else compare(judged, plan.change.new)
        for unit, submission in situation.collected.submissions.items():
            name = judged.unit_by_id[unit].name
            if unit not in seen:
                units[name], rounds[name] = carry(submission, change), number
            seen.add(unit)
    return replace(plan, units=units, rounds=rounds)


def _frozen(campaign: Campaign) -> tuple[RuleVersion, ...]:
    """The versions so far. One that came with the program is copied: the next program may bring another."""
    if campaign.versions:
        return campaign.versions
    ref = campaign.rulebook_ref
    if ref != "own":
        ref = _next(campaign)
        create_folder(_files(campaign.rulebook_folder), campaign.machine / ref)
    return (RuleVersion(ref, 1, campaign.rulebook.digest),)


def _next(campaign: Campaign) -> str:
    """A folder for a version that nothing lies in."""
    there = (campaign.machine / RULEBOOKS).glob("*")
    numbers = [int(path.name) for path in there if path.name.isdecimal()]
    return f"{RULEBOOKS}/{max(numbers, default=0) + 1}"


def _files(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in toml_files(folder).items()} | {TEXT: (folder / TEXT).read_bytes()}
