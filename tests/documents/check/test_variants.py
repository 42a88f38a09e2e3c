"""Documents that are right but different raise nothing, not even a hint."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from documents.check import samples
from documents.check.variants import VARIANTS
from weibao.documents.check import check_document

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", VARIANTS)
def test_a_right_document_in_another_way_raises_nothing(name: str) -> None:
    base, changes = VARIANTS[name]
    sample = samples.BASES[base]()
    for change in changes:
        change(sample)
    assert [f"{remark.code} {remark.message}" for remark in check_document(samples.document(sample))] == []


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is needed")
def test_documents_saved_by_libreoffice_raise_nothing(tmp_path: Path) -> None:
    for name, base in samples.BASES.items():
        (tmp_path / f"{name}.docx").write_bytes(samples.document(base()))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx",
         "--outdir", tmp_path / "saved", *sorted(tmp_path.glob("*.docx"))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    saved = {path.stem: path.read_bytes() for path in (tmp_path / "saved").glob("*.docx")}
    assert set(saved) == set(samples.BASES)
    remarks = {name: [remark.code for remark in check_document(content)] for name, content in saved.items()}
    # LibreOffice saves the framed line at the foot of a 信函 without its border: the line is really gone.
    assert remarks.pop("letter") == ["letter-lower"]
    assert {name: codes for name, codes in remarks.items() if codes} == {}
