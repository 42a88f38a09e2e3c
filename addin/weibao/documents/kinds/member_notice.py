"""成员调整通知: the issuing body tells its member units who is replaced, once the change has been approved.

Changes that stand in a signed notice, or whose number or end is noted in 成员变动, are not told again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weibao.compute.members import NOTICE, pending, post_of
from weibao.compute.openings import DEAD
from weibao.documents import layout as lay
from weibao.documents import layouts, wording
from weibao.documents.digests import facts_of
from weibao.documents.kind import Case, Document, Group, Kind, Layout
from weibao.documents.kinds import meeting_words as words
from weibao.documents.letterhead import letterhead
from weibao.documents.titles import title_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weibao.compute.model import MemberChange
    from weibao.rulebook.model import Post

NAME: Final = NOTICE

FIELDS: Final = {
    **layouts.fields(Layout.GENERAL),
    "名单": "名单的名称，如：领导小组",
    "原因": "变动的原因，如：工作变动",
    "批准": "经谁批准，如：经领导小组组长批准；规则没有写的是“经研究”",
    "调整": "调整各条，已写成句子",
}


def build() -> bytes:
    """The template's bytes, always the same."""
    body = (
        lay.paragraph("WBBody", "因{{ 原因 }}，{{ 批准 }}，现将{{ 名单 }}组成人员调整情况通知如下：")
        + lay.each("条", "调整", lay.paragraph("WBBody", "{{ 条 }}"))
        + lay.paragraph("WBBodyKept", "其他组成人员不变。")
    )
    return layouts.compose(Layout.GENERAL, body, title="成员调整通知模板")


def documents(case: Case) -> Iterator[Document]:
    """One notice for each body (领导小组 …) that has approved changes which nobody has been told yet."""
    changes = pending(case.rulebook, case.office, NAME)
    for body in dict.fromkeys(change.body for change in changes):
        yield _document(case, body, [change for change in changes if change.body == body])


def _document(case: Case, body: str, changes: Sequence[MemberChange]) -> Document:
    head = letterhead(case, NAME)
    lines = title_lines((head["署名"], f"关于调整{body}", "组成人员的通知"))
    members = case.rulebook.member_units or case.rulebook.units
    send_to = words.organs(case.rulebook, (unit.id for unit in members))
    sentences = [_sentence(case, change) for change in changes]
    context: dict[str, Any] = {
        **head,
        **layouts.opening(Layout.GENERAL, title=lines, send_to=send_to),
        "名单": body,
        "原因": words.reason_of(changes),
        "批准": _approval(case, changes),
        "调整": [f"{wording.numbered(place, len(sentences))}{text}" for place, text in enumerate(sentences, 1)],
    }
    return Document(
        key=f"{body}-{changes[0].id}",
        path=f"{KIND.title}/{wording.file_name(body)}－成员调整通知{_again(case, body)}.docx",
        title="".join(lines),
        context=context,
        facts=facts_of(body, changes),
        items=tuple(change.id for change in changes),
    )


def _again(case: Case, body: str) -> str:
    """（之二） where a notice on this body's changes has been signed before."""
    own = {change.id for change in case.office.changes if change.body == body}
    before = [
        paper
        for paper in case.office.register
        if paper.kind == NAME and paper.state not in DEAD and own.intersection(paper.items)
    ]
    return f"（之{wording.chinese_number(len(before) + 1)}）" if before else ""


def _approval(case: Case, changes: Sequence[MemberChange]) -> str:
    posts = [post_of(case.rulebook, change) for change in changes]
    who = "、".join(dict.fromkeys(post.approval for post in posts if post and post.approval))
    return f"经{who}批准" if who else "经研究"


def _sentence(case: Case, change: MemberChange) -> str:
    post = post_of(case.rulebook, change)
    if post is not None and post.whole:
        return _whole(change, post)
    unit = words.organ(case.rulebook, change.unit)
    new = f"{unit}{change.new_post}{change.new}" if change.new_post else f"{unit}{change.new}"
    post_name = change.post if change.post.startswith(change.body) else f"{change.body}{change.post}"
    if not change.old:
        return f"增补{new}为{post_name}。"
    if not change.new:
        return f"{unit}{change.old}不再担任{post_name}。"
    return f"{new}任{post_name}，{change.old}不再担任{post_name}。"


def _whole(change: MemberChange, post: Post) -> str:
    """A unit joins or leaves the body."""
    name = f"{post.body}{post.name}"
    joins = f"增补{change.new}为{name}" if change.new else ""
    leaves = f"{change.old}不再作为{name}" if change.old else ""
    return f"{'，'.join(filter(None, (joins, leaves)))}。"


KIND: Final = Kind(
    name=NAME,
    title="成员调整通知",
    genre="通知",
    layout=Layout.GENERAL,
    group=Group.NOTICE,
    fields=FIELDS,
    named=("标题", "主送", "名单"),
    build=build,
    documents=documents,
    needs="“成员变动”表里有要印发通知、已填批准日期、还没有通知的变动；填了文号或办结日期的不再通知",
)
