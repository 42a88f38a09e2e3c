"""The same text as docxtpl gives, for every template and every one of its features, and the same bytes each time."""

from __future__ import annotations

import io
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from jinja2 import Environment
from lxml import etree
from PIL import Image

from documents.sample_context import sample_context
from weibao.documents import layout as lay
from weibao.documents.errors import ContentError
from weibao.documents.fingerprint import fingerprint
from weibao.documents.package import read_package, write_package
from weibao.documents.parts import document
from weibao.documents.properties import Identity, identity
from weibao.documents.render import Renderer
from weibao.documents.verify import verify_package
from weibao.errors import TemplateError
from weibao.resources import templates_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = date(2023, 10, 9)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMES = "p tbl tr tc br tab gridSpan gridCol vMerge shd drawing sectPr sdt pStyle"
STRUCTURE = {f"{W}{name}": name for name in _NAMES.split()}


def told(content: bytes) -> dict[str, list[str]]:
    """Texts and structure of the parts that hold text, in the order of the document."""
    found: dict[str, list[str]] = {}
    with ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith(("word/document", "word/header", "word/footer", "word/footnotes")):
                found[name] = list(_told(etree.fromstring(archive.read(name))))
    return found


def _told(root: Any) -> Any:
    for node in root.iter():
        if node.tag in (f"{W}t", f"{W}instrText"):
            yield node.text or ""
        elif node.tag in STRUCTURE:
            values = (node.get(f"{W}val"), node.get(f"{W}fill"))
            yield f"<{STRUCTURE[node.tag]} {'/'.join(value for value in values if value)}>"


def by_docxtpl(path: Path, context: Mapping[str, Any]) -> bytes:
    """Plain docxtpl, escaping switched on."""
    template = DocxTemplate(str(path))
    template.render(dict(context), Environment(autoescape=True), autoescape=True)
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()


def by_us(path: Path, context: Mapping[str, Any]) -> bytes:
    return Renderer(path, context).render(context, title="题", creator="办", created=DAY)


def saved(tmp_path: Path, *body: str, **parts: str) -> Path:
    """A template of this body; `parts` replaces parts below word/ by stem."""
    package = read_package(document("".join(body), title="样例", creator="测试", created=DAY))
    path = tmp_path / "样例.docx"
    path.write_bytes(write_package(package | {f"word/{stem}.xml": text.encode() for stem, text in parts.items()}))
    return path


def cells(*texts: str) -> str:
    width = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'
    row = "".join(f"<w:tc>{width}{lay.paragraph('WBTableText', text)}</w:tc>" for text in texts)
    return f"<w:tr>{row}</w:tr>"


def grid(columns: int, *rows: str) -> str:
    cols = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{cols}</w:tblGrid>{''.join(rows)}</w:tbl>{lay.blank()}"


TEMPLATES = sorted(path.name for path in templates_dir().glob("*.docx"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_gives_the_text_that_docxtpl_gives(name: str) -> None:
    path = templates_dir() / name
    context = sample_context(path)
    assert context
    ours = by_us(path, context)
    assert told(ours) == told(by_docxtpl(path, context))
    assert "得分<60" in str(told(ours))


# --- features of docxtpl, one template each ------------------------------------------------------------

ROWS = [{"题": "甲<1>", "数": 3}, {"题": "乙&“丙”", "数": 4}]
FEATURES: dict[str, str] = {
    "values": lay.paragraph("WBBody", "前{{ 值 }}后"),
    "split": lay.paragraph("WBBody", "甲{", "{ 值", " }}乙"),
    "expressions": lay.paragraph("WBBody", "{{ 行们|length }}、{{ 值 ~ '。' }}、{{ '是' if 有 else '否' }}"),
    "paragraphs": lay.each("行", "行们", lay.paragraph("WBBody", "·{{ 行.题 }}{{ loop.index }}")),
    "nested": lay.each("行", "行们", lay.only("行.数 > 3", lay.paragraph("WBBody", "{{ 行.题 }}"))),
    "inline": lay.paragraph("WBBody", "{% for 行 in 行们 %}{{ 行.题 }}；{% endfor %}"),
    "runs": lay.paragraph("WBBody", "前", "{%r if 有 %}", "中", "{%r endif %}", "后"),
    "trimmed": lay.paragraph("WBBody", "前") + lay.paragraph("WBBody", "{%- if 有 -%}中{%- endif %}")
    + lay.paragraph("WBBody", "后"),
    "comment": lay.paragraph("WBBody", "前{# 注 #}后") + lay.paragraph("WBBody", "{#p 注 #}"),
    "literal": lay.paragraph("WBBody", "写作{_{ 值 }_}和{_% if %_}：{{ 值 }}"),
    "rows": lay.table((lay.Column("题", 4000, "{{ 行.题 }}"), lay.Column("数", 2000, "{{ 行.数 }}")), "行", "行们"),
    "columns": grid(1, cells("{%tc for 行 in 行们 %}", "{{ 行.题 }}", "{%tc endfor %}")),
    "fewer": grid(3, cells("甲", "{%tc if 无 %}", "{{ 值 }}", "{%tc endif %}")),
    "colspan": grid(3, cells("{% colspan 行们|length %}{{ 值 }}", "丙"), cells("甲", "乙", "丙")),
    "cellbg": grid(2, cells("{% cellbg 色 %}{{ 值 }}", "乙")),
    "vm": grid(2, cells("{%tr for 行 in 行们 %}"), cells("{% vm %}{{ 值 }}", "{{ 行.题 }}"), cells("{%tr endfor %}")),
    "hm": grid(2, cells("{%tc for 行 in 行们 %}", "{% hm %}{{ 值 }}", "{%tc endfor %}")),
    "breaks": lay.paragraph("WBBody", "{{ 长 }}") + lay.paragraph("WBBody", "{{ 长 }}尾"),
    "set": lay.paragraph("WBBody", "{% set 甲 = 值 %}{{ 甲 }}"),
}  # fmt: skip
CONTEXT: dict[str, Any] = {
    "值": "A&B <整改> “引号” {{ 7*7 }}", "行们": ROWS, "有": True, "无": False, "色": "FF0000", "长": "一\n二\n三",
}  # fmt: skip


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_gives_what_docxtpl_gives(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path, FEATURES[name])
    ours = by_us(path, CONTEXT)
    assert told(ours) == told(by_docxtpl(path, CONTEXT))
    assert ours == by_us(path, CONTEXT)
    verify_package(ours, read_package(ours))


def test_headers_footers_and_notes_are_filled(tmp_path: Path) -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    footer = f"<w:ftr {names}>{lay.paragraph('WBBody', '第{{ 值 }}页')}</w:ftr>"
    path = saved(tmp_path, lay.paragraph("WBBody", "{{ 值 }}"), footer1=footer)
    ours = by_us(path, CONTEXT)
    assert told(ours) == told(by_docxtpl(path, CONTEXT))
    assert told(ours)["word/footer1.xml"][-1] == f"第{CONTEXT['值']}页"


@pytest.mark.parametrize(("name", "torn"), [("值", False), ("富", True)])
def test_rich_text_that_tears_a_note_is_found(tmp_path: Path, name: str, torn: bool) -> None:
    """docxtpl does not fill endnotes; we do, and with its objects they have to be parsed."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = f'<w:endnotes {names}><w:endnote w:id="{{{{ {name} }}}}"/></w:endnotes>'
    path = saved(tmp_path, lay.paragraph("WBBody", "{{ 值 }}{{r 富 }}"), endnotes=notes)
    types = read_package(path.read_bytes())["[Content_Types].xml"].decode()
    override = '<Override PartName="/word/endnotes.xml" ContentType="{}endnotes+xml"/></Types>'.format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml."
    )
    package = read_package(path.read_bytes()) | {"[Content_Types].xml": types.replace("</Types>", override).encode()}
    path.write_bytes(write_package(package))
    with pytest.raises(TemplateError, match="尾注不完整") if torn else nullcontext():
        by_us(path, CONTEXT | rich())


# --- docxtpl's own objects -----------------------------------------------------------------------------


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "图.png"
    Image.new("RGB", (8, 8), "red").save(path)
    return path


def rich() -> dict[str, Any]:
    text = RichText("红字 {x} <甲>", color="FF0000", bold=True)
    text.add("\n换行", italic=True)
    return {"富": text, "段": RichTextParagraph("一段&", parastyle="WBBody"), "列": Listing("一\n二<\a三")}


RICH = (
    lay.paragraph("WBBody", "前{{r 富 }}后")
    + lay.paragraph("WBBody", "{{p 段 }}")
    + lay.paragraph("WBBody", "{{ 列 }}")
)


def test_rich_text_and_listings_go_through_docxtpl(tmp_path: Path) -> None:
    path = saved(tmp_path, RICH, lay.paragraph("WBBody", "{{ 值 }}"))
    context = CONTEXT | rich()
    ours = by_us(path, context)
    assert told(ours) == told(by_docxtpl(path, context))
    assert ours == by_us(path, CONTEXT | rich())
    verify_package(ours, read_package(ours))


def test_pictures_go_through_docxtpl(tmp_path: Path, picture: Path) -> None:
    path = saved(tmp_path, lay.paragraph("WBBody", "图{{ 图 }}") * 2, lay.paragraph("WBBody", "{{ 值 }}"))
    renderer = Renderer(path, ("图", "值"))

    def drawn() -> bytes:
        context = {"值": CONTEXT["值"], "图": InlineImage(renderer.engine(), str(picture), width=Mm(20))}
        return renderer.render(context, title="题", creator="办", created=DAY, kind="x", key="甲")

    ours = drawn()
    assert ours == drawn()
    assert [line for line in told(ours)["word/document.xml"] if line.startswith("<drawing")] == ["<drawing >"] * 2
    parts = read_package(ours)
    verify_package(ours, parts)
    assert parts["word/media/image1.png"] == picture.read_bytes()
    assert identity(ours) == Identity("x", "甲")
    body = etree.fromstring(parts["word/document.xml"])
    ids = [node.get("id") for node in body.iter() if str(node.tag).endswith("}docPr")]
    assert ids == ["1001", "1002"]


def test_sub_documents_go_through_docxtpl(tmp_path: Path) -> None:
    pytest.importorskip("docxcompose")
    path = saved(tmp_path, lay.paragraph("WBBody", "{{p 子 }}"), lay.paragraph("WBBody", "{{ 值 }}"))
    inner = tmp_path / "子.docx"
    inner.write_bytes(document(lay.paragraph("WBBody", "子文档<1>"), title="", creator="", created=DAY))
    renderer = Renderer(path, ("子", "值"))
    context = {"值": CONTEXT["值"], "子": renderer.engine().new_subdoc(str(inner))}
    ours = renderer.render(context, title="题", creator="办", created=DAY)
    assert "子文档<1>" in told(ours)["word/document.xml"]
    assert CONTEXT["值"] in told(ours)["word/document.xml"]
    with pytest.raises(ContentError, match="只能用一次"):
        renderer.render(context, title="题", creator="办", created=DAY)


def test_a_picture_of_another_template_is_refused(tmp_path: Path, picture: Path) -> None:
    path = saved(tmp_path, lay.paragraph("WBBody", "图{{ 图 }}"))
    context = {"图": InlineImage(DocxTemplate(str(path)), str(picture))}
    with pytest.raises(ContentError, match=r"Renderer\.engine"):
        Renderer(path, context).render(context, title="", creator="", created=DAY)


def test_a_template_cannot_reach_docxtpl_through_its_objects(tmp_path: Path, picture: Path) -> None:
    path = saved(tmp_path, lay.paragraph("WBBody", "{{ 图.tpl.save('x.docx') }}"))
    renderer = Renderer(path, ("图",))
    context = {"图": InlineImage(renderer.engine(), str(picture))}
    with pytest.raises(TemplateError, match="tpl"):
        renderer.render(context, title="", creator="", created=DAY)


def test_the_fingerprint_knows_pictures_and_rich_text(tmp_path: Path, picture: Path) -> None:
    path = saved(tmp_path, lay.paragraph("WBBody", "{{ 图 }}{{r 富 }}"))
    renderer = Renderer(path, ("图", "富"))

    def digest(text: str) -> str:
        context = {"图": InlineImage(renderer.engine(), str(picture)), "富": RichText(text)}
        return fingerprint("template", context, title="", creator="")

    one = digest("甲")
    assert one == digest("甲")
    assert one != digest("乙")
    Image.new("RGB", (8, 8), "blue").save(picture)
    assert one != digest("甲")


def test_a_mistake_in_a_template_for_docxtpl_is_named_as_any_other(tmp_path: Path) -> None:
    path = saved(tmp_path, lay.paragraph("WBBody", "请{{ 行们[0].时限 }}办{{r 富 }}"))
    context = CONTEXT | rich()
    with pytest.raises(TemplateError, match=r"正文“请.*”一段用到了“时限”"):
        by_us(path, context)


def test_control_characters_in_rich_text_are_refused_with_their_field(tmp_path: Path) -> None:
    path = saved(tmp_path, RICH)
    for value in (RichText("甲\x08乙"), [{"注": Listing("一\x1b二")}]):
        context = rich() | {"富": value}
        with pytest.raises(ContentError, match=r"“富(\[1\]\.注)?”里有不能写入公文的控制字符"):
            by_us(path, context)


def test_what_docxtpl_would_mend_by_leaving_text_out_is_refused(tmp_path: Path) -> None:
    torn = lay.paragraph("WBBody", "{% if 无 %}甲") + lay.paragraph("WBBody", "乙{% endif %}")
    path = saved(tmp_path, RICH, f"<w:p><w:r><w:t>{{% if 无 %}}</w:t></w:r></w:p>{grid(1, cells('{% endif %}'))}", torn)
    with pytest.raises(TemplateError, match="独占一段"):
        by_us(path, CONTEXT | rich())
