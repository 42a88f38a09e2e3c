"""What only the printed page proves: right documents pass the ruler, wrong ones are caught, by one LibreOffice run."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from documents.check import samples as s
from documents.check.faults import Fault, add, drop, fault, lay, put, swap, table
from documents.check.samples import p, rule, text
from weibao.documents.check import DocumentError, Level, check_document, check_pages
from weibao.documents.check.rule import REGISTRY
from weibao.documents.preview import to_pdf

if TYPE_CHECKING:
    from weibao.documents.check import Remark

pytest.importorskip("pypdfium2")

SHORT = drop("list-gap", "list1", "list2", "mark1", "mark1-gap", "name1", "name1-gap", "table", "mark2", "mark2-gap",
             "name2", "name2-gap", "explained")  # fmt: skip
MANY = {f"line{n}": text(f"第{n}项工作按时完成。", before=20) for n in range(60)}
PLAIN = {f"full{n}": text("字" * 120) for n in range(8)}
FAULTS = (
    fault("ink-mark", "general", SHORT, lay("mark", before=1956 + 170)),
    fault("ink-rule-gap", "general", SHORT, lay("number", border=rule(space=16))),
    fault("ink-rule-width", "general", SHORT, lay("number", left=50, right=50)),
    fault("ink-letter", "letter", lay("mark", border=s.DOUBLE_UP.replace('space="8"', 'space="14"'))),
    fault("ink-letter", "letter", put(foot=s.feet() | {
        "first": [p(frame=s.LOWER.replace("15664", "15400"), border=s.DOUBLE_DOWN, size=2, line=20), p()]})),
    fault("ink-folio-shown", "general", SHORT, put(foot={
        "default": [p("— 9 号 —", font=s.SONG, size=28, spacing=0, line=280, align="right")],
        "even": [s.number_foot("even")]}), also="folio-missing"),
    fault("ink-folio", "general", SHORT, put(foot={
        kind: [s.number_foot(kind, line=500)] for kind in ("default", "even")})),
    fault("ink-first-page", "general", SHORT, swap("to", "各镇人民政府", "各镇人民政府" + "，县有关部门和单位" * 40)),
    fault("ink-signature", "general", SHORT, lay("signer", page=True)),
    fault("ink-imprint", "general", SHORT, table("imprint", bottom=False)),
    fault("ink-lines", "general", SHORT, add("intro", **MANY)),
    fault("ink-characters", "general", SHORT, add("intro", **{
        name: text("字" * 120, spacing=0) for name in PLAIN}), also="char-count"),
    fault("ink-outside", "general", SHORT, add("intro", wide=s.T([[[p("表格里的字", left=-400)]]]))),
)  # fmt: skip


def name_of(one: Fault) -> str:
    return f"{one.code}{FAULTS.index(one)}"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Remark]]:
    """Remarks about every right and wrong document, with those about the pages."""
    folder = tmp_path_factory.mktemp("ink")
    documents = {name: s.document(base()) for name, base in s.BASES.items()}
    documents |= {name_of(one): one.document() for one in FAULTS}
    full = s.general()
    SHORT(full)
    add("intro", **PLAIN)(full)
    documents["full"] = s.document(full)
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    assert to_pdf([folder / f"{name}.docx" for name in documents]).failed == ()
    return {
        name: list(check_pages(content, (folder / f"{name}.pdf").read_bytes())) for name, content in documents.items()
    }


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is needed")
class TestInk:
    @pytest.mark.parametrize("name", [*s.BASES, "full"])
    def test_right_documents_pass_the_ruler(self, measured: dict[str, list[Remark]], name: str) -> None:
        assert [remark.message for remark in measured[name]] == []

    @pytest.mark.parametrize("one", FAULTS, ids=name_of)
    def test_wrong_pages_are_caught(self, measured: dict[str, list[Remark]], one: Fault) -> None:
        binding = {remark.code for remark in measured[name_of(one)] if remark.level is not Level.CUSTOM}
        assert one.code in binding
        assert binding - {one.code} == one.also

    def test_without_pages_none_of_these_rules_speaks(self) -> None:
        for one in FAULTS:
            codes = {remark.code for remark in check_document(one.document())}
            assert not {code for code in codes if code.startswith("ink-")}


def test_every_rule_of_ink_has_a_wrong_page() -> None:
    assert {one.code for one in FAULTS} == {code for code in REGISTRY if code.startswith("ink-")}


def test_a_broken_pdf_is_told() -> None:
    with pytest.raises(DocumentError, match="读不出来"):
        check_pages(s.document(s.general()), b"%PDF-1.7 broken")
