"""Every rule catches the document that breaks it, by its own code and no other."""

from __future__ import annotations

import pytest

from documents.check import samples
from documents.check.faults import FAULTS, Fault
from weibao.documents.check import Level, check_document
from weibao.documents.check.rule import REGISTRY


@pytest.mark.parametrize("name", samples.BASES)
def test_the_right_documents_raise_nothing(name: str) -> None:
    assert [remark.message for remark in check_document(samples.document(samples.BASES[name]()))] == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.base}")
def test_a_wrong_document_is_caught_by_its_own_code(fault: Fault) -> None:
    remarks = check_document(fault.document())
    binding = {remark.code for remark in remarks if remark.level is not Level.CUSTOM}
    assert fault.code in {remark.code for remark in remarks}
    assert binding - {fault.code} == fault.also


def test_every_rule_has_a_wrong_document() -> None:
    """Those of printed pages are in `test_ink`."""
    assert {fault.code for fault in FAULTS} == {code for code in REGISTRY if not code.startswith("ink-")}


def test_special_formats_are_cited_by_their_own_clause() -> None:
    found = {
        fault.base: remark.clause
        for fault in FAULTS
        if fault.code == "mark-position"
        for remark in check_document(fault.document())
        if remark.code == "mark-position"
    }
    assert found == {"general": "GB/T 9704-2012 7.2.4", "letter": "GB/T 9704-2012 10.1"}


def test_a_custom_is_never_called_a_rule_of_the_standard() -> None:
    for rule in REGISTRY.values():
        assert (rule.level is Level.CUSTOM) == (rule.source == "惯例"), rule.code
