"""The life of every document in the history: 拟稿, 核稿签发, 编号, 印发, 撤回, 更正, 作废, step by step.

文号登记 counts, and may be typed into: each run that has read or written it notes where every document stands now, so
that who brought it there and when is the run's own. A draft that nobody has registered yet is one as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.campaign.history import Kind, current, pack, record, unpack
from weibao.campaign.history_privacy import kept
from weibao.campaign.register_files import draft_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from weibao.campaign.store import Store
    from weibao.compute.papers import Paper

_DRAFT = pack(state="draft", unregistered=True)


def remember_papers(store: Store, papers: Iterable[Paper]) -> None:
    """Where the documents of 文号登记 stand now."""
    known = current(store, Kind.PAPER)
    facts = {key: _value(store, paper) for key, paper in _keyed(papers, known).items()}
    record(store, Kind.PAPER, "", facts | _drafts(store, facts))


def remember_drafts(store: Store) -> None:
    """The drafts that lie there and nobody has registered, at the end of every run."""
    known = current(store, Kind.PAPER)
    facts = {key: value for key, value in known.items() if value != _DRAFT}
    record(store, Kind.PAPER, "", facts | _drafts(store, facts))


def _drafts(store: Store, registered: Mapping[str, str]) -> dict[str, str]:
    taken = {draft_path(str(unpack(value).get("file", ""))) for value in registered.values()}
    return {path: _DRAFT for path in store.drafts() if path not in registered and path not in taken}


def _keyed(papers: Iterable[Paper], known: Mapping[str, str]) -> dict[str, Paper]:
    """Each paper under the key that it has had: by its number, else by its draft; a second of one draft under `…#2`.

    A row without a file goes by its number or its title.
    """
    by_number = {number: key for key, value in known.items() if (number := unpack(value).get("doc_no"))}
    found: dict[str, Paper] = {}
    rest = []
    for paper in papers:
        key = by_number.get(_number(paper)) if paper.doc_no else None
        if key and key not in found:
            found[key] = paper
        else:
            rest.append(paper)
    for paper in rest:
        base = key = draft_path(paper.file) or _number(paper) or kept(paper.title) or "（没有标题）"
        number = 1
        while key in found:
            number += 1
            key = f"{base}#{number}"
        found[key] = paper
    return found


def _number(paper: Paper) -> str:
    return str(paper.number or paper.doc_no)


def _value(store: Store, paper: Paper) -> str:
    days = {
        name: day.isoformat()
        for name in ("reviewed", "signed", "dated", "issued")
        if (day := getattr(paper, name)) is not None
    }
    signed = store.approved(draft_path(paper.file)) if paper.signed else ""
    return pack(
        state=paper.state.value, doc_no=_number(paper), reviewer=kept(paper.reviewer), signer=kept(paper.signer),
        heard=kept(paper.heard), related=paper.related, note=kept(paper.note), file=paper.file, sha256=signed, **days,
    )  # fmt: skip
