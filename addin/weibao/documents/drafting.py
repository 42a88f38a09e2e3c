"""Drafts of whole kinds of documents in one folder: render, look for personal data, write by the rules of `drafts`.

A document that cannot be written (a value that does not fit, a person named in it) becomes a finding and does not
stop the others. A template that is wrong stops those of its kind, of which the drafts stay as they are.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from weibao.documents import privacy
from weibao.documents.digests import digest
from weibao.documents.drafts import Draft, DraftFolder, DraftReport
from weibao.documents.errors import ContentError, PrivacyError
from weibao.documents.fingerprint import fingerprint
from weibao.documents.privacy_sources import typed_in
from weibao.documents.restating import FIELD, restated
from weibao.documents.seal import Sealed
from weibao.errors import TemplateError
from weibao.findings import finding
from weibao.resources import template

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from weibao.compute.model import Office
    from weibao.compute.settings import Settings
    from weibao.documents.kind import Case, Document, Kind
    from weibao.documents.render import Renderer
    from weibao.findings import Finding

_ROUND: Final = re.compile(r"（第(\d+)轮")
# The sheets whose rows become documents of these kinds: the key is the row's.
_SOURCES: Final = {
    "meeting_notice": "“会议台账”", "minutes": "“会议台账”或“议定事项”", "decision_slip": "“议定事项”",
    "member_notice": "“成员变动”", "liaison_letter": "“成员变动”",
}  # fmt: skip
# What a draft prints as ×× while the office has not typed it.
_BLANKS: Final = {
    "office": "办公室全称", "issuer_mark": "发文机关标志", "doc_code": "机关代字", "printer": "印发机关",
    "office_contact": "办公室联系人", "office_phone": "办公室联系电话",
}  # fmt: skip


def draft_documents(
    case: Case,
    kinds: Sequence[Kind],
    *,
    out: Path,
    templates: Path,
    known: Mapping[str, str],
    frozen: Collection[str] = (),
    wanted: Callable[[Document], bool] = lambda _document: True,
    clear: bool = True,
    rounds: Collection[int] = (),
    anew: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> DraftReport:
    """Bring the drafts of these kinds below `out` up to date, and say what happened.

    `templates` is where the clerk's own templates may lie; one that is not there is taken from the package. `known`
    are the receipts of the last run, `frozen` the paths of documents that have left 拟稿. With `wanted` only some
    documents are drafted; without `clear` no draft is taken away. `rounds` are those whose drafts are brought up to
    date, of none only that of the case. `anew`: all are rendered, also where nothing that decides them has changed.
    """
    allowed = privacy.own_texts(case.rulebook, dict(case.settings.texts))
    lists = [(kind, [restated(case, kind, one) for one in kind.documents(case) if wanted(one)]) for kind in kinds]
    count, done = sum(len(documents) for _, documents in lists), 0
    with DraftFolder(out, known, frozen, anew=anew) as folder:
        for kind, documents in lists:
            opened, left = _template(kind, templates), [document.path for document in documents]
            for document in documents:
                try:
                    _settle(folder, kind, document, _draft(opened, kind, document, case, allowed), case.office, allowed)
                    if document.path not in frozen:
                        folder.report.findings.extend(_doubts(document, f"{folder.name}/{document.path}", allowed))
                except TemplateError as error:
                    folder.leave(left)
                    folder.report.findings.append(_wrong(kind, templates, len(left), error))
                    done += len(left)
                    break
                del left[0]
                done += 1
                if progress:
                    progress(f"起草{kind.title}", done, count)
        if clear:
            folder.clear(_of_rounds(kinds, rounds or (case.assessment.round,)))
    folder.report.findings.sort(key=attrgetter("file"))  # of those written just now are told when they stand
    if count:
        folder.report.findings.extend(_blanks(case.settings))
    return folder.report


def _settle(
    folder: DraftFolder, kind: Kind, document: Document, draft: Draft, office: Office, allowed: Sequence[str]
) -> None:
    shown = f"{folder.name}/{document.path}"
    try:
        folder.settle(draft)
    except PrivacyError as error:
        folder.report.findings.extend(_private(error, kind, document, shown, typed_in(office, allowed)))
    except ContentError as error:
        folder.report.findings.append(finding("draft-content", unit=document.unit, file=shown, message=error))


def _wrong(kind: Kind, templates: Path, count: int, error: TemplateError) -> Finding:
    own = template_of(kind, templates).parent == templates
    file = f"{templates.name}/{kind.template}" if own else kind.template
    return finding("draft-template", file=file, title=kind.title, count=count, reason=error)


def _doubts(document: Document, file: str, allowed: Sequence[str]) -> Iterable[Finding]:
    """What may name a child in a document that is still 拟稿, whether it was written just now or stands."""
    for place in privacy.doubts(privacy.own_texts(document.context), allowed):
        yield finding("document-doubtful", unit=document.unit, file=file, name=document.title, place=place)


def _private(error: PrivacyError, kind: Kind, document: Document, file: str, typed: str) -> tuple[Finding, ...]:
    sheets = _SOURCES.get(kind.name, "")
    return privacy.findings(
        error,
        unit=document.unit,
        file=file,
        title=document.title,
        source=f"{sheets}的 {document.key}" if sheets else typed,
    )


def template_of(kind: Kind, templates: Path) -> Path:
    """The template of a kind: the clerk's own where there is one, else ours."""
    own = templates / kind.template
    return own if own.is_file() else template(kind.template)


class _Template(NamedTuple):
    """A template as it is now; it is opened where a document must be rendered."""

    path: Path
    digest: str
    fields: frozenset[str]

    def render(self, *args: Any, **more: Any) -> bytes:
        return _opened(*self).render(*args, **more)


def _template(kind: Kind, templates: Path) -> _Template:
    path = template_of(kind, templates)
    return _Template(path, digest(path.read_bytes()) if path.is_file() else "", frozenset(kind.fields))


@lru_cache(maxsize=32)  # all kinds: a template as it is is compiled once
def _opened(path: Path, _content: str, fields: frozenset[str]) -> Renderer:
    from weibao.documents.render import Renderer

    return Renderer(path, fields)


def _draft(opened: _Template, kind: Kind, document: Document, case: Case, allowed: Sequence[str]) -> Draft:
    about: dict[str, Any] = {
        "title": document.title, "creator": case.settings.office, "kind": kind.name, "key": document.key,
        "items": document.items,
    }  # fmt: skip
    named = (*kind.named, FIELD) if document.context.get(FIELD) else kind.named
    content = fingerprint(opened.digest, document.context, **about)
    render = partial(
        opened.render, document.context, **about, created=case.assessment.as_of, named=named,
        sealed=Sealed(document.facts, content),
    )  # fmt: skip
    return Draft(
        path=document.path,
        unit=document.unit,
        facts=document.facts,
        content=content,
        render=privacy.guarded(render, document.path, allowed),
    )


def _of_rounds(kinds: Iterable[Kind], numbers: Collection[int]) -> Callable[[str], bool]:
    """Whether a draft is of these kinds and not of other rounds: those stay as they are."""
    folders = {kind.title for kind in kinds}

    def belongs(path: str) -> bool:
        named = _ROUND.search(path)
        return path.partition("/")[0] in folders and (named is None or int(named.group(1)) in numbers)

    return belongs


def _blanks(settings: Settings) -> list[Finding]:
    empty = [title for key, title in _BLANKS.items() if not str(getattr(settings, key)).strip()]
    return [finding("draft-blanks", names="、".join(f"“{title}”" for title in empty))] if empty else []
