"""Documents of every layout, with invented particulars, for the tests of layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.documents import layout as lay
from weibao.documents import layouts
from weibao.documents.kind import Layout
from weibao.documents.package import read_package, write_package
from weibao.documents.render import Renderer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from weibao.documents.layout import Enclosure

FIELDS = (*layouts.FIELDS, "文", "行们")
MARKS = {
    Layout.GENERAL: "江海县未成年人保护工作领导小组文件",
    Layout.UPWARD: "江海县民政局文件",
    Layout.LETTER: "江海县未成年人保护工作领导小组办公室",
    Layout.MINUTES: "江海县未成年人保护工作领导小组会议纪要",
}
GENRES = {Layout.GENERAL: "通知", Layout.UPWARD: "报告", Layout.LETTER: "函", Layout.MINUTES: "纪要"}
COLUMNS = (
    lay.Column("序号", 1000, "{{ 行.号 }}", "WBTableCentre"),
    lay.Column("指标", 5000, "{{ 行.文 }}"),
    lay.Column("说明", 6756, "{{ 行.文 }}"),
)
BODY = (
    lay.paragraph("WBBody", "{{ 文 }}")
    + lay.paragraph("WBHeading1", "一、一级标题")
    + lay.paragraph("WBBody", ("（一）二级标题。", "WBHeading2Text"), "正文。")
    + lay.paragraph("WBBodyKept", "末段。")
)


def landscape(condition: str = "") -> Enclosure:
    """A table of 14 high rows on landscape pages."""
    return lay.enclosure("附件", "{{ 附件[0] }}", lay.table(COLUMNS, "行", "行们"), landscape=True, condition=condition)


def values(layout: Layout, **changes: Any) -> dict[str, Any]:
    """The context of a document that has everything and 900 characters of text."""
    return {
        **layouts.opening(
            layout,
            title=("关于做好有关工作", f"及其他事项的{GENRES[layout]}"),
            send_to="各镇人民政府，各街道办事处，县各有关部门和单位",
            enclosures=("有关事项一览表",),
        ),
        "标志": MARKS[layout],
        "文号": "第3期" if layout is Layout.MINUTES else "江未保〔2023〕12号",
        "签发人": "张某某",
        "出席": "张某某、王某某、" * 6 + "李某某",
        "请假": "赵某某",
        "列席": "",
        "署名": "江海县民政局",
        "成文日期": "2023年10月9日",
        "附注": "联系人：王某某，电话：0000-12345678",
        "抄送": "县人大社会委，县人民政府督查室，县未成年人保护工作领导小组各成员单位和各有关单位",
        "印发机关": "江海县民政局办公室",
        "印发日期": "2023年10月10日",
        "文": "字" * 900,
        "行们": [{"号": str(n), "文": "内容说明文字" * 10} for n in range(1, 15)],
    } | changes


def rendered(
    folder: Path, name: str, layout: Layout, context: dict[str, Any], created: date,
    *, enclosures: Sequence[Enclosure] = (), body: str = BODY,
) -> bytes:  # fmt: skip
    """A document of a layout, made by way of a template in `folder`."""
    path = folder / f"{name}.template.docx"
    path.write_bytes(layouts.compose(layout, body, title=name, enclosures=enclosures))
    return Renderer(path, FIELDS).render(context, title=name, creator="", created=created)


def with_part(content: bytes, name: str, old: str, new: str) -> bytes:
    """The same package with one piece of a part replaced, as an editing hand might."""
    parts = read_package(content)
    text = parts[name].decode()
    assert old in text
    return write_package(parts | {name: text.replace(old, new).encode()})
