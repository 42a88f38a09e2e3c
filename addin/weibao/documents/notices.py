"""Drafts of the documents that put a matter on the list, for the pipeline: one call, all their kinds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from weibao.compute.model import Office
from weibao.documents.drafts import Draft, DraftFolder, DraftReport
from weibao.documents.kind import Case
from weibao.documents.kinds import immediate_notice, late_return_notice, listed_notice, supervision_notice
from weibao.findings import finding
from weibao.resources import template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from weibao.compute.model import Assessment
    from weibao.compute.settings import Settings
    from weibao.documents.kind import Document, Kind
    from weibao.documents.render import Renderer
    from weibao.rulebook.model import Rulebook
    from weibao.workdays import WorkCalendar

KINDS: Final = tuple(
    module.KIND for module in (late_return_notice, supervision_notice, immediate_notice, listed_notice)
)
_BLANKS: Final = {
    "office": "办公室全称", "issuer_mark": "发文机关标志", "doc_code": "机关代字", "printer": "印发机关",
    "office_contact": "办公室联系人", "office_phone": "办公室联系电话",
}  # fmt: skip


def draft_notices(
    rulebook: Rulebook,
    settings: Settings,
    calendar: WorkCalendar,
    assessment: Assessment,
    *,
    out: Path,
    templates: Path,
    known: Mapping[str, str],
    progress: Callable[[str, int, int], None] | None = None,
    office: Office | None = None,
) -> DraftReport:
    """Bring the drafts below `out` up to date by the rules of `drafts`, and say what happened.

    `templates` is where the clerk's templates may lie; one that is not there is taken from the package. `known` are
    the receipts of the last run. Raises TemplateError where a template asks for what its kind does not have.
    """
    from weibao.documents.render import Renderer

    case = Case(
        rulebook=rulebook, settings=settings, calendar=calendar, office=office or Office(), assessment=assessment
    )
    wanted = [(kind, document) for kind in KINDS for document in kind.documents(case)]
    folder = DraftFolder(out, known)
    renderers: dict[str, Renderer] = {}
    for number, (kind, document) in enumerate(wanted, 1):
        if kind.name not in renderers:
            own = templates / kind.template
            renderers[kind.name] = Renderer(own if own.is_file() else template(kind.template), kind.fields)
        folder.settle(_draft(renderers[kind.name], kind, document, case))
        if progress:
            progress(f"起草{kind.title}", number, len(wanted))
    mark = f"（第{assessment.round}轮"
    titles = {kind.title for kind in KINDS}
    folder.clear(lambda path: path.partition("/")[0] in titles and mark in path)
    empty = "、".join(f"“{title}”" for key, title in _BLANKS.items() if not str(getattr(settings, key)).strip())
    if wanted and empty:
        folder.report.findings.append(finding("draft-blanks", names=empty))
    return folder.report


def _draft(renderer: Renderer, kind: Kind, document: Document, case: Case) -> Draft:
    about: dict[str, Any] = {
        "title": document.title, "creator": case.settings.office, "kind": kind.name, "key": document.key,
        "items": document.items,
    }  # fmt: skip
    return Draft(
        path=document.path,
        unit=document.unit,
        facts=document.facts,
        content=renderer.fingerprint(document.context, **about),
        render=partial(renderer.render, document.context, **about, created=case.assessment.as_of, named=kind.named),
    )
