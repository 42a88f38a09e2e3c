"""Nothing unsound leaves the renderer: packages, named fields, and what a file says of itself."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document
from lxml import etree

from weibao.documents import layout as lay
from weibao.documents.errors import ContentError
from weibao.documents.fingerprint import fingerprint
from weibao.documents.package import R_NAMESPACE, W_NAMESPACE, read_package, write_package
from weibao.documents.parts import document
from weibao.documents.properties import Identity, identity
from weibao.documents.render import Renderer
from weibao.documents.verify import UnsoundError, verify_package, verify_part, verify_written
from weibao.documents.zipped import assemble, pack
from weibao.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

DAY = date(2023, 10, 9)
LONG = tuple(f"{number:02d}-I{number}" for number in range(80))


def package(*body: str) -> dict[str, bytes]:
    return read_package(document("".join(body), title="样例", creator="测试", created=DAY))


def opened(tmp_path: Path, parts: Mapping[str, bytes], fields: tuple[str, ...] = ("值", "行们")) -> Renderer:
    path = tmp_path / "样例.docx"
    path.write_bytes(write_package(parts))
    return Renderer(path, fields)


def made(renderer: Renderer, context: Mapping[str, Any], **more: Any) -> bytes:
    return renderer.render(context, title="题", creator="某办", created=DAY, **more)


# --- packages ------------------------------------------------------------------------------------------


def zipped(*entries: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/styles.xml", "word/Styles.XML"])
def test_a_part_twice_is_refused(name: str) -> None:
    parts = package()
    content = zipped(*parts.items(), (name, b"<x/>"))
    with pytest.raises(UnsoundError, match="出现了两次"):
        verify_package(content, read_package(content))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda parts: parts.pop("[Content_Types].xml"), "缺少"),
        (lambda parts: parts.pop("_rels/.rels"), "缺少"),
        (lambda parts: parts.pop("word/styles.xml"), "styles.xml 不存在"),
        (lambda parts: parts.update({"word/media/a.png": b"x"}), "没有登记类型"),
        (lambda parts: parts.update({"word/_rels/document.xml.rels": b"<x"}), "不能解析"),
    ],
)
def test_a_template_whose_package_is_unsound_is_refused(tmp_path: Path, change: Any, message: str) -> None:
    parts = package(lay.paragraph("WBBody", "{{ 值 }}"))
    change(parts)
    with pytest.raises(TemplateError, match=rf"样例\.docx”打不开.*{message}"):
        opened(tmp_path, parts)


def test_links_to_the_outside_and_words_own_lost_pictures_are_no_fault(tmp_path: Path) -> None:
    parts = package(lay.paragraph("WBBody", "{{ 值 }}"))
    links = parts["word/_rels/document.xml.rels"].decode()
    more = '<Relationship Id="a" Type="t" Target="NULL"/>'
    more += '<Relationship Id="b" Type="t" Target="http://x/y" TargetMode="External"/>'
    parts["word/_rels/document.xml.rels"] = links.replace("</Relationships>", f"{more}</Relationships>").encode()
    assert made(opened(tmp_path, parts), {"值": "甲"})


def test_a_relationship_that_is_not_there_is_refused(tmp_path: Path) -> None:
    body = '<w:p><w:hyperlink r:id="{{ 值 }}"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    renderer = opened(tmp_path, package(body))
    assert made(renderer, {"值": "rIdStyles"})
    with pytest.raises(TemplateError, match="不存在的关系 rId99"):
        made(renderer, {"值": "rId99"})


def test_words_that_look_like_a_relationship_are_none(tmp_path: Path) -> None:
    renderer = opened(tmp_path, package(lay.paragraph("WBBody", "比例 r:0.5，{{ 值 }}")))
    assert made(renderer, {"值": 'a r:id="rId99"'})


def test_what_reads_back_differently_is_refused() -> None:
    parts = {"a.xml": b"<a/>" * 100, "b.png": b"\x00\x01"}
    content = assemble(pack(name, part) for name, part in parts.items())
    verify_written(content, parts, parts)
    assert read_package(content) == parts
    for names, changed in ((["b.png", "a.xml"], {}), (parts, {"a.xml": b"<b/>"}), (parts, {"a.xml": b"<a/>" * 99})):
        with pytest.raises(UnsoundError):
            verify_written(content, names, changed)
    assert pack("b.png", b"\x00\x01").content == b"\x00\x01"
    assert pack("a.xml", parts["a.xml"]).content == parts["a.xml"]
    assert len(pack("a.xml", parts["a.xml"]).data) < 100


def test_chinese_part_names_survive() -> None:
    content = assemble([pack("图/甲.xml", b"<a/>")])
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["图/甲.xml"]


# --- named fields --------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["市民政局", "关于限期整改\n有关问题的通知", "A&B“公司”<1>", "", ["甲", "乙丙"], 15])
def test_named_fields_are_found(tmp_path: Path, value: Any) -> None:
    text = "{{ 值|join('、') }}" if isinstance(value, list) else "{{ 值 }}"
    renderer = opened(tmp_path, package(lay.paragraph("WBBody", f"致：{text}。")))
    assert made(renderer, {"值": value}, named=("值",))


def test_a_named_field_that_the_clerk_removed_is_missed(tmp_path: Path) -> None:
    renderer = opened(tmp_path, package(lay.paragraph("WBBody", "致：")))
    assert made(renderer, {"值": "市民政局"})
    with pytest.raises(ContentError, match=r"找不到“值”的内容（市民政局）.*\{\{ 值 \}\}"):
        made(renderer, {"值": "市民政局"}, named=("值",))
    with pytest.raises(ContentError, match="缺少“主送”"):
        made(renderer, {"值": "市民政局"}, named=("主送",))


def test_a_named_value_put_together_from_runs_is_found(tmp_path: Path) -> None:
    renderer = opened(tmp_path, package(lay.paragraph("WBBody", "市民", "政局：{{ 值 }}")))
    assert made(renderer, {"值": "甲", "行们": "市民政局"}, named=("行们",))


# --- what a file says of itself ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        Identity("supervision_notice", "D07", ("1-07-I22", "1-07-V7")),
        Identity("bulletin", "R1"),
        Identity("a<b", "&'\"", LONG),
        Identity(),
    ],
    ids=["notice", "no items", "long", "nothing"],
)
def test_a_document_says_which_draft_it_is(tmp_path: Path, given: Identity) -> None:
    renderer = opened(tmp_path, package(lay.paragraph("WBBody", "{{ 值 }}")))
    content = made(renderer, {"值": "甲"}, **given._asdict())
    assert identity(content) == given
    assert content == made(renderer, {"值": "甲"}, **given._asdict())
    parts = read_package(content)
    verify_package(content, parts)
    assert ("docProps/custom.xml" in parts) == any(given)
    assert Document(io.BytesIO(content)).core_properties.title == "题"
    if any(given):
        values = etree.fromstring(parts["docProps/custom.xml"]).itertext()
        assert max(len(value) for value in values) <= 255


def test_properties_of_the_template_stay_and_ours_are_replaced(tmp_path: Path) -> None:
    renderer = opened(tmp_path, package(lay.paragraph("WBBody", "{{ 值 }}")))
    first = read_package(made(renderer, {"值": "甲"}, kind="old", key="1", items=LONG))
    foreign = b'<property fmtid="{1}" pid="9" name="KSOProductBuildVer"><vt:lpwstr>2052-11.1</vt:lpwstr></property>'
    first["docProps/custom.xml"] = first["docProps/custom.xml"].replace(b"</Properties>", foreign + b"</Properties>")
    first["word/document.xml"] = package(lay.paragraph("WBBody", "{{ 值 }}"))["word/document.xml"]
    content = made(opened(tmp_path, first), {"值": "甲"}, kind="new", key="2")
    assert identity(content) == Identity("new", "2")
    custom = read_package(content)["docProps/custom.xml"].decode()
    assert "KSOProductBuildVer" in custom
    assert "2052-11.1" in custom
    root = etree.fromstring(custom.encode())
    assert [node.get("pid") for node in root] == ["2", "3", "4"]


def test_a_template_without_core_properties_gets_them_announced(tmp_path: Path) -> None:
    parts = package(lay.paragraph("WBBody", "{{ 值 }}"))
    del parts["docProps/core.xml"]
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b'Target="docProps/core.xml"', b'Target="x" TargetMode="External"'
    )
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"metadata/core-properties", b"metadata/other")
    content = made(opened(tmp_path, parts), {"值": "甲"})
    verify_package(content, read_package(content))
    assert Document(io.BytesIO(content)).core_properties.author == "某办"


def test_the_fingerprint_knows_which_draft_it_is() -> None:
    def digest(**more: Any) -> str:
        return fingerprint("template", {"值": "甲"}, title="", creator="", **more)

    found = {digest(), digest(kind="a"), digest(key="a"), digest(items=("a",)), digest(items=("a", "b"))}
    assert len(found) == 5
    assert digest(kind="a", items=["x"]) == digest(kind="a", items=("x",))


# --- what depends on the width of the words --------------------------------------------------------------


@pytest.mark.parametrize("around", ["", "box", "prefix", "bookmark", "table"])
def test_a_signature_is_placed_whatever_stands_around_it(tmp_path: Path, around: str) -> None:
    signer, date_ = lay.paragraph("WBSigner", "{{ 值 }}"), lay.paragraph("WBDate", "2023年10月9日")
    between = {"bookmark": '<w:bookmarkEnd w:id="1"/>', "table": f"<w:tbl>{lay.blank()}</w:tbl>"}.get(around, "")
    body = f"{lay.paragraph('WBMark', '某办')}{signer}{between}{date_}"
    if around == "box":
        body += f"<w:p><w:r><w:pict><w:txbxContent>{lay.paragraph('WBBody', '框')}</w:txbxContent></w:pict></w:r></w:p>"
    if around == "prefix":
        marked = body.replace("<w:r>", '<w:r><y:x val="1"/>', 1)
        body = f'<w:sdt xmlns:y="urn:y"><w:sdtContent>{marked}</w:sdtContent></w:sdt>'
    content = made(opened(tmp_path, package(body)), {"值": "某某市未成年人保护工作委员会办公室"})
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    root = etree.fromstring(read_package(content)["word/document.xml"])
    (style,) = (node for node in root.iter(f"{w}pStyle") if node.get(f"{w}val") == "WBSigner")
    assert (style.getparent().find(f"{w}ind") is not None) == (around != "table")


def test_a_style_that_belongs_to_no_paragraph_does_no_harm(tmp_path: Path) -> None:
    body = lay.paragraph("WBSigner", "{{ 值 }}") + '<w:customXml><w:pStyle w:val="WBSigner"/></w:customXml>'
    content = made(opened(tmp_path, package(body)), {"值": "某办"})
    assert etree.fromstring(read_package(content)["word/document.xml"]).xpath("string()") == "某办"


@pytest.mark.parametrize("element", ["<b/>", "<p>甲</p>", '<script src="x"/>'])
def test_an_element_that_belongs_to_nobody_is_refused(element: str) -> None:
    xml = f'<w:p xmlns:w="{W_NAMESPACE}">{element}</w:p>'
    with pytest.raises(UnsoundError, match="不属于 Word"):
        verify_part("word/document.xml", xml.encode(), frozenset())


@pytest.mark.parametrize("link", ['r:id="rId9"', "r:id='rId9'", 'r:id = "rId9"', 'w:a="" r:embed="rId9"'])
def test_a_relationship_that_is_not_there_is_seen_however_it_is_written(link: str) -> None:
    xml = f'<w:p xmlns:w="{W_NAMESPACE}" xmlns:r="{R_NAMESPACE}"><w:hyperlink {link}/></w:p>'
    with pytest.raises(UnsoundError, match="rId9"):
        verify_part("word/document.xml", xml.encode(), frozenset({"rId1"}))
    verify_part("word/document.xml", xml.encode(), frozenset({"rId9"}))


def test_an_element_with_a_namespace_by_default_is_sound() -> None:
    xml = f'<w:p xmlns:w="{W_NAMESPACE}"><a xmlns="urn:x"><b/></a></w:p>'
    verify_part("word/document.xml", xml.encode(), frozenset())
