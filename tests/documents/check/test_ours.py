"""Our own documents of every layout pass, with landscape 附件, on pre-printed paper and saved by LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from documents.layout_samples import landscape, rendered, values
from weibao.documents import layout as lay
from weibao.documents.check import Level, check_document
from weibao.documents.kind import Layout
from weibao.documents.preprinted import without_red

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2023, 10, 9)
TWO = ("有关事项一览表", "贯彻落实有关工作要求情况的具体事项的详细清单和逐项的说明材料")
CASES: dict[str, dict[str, Any]] = {
    "whole": {},
    "open": {"文号": "江未保〔2023〕\u3000\u3000号", "成文日期": "2023年\u3000月\u3000日", "签发人": "",
             "印发日期": "2023年\u3000月\u3000日", "附件": [], "附注": "", "抄送": ""},
    "moved": {"主送移版记": True, "附件": list(TWO)},
}  # fmt: skip


def made(folder: Path, layout: Layout, name: str) -> bytes:
    changes = dict(CASES[name])
    if layout is Layout.UPWARD:
        changes |= {"主送": "江海市民政局"}
    context = values(layout, **changes)
    attached = [
        lay.enclosure(f"附件{n}", f"{{{{ 附件[{n - 1}] }}}}", lay.paragraph("WBBody", "内容。")) for n in (1, 2)
    ]
    enclosures = [landscape()] if name == "whole" else attached if name == "moved" else []
    return rendered(folder, "ours", layout, context, DAY, enclosures=enclosures)


def binding(content: bytes) -> list[str]:
    return [f"{r.code} {r.message}" for r in check_document(content) if r.level is not Level.CUSTOM]


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("name", CASES)
def test_our_documents_pass_with_and_without_red(layout: Layout, name: str, tmp_path: Path) -> None:
    content = made(tmp_path, layout, name)
    assert binding(content) == []
    assert binding(without_red(content)) == []


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is needed")
def test_our_documents_saved_by_libreoffice_pass(tmp_path: Path) -> None:
    for layout in Layout:
        (tmp_path / f"{layout}.docx").write_bytes(made(tmp_path, layout, "whole"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx",
         "--outdir", tmp_path / "saved", *(tmp_path / f"{layout}.docx" for layout in Layout)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for layout in Layout:
        remarks = binding((tmp_path / "saved" / f"{layout}.docx").read_bytes())
        # LibreOffice loses the line at the foot of a 信函 when it saves (its framed paragraph keeps no border).
        assert [text for text in remarks if not (layout is Layout.LETTER and text.startswith("letter-lower"))] == []
