"""Filling templates: nothing is lost, nothing is executed, every mistake is named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from docxtpl import RichText
from jinja2 import meta
from jinja2.compiler import CodeGenerator
from lxml import etree

from documents.notice_samples import paragraphs
from weibao.documents import layout as lay
from weibao.documents.engine import environment
from weibao.documents.errors import ContentError
from weibao.documents.fingerprint import fingerprint
from weibao.documents.parts import document
from weibao.documents.render import Renderer
from weibao.documents.values import shield
from weibao.errors import TemplateError

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2023, 10, 9)


def opened(tmp_path: Path, *body: str, fields: tuple[str, ...] = ("值", "行们", "有")) -> Renderer:
    path = tmp_path / "样例.docx"
    path.write_bytes(document("".join(body), title="样例", creator="测试", created=DAY))
    return Renderer(path, fields)


def rendered(tmp_path: Path, renderer: Renderer, **context: Any) -> list[str]:
    target = tmp_path / "out.docx"
    target.write_bytes(renderer.render(context, title="题", creator="某办", created=DAY))
    return paragraphs(target)


@pytest.mark.parametrize(
    "value",
    [
        "得分<60",
        "A&B公司。后面的话还在",
        "<附件1>",
        "“引号”与\"直引号\"和'单引号'",
        "{{ 7*7 }}",
        "{% for x in y %}",
        "{_{ 7*7 }_}",
        "{{{{",
        "{# 注 #}",
        "=SUM(A1:A9)",
        "]]><w:p/>",
        "&lt;已转义&gt;",
        "𠮷 与 〔2023〕 ★",
        "《{% raw %}》",
    ],
)
def test_data_stays_what_it_is(tmp_path: Path, value: str) -> None:
    renderer = opened(tmp_path, lay.paragraph("WBBody", "前{{ 值 }}后"))
    assert rendered(tmp_path, renderer, 值=value) == [f"前{value}后"]


def test_line_breaks_are_kept_and_tabs_are_spaces(tmp_path: Path) -> None:
    renderer = opened(tmp_path, lay.paragraph("WBBody", "{{ 值 }}"))
    value = "一\r\n二\x0b三\u2028四\n五\t六\u0085七\r八"
    assert rendered(tmp_path, renderer, 值=value) == ["一\n二\n三\n四\n五 六\n七\n八"]


@pytest.mark.parametrize("sign", "\x00\x07\x1b\x7f\x80\ud800\ufffe\uffff\ufdd0", ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_control_character_is_refused_with_the_field_it_came_from(tmp_path: Path, sign: str) -> None:
    body = lay.paragraph("WBBody", "{{ 值 }}") + lay.each("行", "行们", lay.paragraph("WBBody", "{{ 行.题 }}"))
    renderer = opened(tmp_path, body)
    rows = [{"题": "甲"}, {"题": "乙"}, {"题": f"未建台{sign}账"}]
    with pytest.raises(ContentError) as caught:
        rendered(tmp_path, renderer, 值="好", 行们=rows)
    message = str(caught.value)
    assert "“行们[3].题”" in message
    assert f"U+{ord(sign):04X}" in message
    assert "“未建台□账”" in message
    assert rendered(tmp_path, renderer, 值="好", 行们=rows[:2]) == ["好", "甲", "乙"]


def test_long_text_survives(tmp_path: Path) -> None:
    renderer = opened(tmp_path, lay.paragraph("WBBody", "{{ 值 }}"))
    value = "长" * 20_000
    assert rendered(tmp_path, renderer, 值=value) == [value]


def test_a_template_that_word_split_into_runs_still_works(tmp_path: Path) -> None:
    renderer = opened(tmp_path, lay.paragraph("WBBody", "甲{", "{ 值", " }}乙"))
    assert rendered(tmp_path, renderer, 值="正") == ["甲正乙"]


def test_loops_and_conditions_take_whole_paragraphs_and_rows(tmp_path: Path) -> None:
    columns = (lay.Column("题", 4000, "{{ 行 }}"),)
    body = lay.each("行", "行们", lay.paragraph("WBBody", "·{{ 行 }}")) + lay.table(columns, "行", "行们")
    renderer = opened(tmp_path, lay.only("有", lay.paragraph("WBBody", "在")), body, lay.blank())
    assert rendered(tmp_path, renderer, 有=True, 行们=["a", "b"]) == ["在", "·a", "·b", "题", "a", "b", ""]
    assert rendered(tmp_path, renderer, 有=False, 行们=[]) == ["题", ""]


def test_equal_values_give_equal_bytes_and_the_date_is_the_argument(tmp_path: Path) -> None:
    body = lay.paragraph("WBBody", "{{ 值 }}")
    first, second = (
        opened(tmp_path, body).render({"值": "甲"}, title="a<b", creator="某办", created=DAY) for _ in "12"
    )
    assert first == second
    (tmp_path / "o.docx").write_bytes(first)
    with ZipFile(tmp_path / "o.docx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert all(etree.fromstring(archive.read(n)) is not None for n in archive.namelist())
    assert core.count("2023-10-09T00:00:00Z") == 2
    assert "a&lt;b" in core
    with ZipFile(tmp_path / "样例.docx") as template:
        assert set(template.namelist()) == set(ZipFile(tmp_path / "o.docx").namelist())


def test_the_fingerprint_changes_with_the_values_and_with_the_template() -> None:
    def told(template: str, value: object) -> str:
        return fingerprint(template, {"值": value}, title="题", creator="办")

    one = told("t", "甲")
    assert one == told("t", "甲")
    assert len({one, told("t", "乙"), told("u", "甲"), told("t", RichText("甲", bold=True))}) == 4
    with pytest.raises(TypeError, match="object in a document's context"):
        told("t", object())


# --- mistakes in a template --------------------------------------------------------------------------


def test_an_unknown_field_is_named_with_its_paragraph(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        opened(tmp_path, lay.paragraph("WBBody", "第一段"), lay.paragraph("WBBody", "请{{ 主送单位 }}办理"))
    message = str(caught.value)
    assert "样例.docx" in message
    assert "“主送单位”" in message
    assert "请{{ 主送单位 }}办理" in message
    assert "可用的有：值、有、行们" in message


def test_a_missing_part_of_a_value_is_named_when_it_is_filled(tmp_path: Path) -> None:
    renderer = opened(tmp_path, lay.each("行", "行们", lay.paragraph("WBBody", "有{{ 行.时限 }}在")))
    with pytest.raises(TemplateError, match=r"有{{ 行\.时限 }}在”一段用到了“时限”"):
        renderer.render({"行们": [{"题": "甲"}]}, title="", creator="", created=DAY)


@pytest.mark.parametrize(
    "tag",
    [
        "{{ 值.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ 值.format.__globals__ }}",
        "{{ 1/0 }}",
        "{{ 值 | safe }}",
        "{% include 'x' %}",
        "{% autoescape false %}{{ 值 }}{% endautoescape %}",
        "{%- autoescape 值 == '' -%}{{ 值 }}{% endautoescape %}",
        "{{ lipsum() }}",
        "{{ cycler(值).next() }}",
        "{{ joiner(值)() }}",
        "{% set 数 = namespace(和=0) %}{{ 数.和 }}",
    ],
)
def test_a_template_cannot_reach_beyond_its_values(tmp_path: Path, tag: str) -> None:
    with pytest.raises(TemplateError, match=r"样例\.docx"):
        opened(tmp_path, lay.paragraph("WBBody", tag)).render({"值": "甲"}, title="", creator="", created=DAY)


@pytest.mark.parametrize("tag", ["{{ 值", "{% if 有 %}", "{%p if 有 %}", "{{ 值 }", "值 }}"])
def test_unpaired_tags_are_reported(tmp_path: Path, tag: str) -> None:
    with pytest.raises(TemplateError, match="样例"):
        opened(tmp_path, lay.paragraph("WBBody", f"此处{tag}")).render(
            {"值": "甲", "有": True}, title="", creator="", created=DAY
        )


def test_a_tag_that_tears_the_document_is_reported(tmp_path: Path) -> None:
    cell = lay.table((lay.Column("题{% endif %}", 4000, ""),), "行", "行们")
    body = lay.paragraph("WBBody", "{% if 有 %}") + cell
    with pytest.raises(TemplateError, match="独占一段"):
        opened(tmp_path, body).render({"有": False, "行们": []}, title="", creator="", created=DAY)


def test_a_file_that_is_no_word_document_is_reported(tmp_path: Path) -> None:
    (tmp_path / "坏.docx").write_bytes(b"no zip")
    with pytest.raises(TemplateError, match=r"坏\.docx”打不开（内容已损坏，或者设了密码）"):
        Renderer(tmp_path / "坏.docx", ())
    with pytest.raises(TemplateError, match="打不开（已经不在了）"):
        Renderer(tmp_path / "无.docx", ())


def test_values_must_be_of_a_kind_that_has_one_text() -> None:
    with pytest.raises(TypeError, match="date"):
        shield({"日": DAY})
    with pytest.raises(TypeError, match="NoneType"):
        shield([None])


@pytest.mark.parametrize(
    "tags",
    [
        "{{ 甲 }}{% if 乙 %}{{ 丙.丁 }}{% endif %}",
        "{% for 行 in 行们 %}{{ 行.题 }}{{ loop.index }}{{ 外 }}{% else %}{{ 无 }}{% endfor %}{{ 行 }}",
        "{% set 数 = 甲 %}{{ 数 }}{{ range(3) }}{% if 有 %}{% set 后 = 1 %}{% endif %}{{ 后 }}",
        "{% macro 写(值) %}{{ 值 }}{{ 外 }}{% endmacro %}{{ 写(甲) }}{{ 乙|default(丙) }}",
        "没有",
    ],
)
def test_a_template_asks_for_what_jinja_itself_finds(tags: str) -> None:
    sandbox = environment()
    for _ in range(2):  # what one template asks for is not asked by the next
        assert sandbox.compiled(sandbox.parse(tags))[1] == meta.find_undeclared_variables(sandbox.parse(tags))


def test_a_template_is_gone_through_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generated: list[str] = []
    visit = CodeGenerator.visit_Template

    def counted(generator: CodeGenerator, node: Any, frame: Any = None) -> None:
        generated.append("")
        visit(generator, node, frame)

    monkeypatch.setattr(CodeGenerator, "visit_Template", counted)
    assert opened(tmp_path, lay.paragraph("WBBody", "{{ 值 }}")).variables == {"值"}
    assert len(generated) == 1
