"""Of a template that is called balanced, every document parses; of all others nothing is claimed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from documents.test_render import opened, rendered
from weibao.documents.balance import is_balanced
from weibao.documents.engine import environment
from weibao.documents.kinds.registry import KINDS
from weibao.documents.render import Renderer
from weibao.documents.values import shield
from weibao.errors import TemplateError
from weibao.resources import template

if TYPE_CHECKING:
    from pathlib import Path

BALANCED = [
    "<a>{{ 值 }}</a>",
    "<a b=\"{{ 值 }}\" c='{{ 值 }}'/>",
    "<a>{% for 行 in 行们 %}<b>{{ 行.题 }}，{{ loop.index }}</b>{% endfor %}</a>",
    "<a>{% if 值 %}<b/>{% elif 行们 %}字{% else %}<c>{{ 值 }}</c>{% endif %}</a>",
    "<a>{% for 行 in 行们 %}<b>{% if 值 == 'x' %}<c/>{% endif %}</b>{% else %}无{% endfor %}</a>",
    "<a>{{ 值 ~ '：' ~ 值 if 值 else '无' }}{{ 行们[0] }}</a>",
    "<a>{# 注 #}字</a>",
    "<a b='{{ 值[:2] }}'>{% for 行 in 行们[1:] %}{{ 行[1:] }}{% endfor %}</a>",
    "<a>{% if 行们 | length > 1 and 值 is defined %}<b/>{% endif %}</a>",
    "<a><!-- 注 --><?b c?>]]&gt;</a>",
]
UNKNOWN = [
    "<a>{% if 值 %}<b>{% endif %}</a>",
    "<a>{% if 值 %}<b>{% endif %}{% if 值 %}</b>{% endif %}</a>",
    "<a><b>{% for 行 in 行们 %}</b><b>{% endfor %}</b></a>",
    "<a>{% if 值 %}<b>{% else %}</b>{% endif %}</a>",
    "{% if 值 %}<a/>{% endif %}",
    "<a/>{% if 值 %}<b/>{% endif %}",
    "<a/>{{ 值 }}",
    "<a><{{ 值 }}/></a>",
    "<a {{ 值 }}='1'/>",
    "<a {% if 值 %}b='1'{% endif %}/>",
    "<a b='{% if 值 %}1{% endif %}'/>",
    "<a>&{{ 值 }};</a>",
    "<a>&#{{ 值 }};</a>",
    "<a><!-- {{ 值 }} --></a>",
    "<a><!-- {% if 值 %}--{% endif %} --></a>",
    "<a><?x {{ 值 }}?></a>",
    "<a>{{ 值 | e }}</a>",
    "<a>{{ (值 | e)[:2] }}</a>",
    "<a>{{ 值.upper() }}</a>",
    "<a>{% set 名 = 值 %}{{ 名 }}</a>",
    "<a>{% filter upper %}{{ 值 }}{% endfilter %}</a>",
    "<a>{% for 行 in 行们 recursive %}{{ loop(行) }}{% endfor %}</a>",
    "<a>{% for 行 in 行们 recursive %}{% for 字 in [loop([])] %}<b c='{{ 字 }}'/>{% endfor %}{% endfor %}</a>",
    "<a>{% for 字 in (值 | e).split('l') %}{{ 字 }}{% endfor %}</a>",
    "<a>{% for 字 in [值 | urlize] %}<b c='{{ 字 }}'/>{% endfor %}</a>",
    "<a>{% if 行们.append((值 | e)[:2]) %}{% endif %}{{ 行们[1] }}</a>",
    "<a>{% if 值 %}{% elif 行们.append((值 | e)[:2]) %}{% endif %}{{ 行们[1] }}</a>",
    "<a>{% for 行 in 行们 if 行们.append((值 | e)[:2]) %}{% endfor %}{{ 行们[1] }}</a>",
    "<a>{{ '\\x01' }}</a>",
    "<a>{{ 值 ~ '\\v' }}</a>",
    "<a>{{ '\\ufffe' if 值 else '' }}</a>",
    "<a>{% for 字 in '\\x01' %}{{ 字 }}{% endfor %}</a>",
    "<a>{{ 值 }}]></a>",
    "<a>]]{{ 值 }}></a>",
    "<a>]]{% if 值 %}><b/>{% endif %}</a>",
    "<a>]]{% if 值 %}<b/>{% endif %}></a>",
    "<a><![CDATA[ ]]{{ 值 }}> ]]></a>",
    "<w:t a='>{{ 值 }}'/>",
    "<a><!-- <w:p> --></a>",
    "<a>\ue000{{ 值 }}</a>",
    "<a><?weibao-block?></a>",
    "<a>",
    "",
]
FRAGMENTS = [
    "<b>", "</b>", "<c d='", "'/>", "字", "{{ 值 }}", "{{ 行们[0] }}", "{% if 值 %}", "{% else %}", "{% endif %}",
    "{% for 行 in 行们 %}", "{% endfor %}", "{{ 行 }}", "<!--", "-->", "<b>{{ 值 }}</b>",
    "]", "]]", ">", "&gt;", "<![CDATA[", "]]>", "&", ";", "<?b ", "?>", "{# 注 #}", "{%- if 值 -%}", "{% elif 行们 %}",
    "{% for 行 in 行们 recursive %}", "{% for 行 in [值 | e, loop] %}", "{% for 行 in (值 | e).split('l') %}",
    "{{ '\\x0b' ~ 值 }}", "{{ 值 | e }}", "{{ 值[:2] }}", "{{ loop }}", "{{ 行们[-1] }}",
    "{% if 值 %}<b/>{% endif %}", "{% for 行 in 行们 %}<b>{{ 值 }}</b>{% endfor %}",
]  # fmt: skip
VALUES = ["", "x", "<b>&\"'", "]]>", "--", "-->", "{{ 值 }}", "a='1'", "]", "]]", ">", "l"]


@pytest.mark.parametrize("source", BALANCED)
def test_whole_elements_and_text_are_balanced(source: str) -> None:
    assert is_balanced(environment().parse(source))


@pytest.mark.parametrize("source", UNKNOWN)
def test_nothing_is_claimed_of_what_may_be_torn(source: str) -> None:
    assert not is_balanced(environment().parse(source))


@settings(max_examples=400, deadline=None)
@given(parts=st.lists(st.sampled_from(FRAGMENTS), max_size=6), value=st.sampled_from(VALUES))
def test_what_a_balanced_template_gives_parses(parts: list[str], value: str) -> None:
    source, sandbox = f"<a>{''.join(parts)}</a>", environment()
    try:
        if not is_balanced(tree := sandbox.parse(source)):
            return
    except TemplateSyntaxError:
        return
    filling, _ = sandbox.compiled(tree)
    for rows in ([value], [value, "x"]):
        try:
            text = filling.render(shield({"值": value, "行们": rows, "行": value}))
        except UndefinedError:
            continue
        expat.ParserCreate().Parse(text, True)


@pytest.mark.parametrize("name", sorted({kind.template for kind in KINDS}))
def test_our_own_templates_are_balanced(name: str) -> None:
    """So that no document of theirs has to be parsed again."""
    kind = next(kind for kind in KINDS if kind.template == name)
    renderer = Renderer(template(name), kind.fields)
    assert all(is_balanced(environment().parse(part.source)) for part in renderer._tagged)


@pytest.mark.parametrize(("tag", "again"), [("{{ 值 }}", False), ("{{ 值 | upper }}", True)])
def test_only_what_may_be_torn_is_parsed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tag: str, again: bool
) -> None:
    parsed: list[bytes] = []
    monkeypatch.setattr("weibao.documents.compiled.verify_markup", parsed.append)
    assert rendered(tmp_path, opened(tmp_path, f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>"), 值="<甲>") == ["<甲>"]
    assert bool(parsed) == again


@pytest.mark.parametrize("sign", ["\\x01", "\\v", "\\ud800", "\\uffff"])
def test_a_sign_that_no_document_can_hold_is_refused(tmp_path: Path, sign: str) -> None:
    renderer = opened(tmp_path, f"<w:p><w:r><w:t>{{{{ '{sign}' ~ 值 }}}}</w:t></w:r></w:p>")
    with pytest.raises(TemplateError, match=r"样例.*不完整"):
        rendered(tmp_path, renderer, 值="甲")


def test_a_torn_document_is_refused(tmp_path: Path) -> None:
    parts = ("{% if 有 %}<w:r>{% endif %}", "<w:t>{{ 值 }}</w:t>", "{% if 值 %}</w:r>{% endif %}")
    renderer = opened(tmp_path, f"<w:p>{''.join(parts)}</w:p>")
    assert rendered(tmp_path, renderer, 有=True, 值="甲") == ["甲"]
    with pytest.raises(TemplateError, match="样例"):
        rendered(tmp_path, renderer, 有=False, 值="甲")
