"""Bringing the drafts below 文书/ up to date: every kind of document of the groups asked for, by the rules of `drafts`.

Drafts only: nothing is numbered, dated or issued here. A document that a privacy finding or a damaged template stops
does not stop the others.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from weibao.campaign.situation import Progress, Situation, silent
from weibao.documents.drafts import Draft, DraftFolder
from weibao.documents.kind import Case
from weibao.errors import CampaignError
from weibao.findings import finding
from weibao.resources import template

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

    from weibao.campaign.pipeline import Report
    from weibao.campaign.store import Store
    from weibao.compute.settings import Settings
    from weibao.documents.kind import Document, Group, Kind
    from weibao.documents.render import Renderer
    from weibao.findings import Finding

_ROUND: Final = re.compile(r"（第(\d+)轮")
# What a draft prints as ×× while the office has not typed it.
_BLANKS: Final = {
    "office": "办公室全称", "issuer_mark": "发文机关标志", "doc_code": "机关代字", "printer": "印发机关",
    "office_contact": "办公室联系人", "office_phone": "办公室联系电话",
}  # fmt: skip


def case_of(situation: Situation) -> Case:
    """What the context builders read of a situation."""
    grounds, collected = situation.grounds, situation.collected
    return Case(
        rulebook=grounds.rulebook,
        settings=grounds.settings,
        calendar=grounds.calendar,
        office=grounds.office,
        assessment=situation.assessment,
        submissions=collected.submissions,
        returns={state.unit: state for state in collected.returns},
    )


def kinds_of(groups: Collection[Group]) -> tuple[Kind, ...]:
    """The kinds that these groups draft."""
    from weibao.documents.kinds.registry import KINDS

    return tuple(kind for kind in KINDS if kind.group in groups)


def kind_named(name: str) -> Kind:
    """A kind by its ASCII name or its title. Raises CampaignError with the names that there are."""
    from weibao.documents.kinds.registry import KINDS

    for kind in KINDS:
        if name in (kind.name, kind.title):
            return kind
    known = "、".join(f"{kind.title}（{kind.name}）" for kind in KINDS)
    raise CampaignError(f"没有“{name}”这种文书。可以起草的有：{known}。")


def draft(
    situation: Situation, store: Store, report: Report, kinds: Sequence[Kind], progress: Progress = silent
) -> None:
    """Bring the drafts of these kinds up to date and say what happened in `report`.

    Raises TemplateError where a template asks for what its kind does not have.
    """
    campaign = situation.grounds.campaign
    case = case_of(situation)
    wanted = [(kind, tuple(kind.documents(case))) for kind in kinds]
    count = sum(len(documents) for _, documents in wanted)
    folder = DraftFolder(campaign.documents, store.drafts())
    done = 0
    for kind, documents in wanted:
        if not documents:
            continue
        renderer = _renderer(kind, campaign.root / "模板")
        for document in documents:
            folder.settle(_draft(renderer, kind, document, case))
            done += 1
            progress(f"起草{kind.title}", done, count)
    folder.clear(_of_this_round(kinds, situation.assessment.round))
    if count:
        folder.report.findings.extend(_blanks(case.settings))
    store.replace_drafts(folder.report.known)
    # The drafts are on the disk: whatever fails after this, the next run must know them for its own.
    store.checkpoint()
    report.written += map(campaign.relative, folder.report.written)
    report.unchanged += map(campaign.relative, folder.report.unchanged)
    report.removed += map(campaign.relative, folder.report.removed)
    report.findings.extend(folder.report.findings)


def _renderer(kind: Kind, own: Path) -> Renderer:
    """The template of a kind: the clerk's own in 模板/ where there is one, else ours."""
    from weibao.documents.render import Renderer

    path = own / kind.template
    return Renderer(path if path.is_file() else template(kind.template), kind.fields)


def _draft(renderer: Renderer, kind: Kind, document: Document, case: Case) -> Draft:
    creator = case.settings.office
    return Draft(
        path=document.path,
        unit=document.unit,
        facts=document.facts,
        content=renderer.fingerprint(document.context, title=document.title, creator=creator),
        render=partial(
            renderer.render, document.context, title=document.title, creator=creator, created=case.assessment.as_of
        ),
    )


def _of_this_round(kinds: Iterable[Kind], number: int) -> Callable[[str], bool]:
    """Whether a draft is of these kinds and not of another round: those stay as they are."""
    folders = {kind.title for kind in kinds}

    def belongs(path: str) -> bool:
        named = _ROUND.search(path)
        return path.partition("/")[0] in folders and (named is None or int(named.group(1)) == number)

    return belongs


def _blanks(settings: Settings) -> list[Finding]:
    empty = [title for key, title in _BLANKS.items() if not str(getattr(settings, key)).strip()]
    return [finding("draft-blanks", names="、".join(f"“{title}”" for title in empty))] if empty else []
