"""`regenerate`: from what was returned to 核定台账, 总台账, drafts and charts.

Nothing below 下发/ or 回收/ is written. What did not change is not touched. Drafts only: nothing is numbered,
dated or issued here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from weibao.atomic import remove_file
from weibao.campaign.annual import remember_annual
from weibao.campaign.charting import begun, built, facts_of, places_of
from weibao.campaign.drafting import draft, kinds_of
from weibao.campaign.folder import Campaign
from weibao.campaign.grounds import Grounds, Kept, by_name, read_grounds, scoring_round
from weibao.campaign.history_facts import remember_situation
from weibao.campaign.history_lost import history_missing
from weibao.campaign.inbox import listing, return_folder
from weibao.campaign.issued import recover_issued
from weibao.campaign.passing import lasting, parted
from weibao.campaign.pasts import kept_figures
from weibao.campaign.readings import Readings
from weibao.campaign.scratch import put, scratch_in, sweep_campaign
from weibao.campaign.situation import Progress, Situation, look, silent, with_findings
from weibao.campaign.store import Store
from weibao.campaign.two_clerks import remember_ledger, two_clerks
from weibao.campaign.unnoted import with_unnoted
from weibao.compute.annual import annual_rounds
from weibao.compute.basis_day import basis_day_findings
from weibao.documents.digests import digest
from weibao.documents.kind import Group
from weibao.errors import ChartError
from weibao.findings import Finding, finding
from weibao.texts_explain import SHEET, WHY, sheet_names

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import ProcessPoolExecutor

    from weibao.campaign.own_files import OwnFiles
    from weibao.charts.picture import Picture
    from weibao.sheets.frames import Tables
    from weibao.sheets.live_edits import Edits


@dataclass
class Report:
    """What a run did: files written and left alone (relative paths), and what it noticed beyond the assessment.

    `kept`: drafts that are left as a person has them, by the code of the finding that such a file would have.

    `made`: the digests of what decided what a file holds, by names that `explaining` knows; `why`, in words, what they
    cannot tell. `anew`: that a file stands as it ought to is no reason not to make it again. `settled`: that the next
    run will see the same, where nobody changes anything; `ledger`: the digest of the ledger where the run has written
    it; `own`: what the programme itself had written before.
    """

    written: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    made: dict[str, dict[str, str]] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)
    anew: bool = False
    settled: bool = False
    ledger: str = ""
    own: OwnFiles | None = None

    def note(self, path: str, *, changed: bool) -> None:
        (self.written if changed else self.unchanged).append(path)


def collect(
    campaign: Campaign, store: Store, *, as_of: date, progress: Progress = silent, live: Edits | None = None
) -> tuple[Situation, Report]:
    """Read the returns, remember which file counts for whom, and bring 核定台账 up to date.

    With `live` the ledger is not written: its changes are put there, for the program that has it open.
    """
    situation, report = _gathered(campaign, store, as_of, progress)
    _ledger(situation, store, report, live)
    return situation, report


def _gathered(
    campaign: Campaign, store: Store, as_of: date, progress: Progress, *, anew: bool = False
) -> tuple[Situation, Report]:
    """What came back, read and remembered. `anew`: what an earlier run has kept is no reason not to read a file."""
    from weibao.campaign.adopt import finish_adoption

    report = Report(anew=anew)
    campaign = finish_adoption(campaign, store, as_of)
    sweep_campaign(campaign)
    grounds, situation, once = seen(campaign, store, as_of, progress, anew=anew)
    report.findings += once
    since = store.who.since[:10]
    today = date.fromisoformat(since) if since else None
    report.findings += basis_day_findings(grounds.rulebook, grounds.office.rounds, as_of, today)
    collected, judged = situation.collected, situation.grounds  # by the rules of the round
    store.remember_returns(
        situation.assessment.round, by_name(judged, collected.used), by_name(judged, collected.memory)
    )
    read = collected.read
    if annual := situation.annual:
        own = annual.collected
        store.remember_returns(annual.year.round.number, by_name(grounds, own.used), by_name(grounds, own.memory))
        read += own.read
    Readings(campaign.machine, situation.grounds.rulebook).keep(read)
    folder = return_folder(campaign.root, situation.assessment.round)
    store.remember_written(campaign.relative(folder), listing(folder)[1])
    report.findings += remember_situation(store, situation)
    report.findings += remember_annual(store, situation)
    report.findings += two_clerks(situation, store)
    return situation, report


def seen(
    campaign: Campaign, store: Store, as_of: date, progress: Progress = silent, *, anew: bool = False
) -> tuple[Grounds, Situation, tuple[Finding, ...]]:
    """The grounds in force and what a run sees, after bringing back into the history what that has lost; and what only
    this run can tell.
    """
    lost = history_missing(campaign, store)
    kept = Kept.of(store)
    grounds = with_unnoted(read_grounds(campaign), kept.issued)
    recover_issued(grounds, store, scoring_round(grounds, kept))
    for yearly in annual_rounds(grounds.rulebook, grounds.office.rounds)[-1:]:
        recover_issued(grounds, store, yearly.number)
    situation, once = parted(look(campaign, store, as_of=as_of, progress=progress, grounds=grounds, anew=anew))
    return grounds, situation, (*lost, *once)


def _ledger(situation: Situation, store: Store, report: Report, live: Edits | None) -> None:
    """Bring 核定台账 up to date, and remember it as the run leaves it."""
    _update(situation, store, report, live)
    remember_ledger(situation, store)


def _update(situation: Situation, store: Store, report: Report, live: Edits | None) -> None:
    from weibao.compute.meeting_papers import with_minutes, with_reports
    from weibao.compute.members import with_notices
    from weibao.compute.openings import openings
    from weibao.compute.replacing import number_text
    from weibao.compute.work import with_papers
    from weibao.sheets.ledger_notes import noted_of
    from weibao.sheets.ledger_openings import Opening
    from weibao.sheets.ledger_update import update_ledger, waiting_paths

    def ours(path: Path) -> bool:
        return digest(path.read_bytes()) == store.written(path.name)

    grounds = situation.grounds
    ledger = grounds.campaign.ledger
    if grounds.rulebook.digest != grounds.campaign.rulebook.digest:
        now, since = situation.assessment.round, grounds.campaign.first_round
        out = any(item.issued and item.number >= since for item in grounds.office.rounds)
        code = "ledger-older-chosen" if out and grounds.settings.scoring_round == now else "ledger-older-rules"
        told = finding(code, file=ledger.name, name=ledger.name, number=now, first=since)
        report.findings.append(told)
        return
    # A day that is still to be typed is waited for: 立项日期 is written once.
    first = openings(grounds.office).items()
    opened = [Opening(key, paper.issued, number_text(paper)) for key, paper in first if paper.issued]
    office = with_notices(grounds.rulebook, with_reports(with_minutes(grounds.office)))
    result = update_ledger(
        ledger, grounds.rulebook, grounds.settings, situation.assessment,
        situation.all_returns,
        openings=opened, work=with_papers(grounds.rulebook, grounds.office).work,
        noted=noted_of(office), live=live, mine=ours,
    )  # fmt: skip
    report.note(result.path.name, changed=result.changed)
    report.ledger = digest(result.content) if result.content else ""
    if result.sheets:
        report.why[result.path.name] = WHY["ledger"].format(names=sheet_names(result.sheets))
    report.findings.extend(result.findings)
    if result.path != ledger:
        store.remember_written(result.path.name, digest(result.path.read_bytes()))
        return
    # The ledger itself is up to date again. A copy that somebody changed stays: it may hold what he typed.
    for waiting in filter(ours, waiting_paths(ledger)):
        remove_file(waiting)
        store.remember_written(waiting.name, "")
        report.removed.append(waiting.name)


def console(
    book: Path, situation: Situation, report: Report, made: Sequence[Picture] = (), tables: Tables | None = None
) -> None:
    """Write 总台账 to `book`. Of 佐证材料/ it shows what is remembered.

    The pictures `made` become charts of its sheet 图表; `tables` are the frames of the situation, if they are made.
    """
    from weibao.charts.natives import natives
    from weibao.sheets.console import write_console

    grounds, collected = situation.grounds, situation.collected
    found = lasting(report.findings)
    assessment = with_findings(situation.assessment, found)
    digests = write_console(
        book, grounds.rulebook, grounds.settings, assessment, collected.submissions,
        collected.returns, created=assessment.as_of, proofs=situation.known_proofs.result,
        rounds=grounds.office.rounds, calendar=grounds.calendar,
        annual=situation.annual.year if situation.annual else None,
        pictures=[(picture.title, native) for picture in made for native in natives(picture.body)],
        tables=None if found else tables,  # what the run has found stands in them
    )  # fmt: skip
    report.made[book.name] = {SHEET + name: shown for name, shown in digests.items()}


def regenerate(
    campaign: Campaign,
    store: Store,
    *,
    as_of: date,
    progress: Progress = silent,
    live: Edits | None = None,
    anew: bool = False,
) -> tuple[Situation, Report]:
    """The whole run. Returns what was seen and what was written; `live` as in `collect`.

    `anew`: nothing that an earlier run has kept is a reason not to read or to make a file again.
    """
    from weibao.campaign.own_files import own_files
    from weibao.charts import batch

    own = own_files(campaign, store)
    with batch.standing_by() as pool:
        situation, report = _gathered(campaign, store, as_of, progress, anew=anew)
        report.own = own
        _outputs(situation, store, report, progress, live, pool)
    kept = kept_figures(situation.grounds.rulebook, situation.assessment)
    store.snapshot(as_of, situation.assessment.round, kept)
    progress("完成", 1, 1)
    return situation, report


def _outputs(
    situation: Situation,
    store: Store,
    report: Report,
    progress: Progress,
    live: Edits | None,
    pool: ProcessPoolExecutor | None,
) -> None:
    """Ledger, drafts, pictures and 总台账: the pictures are drawn by the pool while the others are made here."""
    from weibao.campaign.foreseen import looks_the_same
    from weibao.documents.kinds.report_pictures import WANTED

    campaign, facts = situation.grounds.campaign, facts_of(situation, store)
    made, tables = built(facts), dict(facts.frames)
    with (
        begun(places_of(made, campaign), campaign, store, report, progress, pool=pool, first=WANTED) as drawing,
        scratch_in(campaign.root) as scratch,
    ):
        _ledger(situation, store, report, live)
        # What is told of history and ledger may be told in other words, or be dealt with, the next time.
        quiet = live is None and not lasting(report.findings)
        draft(situation, store, report, kinds_of([Group.NOTICE, Group.REPORT]), progress, drawing=drawing)
        progress("写总台账", 0, 1)
        book = scratch / campaign.console.name
        console(book, situation, report, made, tables)
        known = len(report.findings)
        report.settled = quiet and looks_the_same(situation, store)  # while others draw
        try:
            drawing.finish()
        except ChartError as error:
            report.findings.append(finding("charts-not-drawn", reason=error))
        if len(report.findings) != known:  # what is told of pictures stands in 总台账, too
            console(book, situation, report, made, tables)
        put(book, campaign.console, campaign, store, report)
