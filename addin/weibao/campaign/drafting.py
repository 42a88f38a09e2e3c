"""Bringing the drafts below 文书/ up to date, of every kind of document of the groups asked for.

Drafts only: nothing is numbered, dated or issued here.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from weibao.campaign.pasts import pasts_of
from weibao.campaign.register_files import frozen
from weibao.campaign.situation import Progress, Situation, annual_of, silent
from weibao.campaign.units_named import units_named
from weibao.campaign.unneeded import unneeded
from weibao.compute.annual import annual_rounds
from weibao.documents.kind import Case
from weibao.errors import CampaignError
from weibao.findings import finding
from weibao.sheets.layout import CHANGES, DECISIONS, MEETINGS, WORK
from weibao.texts_explain import WHY

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from weibao.campaign.charting import Drawing
    from weibao.campaign.folder import Campaign
    from weibao.campaign.pipeline import Report
    from weibao.campaign.store import Store
    from weibao.compute.annual import AnnualYear
    from weibao.documents.drafts import DraftReport
    from weibao.documents.kind import Document, Group, Kind
    from weibao.findings import Finding

TEMPLATES = "模板"
PREVIEWS = "导出/文书预览"
# What is wrong in these sheets goes into these papers: whoever drafts them is told.
_OF_MEETINGS = ("meeting_notice", "minutes", "decision_slip", "decision_report")
_OF_MEMBERS = ("member_notice", "liaison_letter")
# These may tell of a year before the last one that was asked.
_OF_YEARS = ("annual_report", "work_points")
# These list evidence, and never what is marked secret.
_OF_EVIDENCE = ("compilation",)
_SHEETS = {
    **dict.fromkeys(_OF_MEETINGS, (MEETINGS.sheet, DECISIONS.sheet)),
    **dict.fromkeys(_OF_MEMBERS, (CHANGES.sheet,)),
    **dict.fromkeys(("survey_report", "study_report"), (WORK.sheet,)),
}

# Which run writes a paper that nobody drafts alone; of the others `needs` says so.
_WITH = {"return_slip": "和标好的副本一起写，请点“退回修改”（命令行用 weibao collect --report）"}


def case_of(situation: Situation, store: Store | None = None) -> Case:
    """What the context builders read of a situation, and of the history where there is a store."""
    grounds, collected = situation.grounds, situation.collected
    return Case(
        rulebook=grounds.rulebook,
        settings=grounds.settings,
        calendar=grounds.calendar,
        office=grounds.office,
        assessment=situation.assessment,
        submissions=collected.submissions,
        returns={state.unit: state for state in collected.returns},
        pasts=pasts_of(store) if store else (),
        annual=situation.annual.year if situation.annual else None,
    )


def _years_before(situation: Situation, store: Store) -> tuple[AnnualYear, ...]:
    """The rounds of 年度工作情况 before the last one, the newest first."""
    grounds, as_of = situation.grounds, situation.assessment.as_of
    before = reversed(annual_rounds(grounds.rulebook, grounds.office.rounds)[:-1])
    found = (annual_of(grounds, store, round_, as_of) for round_ in before)
    return tuple(item.year for item in found if item)


def kinds_of(groups: Collection[Group]) -> tuple[Kind, ...]:
    """The kinds that these groups draft."""
    from weibao.documents.kinds.registry import KINDS

    return tuple(kind for kind in KINDS if kind.group in groups)


def kind_named(name: str) -> Kind:
    """A kind by its ASCII name or its title. Raises CampaignError with the names that may have been meant."""
    from weibao.documents.kinds.registry import KINDS

    for kind in KINDS:
        if name in (kind.name, kind.title):
            return kind
    near = "、".join(f"“{title}”" for title in _near(name, [kind.title for kind in KINDS]))
    meant = f"是不是{near}？" if near else ""
    raise CampaignError(f"没有“{name}”这种文书。{meant}各种文书的名称见 weibao templates list。")


def _near(name: str, titles: Sequence[str]) -> list[str]:
    """The titles that hold `name`, else those most like it; at most three."""
    holding = [title for title in titles if len(name) > 1 and name in title]
    return holding[:3] or get_close_matches(name, titles, n=3, cutoff=0.5)


def draft(
    situation: Situation,
    store: Store,
    report: Report,
    kinds: Sequence[Kind],
    progress: Progress = silent,
    wanted: Callable[[Document], bool] | None = None,
    drawing: Drawing | None = None,
) -> None:
    """Bring the drafts of these kinds up to date and say what happened in `report`.

    With `wanted` only some documents are drafted and no other draft is touched. `drawing`: the pictures of this
    situation, where the run draws them meanwhile.
    """
    from weibao.documents.drafting import draft_documents

    grounds, case = situation.grounds, _case_for(kinds, situation, store, report, drawing)
    result = draft_documents(
        case,
        kinds,
        out=grounds.campaign.documents,
        templates=grounds.campaign.root / TEMPLATES,
        known=store.drafts(),
        frozen=frozen(grounds.office),
        wanted=wanted or (lambda _document: True),
        clear=wanted is None,
        anew=report.anew,
        progress=progress,
    )
    store.replace_drafts(result.known)
    # The drafts are on the disk: whatever fails after this, the next run must know them for its own.
    store.checkpoint()
    relative = grounds.campaign.relative
    report.made |= decided_by(result, kinds, grounds.campaign)
    report.written += map(relative, result.written)
    report.why |= {relative(path): WHY["older"] for path in result.older}
    report.unchanged += map(relative, result.unchanged)
    report.removed += map(relative, result.removed)
    report.kept |= {relative(path): why for path, why in result.kept.items()}
    report.findings.extend(result.findings)
    gone = tuple(unneeded(situation, case, kinds, result.left))
    report.kept |= {one.file: one.code for one in gone}
    report.findings += gone
    sheets = {sheet for kind in kinds for sheet in _SHEETS.get(kind.name, ())}
    report.findings += [item for item in grounds.findings if item.sheet in sheets]
    if any(kind.name in _OF_MEETINGS for kind in kinds):
        report.findings += _blanks(situation, {kind.name for kind in kinds})


def _case_for(
    kinds: Sequence[Kind], situation: Situation, store: Store, report: Report, drawing: Drawing | None
) -> Case:
    """The case, with what only some of these kinds ask for."""
    from weibao.campaign.evidence_check import secret_evidence
    from weibao.campaign.report_figures import report_figures
    from weibao.documents.kinds.report_pictures import shows

    case = case_of(situation, store)
    if any(kind.name in _OF_YEARS for kind in kinds):
        case = replace(case, years=_years_before(situation, store))
    if any(kind.name in _OF_EVIDENCE for kind in kinds):
        case = replace(case, secret=secret_evidence(situation))
    if any(shows(kind) for kind in kinds):
        case = replace(case, figures=report_figures(situation, store, report, drawing))
    return case


def decided_by(result: DraftReport, kinds: Sequence[Kind], campaign: Campaign) -> dict[str, dict[str, str]]:
    """What decided what each draft holds: its facts, its content, and its template."""
    from weibao.documents.digests import hash_of
    from weibao.documents.drafting import template_of
    from weibao.documents.drafts import Receipt

    folder = campaign.documents.name
    templates = {kind.title: hash_of(template_of(kind, campaign.root / TEMPLATES)) for kind in kinds}
    receipts = {path: Receipt.parse(text) for path, text in result.known.items()}
    return {
        f"{folder}/{path}": {
            "facts": receipt.facts, "content": receipt.content, "template": templates[path.partition("/")[0]],
        }
        for path, receipt in receipts.items()
        if path.partition("/")[0] in templates
    }  # fmt: skip


def _blanks(situation: Situation, kinds: Collection[str]) -> Iterator[Finding]:
    """What a paper on a meeting leaves open because nobody has typed it."""
    as_of = situation.assessment.as_of
    for meeting in situation.grounds.office.meetings:
        ahead = meeting.held_on is not None and meeting.held_on >= as_of
        held = meeting.held_on is not None and meeting.held_on <= as_of and meeting.content
        for paper, name, due, needed in (
            ("会议通知", "meeting_notice", ahead, {"地点": meeting.place, "参会单位": "".join(meeting.units)}),
            ("会议纪要", "minutes", held, {"主持人": meeting.chair, "主持人职务": meeting.chair_post}),
        ):
            empty = "、".join(f"“{column}”" for column, value in needed.items() if not value.strip())
            if due and empty and name in kinds:
                yield finding("meeting-blanks", key=meeting.id, names=empty, paper=paper)


def draft_kind(
    situation: Situation,
    store: Store,
    report: Report,
    name: str,
    units: Sequence[str],
    progress: Progress = silent,
    rows: Sequence[str] = (),
) -> None:
    """Draft one kind of document, by its name or title; with `units` (names or aliases) only theirs, with `rows` only
    those on these rows of 核定台账 (number of a meeting, a decision, a change, a piece of work).

    Other drafts stay as they are. Raises CampaignError for a kind or a unit that is not known, for a unit's own paper
    where none is due and no unit is named, and where there is nothing to draft.
    """
    kind = kind_named(name)
    if kind.working:
        raise CampaignError(f"“{kind.title}”{_WITH.get(kind.name, kind.needs)}。")
    rulebook = situation.grounds.rulebook
    ids = {unit.id for unit in units_named(rulebook, units)}
    if kind.forms and ids:
        kind = replace(kind, documents=kind.forms)
    due = list(kind.documents(case_of(situation)))
    if kind.by_unit and not ids and not due:
        raise CampaignError(
            f"“{kind.title}”由各单位自己发，一个单位一份，请写明给哪些单位起草"
            f"（命令行写 --unit {rulebook.units[0].name}，可以写几个）。"
        )
    if ids and due and not any(one.unit for one in due):
        raise CampaignError(f"“{kind.title}”不按单位起草，请不写单位再起草一次。")
    wanted = {row.strip().upper() for row in rows}
    lacking = wanted - {text.upper() for one in due for text in (one.key, *one.items)}
    if lacking:
        raise CampaignError(
            f"没有编号 {'、'.join(sorted(lacking))} 的“{kind.title}”要起草：请看台账里有没有这一行、是不是已经签发。"
        )
    chosen = [one for one in due if not ids or one.unit in ids]
    chosen = [one for one in chosen if not wanted or wanted & {text.upper() for text in (one.key, *one.items)}]
    if not chosen:
        about = "这些单位目前" if ids else "目前"
        needs = f"起草的条件是：{kind.needs}。" if kind.needs else ""
        raise CampaignError(f"{about}没有要起草的“{kind.title}”。{needs}")
    keys = {one.key for one in chosen}
    draft(situation, store, report, [kind], progress, wanted=lambda one: one.key in keys)


def preview_drafts(campaign: Campaign, report: Report, progress: Progress = silent) -> list[str]:
    """The drafts of a run as PDF, below 导出/文书预览; their relative paths.

    Raises PreviewError where there is no LibreOffice.
    """
    from weibao.documents.preview import to_pdf

    drafts = [
        campaign.root / path for path in (*report.written, *report.unchanged, *report.kept) if path.endswith(".docx")
    ]
    if not drafts:
        return []
    made = to_pdf(sorted(drafts), campaign.root / PREVIEWS, progress)
    report.findings += [
        finding("preview-failed", file=campaign.relative(item.path), name=item.path.name, reason=item.reason)
        for item in made.failed
    ]
    return [campaign.relative(path) for path in made.made]
